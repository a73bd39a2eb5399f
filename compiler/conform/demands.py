"""What the higher document demands beside single figures: orderings, rates that rise, lists, funds and duties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from tiaowen.compiler.compare.model import Standing, View
from tiaowen.compiler.compare.phrases import OPERATORS
from tiaowen.compiler.compare.words import fill, money, same, say
from tiaowen.compiler.conform.context import Context, readings
from tiaowen.compiler.conform.figures import facet_text
from tiaowen.compiler.conform.lists import list_rows
from tiaowen.compiler.conform.matching import matches
from tiaowen.compiler.conform.model import Kind, Row, Verdict
from tiaowen.compiler.conform.people import lifted_boxes
from tiaowen.compiler.rules.model import Benefit, Box, FundLimit, Ordered, Rising, Rule
from tiaowen.compiler.rules.norms import Judgement, judge_ordered, judge_rising
from tiaowen.compiler.rules.norms import Verdict as Judged
from tiaowen.compiler.rules.norms.figures import compares
from tiaowen.compiler.rules.norms.values import FLOORS
from tiaowen.dsl.quantities import percent_text
from tiaowen.dsl.tree import Strength, Text

EVERYBODY = say("everybody", "所有对象")


def demand_rows(context: Context) -> Iterator[Row]:
    """Yield the rows of all demands that are not single figures."""
    for norm in context.parent.norms:
        if isinstance(norm, Rising):
            yield from _rising(context, norm)
        elif isinstance(norm, Ordered):
            yield from _ordered(context, norm)
    yield from list_rows(context)
    yield from _funds(context)
    yield from _duties(context)


# ── rates ──


def _own_benefits(context: Context, ids: Sequence[str]) -> list[Benefit]:
    """Return the benefits of the lower document that a norm is about: all of them where it names none."""
    if not ids:
        return [each for each in context.child.benefits if each.kind == "visit"]
    higher = [each for each in context.parent.benefits if each.id in ids]
    found = {m.lower.id: m.lower for each in higher for m in matches(context.parent, context.child, each)}
    return list(found.values())


def _rising(context: Context, norm: Rising) -> Iterator[Row]:
    facet = facet_text(context, norm.facet)
    demand = _demand(norm.strength, fill("{facet} rising with expense", "{facet}随费用递增", facet=facet), norm)
    for benefit in _own_benefits(context, norm.benefits):
        own = [(rule, source) for rule, source in context.own(benefit) if rule.facet == norm.facet]
        found = list(judge_rising(norm, benefit.id, [rule for rule, _ in own]))
        sources = dict(own)
        for same_fall in _alike(found):
            first = same_fall[0]
            views = [context.stated(sources[each.own]) for each in same_fall]
            cites = tuple(dict.fromkeys(cite for view in views for cite in view.cites))
            at = money(first.from_fen) if first.from_fen is not None else same("…")
            reason = fill("it falls above {at}", "费用超过{at}后反而降低", at=at)
            who = frozenset(id for each in same_fall for id in _who(each.boxes))
            statement = evolve(views[0], cites=cites)
            yield _row(context, Kind.RISING, norm.facet, benefit, demand, statement, who, _broken(first), reason)
        fallen = {id for each in found for id in _who(each.boxes)}
        kept = {id for rule, _ in own for id in _who(rule.boxes)} - fallen
        if kept:
            reason = say("nowhere falls", "各段均不降低")
            yield _row(context, Kind.RISING, norm.facet, benefit, demand, None, kept, Verdict.IMPLEMENTS, reason)


def _alike(found: Sequence[Judgement]) -> list[list[Judgement]]:
    """Return judgements by the value they are about."""
    groups: dict[tuple[str, int | None], list[Judgement]] = {}
    for each in found:
        groups.setdefault((repr(each.own.value), each.from_fen), []).append(each)
    return list(groups.values())


def _ordered(context: Context, norm: Ordered) -> Iterator[Row]:
    names, facet = context.names, facet_text(context, norm.facet)
    text = fill(
        "{facet} of {above} above that of {below}",
        "{above}的{facet}高于{below}",
        facet=facet,
        above=names.list(norm.above),
        below=names.list(norm.below),
    )
    demand = _demand(norm.strength, text, norm)
    parent = context.people.named_by_parent
    above, below = (lifted_boxes(boxes, parent, context.people) for boxes in (norm.above_boxes, norm.below_boxes))
    shared = Ordered(norm.facet, norm.benefits, norm.above, norm.below, above, below, norm.strength, norm.cites)
    for benefit in _own_benefits(context, norm.benefits):
        own = [(rule, source) for rule, source in context.own(benefit) if rule.facet == norm.facet]
        sources = dict(own)
        rules = [rule for rule, _ in own]
        found = list(judge_ordered(shared, benefit.id, rules, context.known))
        for more, less, who in _pairs(found):
            values = [context.stated(sources[rule]) for rule in (more, less)]
            statement = _both(context, values, less, below)
            reason = say("not above", "并未更高")
            verdict = _broken(found[0])
            yield _row(context, Kind.ORDERING, norm.facet, benefit, demand, statement, who, verdict, reason)
        told = {id for _, _, who in _pairs(found) for id in who}
        both = [_about(rules, boxes) for boxes in (above, below)]
        kept = both[0] - told
        if kept and both[1]:
            reason = say("above in every case stated", "所有已规定的情形均更高")
            yield _row(context, Kind.ORDERING, norm.facet, benefit, demand, None, kept, Verdict.IMPLEMENTS, reason)
        elif not both[0] or not both[1]:
            reason = say("one of the two has no such figure here", "其中一方此处没有数额")
            who = _who(above)
            yield _row(context, Kind.ORDERING, norm.facet, benefit, demand, None, who, Verdict.NOT_STATED, reason)


def _pairs(found: Sequence[Judgement]) -> list[tuple[Rule, Rule, frozenset[str]]]:
    """Return the rules that are out of order, each two once, with the people of the first."""
    pairs: dict[tuple[int, str, int, str], tuple[Rule, Rule, frozenset[str]]] = {}
    for each in found:
        key = (each.own.clause, repr(each.own.value), each.norm.clause, repr(each.norm.value))
        known = pairs[key][2] if key in pairs else frozenset()
        pairs[key] = (each.own, each.norm, known | _who(each.boxes))
    return list(pairs.values())


def _both(context: Context, values: Sequence[View], less: Rule, below: Sequence[Box]) -> View:
    who = context.people.named(_about([less], below))
    text = fill("{more}; {who}: {less}", "{more}；{who}{less}", more=values[0].text, who=who, less=values[1].text)
    cites = tuple(dict.fromkeys(cite for view in values for cite in view.cites))
    return View(Standing.STATED, f"{values[0].value} | {values[1].value}", text, cites)


def _about(rules: Sequence[Rule], boxes: Sequence[Box]) -> frozenset[str]:
    people = _who(boxes)
    return frozenset(id for rule in rules for id in _who(rule.boxes) if id in people)


def _who(boxes: Sequence[Box]) -> frozenset[str]:
    return frozenset(id for box in boxes for id in box.categories or ())


def _broken(found: Judgement) -> Verdict:
    return Verdict.DEVIATES if found.verdict is Judged.DEVIATES else Verdict.CONTRADICTS


def _demand(strength: Strength | None, text: Text, norm: Rising | Ordered) -> View:
    if strength is Strength.IN_PRINCIPLE:
        text = fill("in principle {text}", "原则上{text}", text=text)
    return View(Standing.STATED, text.en or "", text, norm.cites)


def _row(  # noqa: PLR0913, PLR0917 -- everything that a row says
    context: Context,
    kind: Kind,
    facet: str,
    benefit: Benefit,
    demand: View,
    statement: View | None,
    who: frozenset[str] | set[str],
    verdict: Verdict,
    reason: Text,
) -> Row:
    matter = fill(
        "{name}, {facet}", "{name}·{facet}", name=context.names.of(benefit.id), facet=facet_text(context, facet)
    )
    cites = statement.cites if statement is not None else ()
    return Row(
        kind=kind,
        facet=facet,
        benefit=None,
        benefits=(benefit.id,),
        matter=matter,
        demand=demand,
        statement=statement,
        who=context.people.categories(who),
        who_text=context.people.named(who),
        where=None,
        verdict=verdict,
        reason=reason,
        readings=readings(demand.cites, cites),
    )


# ── funds and duties ──


def _plain(kind: Kind, matter: Text, demand: View, statement: View | None, verdict: Verdict, reason: Text) -> Row:
    cites = statement.cites if statement is not None else ()
    return Row(
        kind=kind,
        facet=kind.value,
        benefit=None,
        benefits=(),
        matter=matter,
        demand=demand,
        statement=statement,
        who=(),
        who_text=EVERYBODY,
        where=None,
        verdict=verdict,
        reason=reason,
        readings=readings(demand.cites, cites),
    )


def _funds(context: Context) -> Iterator[Row]:
    for norm in context.parent.fund_limits:
        demand, matter = _limit(context, norm), context.names.of(norm.measure)
        own = next(
            (each for each in context.child.fund_limits if (each.measure, each.of) == (norm.measure, norm.of)), None
        )
        if own is None:
            yield _plain(Kind.FUND, matter, demand, None, Verdict.NOT_STATED, say("nothing is said of it", "未规定"))
            continue
        floor = norm.operator in FLOORS
        verdict, reason = Verdict.IMPLEMENTS, say("within the bound", "在界限以内")
        if (own.operator in FLOORS) is not floor:
            verdict, reason = Verdict.UNDETERMINED, say("a bound to the other side", "另一方向的界限")
        elif own.share != norm.share and not compares(own.share, norm.operator, norm.share):
            verdict = Verdict.NARROWS if floor else Verdict.EXCEEDS
            verdict = Verdict.DEVIATES if norm.strength is Strength.IN_PRINCIPLE else verdict
            reason = say("outside the bound", "超出界限")
        yield _plain(Kind.FUND, matter, demand, _limit(context, own), verdict, reason)


def _limit(context: Context, limit: FundLimit) -> View:
    text = fill(
        "{operator} {share} of {of}",
        "{operator}{of}的{share}",
        operator=OPERATORS[limit.operator],
        share=same(percent_text(limit.share)),
        of=context.names.of(limit.of),
    )
    if limit.strength is Strength.IN_PRINCIPLE:
        text = fill("in principle {text}", "原则上{text}", text=text)
    return View(Standing.STATED, f"{limit.operator.value} {limit.share} of {limit.of}", text, limit.cites)


def _duties(context: Context) -> Iterator[Row]:
    own = {(each.actors, each.action.zh or each.action.en): each for each in context.child.duties}
    for duty in context.parent.duties:
        matter = fill("duty of {who}", "{who}的职责", who=context.names.list(duty.actors))
        action = duty.action
        if duty.deadline is not None and duty.deadline.times:
            times = same(str(duty.deadline.times))
            action = fill(
                "{action}, at least {times} times a year", "{action}，每年至少{times}次", action=action, times=times
            )
        demand = View(Standing.STATED, duty.action.zh or duty.action.en or "", action, duty.cites)
        same_duty = own.get((duty.actors, duty.action.zh or duty.action.en))
        if same_duty is None:
            yield _plain(
                Kind.DUTY,
                matter,
                demand,
                None,
                Verdict.NOT_STATED,
                say("no such duty in these words", "没有同样写法的职责"),
            )
            continue
        statement = View(Standing.STATED, demand.value, same_duty.action, same_duty.cites)
        equal = same_duty.deadline == duty.deadline
        verdict = Verdict.IMPLEMENTS if equal else Verdict.UNDETERMINED
        reason = say("the same duty", "职责相同") if equal else say("with another time limit", "期限不同")
        yield _plain(Kind.DUTY, matter, demand, statement, verdict, reason)
