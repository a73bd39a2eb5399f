"""The money of one benefit as the lines of its function: deductible, ratio or lump sum, ceiling, caps, and the payment.

The lines stand in the order in which the engine asks, so that of several things not stated the same one is named.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from tiaowen.compiler.emit.python.chain import branches, chain
from tiaowen.compiler.emit.python.citing import Citing
from tiaowen.compiler.emit.python.conditions import Conditions
from tiaowen.compiler.emit.python.counters import CAPS
from tiaowen.compiler.emit.python.figures import Figures
from tiaowen.compiler.emit.python.literals import comment, share, text
from tiaowen.compiler.emit.python.people import Groups
from tiaowen.compiler.emit.python.sentences import Sentences
from tiaowen.compiler.rules.model import (
    Benefit,
    Fixed,
    FullSubsidy,
    Nothing,
    OfStatistic,
    Open,
    Policy,
    Ratio,
    Rule,
)
from tiaowen.compiler.settle.amounts import unit_of
from tiaowen.compiler.settle.causes import LeftOpen, Silent
from tiaowen.compiler.settle.stage import BURDEN, DEDUCTIBLE, LUMP_SUM, POOL, RATIO, SUBSIDY, lines_on
from tiaowen.dsl.tree import Citation, Rounding

_FACETS = {
    DEDUCTIBLE: "起付线 deductible",
    RATIO: "比例 ratio",
    LUMP_SUM: "定额救助 lump sum",
    BURDEN: "个人负担上限 out-of-pocket ceiling",
    "cap": "限额 cap",
    "total-cap": "救助总额 total cap",
    SUBSIDY: "资助 subsidy",
}
NOTES = "notes: list[str | None] = []"


@frozen
class Payments:
    """Writes the money of the benefits of one policy."""

    policy: Policy
    groups: Groups
    citing: Citing
    figures: Figures
    conditions: Conditions
    sentences: Sentences

    def terms(self, benefit: Benefit, counters: str) -> str:
        """Return what is the same for all payments of a benefit, as source; ``counters`` are those it moves."""
        places = self.citing.constant(benefit.base.cites) if benefit.base is not None else "()"
        given = [places, counters]
        if benefit.rounding is not Rounding.HALF_UP_FEN or benefit.rounding_cites:
            unit, half = unit_of(benefit.rounding)
            given.append(f"({unit}, {half}, {self.citing.constant(benefit.rounding_cites)})")
        return f"Terms({', '.join(given)})"

    def lines(self, benefit: Benefit, terms: str) -> list[str]:
        """Return the body of the function that settles a benefit; ``terms`` are those of its payments, as source."""
        write = self._subsidy if benefit.kind == "enrolment" else self._payment
        found = write(benefit, terms)
        return [NOTES, *found] if any(line.strip().startswith("notes.append(") for line in found) else found

    def _payment(self, benefit: Benefit, terms: str) -> list[str]:
        lines = self._limit(benefit, DEDUCTIBLE, DEDUCTIBLE)
        lump, rates = benefit.facet(LUMP_SUM), benefit.facet(RATIO)
        if not lump and not rates:
            return [*lines, *comment(_FACETS[RATIO]), self._silent("ratio", lines_on(benefit, RATIO))]
        share = self._share(benefit)
        if not any(line.strip().startswith("ratio, by = ") for line in share):
            # No case comes to a ratio: nothing behind it is reached, and of the deductible only what is open matters.
            return [*lines, *([f"del {DEDUCTIBLE}"] if benefit.facet(DEDUCTIBLE) else []), *share]
        lines += ["ratio: Rate", "by: Articles"]
        lines += ["funds: Funds = ()"] if any(rule.funds for rule in (*lump, *rates)) else []
        lines += share
        limits = [*([(BURDEN, "ceiling")] if benefit.facet(BURDEN) else []), *caps_of(benefit)]
        for facet, variable in limits:
            lines += self._limit(benefit, facet, variable)
        if benefit.base is None:
            return [*lines, self._silent("base", lines_on(benefit, RATIO))]
        base = benefit.base
        lines += comment(f"{self.citing.text(base.cites)}：{self.groups.name(base.fact)}")
        payers, benefits = tuple_of(map(text, base.payer_columns)), tuple_of(map(text, base.benefits))
        cites = self.citing.constant(base.cites)
        lines.append(f"costs = costs_after(case, {text(base.column)}, {payers}, {benefits}, {cites})")
        deductible = DEDUCTIBLE if benefit.facet(DEDUCTIBLE) else "NO_LIMIT"
        payment = f"pay(case, costs, {deductible}, (ratio, by), {_listed(limits)}, {terms})"
        return [*lines, _done(payment, lines)]

    def _share(self, benefit: Benefit) -> list[str]:
        """Return what decides on the lump sum, or where the benefit has none for the case, on the ratio."""
        missing = [self._silent("ratio", lines_on(benefit, RATIO))]
        found = branches(benefit.facet(RATIO), lambda rule: self._rate(rule, benefit), self.conditions, self.citing)
        ratio = [*comment(_FACETS[RATIO]), *chain(found, missing)]
        if not benefit.facet(LUMP_SUM):
            return ratio
        found = branches(benefit.facet(LUMP_SUM), lambda rule: self._rate(rule, benefit), self.conditions, self.citing)
        return [*comment(_FACETS[LUMP_SUM]), *chain(found, ratio)]

    def _subsidy(self, benefit: Benefit, terms: str) -> list[str]:
        rules = benefit.facet(SUBSIDY)
        missing = [self._silent("subsidy", lines_on(benefit, SUBSIDY))]
        lines = comment(_FACETS[SUBSIDY])
        if not rules:
            return [*lines, *missing]
        found = branches(rules, lambda rule: self._share_of_premium(rule, benefit), self.conditions, self.citing)
        lines += ["subsidy: Subsidy", "by: Articles"]
        lines += ["funds: Funds = ()"] if any(rule.funds for rule in rules) else []
        lines += chain(found, missing)
        caps = caps_of(benefit)
        for facet, variable in caps:
            lines += self._limit(benefit, facet, variable)
        return [*lines, _done(f"subsidise(case, subsidy, by, {_listed(caps)}, {terms})", lines)]

    # ── Rules ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _rate(self, rule: Rule, benefit: Benefit) -> list[str]:
        asked = self.citing.constant(rule.cites)
        if isinstance(rule.value, Open):
            return [*self.clause(rule), self._left_open(rule, rule.value)]
        rate = self.figures.rate(rule, benefit.id, asked)
        return [*self.clause(rule), f"ratio, by = {rate}, {asked}", *self._funds(rule), *self._weak(rule)]

    def _share_of_premium(self, rule: Rule, benefit: Benefit) -> list[str]:
        asked = self.citing.constant(rule.cites)
        match rule.value:
            case Open() as value:
                return [*self.clause(rule), self._left_open(rule, value)]
            case FullSubsidy():
                subsidy = "None"
            case Ratio(part):
                subsidy = share(part)
            case Fixed():
                subsidy = self.figures.of_rule(rule, benefit.id, asked)
            case _:
                subsidy = f"Due(lambda: {self.figures.of_rule(rule, benefit.id, asked)})"
        return [*self.clause(rule), f"subsidy, by = {subsidy}, {asked}", *self._funds(rule), *self._weak(rule)]

    def _funds(self, rule: Rule) -> list[str]:
        return [f"funds = {self.figures.funds(rule.funds)}"] if rule.funds else []

    def _limit(self, benefit: Benefit, facet: str, variable: str) -> list[str]:
        rules = benefit.facet(facet)
        if not rules:
            return []
        found = branches(rules, lambda rule: self._left(rule, benefit, variable), self.conditions, self.citing)
        title = _FACETS.get(facet) or f"{self.groups.name(facet.removeprefix(POOL))} 限额 cap"
        return [*comment(title), f"{variable}: Limit = NO_LIMIT", *chain(found, [])]

    def _left(self, rule: Rule, benefit: Benefit, variable: str) -> list[str]:
        asked = self.citing.constant(rule.cites)
        clause = self.clause(rule)
        if isinstance(rule.value, Open):
            return [*clause, self._left_open(rule, rule.value)]
        if isinstance(rule.value, Nothing):
            return [*clause, f"{variable} = {'0' if variable == DEDUCTIBLE else 'None'}, {asked}, 0"]
        amount = self.figures.of_rule(rule, benefit.id, asked)
        if rule.pool is None:
            limit = f"limit_of({amount}, {asked})"
        else:
            family = any(pool.id == rule.pool and pool.family for pool in self.policy.pools)
            function = "left_of_the_family" if family else "left_of"
            limit = f"{function}({amount}, case, {text(rule.pool)}, {asked})"
        return [*clause, f"{variable} = {limit}", *self._weak(rule)]

    def _weak(self, rule: Rule) -> list[str]:
        """Return what notes that an amount rests on a figure that is not a published one."""
        if not isinstance(rule.value, OfStatistic):
            return []
        notes = self.sentences.weak_figures(rule.value.parameter)
        listed = ", ".join(f"{year}: {text(key)}" for year, key in notes.items())
        return [f"notes.append({{{listed}}}.get(case.year))"] if notes else []

    def _silent(self, what: str, cites: tuple[Citation, ...]) -> str:
        why = self.sentences.of(Silent(what, cites))
        return f"return undetermined({why}, {self.citing.constant(cites)})"

    def _left_open(self, rule: Rule, value: Open) -> str:
        why = self.sentences.of(LeftOpen(rule, value, rule.cites))
        return f"return undetermined({why}, {self.citing.constant(rule.cites)})"

    def clause(self, rule: Rule) -> list[str]:
        """Return the clause a rule comes from, as a comment."""
        written = self.policy.clauses[rule.clause].zh if rule.clause < len(self.policy.clauses) else ""
        return comment(f"{self.citing.text(rule.cites)}：{written}")


def _done(payment: str, lines: list[str]) -> str:
    """Return the last line: the payment, with its funds and the notes on its figures where there are any."""
    if any(line.startswith("funds: ") for line in lines):
        payment = f"funded({payment}, funds)"
    if any(line.strip().startswith("notes.append(") for line in lines):
        payment = f"noted({payment}, notes)"
    return f"return {payment}"


def caps_of(benefit: Benefit) -> list[tuple[str, str]]:
    """Return the caps of a benefit, each with the variable it is kept in; those of named pools last."""
    pools = dict.fromkeys(rule.facet for rule in benefit.rules if rule.facet.startswith(POOL))
    own = [(facet, facet.replace("-", "_")) for facet in CAPS if benefit.facet(facet)]
    return own + [(facet, f"pool_{number}") for number, facet in enumerate(pools, start=1)]


def _listed(caps: Iterable[tuple[str, str]]) -> str:
    return tuple_of(f"({text(facet)}, {variable})" for facet, variable in caps)


def tuple_of(sources: Iterable[str]) -> str:
    """Return the source of a tuple."""
    listed = [*sources]
    return f"({', '.join(listed)}{',' if len(listed) == 1 else ''})"
