"""The findings of reading a table: what is wrong with its shape, or with what stands in a cell.

One frozen class per kind of mistake, as in :mod:`tiaowen.dsl.mistakes`; each points at a cell.
"""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.mistakes import SyntaxFinding, either
from tiaowen.dsl.tree import Language

MOST_COLUMNS = 30
"""Columns of a table; no document has as many, and every row costs as much as its columns."""

_MAY_BE_NONE = frozenset({"deductible", "cap", "total cap", "out-of-pocket ceiling"})
"""Facets that a case can be without and still be paid."""


@frozen(kw_only=True)
class EmptyCell(Finding):
    """A cell that says nothing; ``facet`` is what it should state, None for the first of its row."""

    id: ClassVar[str] = "TW040"
    facet: tuple[str, str] | None = None
    """The word for the facet in English and Chinese."""

    def message(self, language: Language) -> str:
        """Say what is missing."""
        zh = language is Language.ZH
        if self.facet is None:
            return "这一行没有写对象。" if zh else "This row does not say whom it is about."
        return f"这一格没有写{self.facet[1]}。" if zh else f"This cell states no {self.facet[0]}."

    def advice(self, language: Language) -> str | None:
        """Say what to write where the source says nothing."""
        zh = language is Language.ZH
        if self.facet is None:
            merged = "Of cells that were merged, write the people in each row again."
            return "合并过的单元格请逐行重写对象。" if zh else merged
        none = f"no {self.facet[0]}", f"不设{self.facet[1]}"
        if self.facet[0] not in _MAY_BE_NONE:
            none = "not covered", "不予救助"
        if zh:
            return f"请写数值；原文没写的写“未规定”，确实没有的写“{none[1]}”。"
        return f'Write the value; if the source is silent "not stated", if there is none "{none[0]}".'


@frozen(kw_only=True)
class WrongCells(Finding):
    """A row with more or fewer cells than the head of its table, or a head with too many."""

    id: ClassVar[str] = "TW041"
    cells: int
    head: int

    def message(self, language: Language) -> str:
        """Say how many there are."""
        zh = language is Language.ZH
        if self.head > MOST_COLUMNS:
            return f"表格有{self.head}列，最多{MOST_COLUMNS}列。" if zh else f"The table has {self.head} columns."
        if zh:
            return f"这一行有{self.cells}格，表头有{self.head}格。"
        return f"This row has {self.cells} cell{'s' * (self.cells != 1)}, the head of the table {self.head}."

    def advice(self, language: Language) -> str | None:
        """Say what a row consists of."""
        zh = language is Language.ZH
        if self.head > MOST_COLUMNS:
            return "请分成几个表格。" if zh else f"There may be {MOST_COLUMNS}; make it several tables."
        if zh:
            return "每一行都要与表头的格数相同，格与格之间用“|”隔开。"
        return 'Every row has as many cells as the head, with "|" between them.'


@frozen(kw_only=True)
class NoFacetColumn(SyntaxFinding):
    """A cell in the head of a table that should name a facet and does not; ``meant`` are near misses."""

    id: ClassVar[str] = "TW042"
    meant: tuple[str, ...] = ()

    def message(self, language: Language) -> str:
        """Say that it is no facet."""
        if not self.found:
            return "表格有一栏没有表头。" if language is Language.ZH else "A column of the table has no head."
        if language is Language.ZH:
            return f"表头的{quoted(self.found, language)}不是待遇要素。"
        return f"{quoted(self.found)} in the head of the table is no facet."

    def advice(self, language: Language) -> str | None:
        """Say what was meant, or what can stand there."""
        zh = language is Language.ZH
        if not self.found:
            return "请写明这一栏是什么。" if zh else "Say what the column is about."
        if self.meant:
            meant = either(self.meant, language)
            return f"是否{meant}？" if zh else f"Did you mean {meant}?"
        if zh:
            return "这里写起付线、比例、限额、救助总额、资助等，单位写在各格里。"
        return "Write deductible, ratio, cap, total cap, subsidy or the like; units go into the cells."


