"""What a row that cannot be told hangs on: the missing facts, and for a single amount the effect with every value of
it.

Where one amount is all that is missing, every limit that hangs on it is a share of it. So both payments can be written
with a figure that is not known, and the effect is worked out for all figures at once (``moving``).

An amount that conditions are compared with is not supposed: with it the situations themselves would change. Nor is a
share, nor a lump sum.

Left to others: the words around it, and amounts that are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from attrs import evolve, frozen

from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.context import Context, Side, visits
from tiaowen.compiler.compare.figures import Missing as NoFigure
from tiaowen.compiler.compare.matters import facet_name
from tiaowen.compiler.compare.model import Effect, Missing, Stretch
from tiaowen.compiler.compare.moving import stretches
from tiaowen.compiler.compare.payments import Outcome, bill_of, paid_along
from tiaowen.compiler.compare.stages import FEN, Ceiling, LeavesOpen, Pays
from tiaowen.compiler.compare.words import fill, join, money, same, say
from tiaowen.compiler.rules.model import Compare, OfFact, OfStatistic, Policy
from tiaowen.compiler.schedule import Schedule, constant, identity, signs
from tiaowen.compiler.settle.stage import LUMP_SUM, POOL, RATIO
from tiaowen.dsl.tree import Text

NO_FIGURE, NO_FACT = "no-figure", "no-fact"


@frozen
class Fact:
    """Something that is missing: ``kind`` as of :class:`LeavesOpen`; ``of`` a statistic with region and year, a fact,
    or the side, benefit and facet that leave it open.
    """

    kind: str
    of: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return the identity of the fact."""
        return ":".join(self.of)


