"""The doubts of a document among its rules: what can be read otherwise, and which reading the rules follow.

Turns the placed doubts into :class:`DoubtRule` and remarks for reports. Left to others: which figures rest on the
reading that is taken (``resting``), what another reading would change (``compiler/doubts``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tiaowen.compiler.resolve import PlacedDoubt, PlacedReading
from tiaowen.compiler.rules.model import ChoiceRule, DoubtRule, Remark
from tiaowen.compiler.rules.monolingual import monolingual
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.compiler.vocabulary import Vocabulary
from tiaowen.dsl.print import Translator, print_line
from tiaowen.dsl.tree import Clause, Language, Statement, Text

NOTHING = Text(en="no clause", zh="不作规定")


def doubt_rules(doubts: Iterable[PlacedDoubt], vocabulary: Vocabulary) -> tuple[DoubtRule, ...]:
    """Return the doubts with their readings, each line as it is printed in either language."""
    names = Translator(VocabularyLookup(vocabulary))
    return tuple(_rule(doubt, names) for doubt in doubts)


def _rule(doubt: PlacedDoubt, names: Translator) -> DoubtRule:
    choices = tuple(_choice(reading, names) for reading in doubt.readings)
    cites = tuple(cite.citation for cite in doubt.heading.cites) if doubt.heading is not None else ()
    return DoubtRule(doubt.name, doubt.line.text, choices, doubt.chosen, cites)


def _choice(reading: PlacedReading, names: Translator) -> ChoiceRule:
    lines = tuple(
        Text(en=_printed(line, Language.EN, names), zh=_printed(line, Language.ZH, names)) for line, _ in reading.lines
    )
    return ChoiceRule(reading.name, reading.text, reading.adopted, lines)


def _printed(line: Statement, language: Language, names: Translator) -> str:
    return print_line(monolingual(line, language) if isinstance(line, Clause) else line, language, names)


def said(choice: ChoiceRule) -> tuple[Text, ...]:
    """Return the lines of a reading, or that it comes to no clause."""
    return choice.lines or (NOTHING,)


def doubt_remarks(doubts: Sequence[DoubtRule]) -> list[Remark]:
    """Return a remark for each doubt: what is doubtful, how it is read here, and how else it could be."""
    return [Remark("reading", _remark(doubt), doubt.cites) for doubt in doubts]


def _remark(doubt: DoubtRule) -> Text:
    others = [choice.name for choice in doubt.choices if choice.name != doubt.chosen]
    en = f"{doubt.text.get(Language.EN)} Read here: {doubt.chosen}; other readings: {', '.join(others)}."
    zh = f"{doubt.text.get(Language.ZH)}此处理解：{doubt.chosen}；另一种：{'、'.join(others)}。"
    return Text(en=en, zh=zh)
