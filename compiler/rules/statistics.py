"""Statistics: the ``basis`` and ``value of`` lines of a document, and the published figures it hangs on."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field, frozen

from tiaowen.compiler.resolve import Placed, PlacedDocument, Resolver
from tiaowen.compiler.rules.findings import Once, OtherRegion, Restated, TwoFigures, WrongUnit
from tiaowen.compiler.rules.gather import cites_of
from tiaowen.compiler.rules.model import Figure, Parameter
from tiaowen.compiler.rules.values import alias_key
from tiaowen.compiler.vocabulary import Concept, Vocabulary, load_statistics
from tiaowen.compiler.vocabulary import Figure as Published
from tiaowen.dsl import tree
from tiaowen.dsl.diagnostics import Place
from tiaowen.dsl.tree import Rounding

NATION = "china"
NOWHERE: tuple[tree.Citation, ...] = ()


@frozen
class Stated:
    """A figure the document gives itself; ``region`` None: the region of the document."""

    concept: Concept
    region: str | None
    year: int
    figure: Figure
    place: Place


@define
class Statistics:
    """What a document says about statistics. ``bases`` are the ``basis`` lines by the statistic they are about."""

    resolver: Resolver
    placed: PlacedDocument
    regions: tuple[str, ...]
    bases: dict[str, Placed] = field(factory=dict)
    aliases: dict[str, Concept] = field(factory=dict)
    dated: set[str] = field(factory=set)
    stated: list[Stated] = field(factory=list)

    def read(self, shared: Vocabulary) -> None:
        """Read the lines; two that contradict each other are a finding."""
        for p in self.placed.lines:
            if isinstance(p.line, tree.Basis):
                self._basis(p, p.line, shared)
            elif isinstance(p.line, tree.StatisticValue):
                self._value(p.line)

    def _basis(self, p: Placed, line: tree.Basis, shared: Vocabulary) -> None:
        concept = self.resolver.name(line.statistic, "statistic", "parameter")
        if concept is None:
            return
        earlier = self.bases.setdefault(concept.id, p)
        assert isinstance(earlier.line, tree.Basis)
        if earlier.line.lag_years != line.lag_years:
            self._restated(Once.YEAR, line, earlier.line)
        if earlier.line.rounding != line.rounding:
            self._restated(Once.STATISTIC_ROUNDING, line, earlier.line)
        if line.lag_years is not None:
            self.dated.add(concept.id)
        if line.alias:
            known = self.aliases.setdefault(alias_key(line.alias.text, shared), concept)
            if known.id != concept.id:
                self._restated(Once.ALIAS, line.alias, self.bases[known.id].line)

    def _value(self, line: tree.StatisticValue) -> None:
        found = [c for name in line.names if (c := self.resolver.name(name, "statistic", "parameter", "region"))]
        measured = [c for c in found if c.kind != "region"]
        regions = [c for c in found if c.kind == "region"]
        if not isinstance(line.quantity, tree.Money):
            place = self._place(line.quantity)
            found_unit = type(line.quantity).__name__
            self.resolver.findings.append(WrongUnit(facet="figure", found=found_unit, place=place))
            return
        source = line.source.get(self.placed.document.language) if line.source else ""
        figure = Figure(line.quantity.fen, "published", source)
        for region in regions:
            if self.regions and region.id not in (*self.regions, NATION):
                names = (region.en, region.zh)
                self.resolver.findings.append(OtherRegion(region=names, place=self._place(line)))
        for concept in measured:
            ids: list[str | None] = [region.id for region in regions]
            for id in ids or [None]:
                self._state(Stated(concept, id, line.year, figure, self._place(line)))

    def _state(self, stated: Stated) -> None:
        for other in self.stated:
            same = (other.concept.id, other.region, other.year) == (stated.concept.id, stated.region, stated.year)
            if same and other.figure.fen != stated.figure.fen:
                names = (stated.concept.en, stated.concept.zh)
                clash = TwoFigures(statistic=names, year=stated.year, place=stated.place, second=other.place)
                self.resolver.findings.append(clash)
        self.stated.append(stated)

    @property
    def published(self) -> frozenset[str]:
        """Return the ids of what the document gives figures of."""
        return frozenset(stated.concept.id for stated in self.stated)

    def parameter(self, id: str) -> Parameter:
        """Return a statistic as the document uses it, for the innermost of its regions that there are figures of."""
        lag, publisher, cites = None, None, NOWHERE
        rounding = Rounding.HALF_UP_FEN
        p = self.bases.get(id)
        if p is not None and isinstance(p.line, tree.Basis):
            by = self.resolver.name(p.line.publisher, "authority") if p.line.publisher else None
            lag, publisher, cites = p.line.lag_years, by.id if by else None, cites_of(p)
            rounding = p.line.rounding or rounding
        known = {region for name, region in load_statistics() if name == id}
        known |= {s.region for s in self.stated if s.concept.id == id and s.region is not None}
        places = [region for region in (*reversed(self.regions), NATION) if region in known]
        # Figures without a region are of the place the document governs.
        here = self.regions[-1] if self.regions else NATION
        return Parameter(id, id, places[0] if places else here, lag, publisher, cites, rounding)

    def figures(self, parameter: Parameter) -> dict[int, Figure]:
        """Return the figures of a statistic by year: those that are shipped, and before them the document's own."""
        shared: Mapping[int, Published] = load_statistics().get((parameter.statistic, parameter.region), {})
        out = {year: Figure(f.fen, f.status, f.source) for year, f in shared.items()}
        for stated in self.stated:
            if stated.concept.id == parameter.statistic and stated.region in (None, parameter.region):
                out[stated.year] = stated.figure
        return out

    def _restated(self, what: Once, line: tree.Line | tree.Name, earlier: tree.Line) -> None:
        place, second = self._place(line), self._place(earlier)
        self.resolver.findings.append(Restated(what=what.value, place=place, second=second))

    def _place(self, node: tree.Line | tree.Name | tree.Quantity) -> Place:
        return self.placed.source.place(node.span)
