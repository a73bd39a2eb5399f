"""Names, amounts, conditions and citations in the words of one language, for sentences and derivations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cache

from tiaowen.compiler.claims.columns import COUNTED
from tiaowen.compiler.rules.model import (
    DAY,
    Amount,
    Banded,
    Compare,
    Condition,
    Fixed,
    HasDisease,
    HasMark,
    Holds,
    OfFact,
    OfStatistic,
    Policy,
    Ratio,
    Test,
    Value,
)
from tiaowen.compiler.settle.amounts import grouped
from tiaowen.compiler.settle.cases import Unknown
from tiaowen.compiler.settle.causes import Cites
from tiaowen.compiler.settle.conditions import comparisons
from tiaowen.compiler.settle.stage import POOL
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Language, Operator, Period

# Each entry: English, Chinese.
FACETS = {
    "deductible": ("deductible", "起付线"),
    "ratio": ("ratio", "比例"),
    "cap": ("cap", "限额"),
    "total-cap": ("total cap", "救助总额"),
    "subsidy": ("subsidy", "资助"),
    "lump-sum": ("lump sum", "定额救助"),
    "out-of-pocket-ceiling": ("out-of-pocket ceiling", "个人负担上限"),
    "coverage": ("coverage", "救助范围"),
    "base": ("costs that count", "计入费用"),
    "bracket": ("rate above the last bracket", "最高一段以上的比例"),
}
_OPERATORS = {
    Operator.AT_LEAST: ("at least", "不低于"),
    Operator.AT_MOST: ("at most", "不超过"),
    Operator.OVER: ("over", "超过"),
    Operator.BELOW: ("below", "低于"),
}
_PERIODS = {
    Period.YEAR: (" per year", "年度"),
    Period.ADMISSION: (" per admission", "单次住院"),
    Period.VISIT: (" per visit", "每次就医"),
    Period.MONTH: (" per month", "每月"),
    Period.INSURANCE_YEAR: (" per insurance year", "每医保年度"),
}
# Columns that are no facts of the vocabulary.
_OWN = {"family": ("the family of the person", "所属家庭")}
_UNITS = {
    "months": ("months", "个月"),
    "years": ("years", "年"),
    "days": ("days", "日"),
    "working_days": ("working days", "个工作日"),
}
_UNKNOWN = {
    "level": ("the hospital level", "医疗机构等级"),
    "plan": ("the insurance plan", "参保档次"),
    "care": ("which kind of {name} it is", "属于哪一种{name}"),
    "identity": ("which kind of {name} the person is", "属于哪一类{name}"),
    "fact": ("{name}", "{name}"),
    "day": ("the day of {name}", "“{name}”的日期"),
}


@cache
def percent(share: Fraction) -> str:
    """Return a share in percent, exactly: ``60%``, ``12.5%``; what has no end in decimals stays a fraction."""
    hundred = share * 100
    if hundred.denominator == 1:
        return f"{hundred.numerator}%"
    places = next((n for n in range(1, 9) if 10**n % hundred.denominator == 0), None)
    if places is None:
        return f"{share.numerator}/{share.denominator}"
    digits = str(hundred.numerator * (10**places // hundred.denominator)).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}%"


def window_words(window: str) -> tuple[str, str]:
    """Return what of the past a fact is about (``past_12_months``), to follow its name in English, else before it."""
    if window == "previous_year":
        return " in the previous year", "上一年度"
    _, number, unit = window.split("_", 2)
    english, chinese = _UNITS[unit]
    return f" in the past {number} {english}", f"近{number}{chinese}"


class Words:
    """The words of one policy in one language; citations are always in the numbering of the document."""

    def __init__(self, policy: Policy, language: Language) -> None:
        self._policy = policy
        self.language = language
        self._index = 0 if language is Language.EN else 1
        self._citations: dict[Cites, tuple[str, ...]] = {}
        self._facts = {item.column: item.fact for item in comparisons(policy)}
        self._windows = {item.column: item.window for item in comparisons(policy) if item.window is not None}
        self._facts.update((b.base.column, b.base.fact) for b in policy.benefits if b.base is not None)
        self._parameters = {parameter.id: parameter for parameter in policy.parameters}

    def pick(self, pair: tuple[str, str]) -> str:
        """Return the text of a pair in this language."""
        return pair[self._index]

    def name(self, id_: str) -> str:
        """Return the printed name of a concept; an id without one stands for itself."""
        names = self._policy.names.get(id_)
        return names.get(self.language) if names is not None else id_

    def names(self, ids: Iterable[str]) -> str:
        """Return a list of names."""
        return self.pick((", ", "、")).join(map(self.name, ids))

    def column(self, column: str) -> str:
        """Return the name of the fact that a claim column holds."""
        if column in _OWN:
            return self.pick(_OWN[column])
        if (window := self._windows.get(column)) is not None:
            fact, said = self.name(self._facts[column]), self.window(window)
            return self.pick((fact + said, said + fact))
        known = (self._facts.get(column, column), column.replace("_", "-"))
        return self.name(next((fact for fact in known if fact in self._policy.names), known[0]))

    def money(self, fen: int) -> str:
        """Return an amount with its unit."""
        amount = grouped(fen)
        return self.pick((f"{amount} yuan", f"{amount}元"))

    def day(self, day: date) -> str:
        """Return a day."""
        return self.pick((day.isoformat(), f"{day.year}年{day.month}月{day.day}日"))

    def facet(self, facet: str) -> str:
        """Return the name of a facet."""
        if facet.startswith(POOL):
            return self.pick(("cap of {pool}", "{pool}限额")).format(pool=self.name(facet.removeprefix(POOL)))
        return self.pick(FACETS[facet]) if facet in FACETS else facet

    def operator(self, operator: Operator) -> str:
        """Return the words of a comparison."""
        return self.pick(_OPERATORS[operator])

    def articles(self, cites: Cites) -> tuple[str, ...]:
        """Return citations as records show them, each once, in the numbering of the document."""
        texts = self._citations.get(cites)
        if texts is None:
            language = self._policy.language
            texts = tuple(dict.fromkeys(citation_text(cite, language) for cite in cites))
            self._citations[cites] = texts
        return texts

    def statistic(self, parameter: str) -> str:
        """Return the name of the statistic behind a parameter."""
        found = self._parameters.get(parameter)
        return self.name(found.statistic if found is not None else parameter)

    def unknown(self, unknown: Unknown) -> str:
        """Return what a claim does not state."""
        name = self.column(unknown.name) if unknown.kind == "fact" else self.name(unknown.name)
        return self.pick(_UNKNOWN[unknown.kind]).format(name=name)

    def amount(self, amount: Amount) -> str:
        """Return an amount as the rule states it."""
        match amount:
            case Fixed(fen):
                return self.money(fen)
            case OfStatistic(share, parameter):
                return self._of(share, self.statistic(parameter))
            case OfFact(share, fact):
                return self._of(share, self.column(fact))

    def ratio(self, value: Value) -> str:
        """Return a ratio: its percentage, or that it goes by brackets."""
        if isinstance(value, Ratio):
            return percent(value.share)
        if isinstance(value, Banded):
            return self.pick(("the rates of its brackets", "分段比例"))
        return ""

    def window(self, window: str) -> str:
        """Return what of the past a fact is about: ``past_12_months``."""
        return self.pick(window_words(window))

    def options(self, options: Iterable[tuple[Test, ...]]) -> str:
        """Return alternatives of conditions."""
        return self.pick((" or ", "或者")).join(map(self.tests, options))

    def test(self, test: Test) -> str:
        """Return a condition that has to hold, or has not to."""
        text = self._condition(test.condition)
        return text if test.holds else self.pick((f"not {text}", f"不符合“{text}”"))

    def _condition(self, condition: Condition) -> str:
        match condition:
            case HasMark(mark):
                return self.name(mark)
            case HasDisease(name, _):
                # Several diseases named together are one condition.
                names = self.names(name.split())
                return self.pick(("a disease of {name}", "病种属于{name}")).format(name=names)
            case Holds(name, _):
                return self.pick(("also {name}", "同时属于{name}")).format(name=self.name(name))
            case Compare() as compare:
                return self._compare(compare)

    def tests(self, tests: Iterable[Test]) -> str:
        """Return several conditions."""
        return self.pick((" and ", "且")).join(map(self.test, tests))

    def number(self, compare: Compare, value: int) -> str:
        """Return the value of a fact with the unit its comparison implies."""
        if compare.column == DAY:
            day = date.fromordinal(value)
            return self.pick((day.isoformat(), f"{day.year}年{day.month}月{day.day}日"))
        if compare.fact == "age":
            return self.pick((f"{value} years", f"{value}周岁"))
        if compare.fact == "disability-grade":
            return self.pick((f"grade {value}", f"{value}级"))
        return str(value) if compare.fact in COUNTED and compare.amount is None else self.money(value)

    def _compare(self, compare: Compare) -> str:
        stated = compare.amount
        value = self.amount(stated) if stated is not None else self.number(compare, compare.number or 0)
        period = self.pick(_PERIODS[compare.period]) if compare.period is not None else ""
        if compare.window is not None:
            period = self.window(compare.window)
        fact, operator = self.name(compare.fact), self.operator(compare.operator)
        return self.pick((f"{fact} {operator} {value}{period}", f"{period}{fact}{operator}{value}"))

    def _of(self, share: Fraction, name: str) -> str:
        return self.pick((f"{percent(share)} of {name}", f"{name}的{percent(share)}"))
