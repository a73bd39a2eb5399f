"""Values: quantities of the tree as amounts and ratios, with their units checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import define, field

from tiaowen.compiler.resolve import Resolver
from tiaowen.compiler.rules.findings import (
    BracketGap,
    BracketOverlap,
    EmptyBracket,
    OutOfRange,
    PercentOfWhat,
    ShortName,
    Undated,
    WrongUnit,
)
from tiaowen.compiler.rules.model import (
    Amount,
    Banded,
    Fixed,
    Lump,
    OfFact,
    OfStatistic,
    Open,
    Ratio,
    Slice,
    Step,
    Value,
)
from tiaowen.compiler.vocabulary import Concept, Vocabulary, name_key
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Finding, Place
from tiaowen.dsl.quantities import percent_text, yuan_text
from tiaowen.dsl.tree import Facet, Name, Span

SHORT_NAMES = frozenset({"income"})
"""Concepts of the vocabulary that are only short names: without a basis line they mean nothing."""


def alias_key(name: str, vocabulary: Vocabulary) -> str:
    """Return what two spellings of a short name have in common: *income* and 收入 are one."""
    concept = vocabulary.find(name)
    return concept.id if concept is not None and concept.id in SHORT_NAMES else name_key(name)


@define
class Values:
    """Turns values into model values.

    ``aliases`` are the short names of ``basis`` lines by their keys, ``dated`` the statistics they date,
    ``published`` those of which the document itself gives figures. ``shared`` is the vocabulary without the names of
    the document.
    """

    resolver: Resolver
    shared: Vocabulary
    aliases: Mapping[str, Concept]
    dated: Collection[str]
    published: Collection[str]
    used: dict[str, None] = field(factory=dict)
    """Statistics in the order in which they are first used."""

    def value(self, facet: Facet, value: tree.Value) -> Value | None:
        """Return the model value; None when a finding says why there is none. ``as for`` is not a value here."""
        match value:
            case tree.Exact(quantity=quantity):
                return self._ratio(quantity) if facet is Facet.RATIO else self.amount(facet.value, quantity)
            case tree.NotStated():
                return Open("not-stated")
            case tree.SetBy(by=by, strength=strength):
                kind = "allowed" if strength is tree.Strength.MAY else "delegated"
                return Open(kind, self._authorities(by), strength=strength)
            case tree.Bound(operator=operator, quantity=quantity, strength=strength, by=by):
                found = self._ratio(quantity) if facet is Facet.RATIO else self.amount(facet.value, quantity)
                if found is None:
                    return None
                authorities = self._authorities(by)
                if isinstance(found, Ratio):
                    return Open("bound", authorities, operator, None, found.share, strength)
                assert isinstance(found, Amount)
                return Open("bound", authorities, operator, found, None, strength)
            case tree.Brackets(brackets=brackets):
                return self._banded(facet, brackets, value.span)
            case tree.Steps(steps=steps):
                return self._lump(facet, steps, value.span)
            case _:
                return None

    def _authorities(self, names: tuple[Name, ...]) -> tuple[str, ...]:
        return tuple(c.id for name in names if (c := self.resolver.name(name, "authority")))

    def _ratio(self, quantity: tree.Quantity) -> Ratio | None:
        if not isinstance(quantity, tree.Percent):
            self._report(WrongUnit(facet="ratio", found=type(quantity).__name__, place=self._place(quantity.span)))
            return None
        if not 0 <= quantity.share <= 1:
            self._report(OutOfRange(share=percent_text(quantity.share), place=self._place(quantity.span)))
            return None
        return Ratio(quantity.share)

    def amount(self, facet: str, quantity: tree.Quantity) -> Amount | None:
        """Return an amount: fen, or a share or multiple of a statistic or of a fact of the claim."""
        match quantity:
            case tree.Money(fen=fen):
                return Fixed(fen)
            case tree.PercentOf(share=share, of=of) | tree.Times(factor=share, of=of):
                concept = self.base(of)
                return self._share(share, concept, quantity.span) if concept else None
            case tree.Percent(share=share):
                self._report(PercentOfWhat(facet=facet, share=percent_text(share), place=self._place(quantity.span)))
            case _:
                self._report(WrongUnit(facet=facet, found=type(quantity).__name__, place=self._place(quantity.span)))
        return None

    def _share(self, share: Fraction, base: Concept, span: Span) -> Amount:
        """Return a share of something: of a figure that is published each year, or of an amount of the claim."""
        if base.kind != "statistic" and base.id not in self.dated and base.id not in self.published:
            return OfFact(share, base.claim_column)
        if base.id not in self.dated and base.id not in self.used:
            self._report(Undated(statistic=(base.en, base.zh), place=self._place(span)))
        self.used.setdefault(base.id)
        return OfStatistic(share, base.id)

    def base(self, name: Name) -> Concept | None:
        """Return what a share is a share of: by a short name of the document, in either language, or by its own."""
        alias = self.aliases.get(alias_key(name.text, self.shared))
        if alias is not None:
            return alias
        concept = self.resolver.name(name, "statistic", "parameter", "fact", "payer")
        if concept is not None and concept.id in SHORT_NAMES:
            self._report(ShortName(name=name.text, place=self._place(name.span)))
            return None
        return concept

    def _banded(self, facet: Facet, brackets: tuple[tree.Bracket, ...], span: Span) -> Value | None:
        if facet is not Facet.RATIO:
            self._report(WrongUnit(facet=facet.value, found="Percent", place=self._place(span)))
            return None
        ordered = sorted(brackets, key=lambda b: b.over or 0)
        for b in ordered:
            if not 0 <= b.share <= 1:
                self._report(OutOfRange(share=percent_text(b.share), place=self._place(b.span)))
                return None
        if ordered[0].over is not None or not self._ranged(ordered, span):
            if ordered[0].over is not None:
                self._report(BracketGap(place=self._place(span)))
            return None
        return Banded(tuple(Slice(b.upto, b.share, b.upto_open) for b in ordered))

    def _lump(self, facet: Facet, steps: tuple[tree.Step, ...], span: Span) -> Value | None:
        if facet is not Facet.LUMP_SUM:
            self._report(WrongUnit(facet=facet.value, found="Steps", place=self._place(span)))
            return None
        ordered = sorted(steps, key=lambda step: step.over or 0)
        if not self._ranged(ordered, span):
            return None
        first = ordered[0]
        return Lump(tuple(Step(s.upto, s.fen, s.upto_open) for s in ordered), first.over or 0, first.over_closed)

    def _ranged(self, ordered: Sequence[tree.Bracket | tree.Step], span: Span) -> bool:
        """Return whether ranges follow upon each other up to any amount, each point in one of them."""
        broken = ordered[-1].upto is not None
        overlap = gap = False
        for a, b in pairwise(ordered):
            high, low = a.upto, b.over or 0
            overlap |= high is None or high > low or (high == low and not a.upto_open and b.over_closed)
            gap |= high is not None and (high < low or (high == low and a.upto_open and not b.over_closed))
        empty = next((b for b in ordered if b.upto is not None and b.upto <= (b.over or 0)), None)
        place = self._place(span)
        if empty is not None:
            ends = yuan_text(empty.over or 0), yuan_text(empty.upto or 0)
            self._report(EmptyBracket(over=ends[0], upto=ends[1], place=place))
        elif overlap:
            self._report(BracketOverlap(place=place))
        elif broken or gap:
            self._report(BracketGap(place=place))
        return not (broken or overlap or gap or empty)

    def _place(self, span: Span) -> Place:
        return self.resolver.placed.source.place(span)

    def _report(self, finding: Finding) -> None:
        self.resolver.findings.append(finding)
