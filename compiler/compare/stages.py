"""What one document does with a case: the stack of its benefits, each paying, refusing, sending elsewhere or
leaving open.

This is the semantics of settling read symbolically: which rules apply is decided, amounts stay terms, so that a
payment can be written as a schedule (``payments``) and two documents can be compared for every amount at once. What
is read here is confirmed against the engine afterwards (``confirm``). A benefit's own dates play no part: documents
are compared as if both were in force.

Left to others: schedules, several identities of one person, counters used up by earlier claims.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction

from attrs import evolve, field, frozen

from tiaowen.compiler.compare.cases import Asker, Case, care_within
from tiaowen.compiler.compare.figures import Figures, Missing
from tiaowen.compiler.compare.people import Seen
from tiaowen.compiler.rules.model import (
    COVERAGE,
    Banded,
    Base,
    Benefit,
    Compare,
    Elsewhere,
    Excluded,
    Fixed,
    HasDisease,
    HasMark,
    Lump,
    Nothing,
    OfFact,
    OfStatistic,
    Open,
    Policy,
    Ratio,
    Rule,
    Step,
    Value,
)
from tiaowen.compiler.settle.amounts import unit_of
from tiaowen.compiler.settle.stage import BURDEN, DEDUCTIBLE, LUMP_SUM, POOL, RATIO, counters_of
from tiaowen.dsl.tree import Citation, Text

Cites = tuple[Citation, ...]


FEN = (1, True)
"""Rounding to the nearest fen."""


@frozen
class Ceiling:
    """A limit in fen, and the counter it is measured against (None: it starts anew for each visit).

    Where the amount is missing, ``of`` is what is (kind and detail as of :class:`LeavesOpen`), and the limit is
    ``share`` of it; ``figure`` is one supposed for it.
    """

    fen: int
    pool: str | None
    of: tuple[str, ...] | None = None
    share: Fraction = Fraction(0)
    figure: Fraction | None = None

    @property
    def amount(self) -> int | Fraction:
        """Return the limit, with a supposed figure where there is one."""
        return self.fen if self.figure is None else self.figure * self.share


@frozen(cache_hash=True)
class Pays:
    """A benefit that pays: everything that decides how much.

    It pays by ``bands`` (upper bound, rate), or the ``lump`` sum; a bound among ``open_ends`` belongs to the next band.
    Where the bands count over a year, ``counted_bands`` is their counter.
    ``burden`` is the most that may be left to the patient. ``draws`` are the counters that the payment moves, each
    with what moves it, and ``rounding`` is the unit in fen, and whether to the nearest one or down.
    """

    benefit: str
    column: str
    payer_columns: frozenset[str]
    after: frozenset[str]
    deductible: Ceiling | None
    bands: tuple[tuple[int | None, str], ...]
    whole: bool
    open_ends: frozenset[int]
    lump: Lump | None
    burden: Ceiling | None
    caps: tuple[Ceiling, ...]
    draws: tuple[tuple[str, str], ...]
    rounding: tuple[int, bool]
    counted_bands: str | None
    cites: Cites = field(eq=False)
    rules: tuple[Rule, ...] = field(eq=False)


@frozen
class Refuses:
    """A benefit that gives the case nothing; ``why`` is no-recipient, not-covered, outside, unmet, barred or
    displaced.
    """

    benefit: str
    why: str
    cites: Cites = field(eq=False)


@frozen
class Sends:
    """A benefit that another document decides, for the person or (``by_disease``) for what the person has."""

    benefit: str
    document: Text
    cites: Cites = field(eq=False)
    by_disease: bool = field(default=False, eq=False)


@frozen
class LeavesOpen:
    """A benefit without an amount: ``kind`` is not-stated, delegated, allowed, bound, no-figure or no-fact;
    ``detail`` by whom or what, ``facet`` what of it; None where it is a condition.
    ``terms`` is what would be paid if amounts alone are missing.
    """

    benefit: str
    kind: str
    detail: tuple[str, ...]
    cites: Cites = field(eq=False)
    facet: str | None = field(default=None, eq=False)
    terms: Pays | None = field(default=None, repr=False)


Entry = Pays | Refuses | Sends | LeavesOpen
Stack = tuple[Entry, ...]


def exactly(entry: Entry, case: Hashable) -> tuple[object, ...]:
    """Return what makes two entries one: rules and citations count, and where another document decides, the case."""
    match entry:
        case Pays():
            return (entry, entry.cites, tuple(map(id, entry.rules)))
        case Sends():
            return (entry, entry.cites, entry.by_disease, case)
        case _:
            return (entry, entry.cites)


@frozen
class _Asked:
    """What the rules of a benefit ask of a case beside the kind of care."""

    level: bool
    plan: bool
    disease: bool
    marks: frozenset[str]
    columns: frozenset[str]

    def of(self, case: Case) -> tuple[object, ...]:
        """Return the part of a case that the benefit can tell."""
        return (
            case.care,
            case.level if self.level else None,
            case.plan if self.plan else None,
            case.disease if self.disease else None,
            case.marks & self.marks,
            tuple([fact for fact in case.facts if fact[0] in self.columns]),
        )


def _asked_by(benefit: Benefit) -> _Asked:
    boxes = [*benefit.covers, *(box for rule in benefit.rules for box in rule.boxes)]
    boxes += [box for exclusion in benefit.excludes for box in exclusion.unless]
    tests = [test for box in boxes for test in box.tests]
    tests += [test for requirement in benefit.requires for option in requirement.options for test in option]
    tests += [test for exclusion in benefit.excludes for test in exclusion.when]
    conditions = dict.fromkeys(test.condition for test in tests)
    return _Asked(
        any(box.levels is not None for box in boxes),
        any(box.plans is not None for box in boxes),
        any(isinstance(each, HasDisease) for each in conditions),
        frozenset(each.mark for each in conditions if isinstance(each, HasMark)),
        frozenset(each.column for each in conditions if isinstance(each, Compare)),
    )


@frozen(eq=False)
class Reader:
    """Reads one document, of which only some benefits may be asked for."""

    policy: Policy
    figures: Figures
    benefits: tuple[Benefit, ...]
    _asked: dict[str, _Asked] = field(factory=dict, init=False, repr=False)
    _read: dict[tuple[object, ...], Entry] = field(factory=dict, init=False, repr=False)

    def stack(self, own: Mapping[str, Entry], seen: Seen, case: Case) -> Stack:
        """Return what the benefits of a case come to together; ``own`` is what each does by itself, in order."""
        asker = Asker(self.figures, case, seen.given)
        return tuple(self._displaced(benefit, own, seen, asker) for benefit in self.benefits if benefit.id in own)

    def single(self, benefit: Benefit, seen: Seen, case: Case) -> Entry:
        """Return what one benefit does by itself for a person seen so in a case."""
        if benefit.id not in self._asked:
            self._asked[benefit.id] = _asked_by(benefit)
        known = (benefit.id, seen, *self._asked[benefit.id].of(case))
        if known not in self._read:
            self._read[known] = self._own(benefit, seen, Asker(self.figures, case, seen.given))
        return self._read[known]

    def _own(self, benefit: Benefit, seen: Seen, asker: Asker) -> Entry:
        if not seen.atoms:
            return Refuses(benefit.id, "no-recipient", ())
        entries = list(dict.fromkeys(self._as_atom(benefit, atom, asker) for atom in seen.atoms))
        if len(entries) == 1:
            return entries[0]
        return LeavesOpen(benefit.id, "identity", seen.atoms, tuple(cite for each in entries for cite in each.cites))

    def _as_atom(self, benefit: Benefit, atom: str, asker: Asker) -> Entry:
        for rule in first_rules(benefit, COVERAGE, atom, asker):
            match rule.value:
                case Excluded():
                    return Refuses(benefit.id, "not-covered", rule.cites)
                case Elsewhere(document):
                    return Sends(benefit.id, document, rule.cites, _by_disease(rule))
                case _:
                    pass
        return self._gate(benefit, atom, asker) or self._terms(benefit, atom, asker)

    def _gate(self, benefit: Benefit, atom: str, asker: Asker) -> Entry | None:
        """Return why the case does not get in; None when it does."""
        doubts: list[Cites] = []
        covered = asker.any_of(benefit.covers, atom) if benefit.covers else True
        if covered is False:
            return Refuses(benefit.id, "outside", benefit.covers_cites)
        doubts += [benefit.covers_cites] if covered is None else []
        for requirement in benefit.requires:
            met = asker.one_of(requirement.options)
            if met is False:
                return Refuses(benefit.id, "unmet", requirement.cites)
            doubts += [requirement.cites] if met is None else []
        for exclusion in benefit.excludes:
            saved = asker.any_of(exclusion.unless, atom) if exclusion.unless else False
            barred = asker.all(exclusion.when)
            if barred and saved is False:
                return Refuses(benefit.id, "barred", exclusion.cites)
            doubts += [exclusion.cites] if (barred is not False and saved is None) or barred is None else []
        return LeavesOpen(benefit.id, "no-figure", (), doubts[0]) if doubts else None

    def _terms(self, benefit: Benefit, atom: str, asker: Asker) -> Entry:
        """Return the terms of a payment, or what stands in its way."""
        used: list[Rule] = []
        rate = _first(first_rules(benefit, LUMP_SUM, atom, asker)) or _first(first_rules(benefit, RATIO, atom, asker))
        if benefit.base is None or rate is None:
            return LeavesOpen(benefit.id, "not-stated", ("ratio" if rate is None else "base",), benefit.cites, RATIO)
        if isinstance(rate.value, Open):
            return LeavesOpen(benefit.id, rate.value.kind, rate.value.by, rate.cites, rate.facet)
        if not isinstance(rate.value, Ratio | Banded | Lump | Fixed | OfStatistic | OfFact):
            return LeavesOpen(benefit.id, "not-stated", ("ratio",), rate.cites, rate.facet)
        limits: dict[str, Ceiling | None] = {}
        missing: list[LeavesOpen] = []
        for facet in (DEDUCTIBLE, BURDEN, *caps_of(benefit)):
            rule = _first(first_rules(benefit, facet, atom, asker))
            found = self._ceiling(benefit, facet, rule)
            if isinstance(found, LeavesOpen):
                missing.append(found)
            limits[facet] = _share_of(found, rule) if isinstance(found, LeavesOpen) else found
            used += [rule] if rule is not None else []
        lump: Lump | None = rate.value if isinstance(rate.value, Lump) else None
        if isinstance(rate.value, Fixed | OfStatistic | OfFact):
            due = self.figures.fen(rate.value)
            if isinstance(due, Missing):
                return missing[0] if missing else _missing(benefit, due, rate)
            lump = Lump((Step(None, due),))
        draws = self._draws(benefit, asker.case)
        terms = _pays(benefit, benefit.base, rate.value, lump, limits, draws, [rate, *used])
        return evolve(missing[0], terms=terms) if missing else terms

    def _ceiling(self, benefit: Benefit, facet: str, rule: Rule | None) -> Ceiling | LeavesOpen | None:
        if rule is None or isinstance(rule.value, Nothing):
            return None
        if isinstance(rule.value, Open):
            return LeavesOpen(benefit.id, rule.value.kind, rule.value.by, rule.cites, facet)
        if not isinstance(rule.value, Fixed | OfStatistic | OfFact):
            return LeavesOpen(benefit.id, "not-stated", (facet,), rule.cites, facet)
        fen = self.figures.fen(rule.value)
        return _missing(benefit, fen, rule) if isinstance(fen, Missing) else Ceiling(fen, rule.pool)

    def _draws(self, benefit: Benefit, case: Case) -> tuple[tuple[str, str], ...]:
        """Return the counters that a payment of the benefit moves, each with what moves it."""
        within = care_within(case.care)
        counters = counters_of(self.policy, benefit)
        return tuple(
            (counter.pool, counter.facet)
            for counter in counters
            if counter.care is None or not counter.care.isdisjoint(within)
        )

    def _displaced(self, benefit: Benefit, own: Mapping[str, Entry], seen: Seen, asker: Asker) -> Entry:
        entry = own[benefit.id]
        if isinstance(entry, Refuses):
            return entry
        for other, cites in benefit.displaced_by:
            rival = own.get(other)
            if rival is None or isinstance(rival, Refuses):
                continue
            if isinstance(rival, Sends) and (isinstance(entry, Sends) or not self._reaches(rival, seen, asker)):
                continue
            return Refuses(benefit.id, "displaced", cites)
        return entry

    def _reaches(self, rival: Sends, seen: Seen, asker: Asker) -> bool:
        """Tell whether a case sent elsewhere is still the benefit's case: sent for the disease, all conditions met."""
        benefit = next(each for each in self.benefits if each.id == rival.benefit)
        return rival.by_disease and any(self._gate(benefit, atom, asker) is None for atom in seen.atoms)