class Unknowns:
    """Says what the rows of a comparison hang on."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[tuple[Outcome, Outcome, Range | None], tuple[Stretch, ...]] = {}

    def of(self, pair: tuple[Outcome, Outcome], bill: Range | None) -> tuple[Missing, ...]:
        """Return what is missing to tell the effect of a pair of outcomes."""
        facts = self._facts(pair)
        if len(facts) == 1 and all(map(_all_told, pair)) and self._amount(facts[0]):
            return (Missing(facts[0].id, self._text(facts[0]), self._stretches(pair, bill)),)
        return tuple(Missing(fact.id, self._text(fact)) for fact in facts)

    def _facts(self, pair: tuple[Outcome, Outcome]) -> tuple[Fact, ...]:
        found = (
            fact
            for name, side, one in zip(("left", "right"), self._context.sides, pair, strict=True)
            for entry in one.unknown
            if isinstance(entry, LeavesOpen)
            for fact in _facts_of(name, side, entry)
        )
        return tuple(dict.fromkeys(found))

    def _text(self, fact: Fact) -> Text:
        names = self._context.names
        if fact.kind == NO_FIGURE:
            statistic, region, year = fact.of
            return fill(
                "{statistic} {year} ({region})",
                "{year}年{statistic}（{region}）",
                statistic=names.of(statistic),
                year=same(year),
                region=names.of(region),
            )
        if fact.kind == NO_FACT:
            return names.of(fact.of[0])
        side, benefit, facet = fact.of
        who = say("A", "甲") if side == "left" else say("B", "乙")
        called = {facet.removeprefix(POOL): names.of(facet.removeprefix(POOL))}
        what = {"who": who, "benefit": names.of(benefit), "facet": facet_name(facet, called)}
        return fill("{facet} of {benefit} in {who}", "{who}{benefit}的{facet}", **what)

    def _amount(self, fact: Fact) -> bool:
        """Tell whether a fact is an amount of money on which no condition hangs."""
        if fact.kind == NO_FIGURE:
            return not any(fact.of[0] in _asked_statistics(side.policy) for side in self._context.sides)
        if fact.kind == NO_FACT:
            asked = [each for side in self._context.sides for each in side.asked.conditions]
            column = fact.of[0].replace("-", "_")
            return not any(
                isinstance(each, Compare)
                and (each.column.startswith(column) or (isinstance(each.amount, OfFact) and each.amount.fact == column))
                for each in asked
            )
        return fact.of[2] not in (RATIO, LUMP_SUM)

    def _stretches(self, pair: tuple[Outcome, Outcome], bill: Range | None) -> tuple[Stretch, ...]:
        key = (*pair, bill)
        if key not in self._known:
            self._known[key] = _worked_out(_grown(pair[0]), _grown(pair[1]), bill)
        return self._known[key]


def hangs_on(missing: Iterable[Missing]) -> Text | None:
    """Return in words which way a row goes with each value of its missing figure; None where that is not told."""
    every = tuple(missing)
    if len(every) != 1 or not every[0].stretches:
        return None
    # A single value between two others is left to the data.
    long = [each for each in every[0].stretches if each.low != each.high] or list(every[0].stretches)
    parts = [fill("{where} {what}", "{where}{what}", where=_where(each), what=_WORDS[each.effect]) for each in long]
    if len(long) == 1:
        return fill(
            "whatever the {name}: {what}", "无论{name}多少，{what}", name=every[0].text, what=_WORDS[long[0].effect]
        )
    return fill("with the {name} {parts}", "{name}{parts}", name=every[0].text, parts=join(parts, ", ", "，"))


def _where(stretch: Stretch) -> Text:
    if stretch.high is None:
        return fill("above {low}", "{low}以上", low=money(stretch.low))
    if not stretch.low:
        return fill("up to {high}", "{high}以下", high=money(stretch.high))
    return fill("from {low} to {high}", "{low}至{high}", low=money(stretch.low), high=money(stretch.high))


_MORE, _LESS = say("B gives more", "乙更多"), say("B gives less", "乙更少")
_WORDS = {
    Effect.EQ: say("both give the same", "双方相同"),
    Effect.UP: _MORE,
    Effect.IN: _MORE,
    Effect.DOWN: _LESS,
    Effect.OUT: _LESS,
    Effect.MIX: say("it depends on the amount", "随金额而变"),
}


def _facts_of(name: str, side: Side, entry: LeavesOpen) -> Iterator[Fact]:
    if entry.terms is not None:
        limits = (entry.terms.deductible, entry.terms.burden, *entry.terms.caps)
        for limit in limits:
            if limit is not None and limit.of is not None:
                yield from _fact(name, side, entry, limit.of)
    elif entry.kind == NO_FIGURE and not entry.detail:
        # A condition: which one is not told, so it may be any.
        asked = _asked_statistics(side.policy)
        for each in side.policy.parameters:
            found = side.figures.figure(each.id)
            if each.statistic in asked and isinstance(found, NoFigure):
                yield Fact(NO_FIGURE, (each.statistic, each.region, str(found.year)))
    elif entry.kind in (NO_FIGURE, NO_FACT):
        yield from _fact(name, side, entry, (entry.kind, *entry.detail))
    elif entry.kind != "identity":
        yield Fact(entry.kind, (name, entry.benefit, entry.facet or "coverage"))


def _fact(name: str, side: Side, entry: LeavesOpen, of: tuple[str, ...]) -> Iterator[Fact]:
    kind, *detail = of
    match kind:
        case "no-figure":
            for each in side.policy.parameters:
                if [each.statistic, str(side.figures.year - (each.lag or 0))] == detail:
                    yield Fact(kind, (each.statistic, each.region, detail[1]))
        case "no-fact":
            yield Fact(kind, tuple(detail))
        case _:
            yield Fact(kind, (name, entry.benefit, *detail))


def _all_told(found: Outcome) -> bool:
    return all(isinstance(entry, LeavesOpen) and entry.kind != "identity" for entry in found.unknown)


def _asked_statistics(policy: Policy) -> frozenset[str]:
    """Return the statistics that conditions compare with."""
    boxes = [box for each in policy.classes for box in each.boxes]
    tests = [test for box in boxes for test in box.tests]
    for benefit in visits(policy):
        tests += [test for box in benefit.covers for test in box.tests]
        tests += [test for rule in benefit.rules for box in rule.boxes for test in box.tests]
        tests += [test for each in benefit.requires for option in each.options for test in option]
        for each in benefit.excludes:
            tests += [*each.when, *(test for box in each.unless for test in box.tests)]
    amounts = [test.condition.amount for test in tests if isinstance(test.condition, Compare)]
    used = {amount.parameter for amount in amounts if isinstance(amount, OfStatistic)}
    return frozenset(each.statistic for each in policy.parameters if each.id in used)


# ── the effect with every figure ─────────────────────────────────────────────────────────────────────────────────

Grown = Callable[[Fraction], tuple[Pays, ...]]
"""What a document pays, by the figure."""


def _grown(found: Outcome) -> Grown | None:
    """Return what an outcome comes to with any figure; None where an amount is not all that is missing."""
    entries = [entry for entry in found.stack if isinstance(entry, Pays | LeavesOpen)]
    terms = [entry.terms if isinstance(entry, LeavesOpen) else entry for entry in entries]
    known = tuple(each for each in terms if each is not None)
    if len(known) < len(terms) or any(each.rounding != FEN for each in known):
        return None
    return lambda figure: tuple(_with(each, figure) for each in known)


def _with(entry: Pays, figure: Fraction) -> Pays:
    """Return a payment with a figure for what is missing."""

    def told(limit: Ceiling) -> Ceiling:
        return limit if limit.of is None else evolve(limit, figure=figure)

    return evolve(
        entry,
        deductible=None if entry.deductible is None else told(entry.deductible),
        burden=None if entry.burden is None else told(entry.burden),
        caps=tuple(map(told, entry.caps)),
    )


def _worked_out(left: Grown | None, right: Grown | None, bill: Range | None) -> tuple[Stretch, ...]:
    if left is None or right is None:
        return ()
    one, two = left, right
    return stretches(lambda figure: _effect(one(figure), two(figure), bill))


def _effect(left: tuple[Pays, ...], right: tuple[Pays, ...], bill: Range | None) -> Effect:
    upto = Fraction(bill.high) if bill is not None and bill.high is not None else None
    found = {stretch.sign for stretch in signs(_total(right, bill) - _total(left, bill), upto)}
    if 1 in found and -1 in found:
        return Effect.MIX
    if 1 in found:
        return Effect.UP if left else Effect.IN
    if -1 in found:
        return Effect.DOWN if right else Effect.OUT
    return Effect.EQ


def _total(pays: tuple[Pays, ...], bill: Range | None) -> Schedule:
    # Not remembered: with a moving figure every comparison has to be seen anew.
    result = constant(0)
    for amount in paid_along(pays, bill_of(bill), identity()).values():
        result = result + amount
    return result
