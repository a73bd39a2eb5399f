"""TW101: cells of which the document itself says that it is silent, among others that have figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from tiaowen.compiler.checks.check import Answer, Case, Check, Engine, Words, pick
from tiaowen.compiler.checks.claims import claim_in
from tiaowen.compiler.checks.context import Context
from tiaowen.compiler.rules.boxes import intersect
from tiaowen.compiler.rules.findings import Hole, facet_name
from tiaowen.compiler.rules.model import Benefit, Box, Open, Rule
from tiaowen.dsl.diagnostics import Severity, display_width
from tiaowen.dsl.tree import Language

DECIDING = ("ratio", "lump-sum", "subsidy")
LEVELS = (1, 2, 3)

Row = tuple[Words, tuple[Words | None, ...]]
"""Who, and what is stated for them at each level: None where nothing is."""


@frozen(kw_only=True)
class Silent(Hole):
    """Cells with *not stated* in a benefit that has figures for others; ``rows`` are what is stated around them."""

    severity = Severity.WARNING
    rows: tuple[Row, ...] = ()
    case: Case | None = None

    def message(self, language: Language) -> str:
        """Name the cells, and show the table around them and a claim that lies in one."""
        zh = language is Language.ZH
        benefit, facet = pick(self.benefit, language), facet_name(self.facet, language)
        cells = ("；" if zh else "; ").join(pick(each, language) for each in self.cases)
        said = (
            f"{benefit}：原文没有写{cells}的{facet}。" if zh else f"{benefit}: the text states no {facet} for {cells}."
        )
        lines = [*self._levels(language), *([self.case.line(language)] if self.case is not None else [])]
        return "".join((said, *(f"\n        {line}" for line in lines)))

    def advice(self, language: Language) -> str | None:
        """Ask for the figure."""
        if language is Language.ZH:
            return "请向发文机关确认；在补上以前，这些情形的结果是“不能确定”。"
        return "Ask who issued it; until a figure is stated, such cases are undetermined."

    def _levels(self, language: Language) -> Iterator[str]:
        if not self.rows:
            return
        heads = ("一级", "二级", "三级") if language is Language.ZH else ("level 1", "level 2", "level 3")
        table: list[tuple[str, ...]] = [("", *heads)]
        table += [
            (pick(who, language), *(pick(v, language) if v else "—" for v in values)) for who, values in self.rows
        ]
        widths = [max(display_width(row[at]) for row in table) for at in range(len(heads) + 1)]
        for row in table:
            cells = (cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True))
            yield "  ".join(cells).rstrip()


def find(context: Context) -> Iterable[Answer]:
    """Look at the figures that decide each benefit; a clause is told once."""
    for benefit in context.policy.benefits:
        stated = [r for r in benefit.rules if r.facet in DECIDING and not isinstance(r.value, Open)]
        told: set[int] = set()
        for rule in benefit.rules if stated else ():
            silent = isinstance(rule.value, Open) and rule.value.kind == "not-stated"
            # Where two figures meet in one visit the compiler has put *not stated* between them, and says so itself.
            silent = silent and all(r.clause != rule.clause or r.facet != rule.facet for r in stated)
            if silent and rule.facet in DECIDING and rule.via is None and rule.clause not in told:
                told.add(rule.clause)
                yield _silent(context, benefit, rule)


def _silent(context: Context, benefit: Benefit, rule: Rule) -> Silent:
    boxes = [evolve(box, care=None) if box.care == benefit.care else box for box in rule.boxes]
    visit = next((v for box in rule.boxes if (v := claim_in(context.policy, benefit, box)) is not None), None)
    case = context.case(visit) if visit is not None else None
    return Silent(
        facet=rule.facet,
        benefit=context.name(benefit.id),
        cases=tuple(dict.fromkeys(map(context.box, boxes))),
        rows=tuple(_rows(context, benefit, rule)) if any(box.levels is not None for box in boxes) else (),
        case=case if case is not None and dict(case.paid).get(benefit.id, 0) is None else None,
        place=context.clause_place(rule.clause),
    )


def _rows(context: Context, benefit: Benefit, rule: Rule) -> Iterator[Row]:
    """Yield for the people of each silent box what is stated for them level by level."""
    deciding = [each for each in benefit.rules if each.facet == rule.facet]
    for box in rule.boxes:
        values: list[Words | None] = []
        for level in LEVELS:
            cell = evolve(box, levels=frozenset({level}))
            found = next((each for each in deciding if any(intersect(cell, b) for b in each.boxes)), None)
            none = found is None or isinstance(found.value, Open)
            values.append(None if none or found is None else context.value(found.value))
        yield context.box(Box(categories=box.categories, tests=box.tests)), tuple(values)


CHECK = Check("TW101", "cell-without-ratio", Engine.CELLS, (Silent,), find)
