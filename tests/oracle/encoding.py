"""What a document pays for a first visit of the year, written for the solver straight from its rules.

It follows ``docs/semantics.md`` step by step, in two unknowns: the costs before insurance, and what is left to the
patient of them. Nothing of ``compiler/compare`` or ``compiler/schedule`` takes part. Amounts are in fen, exact.
"""

from __future__ import annotations

from attrs import frozen
from oracle import smt

from tiaowen.compiler.rules import model as m
from tiaowen.dsl.tree import Operator


@frozen
class Visit:
    """A visit: the costs in scope, and the part of them that basic insurance paid."""

    in_scope: smt.Term
    paid_basic: smt.Term

    def fact(self, column: str) -> smt.Term:
        """Return what the claim says in a column; what it does not say of an insurer is nothing paid."""
        return {"in_scope": self.in_scope, "paid_basic": self.paid_basic}.get(column, smt.number(0))


def visit(lowest_bill: int) -> Visit:
    """Return the visit of a self-pay: it costs as much as is left of it, or as much as it must."""
    bill = smt.most(smt.amount, smt.number(lowest_bill))
    return Visit(bill, bill - smt.amount)


def paid(policy: m.Policy, atom: str, claim: Visit) -> smt.Term:
    """Return what all benefits together pay somebody of an atom for a visit."""
    amounts: dict[str, smt.Term] = {}
    counters: dict[str, smt.Term] = {}
    gates = {each.id: _reached(each, claim) for each in policy.benefits}
    for benefit in policy.benefits:
        instead = [smt.no(gates[other]) for other, _ in benefit.displaced_by if other in gates]
        applies = smt.both(gates[benefit.id], *instead)
        base, used, amount = _amount(benefit, atom, claim, amounts, counters)
        nothing = smt.number(0)
        moved = {"deductible": used, "out-of-pocket-ceiling": base - amount}
        for pool in policy.pools:
            if pool.id in benefit.pools:
                by = smt.choose(applies, moved.get(pool.facet, amount), nothing)
                counters[pool.id] = counters.get(pool.id, nothing) + by
        amounts[benefit.id] = smt.choose(applies, amount, nothing)
    return smt.total(amounts.values())


def _reached(benefit: m.Benefit, claim: Visit) -> smt.Truth:
    """Return whether the conditions of a benefit hold: comparisons of costs, here."""
    held = []
    for requirement in benefit.requires:
        condition = requirement.test.condition
        assert isinstance(condition, m.Compare)
        assert condition.number is not None
        fact, bound = claim.fact(condition.column), smt.number(condition.number)
        match condition.operator:
            case Operator.OVER:
                held.append(fact > bound)
            case Operator.AT_LEAST:
                held.append(fact >= bound)
            case Operator.AT_MOST:
                held.append(fact <= bound)
            case _:
                held.append(fact < bound)
    return smt.both(*held)


def _amount(
    benefit: m.Benefit, atom: str, claim: Visit, earlier: dict[str, smt.Term], counters: dict[str, smt.Term]
) -> tuple[smt.Term, smt.Term, smt.Term]:
    """Return the base, the deductible used, and what is paid."""
    line = benefit.base
    assert line is not None
    counts = claim.fact(line.column)
    for column in line.payer_columns:
        counts = counts - claim.fact(column)
    for id in line.benefits:
        counts = counts - earlier.get(id, smt.number(0))
    base = smt.no_less_than_zero(counts)
    deductible = _left(benefit, "deductible", atom, counters)
    used = smt.number(0) if deductible is None else smt.least(base, deductible)
    rest = base - used
    amount = _share(benefit, atom, rest)
    ceiling = _left(benefit, "out-of-pocket-ceiling", atom, counters)
    amount = amount if ceiling is None else smt.most(amount, base - ceiling)
    for facet in ("cap", "total-cap"):
        cap = _left(benefit, facet, atom, counters)
        amount = amount if cap is None else smt.least(amount, cap)
    return base, used, amount


def _rule(benefit: m.Benefit, facet: str, atom: str) -> m.Rule | None:
    return next((each for each in benefit.rules if each.facet == facet and _about(each, atom)), None)


def _about(rule: m.Rule, atom: str) -> bool:
    return any(box.categories is None or atom in box.categories for box in rule.boxes)


def _left(benefit: m.Benefit, facet: str, atom: str, counters: dict[str, smt.Term]) -> smt.Term | None:
    """Return what is left of a limit; None where there is no such limit."""
    rule = _rule(benefit, facet, atom)
    if rule is None or isinstance(rule.value, m.Nothing):
        return None
    assert isinstance(rule.value, m.Fixed)
    limit = smt.number(rule.value.fen)
    counted = counters.get(rule.pool) if rule.pool is not None else None
    return limit if counted is None else smt.no_less_than_zero(limit - counted)


def _share(benefit: m.Benefit, atom: str, rest: smt.Term) -> smt.Term:
    """Return the lump sum for what is left after the deductible, else the ratio of it."""
    lump, ratio = _rule(benefit, "lump-sum", atom), _rule(benefit, "ratio", atom)
    value = (lump or ratio or m.Rule("", m.Nothing(), (), None, (), 0)).value
    match value:
        case m.Fixed(fen):
            return smt.least(rest, smt.number(fen))
        case m.Lump():
            return smt.least(rest, _lump(value, rest))
        case m.Ratio(share):
            return smt.number(share) * rest
        case m.Banded(slices, whole):
            return _whole(slices, rest) if whole else _sliced(slices, rest)
    raise AssertionError(value)


def _lump(value: m.Lump, rest: smt.Term) -> smt.Term:
    result = smt.number(0)
    for step in reversed(value.steps):
        sum_ = smt.number(step.fen)
        result = sum_ if step.upto is None else smt.choose(_within(rest, step.upto, step.open), sum_, result)
    below = _within(rest, value.least, value.least_closed)
    return smt.choose(below, smt.number(0), result)


def _whole(slices: tuple[m.Slice, ...], rest: smt.Term) -> smt.Term:
    result = smt.number(0)
    for piece in reversed(slices):
        amount = smt.number(piece.share) * rest
        result = amount if piece.upto is None else smt.choose(_within(rest, piece.upto, piece.open), amount, result)
    return result


def _sliced(slices: tuple[m.Slice, ...], rest: smt.Term) -> smt.Term:
    result, low = smt.number(0), 0
    for piece in slices:
        high = rest if piece.upto is None else smt.least(rest, smt.number(piece.upto))
        result = result + smt.number(piece.share) * smt.no_less_than_zero(high - low)
        low = piece.upto or 0
    return result


def _within(rest: smt.Term, bound: int, open_: bool) -> smt.Truth:
    return rest < bound if open_ else rest <= bound
