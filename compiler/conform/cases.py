"""A claim that shows a demand violated: settled under the lower document, and under it with the demand in its place.

Both amounts are the engine's. The amounts are round; the first that makes a difference is shown, and none is shown
where none does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve

from tiaowen.compiler.claims.model import Held, Kind, Visit
from tiaowen.compiler.compare.axes import asked_by, situation_marks
from tiaowen.compiler.compare.cases import Case, Range
from tiaowen.compiler.compare.confirm import CLOSING, is_count, undated
from tiaowen.compiler.compare.stages import caps_of
from tiaowen.compiler.compare.witnesses import ROUND, witness
from tiaowen.compiler.compare.words import fill, join, money, same
from tiaowen.compiler.conform.context import Context
from tiaowen.compiler.conform.model import Shown
from tiaowen.compiler.conform.words import level_text
from tiaowen.compiler.rules.model import (
    Benefit,
    Box,
    Compare,
    HasDisease,
    HasMark,
    Nothing,
    Open,
    Policy,
    Ratio,
    Rule,
    Test,
    Value,
)
from tiaowen.compiler.rules.together import contradictory
from tiaowen.compiler.settle.engine import Engine, prepare
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.tree import Operator

PREMIUMS = (40_000, 20_000, 10_000)
"""Premiums in fen that are tried for an enrolment."""

KNOWN = frozenset({"paid", "zero", "excluded"})
STEPS = {Operator.OVER: 1, Operator.AT_LEAST: 0, Operator.BELOW: -1, Operator.AT_MOST: 0}


def shown(
    context: Context,
    benefit: Benefit,
    rules: tuple[Rule, Rule],
    who: frozenset[str],
    boxes: Sequence[Box],
    year: int | None,
) -> Shown | None:
    """Return a claim that shows a rule of the lower document fall short of one of the higher, None where none does.

    The claim is of the day of the conformity, or of the ``year`` in which the figures of that year break a bound.
    """
    day = context.day if year in (None, context.day.year) else date(year or context.day.year, *CLOSING)
    norm, own = rules
    value = _demanded(norm.value)
    if value is None or norm.facet != own.facet or benefit.kind == "grant":
        return None
    source = next(source for rule, source in context.own(benefit) if rule == own)
    whole = evolve(undated(context.child), parameters=context.parameters, figures=context.known.figures)
    box = boxes[0] if boxes else None
    for policy in (whole, _without_open_limits(whole, benefit.id)):
        other = _with(policy, benefit.id, benefit.rules.index(source), value)
        engines = prepare(policy), prepare(other)
        for at in context.people.positions(who):
            for visit in _visits(context, benefit, context.people.alignment.groups[at].id, box, day):
                paid = [_paid(engine, visit, benefit.id) for engine in engines]
                if paid[0] is not None and paid[1] is not None and paid[0] != paid[1]:
                    return _shown(context, visit, (paid[0], paid[1]), settles=policy is whole)
    return None


def _without_open_limits(policy: Policy, benefit: str) -> Policy:
    """Return a policy in which limits of a benefit that are left open do not limit."""
    (found,) = (each for each in policy.benefits if each.id == benefit)
    rules = tuple(
        evolve(rule, value=Nothing()) if isinstance(rule.value, Open) and rule.facet in caps_of(found) else rule
        for rule in found.rules
    )
    return _replaced(policy, found, rules)


def _demanded(value: Value) -> Value | None:
    """Return the value that just keeps a demand."""
    if not isinstance(value, Open):
        return value
    if value.kind != "bound":
        return None
    return Ratio(value.share) if value.share is not None else value.amount


def _with(policy: Policy, benefit: str, index: int, value: Value) -> Policy:
    """Return a policy with the value of one rule replaced by another."""
    (found,) = (each for each in policy.benefits if each.id == benefit)
    rules = tuple(evolve(rule, value=value) if at == index else rule for at, rule in enumerate(found.rules))
    return _replaced(policy, found, rules)


def _replaced(policy: Policy, benefit: Benefit, rules: tuple[Rule, ...]) -> Policy:
    other = evolve(benefit, rules=rules)
    return evolve(policy, benefits=tuple(other if each is benefit else each for each in policy.benefits))


def _paid(engine: Engine, visit: Visit, benefit: str) -> int | None:
    (settled,) = engine.outcomes([visit])
    return next((o.fen for o in settled.outcomes if o.benefit == benefit and o.status.value in KNOWN), None)


# ── claims ──


def _visits(context: Context, benefit: Benefit, category: str, box: Box | None, day: date) -> Iterable[Visit]:
    case = _case(context, benefit, box)
    counted = {column: found.low for column, found in case.facts if is_count(column)}
    amounts = {column: found.low for column, found in case.facts if not is_count(column)}
    for amount in PREMIUMS if benefit.kind == "enrolment" else ROUND:
        yield Visit(
            claim="1",
            person="1",
            date=day,
            categories=(Held(category),),
            care=case.care or "",
            level=case.level,
            diseases=frozenset() if case.disease is None else frozenset({case.disease}),
            marks=case.marks,
            money={**amounts, **_money(benefit, amount)},
            facts=counted,
            plan=case.plan,
            kind=Kind.ENROLMENT.value if benefit.kind == "enrolment" else Kind.VISIT.value,
            family="1" if any(pool.family for pool in context.child.pools) else None,
        )


def _money(benefit: Benefit, amount: int) -> dict[str, int]:
    if benefit.kind == "enrolment":
        return {"premium": amount, "premium_tier_1": amount}
    columns = {"in_scope", *((benefit.base.column,) if benefit.base is not None else ())}
    return dict.fromkeys(sorted(columns), amount)


def _case(context: Context, benefit: Benefit, box: Box | None) -> Case:
    """Return the plainest case in which a benefit is given, within a box."""
    figures = context.figures()
    marks = situation_marks([benefit], [asked_by(figures, [benefit])])
    case = marks.values[0].apply(Case()) if marks is not None else Case()
    covers = next(
        (each for each in benefit.covers if box is None or not contradictory((*each.tests, *box.tests))), None
    )
    care = _first((box.care if box is not None else None), covers.care if covers is not None else None, benefit.care)
    plan = _first((box.plans if box is not None else None), covers.plans if covers is not None else None, None)
    levels = box.levels if box is not None and box.levels is not None else frozenset({3})
    case = evolve(case, care=care, plan=plan, level=None if benefit.kind == "enrolment" else max(levels))
    tests = (*(covers.tests if covers is not None else ()), *(box.tests if box is not None else ()))
    for test in tests:
        case = _pass(case, test)
    return case


def _first(*sets: frozenset[str] | None) -> str | None:
    """Return the first leaf that is in all sets there are."""
    given = [each for each in sets if each is not None]
    if not given:
        return None
    both = frozenset.intersection(*given)
    vocabulary = load_vocabulary()
    leaves = [id for id in sorted(both) if vocabulary.descend(id) == (id,)]
    preferred = [id for id in leaves if id in PREFERRED]
    return next(iter(preferred or leaves or sorted(both)), None)


PREFERRED = ("inpatient", "resident-insurance")
"""What a claim that stands for many is about, where it can be."""


def _pass(case: Case, test: Test) -> Case:
    """Return a case in which a test comes out."""
    match test.condition:
        case HasMark(mark=mark):
            return evolve(case, marks=case.marks | {mark} if test.holds else case.marks - {mark})
        case HasDisease(members=members) if test.holds and members:
            return evolve(case, disease=min(members))
        case Compare(column=column, operator=operator, number=number) if test.holds and number is not None:
            at = number + STEPS[operator]
            return case.with_fact(column, Range(at, at))
        case _:
            return case


# ── words ──


def _shown(context: Context, visit: Visit, paid: tuple[int, int], *, settles: bool) -> Shown:
    names = context.names
    parts = [same(visit.date.isoformat())]
    parts += [names.of(held.category) for held in visit.categories]
    parts += [names.of(visit.care)] if visit.care else []
    parts += [names.of(visit.plan)] if visit.plan else []
    parts += [level_text((visit.level,))] if visit.level else []
    parts += [names.of(id) for id in (*sorted(visit.diseases), *sorted(visit.marks))]
    if visit.kind == Kind.ENROLMENT.value:
        amount = money(visit.money["premium"])
        parts.append(fill("contribution {amount}", "个人缴费{amount}", amount=amount))
    else:
        amount = money(visit.money["in_scope"])
        parts.append(fill("in-scope expenses {amount}", "政策范围内费用{amount}", amount=amount))
    text = join(parts)
    if not settles:
        text = fill("{text} (limits left open set aside)", "{text}（未定的限额不计）", text=text)
    cells = witness(visit, *paid, settles=settles).cells
    return Shown(cells, text, *paid, settles)
