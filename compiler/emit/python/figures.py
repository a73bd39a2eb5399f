"""The figures of the document as named constants, each with the place it comes from.

A figure stands under the name of what it sets and for whom (``RATIO_CLASS_3``); the same figure for the same people is
defined once. Statistics are tables by year, and what is a share of one is worked out when the module is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import count
from math import lcm

from attrs import define, field

from tiaowen.compiler.claims.columns import COUNTED
from tiaowen.compiler.emit.python.citing import Citing
from tiaowen.compiler.emit.python.definitions import Definitions
from tiaowen.compiler.emit.python.identifiers import Identifiers
from tiaowen.compiler.emit.python.literals import comment, money, share, text
from tiaowen.compiler.emit.python.people import Groups
from tiaowen.compiler.rules.model import (
    DAY,
    Amount,
    Banded,
    Compare,
    Condition,
    Fixed,
    FundPart,
    HasDisease,
    Lump,
    OfFact,
    OfStatistic,
    Parameter,
    Policy,
    Ratio,
    Rule,
    Test,
)
from tiaowen.compiler.settle.amounts import unit_of
from tiaowen.compiler.settle.words import Words
from tiaowen.dsl.tree import Language, Rounding


@define
class Figures:
    """The figures met so far, and the lines that define them."""

    policy: Policy
    names: Identifiers
    groups: Groups
    citing: Citing
    definitions: Definitions
    statistics: list[str] = field(factory=list)
    lines: list[str] = field(factory=list)
    _constants: dict[tuple[object, ...], str] = field(factory=dict)
    _given: dict[Condition, str] = field(factory=dict)
    _named: set[tuple[str, str]] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        words = Words(self.policy, Language.EN)
        for _, identity in sorted(self.policy.identities.items()):
            for test in identity.given:
                taken = [*self._given.values()]
                said = words.test(Test(test.condition))
                numbers = (f"{said} ({number})" for number in count(2))
                free = said if said not in taken else next(name for name in numbers if name not in taken)
                self._given.setdefault(test.condition, free)

    # ── Conditions that stating a category settles ──────────────────────────────────────────────────────────────

    def given_key(self, condition: Condition) -> str | None:
        """Return the key under which a category may settle a condition."""
        return self._given.get(condition)

    # ── Figures of rules ────────────────────────────────────────────────────────────────────────────────────────

    def of_rule(self, rule: Rule, benefit: str, asked: str) -> str:
        """Return the amount of a rule in fen, as source."""
        match rule.value:
            case Fixed(fen):
                return self._constant(rule, benefit, ("fixed", fen), money(fen))
            case OfStatistic(part, parameter):
                source = self._share_of(part, parameter)
                return f"{self._constant(rule, benefit, ('yearly', part, parameter), source)}.of(case, {asked})"
            case OfFact() as amount:
                return self.amount(amount, asked)
            case _:
                raise TypeError(rule.value)

    def rate(self, rule: Rule, benefit: str, asked: str) -> str:
        """Return the constant of a ratio or lump sum; a lump sum of something else is worked out when it is due."""
        match rule.value:
            case Banded() as value:
                return self._constant(rule, benefit, (value, rule.pool), brackets(value, rule.pool or ""))
            case Ratio(part):
                return self._constant(rule, benefit, ("ratio", part), share(part))
            case Lump() as value:
                return self._constant(rule, benefit, (value,), lump_sum(value))
            case _:
                return f"Due(lambda: {self.of_rule(rule, benefit, asked)})"

    def funds(self, parts: Sequence[FundPart]) -> str:
        """Return the constant of the funds that share a payment."""
        key = ("funds", *parts)
        if key not in self._constants:
            constant = self._constants[key] = self.names.constant("funds", "-and-".join(part.fund for part in parts))
            self.lines += comment("、".join(self.groups.name(part.fund) for part in parts))
            self.lines += [f"{constant} = ({', '.join(map(_fund, parts))},)", ""]
        return self._constants[key]

    def amount(self, amount: Amount, asked: str) -> str:
        """Return an amount in fen, as source."""
        match amount:
            case Fixed(fen):
                return money(fen)
            case OfStatistic(part, parameter):
                return f"{self._yearly(part, parameter)}.of(case, {asked})"
            case OfFact(part, column):
                return f"share_of(case, {text(column)}, {part.numerator}, {part.denominator}, {asked})"

    def bound(self, compare: Compare) -> str:
        """Return a function from a case to what a fact is compared with, None where that is not known."""
        match compare.amount:
            case None:
                return f"lambda case: {self.number(compare)}"
            case Fixed(fen):
                return f"lambda case: {money(fen)}"
            case OfStatistic(part, parameter):
                return f"lambda case: {self._yearly(part, parameter)}.by_year.get(case.year)"
            case OfFact(part, column):
                return f"lambda case: share_if_stated(case, {text(column)}, {part.numerator}, {part.denominator})"

    def number(self, compare: Compare) -> str:
        """Return what a fact is compared with: a count as it is, money with the yuan set apart."""
        number = compare.number or 0
        counts = compare.fact in COUNTED or compare.column in self.policy.counted or compare.column == DAY
        return str(number) if counts else money(number)

    # ── Statistics ──────────────────────────────────────────────────────────────────────────────────────────────

    def statistic(self, parameter: str) -> str:
        """Return the constant of a published statistic."""
        key = ("statistic", parameter)
        if key not in self._constants:
            found = next(each for each in self.policy.parameters if each.id == parameter)
            constant = self._constants[key] = self.names.constant(found.statistic, kind="statistic")
            self.statistics += self._statistic(constant, found)
        return self._constants[key]

    def _statistic(self, constant: str, parameter: Parameter) -> Iterable[str]:
        figures = sorted(self.policy.figures.get(parameter.id, {}).items())
        yield from comment(f"{self.groups.name(parameter.statistic)}: {self.groups.name(parameter.region)}")
        yield f"{constant} = Statistic("
        yield f"    {text(parameter.statistic)},"
        yield f"    {parameter.lag or 0},"
        yield f"    {self.citing.constant(parameter.cites)},"
        yield "    {"
        for year, figure in figures:
            yield f"        {year}: {money(figure.fen)},  {comment(f'{figure.status}: {figure.source}')[0]}"
        yield "    },"
        yield ")"
        yield ""

    def _yearly(self, part: Fraction, parameter: str) -> str:
        key = ("share", part, parameter)
        if key not in self._constants:
            statistic = self.statistic(parameter)
            constant = self._constants[key] = self.names.constant("share-of", statistic)
            self.lines += [f"{constant} = {self._share_of(part, parameter)}", ""]
        return self._constants[key]

    def _share_of(self, part: Fraction, parameter: str) -> str:
        """Return the source of a share of a statistic, rounded as the statistic is."""
        given = [self.statistic(parameter), str(part.numerator), str(part.denominator)]
        mode = next(each.rounding for each in self.policy.parameters if each.id == parameter)
        if mode is not Rounding.HALF_UP_FEN:
            given += map(str, unit_of(mode))
        return f"Yearly({', '.join(given)})"

    # ── Names of figures ────────────────────────────────────────────────────────────────────────────────────────

    def _constant(self, rule: Rule, benefit: str, value: tuple[object, ...], source: str) -> str:
        words = self._words(rule)
        key = ("rule", rule.facet, words or rule.boxes, *value)
        if key not in self._constants:
            # Another figure for the same people, or for people without a name, is that of its benefit.
            plain = (rule.facet, words)
            names = (rule.facet, benefit, words) if not words or plain in self._named else plain
            self._named.add(plain)
            constant = self._constants[key] = self.names.constant(*names, kind=rule.facet)
            self.lines += comment(f"{self.citing.text(rule.cites)}：{self._clause(rule)}")
            self.lines += [f"{constant} = {source}", ""]
        return self._constants[key]

    def _clause(self, rule: Rule) -> str:
        clauses = self.policy.clauses
        return f"{clauses[rule.clause].zh} / {clauses[rule.clause].en}" if rule.clause < len(clauses) else ""

    def _words(self, rule: Rule) -> str:
        """Return for whom a figure is, in words that make an identifier."""
        people = self._people(rule)
        levels = sorted({level for box in rule.boxes for level in box.levels or ()})
        diseases = {
            test.condition.name
            for box in rule.boxes
            for test in box.tests
            if isinstance(test.condition, HasDisease) and test.holds
        }
        words = [people] if people else []
        words += [f"level-{'-'.join(map(str, levels))}"] if levels else []
        words += sorted(diseases) if len(diseases) == 1 else []
        return "-".join(filter(None, words))

    def _people(self, rule: Rule) -> str:
        """Return the people of a rule in a word or two; empty where it takes more."""
        parts = [part.people for part in self.definitions.parts(rule.boxes)]
        if len(parts) != 1 or parts[0].atoms is None or len(parts[0].defined) + bool(parts[0].atoms) != 1:
            return ""
        return parts[0].defined[0] if parts[0].defined else self.groups.words(parts[0].atoms)


def brackets(value: Banded, counter: str) -> str:
    """Return the source of a ratio by brackets, its rates over one denominator."""
    denominator = lcm(*(each.share.denominator for each in value.slices))
    steps = ", ".join(
        f"({'None' if each.upto is None else money(each.upto)}, {int(each.share * denominator)})"
        for each in value.slices
    )
    counted = f", {text(counter)}" if counter else ""
    ends = sorted({each.upto for each in value.slices if each.open and each.upto is not None}) if value.whole else ()
    open_ends = f", open_ends=frozenset({{{', '.join(map(money, ends))}}})" if ends else ""
    return f"Brackets(({steps},), {denominator}, {value.whole}{counted}{open_ends})"


def lump_sum(value: Lump) -> str:
    """Return the source of a lump sum by steps."""
    steps = ", ".join(
        f"({'None' if each.upto is None else money(each.upto)}, {each.open}, {money(each.fen)})" for each in value.steps
    )
    least = f", {money(value.least)}, {value.least_closed}" if value.least or value.least_closed else ""
    return f"LumpSum(({steps},){least})"


def _fund(part: FundPart) -> str:
    upto = "None" if part.upto is None else money(part.upto)
    return f"({text(part.fund)}, {upto}, {'None' if part.share is None else share(part.share)})"
