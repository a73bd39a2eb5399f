"""Findings about doubts and their readings."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from tiaowen.dsl.diagnostics import Finding, quoted
from tiaowen.dsl.tree import Language


@frozen(kw_only=True)
class ReadingAlone(Finding):
    """A named reading with no doubt above it."""

    id: ClassVar[str] = "TW310"
    name: str

    def message(self, language: Language) -> str:
        """Say that it belongs to no doubt."""
        if language is Language.ZH:
            return f"理解{quoted(self.name, language)}上面没有“疑义”，它的条款不会被采用。"
        return f"The reading {quoted(self.name)} has no doubt above it: its line does not count."

    def advice(self, language: Language) -> str | None:
        """Say where readings stand."""
        if language is Language.ZH:
            return "各种理解紧接着写在“疑义”一行下面，中间只能有说明和注释。"
        return 'Readings stand right below their "doubt" line; only remarks and comments can stand between.'


@frozen(kw_only=True)
class NotOneAdopted(Finding):
    """A doubt of which no reading is adopted, or several are."""

    id: ClassVar[str] = "TW311"
    name: str
    adopted: tuple[str, ...]

    def message(self, language: Language) -> str:
        """Say how many are adopted."""
        zh = language is Language.ZH
        name = quoted(self.name, language)
        if not self.adopted:
            return f"疑义{name}没有采用任何一种理解。" if zh else f"No reading of the doubt {name} is adopted."
        names = ("、" if zh else ", ").join(quoted(each, language) for each in self.adopted)
        if zh:
            return f"疑义{name}采用了{len(self.adopted)}种理解：{names}。"
        return f"{len(self.adopted)} readings of the doubt {name} are adopted: {names}."

    def advice(self, language: Language) -> str | None:
        """Say how one is adopted."""
        if language is Language.ZH:
            return "恰好在一种理解的名称后写“，采用”。"
        return 'Write ", adopted" behind the name of exactly one.'


@frozen(kw_only=True)
class TooFewReadings(Finding):
    """A doubt that leaves no choice."""

    id: ClassVar[str] = "TW312"
    name: str
    count: int

    def message(self, language: Language) -> str:
        """Say how many readings there are."""
        name = quoted(self.name, language)
        if language is Language.ZH:
            return f"疑义{name}下面没有写理解。" if not self.count else f"疑义{name}只有一种理解，无从选择。"
        return f"The doubt {name} has {'no reading' if not self.count else 'one reading only'}: there is no choice."

    def advice(self, language: Language) -> str | None:
        """Say how another is written."""
        if language is Language.ZH:
            return "再写一种；什么也不规定的理解写“不作规定”。只说明读法时，用“理解 “……””写在条款下面。"
        return (
            'Add another one; a reading by which nothing holds is "no clause". To note how a line is read, '
            'write reading "…" below it.'
        )


@frozen(kw_only=True)
class SameDoubt(Finding):
    """Two doubts of one name."""

    id: ClassVar[str] = "TW313"
    name: str

    def message(self, language: Language) -> str:
        """Say that the name is taken."""
        if language is Language.ZH:
            return f"前面已有名为{quoted(self.name, language)}的疑义。"
        return f"There is a doubt named {quoted(self.name)} already."

    def advice(self, language: Language) -> str | None:
        """Say why it matters."""
        if language is Language.ZH:
            return "请换一个名称：选用理解时要靠名称区分。"
        return "Choose another name: by the name its reading is selected."


@frozen(kw_only=True)
class DoubtOutOfPlace(Finding):
    """A doubt among the steps of an example."""

    id: ClassVar[str] = "TW314"
    name: str

    def message(self, language: Language) -> str:
        """Say where it stands."""
        if language is Language.ZH:
            return f"疑义{quoted(self.name, language)}写在示例之后，不知道它属于哪些条款。"
        return f"The doubt {quoted(self.name)} stands below an example: which clauses it is about cannot be told."

    def advice(self, language: Language) -> str | None:
        """Say where it belongs."""
        if language is Language.ZH:
            return "请写到示例前面，放在它所说的条款之间。"
        return "Put it above the example, among the clauses it is about."


@frozen(kw_only=True)
class UnknownReading(Finding):
    """A reading asked for that the document does not have; ``reading`` None: it has no such doubt."""

    id: ClassVar[str] = "TW315"
    doubt: str
    reading: str | None
    known: tuple[str, ...]

    def message(self, language: Language) -> str:
        """Say what there is not."""
        zh = language is Language.ZH
        doubt = quoted(self.doubt, language)
        if self.reading is None:
            return f"本文件没有名为{doubt}的疑义。" if zh else f"The document has no doubt named {doubt}."
        reading = quoted(self.reading, language)
        return f"疑义{doubt}没有{reading}这种理解。" if zh else f"The doubt {doubt} has no reading {reading}."

    def advice(self, language: Language) -> str | None:
        """Name those there are."""
        zh = language is Language.ZH
        if not self.known:
            return "本文件没有可选的疑义。" if zh else "It has no doubts at all."
        names = ("、" if zh else ", ").join(quoted(each, language) for each in self.known)
        return f"有：{names}。" if zh else f"There are: {names}."
