"""Compiled documents to a register: which of them is in force where and when, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import PurePath

from attrs import field, frozen

from tiaowen.compiler.claims.model import ExtraNames, Names
from tiaowen.compiler.claims.model import Regions as RegionsOfClaims
from tiaowen.compiler.claims.policy_names import names_of
from tiaowen.compiler.register.ends import End, Repeal, end_of, repeals_of
from tiaowen.compiler.register.findings import Both, Gap, GovernsNowhere, SameId
from tiaowen.compiler.register.regions import Regions
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.compiler.rules.findings.dates import day_text
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.vocabulary import Concept, Vocabulary
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding, Place
from tiaowen.dsl.tree import Language

COLUMNS = ("fact", "parameter", "payer", "event")
"""The kinds of names that are columns of claims."""


@frozen(eq=False)
class Document:
    """A document of a register: its rules, the region it governs, when and why it ends, and what it ends itself.

    ``above`` are the ids of all documents that it refines. ``names`` are those that a claim under it may use.
    """

    file: str
    place: Place
    policy: Policy
    region: str | None
    names: Names
    end: End | None
    repeals: tuple[Repeal, ...]
    repealed_by: tuple[str, ...]
    above: frozenset[str]

    @property
    def id(self) -> str:
        """Return the id."""
        return self.policy.id

    def in_force(self, day: date) -> bool:
        """Tell whether the document is in force on a day; one that does not say since when always was."""
        start, end = self.policy.start, self.end
        return (start is None or start <= day) and (end is None or day <= end.day)

    @property
    def age(self) -> tuple[date, date, str]:
        """Return what sorts documents by their dates."""
        policy = self.policy
        return policy.start or date.min, policy.issued or date.min, policy.id


@frozen(eq=False)
class Register:
    """Documents by date, and the regions they are for. Ask :meth:`governing` which of them a claim falls under."""

    documents: tuple[Document, ...]
    regions: Regions
    _governing: dict[tuple[str, date], Document | None] = field(factory=dict)

    @classmethod
    def of(cls, compiled: Iterable[Compiled], vocabulary: Vocabulary) -> tuple[Register, tuple[Finding, ...]]:
        """Return the register of documents that compiled without errors, and what is wrong with it as a whole.

        ``vocabulary`` is the shared one. Of two documents with one id the first is kept.
        """
        findings: list[Finding] = []
        kept: dict[str, Compiled] = {}
        for each in compiled:
            policy = each.policy
            if policy is None:
                continue
            if policy.id in kept:
                findings.append(_same(policy.id, kept[policy.id], each))
            else:
                kept[policy.id] = each
        regions = Regions.of(vocabulary, (_regions_of(each) for each in kept.values()))
        register = cls(tuple(sorted(_documents(kept, regions), key=lambda each: each.age)), regions)
        findings += [GovernsNowhere(policy=each.id, place=each.place) for each in register.documents if not each.region]
        findings += (*register._overlaps(), *register._gaps())
        return register, tuple(findings)

    def find(self, id: str) -> Document | None:
        """Return a document by id."""
        return next((each for each in self.documents if each.id == id), None)

    @property
    def only(self) -> str | None:
        """Return the region of all documents, if they have one in common; None if there are several."""
        governed = {each.region for each in self.documents if each.region is not None}
        return governed.pop() if len(governed) == 1 else None

    def of_region(self, region: str) -> tuple[Document, ...]:
        """Return the documents of a region and of those that it lies in, by date."""
        within = self.regions.within(region)
        return tuple(each for each in self.documents if each.region in within)

    def governing(self, region: str, day: date) -> Document | None:
        """Return the document that a claim of a region falls under on a day.

        Of those in force the one of the narrowest region; of these one that refines another before that; then the
        latest.
        """
        key = region, day
        if key not in self._governing:
            self._governing[key] = self._choose([each for each in self.of_region(region) if each.in_force(day)])
        return self._governing[key]

    def _choose(self, candidates: Sequence[Document]) -> Document | None:
        lies_in = self.regions.lies_in
        narrowest = [
            each
            for each in candidates
            if not any(lies_in(other.region or "", each.region or "") for other in candidates)
        ]
        refined = frozenset[str]().union(*(each.above for each in narrowest))
        lowest = [each for each in narrowest if each.id not in refined] or narrowest
        return max(lowest, key=lambda each: each.age, default=None)

    def for_claims(self) -> tuple[Vocabulary, ExtraNames, RegionsOfClaims]:
        """Return what reading claims under the register needs: names for the header, and names by region and day."""
        extra = [each.names.extra for each in self.documents]
        every = ExtraNames(
            {name: id for each in extra for name, id in each.categories.items()},
            frozenset[str]().union(*(each.money for each in extra)),
            frozenset[str]().union(*(each.counts for each in extra)),
            frozenset[str]().union(*(each.dates for each in extra)),
        )
        shared = self.regions.vocabulary
        own = {
            concept.id: concept
            for each in self.documents
            for concept in each.names.vocabulary.of_kind(*COLUMNS)
            if shared.get(concept.id) is None and all(shared.find(name) is None for name in concept.names)
        }
        vocabulary = shared.with_local(own.values())
        otherwise = Names(vocabulary, every)

        @cache
        def names_for(region: str, day: date) -> Names:
            found = self.governing(region, day)
            if found is None:  # where nothing is in force, the names of what last was or will first be
                there = self.of_region(region)
                found = self._choose(there)
            return found.names if found is not None else otherwise

        governed = dict.fromkeys(each.region for each in self.documents if each.region is not None)
        return vocabulary, every, RegionsOfClaims(self.only, tuple(map(self.regions.get, governed)), names_for)

    def _overlaps(self) -> list[Both]:
        """Tell of documents of one region in force on the same days, unless one refines or ends the other."""
        found = []
        for at, later in enumerate(self.documents):
            for earlier in self.documents[:at]:
                same = later.region is not None and later.region == earlier.region
                related = later.id in earlier.above or earlier.id in later.above
                since = later.policy.start or date.min
                if same and not related and (earlier.end is None or earlier.end.day >= since):
                    found.append(_both(later, earlier))
        return found

    def _gaps(self) -> list[Gap]:
        """Tell of days between two documents of one region on which no document is in force there."""
        found = []
        for at, later in enumerate(self.documents):
            before = [each for each in self.documents[:at] if each.region == later.region is not None]
            ended = [each.end.day for each in before if each.end is not None]
            start = later.policy.start
            if start is None or not ended or len(ended) < len(before) or max(ended) >= start - timedelta(1):
                continue
            first, last = max(ended) + timedelta(1), start - timedelta(1)
            if self.governing(later.region or "", first) is None and self.governing(later.region or "", last) is None:
                earlier = next(each for each in before if each.end is not None and each.end.day == max(ended))
                found.append(_gap(later, earlier, first, last))
        return found


def _documents(kept: dict[str, Compiled], regions: Regions) -> Iterable[Document]:
    policies = [each.policy for each in kept.values() if each.policy is not None]
    governed = {id: _governed(each, regions) for id, each in kept.items()}

    def may(policy: Policy, other: Policy) -> bool:
        """Tell whether a document can end another: one of its own region, or of one that lies in it."""
        own, others = governed[policy.id], governed[other.id]
        return own is not None and others is not None and own in regions.within(others)

    repeals = {policy.id: repeals_of(policy, policies, may) for policy in policies}
    for policy in policies:
        by = [other for other in policies if any(policy.id in repeal.policies for repeal in repeals[other.id])]
        compiled = kept[policy.id]
        yield Document(
            compiled.placed.source.file,
            _place(compiled),
            policy,
            governed[policy.id],
            Names(compiled.resolver.vocabulary, names_of(policy)),
            end_of(policy, by),
            repeals[policy.id],
            tuple(other.id for other in sorted(by, key=lambda each: (each.start or date.min, each.id))),
            _above(policy.id, {each.id: each for each in policies}),
        )


def _above(id: str, policies: dict[str, Policy]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [id]
    while waiting:
        policy = policies.get(waiting.pop())
        for other in policy.refines if policy is not None else ():
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found - {id})


def _regions_of(compiled: Compiled) -> tuple[Concept, ...]:
    policy, vocabulary = compiled.policy, compiled.resolver.vocabulary
    ids = policy.regions if policy is not None else ()
    return tuple(vocabulary.get(id) or Concept(id, "region", id, id) for id in ids)


def _governed(compiled: Compiled, regions: Regions) -> str | None:
    named = _regions_of(compiled)
    found = regions.find(named[-1].id) if named else None
    return found.id if found is not None else None


def _place(compiled: Compiled) -> Place:
    line = compiled.placed.header(tree.PolicyLine)
    return compiled.placed.source.place(line.span if line is not None else tree.Span(0, 0))


def _same(id: str, first: Compiled, other: Compiled) -> SameId:
    paths = [PurePath(each.placed.source.file) for each in (first, other)]
    folders = [path.parent.parts for path in paths]
    apart = (at for at, (one, two) in enumerate(zip(*folders, strict=False)) if one != two)
    shared = next(apart, min(map(len, folders)))
    named = [PurePath(*path.parts[shared:]).as_posix() for path in paths]
    return SameId(policy=id, files=(named[0], named[1]), place=_place(other), second=_place(first))


def _both(later: Document, earlier: Document) -> Both:
    start = later.policy.start
    said = (
        (f"From {day_text(start, Language.EN)} on", f"自{day_text(start, Language.ZH)}起")
        if start is not None
        else ("On some days", "有的日期")
    )
    return Both(later=later.id, earlier=earlier.id, days=said, place=later.place, second=earlier.place)


def _gap(later: Document, earlier: Document, first: date, last: date) -> Gap:
    english, chinese = ((day_text(first, each), day_text(last, each)) for each in (Language.EN, Language.ZH))
    said = (f"From {english[0]} to {english[1]}", f"自{chinese[0]}至{chinese[1]}")
    return Gap(later=later.id, earlier=earlier.id, days=said, place=later.place, second=earlier.place)