def concerns(benefit: Benefit, case: Case) -> bool:
    """Tell whether a benefit is for the kind of care."""
    return benefit.care is None or (case.care is not None and not benefit.care.isdisjoint(care_within(case.care)))


def first_rules(benefit: Benefit, facet: str, atom: str, asker: Asker) -> Iterable[Rule]:
    """Yield the rules of a facet whose boxes contain the case."""
    for rule in benefit.rules:
        if rule.facet == facet and asker.any_of(rule.boxes, atom):
            yield rule


def caps_of(benefit: Benefit) -> tuple[str, ...]:
    """Return the facets that cap what a benefit pays, in the order in which they do."""
    pools = dict.fromkeys(rule.facet for rule in benefit.rules if rule.facet.startswith(POOL))
    return ("cap", "total-cap", *pools)


def _pays(  # noqa: PLR0913, PLR0917 -- everything that decides how much
    benefit: Benefit,
    base: Base,
    value: Value,
    lump: Lump | None,
    limits: Mapping[str, Ceiling | None],
    draws: tuple[tuple[str, str], ...],
    used: list[Rule],
) -> Pays:
    pieces = value.slices if isinstance(value, Banded) else ()
    bands = tuple((piece.upto, str(piece.share)) for piece in pieces)
    if isinstance(value, Ratio):
        bands = ((None, str(value.share)),)
    cites = dict.fromkeys((*(cite for rule in used for cite in rule.cites), *benefit.rounding_cites))
    return Pays(
        benefit.id,
        base.column,
        frozenset(base.payer_columns),
        frozenset(base.benefits),
        limits[DEDUCTIBLE],
        bands,
        isinstance(value, Banded) and value.whole,
        frozenset(piece.upto for piece in pieces if piece.open and piece.upto is not None),
        lump,
        limits[BURDEN],
        tuple(cap for facet in caps_of(benefit) if (cap := limits[facet]) is not None),
        draws,
        unit_of(benefit.rounding),
        used[0].pool,
        tuple(cites),
        tuple(used),
    )


def _share_of(found: LeavesOpen, rule: Rule | None) -> Ceiling:
    """Return a limit without an amount as the share of what is missing."""
    value = rule.value if rule is not None else None
    share = value.share if isinstance(value, OfStatistic | OfFact) else Fraction(1)
    of = (found.kind, *found.detail) if isinstance(value, OfStatistic | OfFact) else (found.kind, found.facet or "")
    return Ceiling(0, rule.pool if rule is not None else None, of, share)


def _missing(benefit: Benefit, amount: Missing, rule: Rule) -> LeavesOpen:
    kind = "no-fact" if amount.year is None else "no-figure"
    detail = (amount.name,) if amount.year is None else (amount.name, str(amount.year))
    return LeavesOpen(benefit.id, kind, detail, rule.cites, rule.facet)


def _by_disease(rule: Rule) -> bool:
    return any(isinstance(test.condition, HasDisease) and test.holds for box in rule.boxes for test in box.tests)


def _first(rules: Iterable[Rule]) -> Rule | None:
    return next(iter(rules), None)