@frozen(kw_only=True)
class NoFacetRow(Finding):
    """A table with cases across, which does not say in a row of its own which facet it states."""

    id: ClassVar[str] = "TW043"

    def message(self, language: Language) -> str:
        """Say that the facet is not named."""
        if language is Language.ZH:
            return "表格没有写明各格是什么的数值。"
        return "The table does not say what its figures are."

    def advice(self, language: Language) -> str | None:
        """Show the row."""
        if language is Language.ZH:
            return "表头下面要有一行只写要素，其余各格留空，如：| 比例 | | |"
        return "Below the head stands a row with the facet alone, its other cells empty: | ratio | | |"


@frozen(kw_only=True)
class NoRows(Finding):
    """A table that is nothing but its head, or a head without columns."""

    id: ClassVar[str] = "TW044"
    columns: bool = False
    """Whether it is columns that are missing."""

    def message(self, language: Language) -> str:
        """Say what is missing."""
        zh = language is Language.ZH
        if self.columns:
            return "表格只有一列。" if zh else "The table has one column only."
        return "表格只有表头。" if zh else "The table has a head and no rows."

    def advice(self, language: Language) -> str | None:
        """Say what follows."""
        zh = language is Language.ZH
        if self.columns:
            return "例：| 对象 | 比例 |" if zh else "For example: | recipients | ratio |"
        if zh:
            return "表头下面紧接着写各行，中间不空行；每行都以“|”开头。"
        return 'The rows follow at once, without a blank line between; each begins with "|".'


@frozen(kw_only=True)
class OtherMatter(SyntaxFinding):
    """A cell that says something else than its column asks for, or more than that."""

    id: ClassVar[str] = "TW045"
    facet: tuple[str, str] | None = None
    """What the column states; None where a cell should name people or cases only."""

    def message(self, language: Language) -> str:
        """Say what the cell holds."""
        found = quoted(self.found, language)
        if self.facet is None:
            if language is Language.ZH:
                return f"{found}不是对象或情形的名称。"
            return f"{found} is no list of people or cases."
        if language is Language.ZH:
            return f"{found}写在“{self.facet[1]}”栏里，说的却不只是{self.facet[1]}。"
        return f'{found} stands in the column "{self.facet[0]}", and is not just that.'

    def advice(self, language: Language) -> str | None:
        """Say what a cell holds."""
        zh = language is Language.ZH
        if self.facet is None:
            return "这里写名称，如：一类人员、孤儿" if zh else "Write names here, for example: class 1, orphans"
        if zh:
            return "一格只写一个要素的值；别的要素另起一栏。"
        return "A cell holds one value of its facet; another facet gets a column of its own."


@frozen(kw_only=True)
class RepeatedColumn(SyntaxFinding):
    """Two columns with one head."""

    id: ClassVar[str] = "TW046"

    def message(self, language: Language) -> str:
        """Say which."""
        if language is Language.ZH:
            return f"表头里{quoted(self.found, language)}写了两次。"
        return f"Two columns of the table are headed {quoted(self.found)}."

    def advice(self, language: Language) -> str | None:
        """Say what to do."""
        if language is Language.ZH:
            return "请合成一栏，或写明两栏各指哪些情形。"
        return "Make them one, or say which cases each is about."


@frozen(kw_only=True)
class LimitedColumn(SyntaxFinding):
    """A condition or exception in the head of a column, which only names cases."""

    id: ClassVar[str] = "TW048"

    def message(self, language: Language) -> str:
        """Say that it cannot stand there."""
        if language is Language.ZH:
            return f"表头{quoted(self.found, language)}里不能写“不含”或“其中”。"
        return f'The head {quoted(self.found)} of a column holds an "except" or "where".'

    def advice(self, language: Language) -> str | None:
        """Say where it goes."""
        if language is Language.ZH:
            return "请写到各行的对象里，或改用条款。"
        return "Write it with the people of the rows, or use clauses."


@frozen(kw_only=True)
class TabsFound(SyntaxFinding):
    """Cells parted by tabs, as a spreadsheet gives them; ``cells`` is what they hold."""

    id: ClassVar[str] = "TW049"
    cells: tuple[str, ...]

    def message(self, language: Language) -> str:
        """Say where such lines come from."""
        if language is Language.ZH:
            return "这一行用制表符分隔，像是从电子表格粘贴来的。"
        return "This line has tabs, as pasted from a spreadsheet."

    def advice(self, language: Language) -> str | None:
        """Show the line as a row."""
        row = f"| {' | '.join(self.cells)} |"
        if language is Language.ZH:
            return f"表格的每一行写成：{row}"
        return f"A row of a table is written: {row}"
