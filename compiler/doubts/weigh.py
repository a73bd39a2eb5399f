"""Weighing the doubts of a document: what each other reading changes, and the claim that it moves most."""

from __future__ import annotations

from tiaowen.compiler.doubts.bounds import bound
from tiaowen.compiler.doubts.candidates import PROBES, Candidates, candidates
from tiaowen.compiler.doubts.changed import Changed, changed
from tiaowen.compiler.doubts.enrolments import enrolment_bound, enrolments
from tiaowen.compiler.doubts.funds import funds
from tiaowen.compiler.doubts.model import Bound, Effect, Weighed
from tiaowen.compiler.doubts.trial import Bench
from tiaowen.compiler.doubts.variants import Variant, variants
from tiaowen.compiler.doubts.visits import dated, of_two_categories, singles
from tiaowen.compiler.doubts.years import years
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.compiler.rules.model import Policy


def weigh(compiled: Compiled) -> tuple[Weighed, ...]:
    """Return every doubt of a usable document with what its other readings do; nothing for one without doubts."""
    policy = compiled.policy
    if policy is None or not compiled.ok:
        return ()
    source, places = compiled.placed.source, {each.name: each.line.span for each in compiled.placed.doubts}
    found = [doubt for doubt in policy.doubts if doubt.name in places]
    effects = (tuple(_effect(policy, each) for each in variants(compiled, doubt)) for doubt in found)
    return tuple(
        Weighed(doubt, source.place(places[doubt.name]), own) for doubt, own in zip(found, effects, strict=True)
    )


def _effect(policy: Policy, variant: Variant) -> Effect:
    if variant.policy is None:
        return Effect(variant.choice, None, variant.findings)
    differ = changed(policy, variant.policy)
    if not differ.anything:
        return Effect(variant.choice, variant.policy, touches=False)
    bench = Bench(policy, variant.policy)
    proved = _try(bench, differ)
    most, opens = (bench.confirmed(bench.plain(shift)) for shift in (bench.most, bench.opens))
    if proved is not None and proved.most is not None and most is not None and most.fen > proved.most + 2:
        proved = None  # a claim that no comparison looks at moves further
    return Effect(variant.choice, variant.policy, (), True, most, opens, proved, bench.tried)


def _try(bench: Bench, differ: Changed) -> Bound | None:
    """Try all claims that may show a difference; return how far claims can move, where that is proved."""
    bounds: list[Bound | None] = []
    found: Candidates | None = None
    if differ.visits or differ.enrolments or differ.days:
        found = candidates(bench, differ)
    if found is not None and differ.visits:
        bench.keep(singles(found, differ))
        bench.keep(years(found, differ))
        unmoved = bench.most is None and bench.opens is None
        bench.keep(of_two_categories(found) if differ.several or unmoved else ())
        sure = not (differ.days or differ.several or differ.payers or differ.facts)
        bounds.append(bound(found, differ) if sure else None)
    if found is not None and differ.enrolments:
        bench.keep(enrolments(found.context, differ))
        bounds.append(enrolment_bound(found.context, differ))
    if found is not None and differ.days:
        bench.keep(dated(found, differ))
        bounds.append(None)
    if differ.funds:
        bench.keep(funds(bench))
        bounds.append(None)
    proved = _joint(bounds)
    if proved is not None and proved.most is None and not _grows(bench, found):
        return None  # another benefit, or another condition, ends it
    return proved


def _grows(bench: Bench, found: Candidates | None) -> bool:
    """Tell whether settling larger and larger claims shows that there is no limit."""
    claims = [bench.most.claims[-1]] if bench.most is not None else []
    claims += [each.visit(found.context, PROBES[0]) for each in found.single()] if found is not None else []
    return any(bench.grows(claim) for claim in claims)


def _joint(bounds: list[Bound | None]) -> Bound | None:
    """Return the bound of several kinds of claims together."""
    proved = [each for each in bounds if each is not None]
    if len(proved) < len(bounds) or not proved:
        return None
    whole_year = all(each.whole_year for each in proved)
    amounts = [each.most for each in proved]
    if None in amounts:
        return Bound(None, whole_year)
    return Bound(max(each for each in amounts if each is not None), whole_year)
