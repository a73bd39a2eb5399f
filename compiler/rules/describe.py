"""Cases and values in words, in both languages: for findings, explanations and reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import define, field

from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.conditions import UNITS
from tiaowen.compiler.rules.model import Box, Test
from tiaowen.compiler.vocabulary import Vocabulary
from tiaowen.dsl.quantities import decimal_text, percent_text, yuan_text
from tiaowen.dsl.tree import Language, Operator, Period

_OPERATORS = {
    Operator.AT_LEAST: ("at least", "不低于"),
    Operator.AT_MOST: ("at most", "不超过"),
    Operator.OVER: ("over", "超过"),
    Operator.BELOW: ("below", "低于"),
}
_OPPOSITE = {
    Operator.AT_LEAST: Operator.BELOW,
    Operator.BELOW: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.OVER,
    Operator.OVER: Operator.AT_MOST,
}
_PERIODS = {
    Period.YEAR: (" per year", "每年"),
    Period.ADMISSION: (" per admission", "每次住院"),
    Period.VISIT: (" per visit", "每次就医"),
    Period.MONTH: (" per month", "每月"),
    Period.INSURANCE_YEAR: (" per insurance year", "每医保年度"),
}


@define
class Describer:
    """Puts cases and values into words with the names of a vocabulary."""

    vocabulary: Vocabulary
    counted: frozenset[str] = frozenset()
    """The claim columns of the document's own facts that are plain numbers."""
    groups: Mapping[str, frozenset[str]] = field(factory=dict)
    """What the document calls sets of categories, the largest first."""

    def name(self, id: str, language: Language) -> str:
        """Return the printed name of a concept."""
        concept = self.vocabulary.get(id)
        return concept.get(language) if concept else id

    def box(self, box: Box, language: Language) -> str:
        """Return a set of cases in words: ``rural entitled veterans, level 3``."""
        zh = language is Language.ZH
        sep = "、" if zh else ", "
        parts: list[str] = []
        if box.categories is not None:
            parts.append(sep.join(self.name(c, language) for c in self._fewest(box.categories)))
        if box.levels is not None:
            parts.append(sep.join(self.name(f"level-{n}", language) for n in sorted(box.levels)))
        for ids in (box.care, box.plans):
            if ids is not None:
                parts.append(sep.join(self.name(c, language) for c in sorted(ids)[:4]) + ("…" if len(ids) > 4 else ""))
        parts += [self.test(t, language) for t in box.tests]
        return ("，" if zh else ", ").join(parts) or ("所有情形" if zh else "every case")

    def _fewest(self, categories: frozenset[str]) -> list[str]:
        """Return groups and categories that together are just these categories."""
        named: list[str] = []
        left = set(categories)
        for group, members in self.groups.items():
            if len(members) > 1 and members <= left:
                named.append(group)
                left -= members
        return named + sorted(left)

    def test(self, test: Test, language: Language) -> str:
        """Return a condition in words."""
        zh = language is Language.ZH
        negation = "" if test.holds else ("非" if zh else "not ")
        match test.condition:
            case model.HasMark(mark=mark):
                return ("未" if zh and not test.holds else negation) + self.name(mark, language)
            case model.HasDisease(name=name) | model.Holds(name=name):
                words = [self.name(n, language) for n in name.split(" ")]
                return negation + ("、" if zh else " or ").join(words)
            case model.Compare() as c:
                operator = _OPERATORS[c.operator if test.holds else _OPPOSITE[c.operator]][zh]
                fact, limit = self.name(c.fact, language), self._limit(c, language)
                window = window_words(c.window, zh=zh)
                return f"{window}{fact}{operator}{limit}" if zh else f"{fact} {operator} {limit}{window}"

    def _limit(self, compare: model.Compare, language: Language) -> str:
        if compare.amount is not None:
            return self.amount(compare.amount, language)
        if compare.column == model.DAY:
            day = date.fromordinal(compare.number or 1)
            return f"{day.year}年{day.month}月{day.day}日" if language is Language.ZH else day.isoformat()
        plain = compare.fact in UNITS or compare.column in self.counted
        return str(compare.number) if plain else self.amount(model.Fixed(compare.number or 0), language)

    def amount(self, amount: model.Amount, language: Language) -> str:
        """Return an amount in words: ``10% of provincial disposable income``."""
        zh = language is Language.ZH
        match amount:
            case model.Fixed(fen=fen):
                return f"{yuan_text(fen)}元" if zh else f"{yuan_text(fen)} yuan"
            case model.OfStatistic(share=share, parameter=of):
                return self._share(share, self.name(of, language), zh)
            case model.OfFact(share=share, fact=column):
                return self._share(share, self._column_name(column, language), zh)

    def _share(self, share: Fraction, base: str, zh: bool) -> str:
        if share >= 1:
            return f"{base}的{decimal_text(share)}倍" if zh else f"{decimal_text(share)}x {base}"
        return f"{base}的{percent_text(share)}" if zh else f"{percent_text(share)} of {base}"

    def _column_name(self, column: str, language: Language) -> str:
        for concept in self.vocabulary.of_kind("parameter", "fact", "payer"):
            if concept.column == column:
                return concept.get(language)
        return column

    def value(self, value: model.Value, period: Period | None, language: Language) -> str:
        """Return a value in words; silence, delegation, exclusion and *none* read differently."""
        zh = language is Language.ZH
        match value:
            case model.Fixed() | model.OfStatistic() | model.OfFact():
                text = self.amount(value, language)
                if period is None:
                    return text
                return _PERIODS[period][1] + text if zh else text + _PERIODS[period][0]
            case model.Ratio(share=share):
                return percent_text(share)
            case model.Banded(slices=slices, whole=whole):
                return self._banded(slices, whole, language)
            case model.Lump():
                return self._lump(value, language)
            case model.Nothing():
                return "不设" if zh else "none"
            case model.FullSubsidy():
                return "全额资助" if zh else "full subsidy"
            case model.Open():
                return self._open(value, language)
            case model.Excluded():
                return "不予救助" if zh else "not covered"
            case model.Elsewhere(document=document):
                text = document.get(language)
                return f"另按“{text}”" if zh else f'governed by "{text}"'
            case model.Allowed():
                return "享受" if zh else "granted"

    def _banded(self, slices: tuple[model.Slice, ...], whole: bool, language: Language) -> str:
        zh = language is Language.ZH
        parts = []
        for s in slices:
            share = percent_text(s.share)
            if s.upto is None:
                parts.append(f"以上{share}" if zh else f"{share} above")
            else:
                upto = yuan_text(s.upto)
                parts.append(f"{upto}元以内{share}" if zh else f"{share} up to {upto} yuan")
        mode = ("全额计算" if whole else "分段计算") if zh else ("by whole amount" if whole else "by slice")
        return ("，" if zh else ", ").join(parts) + (f"（{mode}）" if zh else f" ({mode})")

    def _lump(self, value: model.Lump, language: Language) -> str:
        zh = language is Language.ZH
        parts = []
        for step in value.steps:
            sum_ = self.amount(model.Fixed(step.fen), language)
            if step.upto is None:
                parts.append(f"以上{sum_}" if zh else f"{sum_} above")
            else:
                upto = self.amount(model.Fixed(step.upto), language)
                parts.append(f"{upto}以内{sum_}" if zh else f"{sum_} up to {upto}")
        return ("，" if zh else ", ").join(parts)

    def _open(self, value: model.Open, language: Language) -> str:
        zh = language is Language.ZH
        by = ("、" if zh else " and ").join(self.name(b, language) for b in value.by)
        if value.kind == "not-stated":
            return "未规定" if zh else "not stated"
        if value.kind == "bound" and value.operator:
            amount = percent_text(value.share) if value.share is not None else ""
            amount = self.amount(value.amount, language) if value.amount is not None else amount
            operator = _OPERATORS[value.operator][zh]
            return f"{operator}{amount}" if zh else f"{operator} {amount}"
        if value.kind == "allowed":
            return f"可由{by}确定" if zh else f"may be set by {by}"
        return f"由{by}确定" if zh else f"set by {by}"


_PAST = {"months": ("months", "个月"), "years": ("years", "年"), "days": ("days", "日")}


def window_words(window: str | None, *, zh: bool) -> str:
    """Return what of the past a comparison is about: ``past_12_months``."""
    if window is None:
        return ""
    if window == "previous_year":
        return "上一年度" if zh else " in the previous year"
    _, number, unit = window.split("_", 2)
    english, chinese = _PAST.get(unit, (unit.replace("_", " "), "个工作日"))
    return f"近{number}{chinese}" if zh else f" in the past {number} {english}"
