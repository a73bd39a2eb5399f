"""A claim to a case: what it comes to by the reference engine, in words, and as an example for the file.

Left to others: which claim shows a defect.
"""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.compiler.checks.check import Case
from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.claims.result import Result, Status
from tiaowen.compiler.settle import Engine
from tiaowen.compiler.settle.words import Words
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.quantities import yuan_text
from tiaowen.dsl.tree import Language

# Each entry: English, Chinese; what a benefit without an amount comes to, in a message and behind "expect".
_SAID = {
    Status.UNDETERMINED: ("undetermined", "未定"),
    Status.ELSEWHERE: ("governed elsewhere", "另按其他文件"),
    Status.EXCLUDED: ("nothing", "不予救助"),
}
_EXPECTED = {
    Status.UNDETERMINED: ("undetermined", "未定"),
    Status.ELSEWHERE: ("elsewhere", "另按"),
    Status.EXCLUDED: ("not covered", "不予救助"),
}
_OPEN = (Status.UNDETERMINED, Status.ELSEWHERE)
_UNITS = {"age": (" years old", "周岁"), "disability_grade": ("", "级")}


class CaseWriter:
    """Settles and words the cases of one document."""

    def __init__(self, engine: Engine) -> None:
        """Take the document made ready."""
        self._engine = engine
        self._words = {language: Words(engine.policy, language) for language in Language}
        bases = [benefit.base for benefit in engine.policy.benefits if benefit.base is not None]
        columns = [pair for base in bases for pair in zip(base.payer_columns, base.payers, strict=True)]
        columns += [(base.column, base.fact) for base in bases]
        shared = load_vocabulary().of_kind("fact", "parameter", "payer")
        self._columns = {concept.claim_column: concept.id for concept in shared} | dict(columns)

    def paid(self, visit: Visit) -> tuple[tuple[str, int | None], ...]:
        """Settle one claim by itself, without a word."""
        outcomes = next(iter(self._engine.outcomes([visit]))).outcomes
        return tuple((each.benefit, None if each.status in _OPEN else each.fen) for each in outcomes if each.concerned)

    def case(self, visit: Visit) -> Case:
        """Settle one claim by itself."""
        results = list(self._engine.settle([visit]))
        paid = tuple((result.benefit, result.amount_fen) for result in results)
        claim = self._claim(visit, Language.EN), self._claim(visit, Language.ZH)
        comes = self._comes(results, Language.EN), self._comes(results, Language.ZH)
        english, chinese = ("\n".join(self._example(visit, results, each)) for each in (Language.EN, Language.ZH))
        return Case(visit, claim, comes, paid, (english, chinese))

    def _claim(self, visit: Visit, language: Language) -> str:
        who = self._words[language].names(held.category for held in visit.categories)
        return self._words[language].pick((", ", "，")).join(filter(None, (who, *self._facts(visit, language))))

    def _facts(self, visit: Visit, language: Language) -> Iterator[str]:
        words = self._words[language]
        yield from map(words.name, filter(None, (visit.care, visit.plan)))
        if visit.level is not None:
            yield words.name(f"level-{visit.level}")
        yield from map(words.name, (*sorted(visit.diseases), *sorted(visit.marks)))
        yield from (f"{self._column(column, language)} {_yuan(words, fen)}" for column, fen in _money(visit))
        yield from (
            f"{self._column(column, language)} {number}{words.pick(_UNITS.get(column, ('', '')))}"
            for column, number in sorted(visit.facts.items())
        )

    def _comes(self, results: list[Result], language: Language) -> str:
        words = self._words[language]
        # What pays nothing says nothing beside what pays.
        told = [r for r in results if r.status is not Status.EXCLUDED and r.amount_fen != 0] or results
        parts = (
            f"{words.name(r.benefit)} "
            + (words.pick(_SAID[r.status]) if r.status in _SAID else _yuan(words, r.amount_fen or 0))
            for r in told
        )
        return words.pick((", ", "，")).join(parts) or words.pick(("nothing", "不予救助"))

    def _example(self, visit: Visit, results: list[Result], language: Language) -> Iterator[str]:
        """Yield the lines of an example as the grammar has them, without its title."""
        words, pick = self._words[language], self._words[language].pick
        who = words.names(held.category for held in visit.categories)
        facts = [
            f"{self._column(column, language)}{pick((' = ', '='))}{number}{pick(_UNITS.get(column, ('', '')))}"
            for column, number in sorted(visit.facts.items())
        ]
        named = [words.name(visit.plan)] if visit.plan else []
        named += [words.name(visit.care)] if visit.care else []
        named += [words.name(f"level-{visit.level}")] if visit.level is not None else []
        named += map(words.name, (*sorted(visit.diseases), *sorted(visit.marks)))
        money = [
            f"{self._column(column, language)}{pick((' = ', '='))}"
            + pick((f"{yuan_text(fen)} yuan", f"{yuan_text(fen, grouped=False)}元"))
            for column, fen in _money(visit)
        ]
        day = pick((visit.date.isoformat(), f"{visit.date.year}年{visit.date.month}月{visit.date.day}日"))
        kind = pick(("enrolment", "参保缴费")) if visit.kind == "enrolment" else pick(("visit", "就医"))
        between = pick((", ", "，"))
        yield pick(("  person: ", "  人员：")) + between.join(filter(None, (who, *facts)))
        # A list of names and the amounts behind it: in Chinese the two are joined by different signs.
        place = pick((", ", "、")).join(named)
        yield f"  {kind} {day}{pick((': ', '：'))}" + between.join(filter(None, (place, *money)))
        for r in results:
            came = pick(_EXPECTED[r.status]) if r.status in _EXPECTED else _expected(language, r)
            yield f"  {pick(('expect ', '应得 '))}{words.name(r.benefit)}{pick((' = ', '='))}{came}"

    def _column(self, column: str, language: Language) -> str:
        words = self._words[language]
        return words.name(self._columns[column]) if column in self._columns else words.column(column)


def _money(visit: Visit) -> list[tuple[str, int]]:
    """Return the amounts of a claim, what was charged before what was paid of it."""
    return sorted(visit.money.items(), key=lambda item: (item[0].startswith("paid_"), item[0]))


def _yuan(words: Words, fen: int) -> str:
    return words.pick((f"{yuan_text(fen)} yuan", f"{yuan_text(fen)}元"))


def _expected(language: Language, result: Result) -> str:
    amount = yuan_text(result.amount_fen or 0, grouped=language is Language.EN)
    return f"{amount}元" if language is Language.ZH else f"{amount} yuan"
