"""Defects in the figures and terms of a document's own clauses, one clause at a time."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from defects.clean import Clean
from defects.defect import Defect, Injector
from tiaowen.compiler.resolve.document import Placed
from tiaowen.dsl.tree import (
    Banded,
    Bracket,
    Brackets,
    Clause,
    Counts,
    Exact,
    Facet,
    FacetTerm,
    Full,
    FundPart,
    Governed,
    Language,
    Money,
    Name,
    NotCovered,
    Percent,
    Period,
    SetBy,
    Several,
    Step,
    Steps,
    Term,
    Text,
    Times,
    ValidTerm,
)

EVERYBODY = ("others", "persons-outside-recipients")
INCOME = {Language.EN: "provincial disposable income", Language.ZH: "全省居民人均可支配收入"}
COUNTY = {Language.EN: "county government", Language.ZH: "县级人民政府"}


def ratios(clean: Clean) -> Iterator[tuple[Placed, Clause, FacetTerm, Fraction]]:
    """Yield the clauses with a ratio that is one percentage."""
    for placed, clause in clean.clauses():
        for term in clause.terms:
            match term:
                case FacetTerm(Facet.RATIO, Exact(Percent(share))) if placed.benefits and share > 0:
                    yield placed, clause, term, share


def caps(clean: Clean) -> Iterator[tuple[Placed, Clause, FacetTerm, int]]:
    """Yield the clauses with a cap in money."""
    for placed, clause in clean.clauses():
        for term in clause.terms:
            match term:
                case FacetTerm(Facet.CAP, Exact(Money(fen))) if placed.benefits:
                    yield placed, clause, term, fen


def banded(clean: Clean) -> Iterator[tuple[Placed, Clause, FacetTerm, Brackets | Steps]]:
    """Yield the clauses with brackets."""
    for placed, clause in clean.clauses():
        for term in clause.terms:
            if isinstance(term, FacetTerm) and isinstance(term.value, Brackets | Steps):
                yield placed, clause, term, term.value


def changed(clean: Clean, clause: Clause, old: Term, *new: Term) -> Defect:
    """Return a document in which a term of a clause is another, or none."""
    terms = tuple(each for term in clause.terms for each in (new if term is old else (term,)))
    row = clean.row(clause)
    if not terms:
        return Defect(clean.without(clause), frozenset({row}))
    return Defect(clean.replaced(clause.span, clean.written(evolve(clause, terms=terms))), frozenset({row}))


def beside(clean: Clean, clause: Clause, *terms: Term) -> Defect:
    """Return a document with a clause of the same cases before one."""
    row = clean.row(clause)
    return Defect(clean.before(clause, clean.written(evolve(clause, terms=terms))), frozenset({row, row + 1}))


def stated(clean: Clean, placed: Placed, *facets: Facet) -> list[Clause]:
    """Return the clauses on the benefits of a line that say something of some facets."""
    lines = [each.line for each in clean.together(placed)]
    clauses = [line for line in lines if isinstance(line, Clause)]
    return [clause for clause in clauses if any(getattr(term, "facet", None) in facets for term in clause.terms)]


def leaves_a_hole(clean: Clean, placed: Placed, clause: Clause) -> bool:
    """Return whether the cases of a clause have no other that would take them in."""
    for each in clean.together(placed):
        line = each.line
        if not isinstance(line, Clause) or line is clause or _limits(line):
            continue
        if names(clean, line).intersection((*EVERYBODY, "recipients")):
            return False
    return True


def names(clean: Clean, clause: Clause) -> frozenset[str]:
    """Return the concepts that a clause is about."""
    find = clean.compiled.resolver.vocabulary.find
    return frozenset(found.id for item in clause.selector.items if (found := find(item.name.text)) is not None)


def _limits(clause: Clause) -> bool:
    """Return whether a clause speaks of limits only."""
    limits = (Facet.CAP, Facet.TOTAL_CAP, Facet.DEDUCTIBLE)
    return all(getattr(term, "facet", None) in limits for term in clause.terms)


# ── a cell without, or with two ──


def without_ratio(clean: Clean) -> Iterator[Defect]:
    for placed, clause, term, _ in ratios(clean):
        # What a document leaves out is said by the one that it refines.
        if not clean.refines and len(stated(clean, placed, Facet.RATIO)) > 1 and leaves_a_hole(clean, placed, clause):
            yield evolve(changed(clean, clause, term), lines=clean.rows(placed))


def without_cap(clean: Clean) -> Iterator[Defect]:
    for placed, clause, term, _ in caps(clean):
        facets = [getattr(each, "facet", None) for each in clause.terms]
        only = len(stated(clean, placed, Facet.CAP, Facet.TOTAL_CAP)) == 1 and Facet.TOTAL_CAP not in facets
        pooled = any(pool.name for pool in clean.policy.pools)
        if only and not pooled and not clean.refines and stated(clean, placed, Facet.RATIO):
            yield evolve(changed(clean, clause, term), lines=clean.rows(placed))


def without_subsidy(clean: Clean) -> Iterator[Defect]:
    for placed, clause in clean.clauses():
        subsidy = all(isinstance(t, Full) or getattr(t, "facet", None) is Facet.SUBSIDY for t in clause.terms)
        others = [each for each in stated(clean, placed, Facet.SUBSIDY) if each is not clause]
        if not clean.refines and subsidy and others and leaves_a_hole(clean, placed, clause):
            yield Defect(clean.without(clause), clean.rows(placed))


def another_ratio(clean: Clean) -> Iterator[Defect]:
    for _, clause, term, share in ratios(clean):
        yield beside(clean, clause, evolve(term, value=Exact(Percent(share / 2))))


def same_ratio(clean: Clean) -> Iterator[Defect]:
    for _, clause, term, _ in ratios(clean):
        if not any(isinstance(each, FundPart | ValidTerm) for each in clause.terms):
            yield beside(clean, clause, term)


def shut_out(clean: Clean) -> Iterator[Defect]:
    for _, clause, _, _ in ratios(clean):
        if not names(clean, clause).intersection(EVERYBODY):
            yield beside(clean, clause, NotCovered())


def no_favourable(clean: Clean) -> Iterator[Defect]:
    """Two ratios for two kinds of people, and the rule for whoever is both taken away."""
    for placed in clean.lines:
        if isinstance(placed.line, Several) and not any(each.id == "TW109" for each in clean.told):
            lines = [each for each in clean.together(placed) if isinstance(each.line, Several)]
            people = {
                (item.name.text, share)
                for other, clause, _, share in ratios(clean)
                if {n.text for n in other.benefits} & {n.text for n in placed.benefits} and not clause.selector.where
                for item in clause.selector.items
            }
            if len(lines) == 1 and len({share for _, share in people}) > 1:
                yield Defect(clean.without(placed.line), clean.rows(placed))


# ── brackets ──


def gap(clean: Clean) -> Iterator[Defect]:
    for placed, clause, term, value in banded(clean):
        del placed
        yield from _second_from(clean, clause, term, value, Fraction(3, 2))


def overlap(clean: Clean) -> Iterator[Defect]:
    for placed, clause, term, value in banded(clean):
        del placed
        yield from _second_from(clean, clause, term, value, Fraction(1, 2))


def _second_from(
    clean: Clean, clause: Clause, term: FacetTerm, value: Brackets | Steps, by: Fraction
) -> Iterator[Defect]:
    parts = parts_of(value)
    if len(parts) > 1 and parts[1].over and (parts[1].upto is None or parts[1].upto > parts[1].over * by):
        second = evolve(parts[1], over=int(parts[1].over * by))
        yield _with(clean, clause, term, value, (parts[0], second, *parts[2:]))


def empty(clean: Clean) -> Iterator[Defect]:
    for _, clause, term, value in banded(clean):
        parts = parts_of(value)
        for at, part in enumerate(parts):
            if part.over and part.upto:
                turned = evolve(part, over=part.upto, upto=part.over)
                yield _with(clean, clause, term, value, (*parts[:at], turned, *parts[at + 1 :]))


def parts_of(value: Brackets | Steps) -> tuple[Bracket | Step, ...]:
    """Return the brackets of a ratio, or the steps of a lump sum."""
    return value.brackets if isinstance(value, Brackets) else value.steps


def _with(
    clean: Clean, clause: Clause, term: FacetTerm, value: Brackets | Steps, parts: tuple[Bracket | Step, ...]
) -> Defect:
    new: Brackets | Steps
    if isinstance(value, Brackets):
        new = evolve(value, brackets=tuple(each for each in parts if isinstance(each, Bracket)))
    else:
        new = evolve(value, steps=tuple(each for each in parts if isinstance(each, Step)))
    return changed(clean, clause, term, evolve(term, value=new))


def reversed_brackets(clean: Clean) -> Iterator[tuple[Placed, Defect]]:
    """The ratios of the brackets in the opposite order."""
    for placed, clause, term, value in banded(clean):
        if isinstance(value, Brackets) and value.brackets[0].share < value.brackets[-1].share:
            shares = [each.share for each in reversed(value.brackets)]
            parts = tuple(evolve(each, share=share) for each, share in zip(value.brackets, shares, strict=True))
            yield placed, _with(clean, clause, term, value, parts)


def falling(clean: Clean) -> Iterator[Defect]:
    for _, defect in reversed_brackets(clean):
        if not clean.refines:
            yield defect


def falling_whole(clean: Clean) -> Iterator[Defect]:
    for placed, defect in reversed_brackets(clean):
        if not clean.refines and any(
            isinstance(each.line, Banded) and each.line.whole for each in clean.together(placed)
        ):
            yield defect


def jumping(clean: Clean) -> Iterator[Defect]:
    """Brackets on the whole amount instead of slice by slice."""
    for placed in clean.lines:
        line = placed.line
        if isinstance(line, Banded) and not line.whole and line.period is None and _rises(clean, placed):
            text = clean.replaced(line.span, clean.written(evolve(line, whole=True)))
            yield Defect(text, clean.rows(placed))


def _rises(clean: Clean, placed: Placed) -> bool:
    """Return whether a bracket pays over 1,000 yuan more of its lower end than the one before it."""
    scope = {name.text for name in placed.benefits}
    return any(
        (each.over or 0) * (each.share - before.share) > 100_000
        for other, _, _, value in banded(clean)
        if scope.intersection(name.text for name in other.benefits) and isinstance(value, Brackets)
        for before, each in pairwise(value.brackets)
    )


# ── figures ──


def before_insurance(clean: Clean) -> Iterator[Defect]:
    for placed in clean.lines:
        known = stated(clean, placed, Facet.RATIO, Facet.LUMP_SUM)
        figures = any(isinstance(getattr(t, "value", None), Exact | Brackets | Steps) for c in known for t in c.terms)
        if isinstance(placed.line, Counts) and placed.line.after and figures and not clean.has("TW205"):
            text = clean.replaced(placed.line.span, clean.written(evolve(placed.line, after=())))
            yield Defect(text, clean.rows(placed))


def out_of_reach(clean: Clean) -> Iterator[Defect]:
    for _, clause, term, _ in caps(clean):
        if term.period in {None, Period.YEAR}:
            yield changed(clean, clause, term, evolve(term, value=Exact(Money(500_000_000))))


def nothing(clean: Clean) -> Iterator[Defect]:
    for placed, clause, term, _ in ratios(clean):
        if not clean.refines and not stated(clean, placed, Facet.BURDEN):
            yield changed(clean, clause, term, evolve(term, value=Exact(Percent(Fraction(0)))))


def above_total(clean: Clean) -> Iterator[Defect]:
    for placed, clause, term, fen in caps(clean):
        pools = {c.id for n in placed.benefits if (c := clean.compiled.resolver.vocabulary.find(n.text)) is not None}
        pooled = not pools.isdisjoint(pool.name for pool in clean.policy.pools) or any(
            p.name for p in clean.policy.pools
        )
        if not pooled and not stated(clean, placed, Facet.TOTAL_CAP) and term.period in {None, Period.YEAR}:
            total = FacetTerm(Facet.TOTAL_CAP, Exact(Money(fen // 200 * 100)), Period.YEAR)
            yield beside(clean, clause, total)


def ten_times(clean: Clean) -> Iterator[Defect]:
    for _, clause, term, share in ratios(clean):
        if share * 10 > 1:
            yield changed(clean, clause, term, evolve(term, value=Exact(Percent(share * 10))))


def no_period(clean: Clean) -> Iterator[Defect]:
    for placed, clause, _, _ in ratios(clean):
        if not stated(clean, placed, Facet.DEDUCTIBLE):
            yield beside(clean, clause, FacetTerm(Facet.DEDUCTIBLE, Exact(Money(100_000))))


def wrong_unit(clean: Clean) -> Iterator[Defect]:
    for _, clause, term, fen in caps(clean):
        if fen >= 1_000_000 and not clean.refines:
            yield changed(clean, clause, term, evolve(term, value=Exact(Money(fen // 10_000))))


def left_open(clean: Clean) -> Iterator[Defect]:
    for _, clause, term, _ in caps(clean):
        yield changed(clean, clause, term, FacetTerm(Facet.CAP, SetBy((Name(COUNTY[clean.language]),))))


def undated(clean: Clean) -> Iterator[Defect]:
    for _, clause, term, _ in caps(clean):
        if not any(
            each.id == "disposable-income" or INCOME[clean.language] in clean.text for each in clean.policy.parameters
        ):
            figure = Times(Fraction(1), Name(INCOME[clean.language]))
            yield changed(clean, clause, term, evolve(term, value=Exact(figure)))


def to_another(clean: Clean) -> Iterator[Defect]:
    for placed, clause, _, _ in ratios(clean):
        single = len(clause.terms) == 1 and not names(clean, clause).intersection(EVERYBODY)
        if single and len(stated(clean, placed, Facet.RATIO)) > 1 and not clean.taken_over(placed):
            yield changed(clean, clause, clause.terms[0], Governed(Text(zh="原有政策", en="the former policy")))


def higher_level(clean: Clean) -> Iterator[Defect]:
    """The ratio of the highest hospital level raised above those of the others."""
    levels = {"level-1", "level-2", "level-3"}
    names = clean.compiled.resolver.vocabulary
    rows = []
    for placed, clause, term, share in ratios(clean):
        here = {c.id for item in clause.selector.items if (c := names.find(item.name.text)) is not None} & levels
        rows.append((placed, clause, term, share, here))
    for placed, clause, term, _, here in rows:
        below = [r for r in rows if r[4] and "level-3" not in r[4] and r[0].benefits == placed.benefits and r[3] < 1]
        if here == {"level-3"} and below:
            yield evolve(
                changed(clean, clause, term, evolve(term, value=Exact(Percent(Fraction(1))))), lines=clean.rows(placed)
            )


FRAMEWORK = dict.fromkeys(("TW401", "TW402", "TW424"), "the document above it forbids that figure as well")
POINTS = {"TW135": "points are added to a ratio that stands no more"}
NO_RATIO = dict.fromkeys(
    ("TW101", "TW139"), "a ratio that cannot be is none, and whoever takes it over has none either"
)
TOTAL = {"TW214": "a total over several benefits that is below the cap of each contradicts the caps"}
LESS = {"TW203": "the benefit that comes instead of another pays less then"}
SENT = {"TW104": "whom another clause sends to another document gets two answers"}
STEEP = {"TW204": "several benefits return more than is added, once a lower limit lets them"}
MORE = {"TW203": "what another benefit comes instead of pays more then"}

INJECTORS: tuple[Injector, ...] = (
    Injector("TW101", "a ratio taken away", without_ratio),
    Injector("TW102", "the only cap taken away", without_cap, MORE),
    Injector("TW103", "a subsidy taken away", without_subsidy),
    Injector("TW104", "a second ratio for the same cases", another_ratio, FRAMEWORK),
    Injector("TW105", "the same ratio for the same cases", same_ratio),
    Injector("TW106", "no assistance for the same cases", shut_out, FRAMEWORK | SENT),
    Injector("TW109", "the rule for several identities taken away", no_favourable),
    Injector("TW111", "the second bracket begins later", gap, POINTS),
    Injector("TW112", "the second bracket begins earlier", overlap, POINTS),
    Injector("TW114", "a bracket turned round", empty, POINTS),
    Injector("TW201", "the brackets of whole amounts in the opposite order", falling_whole),
    Injector("TW202", "brackets of whole amounts instead of slices", jumping),
    Injector("TW205", "the costs before insurance", before_insurance),
    Injector("TW206", "a cap of five million", out_of_reach, MORE),
    Injector("TW207", "a ratio of nothing", nothing, LESS),
    Injector(
        "TW208",
        "a total below the cap",
        above_total,
        STEEP | TOTAL,
    ),
    Injector(
        "TW209",
        "the brackets in the opposite order",
        falling,
        {"TW201": "brackets of the whole amount fall at the step"},
    ),
    Injector("TW210", "a ratio ten times as high", ten_times, NO_RATIO),
    Injector("TW212", "all for the highest hospital level", higher_level),
    Injector("TW215", "a deductible without its period", no_period),
    Injector("TW216", "a cap without its 万", wrong_unit, LESS | STEEP | TOTAL),
    Injector("TW301", "a cap left to the county", left_open),
    Injector("TW302", "a cap by a statistic without its year", undated, FRAMEWORK),
    Injector("TW304", "a document that nobody can find", to_another),
)
"""What is changed in terms, in the order of the ids."""
