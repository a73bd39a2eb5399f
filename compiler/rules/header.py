"""The header of a document: what it is called, where and since when it is in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import frozen

from tiaowen.compiler.resolve import PlacedDocument, Resolver
from tiaowen.compiler.rules.findings import NoIssueDate, NoStart, Once, Restated
from tiaowen.compiler.rules.gather import as_date, cites_of
from tiaowen.dsl import tree
from tiaowen.dsl.tree import Citation, Text


@frozen
class Header:
    """Reads the header of one document."""

    placed: PlacedDocument
    resolver: Resolver

    def regions(self) -> tuple[str, ...]:
        """Return the ids of the regions, the widest first."""
        line = self.placed.header(tree.Region)
        return tuple(c.id for n in line.names if (c := self.resolver.name(n, "region"))) if line else ()

    def fields(self, regions: tuple[str, ...]) -> Mapping[str, object]:
        """Return the fields of the policy that the header decides."""
        line = self.placed.header(tree.PolicyLine)
        number = self.placed.header(tree.Number)
        issued = self.placed.header(tree.Issued)
        start, start_cites = self._start(issued)
        based = [t for p in self.placed.lines if isinstance(p.line, tree.Under) for t in p.line.documents]
        repeals = [t for p in self.placed.lines if isinstance(p.line, tree.Repeals) for t in p.line.documents]
        id = line.id if line else self.placed.source.file
        return {
            "id": id,
            "title": (line.title if line else None) or Text(en=id),
            "number": number.text if number else None,
            "regions": regions,
            "issued": as_date(issued.date) if issued else None,
            "issuer": issued.by if issued else None,
            "start": start,
            "start_cites": start_cites,
            "based_on": tuple(based),
            "repeals": tuple(repeals),
            "language": self.placed.document.language,
        }

    def _start(self, issued: tree.Issued | None) -> tuple[date | None, tuple[Citation, ...]]:
        """Return the first day in force. A document that names none is in force for claims of any date."""
        found: tuple[date, tuple[Citation, ...]] | None = None
        lines = [(p, p.line) for p in self.placed.lines if isinstance(p.line, tree.InForce)]
        for p, line in lines:
            place = self.placed.source.place(line.span)
            day = as_date(line.start) if line.start is not None else None
            if day is None and line.days is not None:
                if issued is None:
                    self.resolver.findings.append(NoIssueDate(place=place))
                    continue
                day = as_date(issued.date) + timedelta(days=line.days)
            if day is None:
                continue
            if found is None:
                found = day, cites_of(p)
            elif day != found[0]:
                second = self.placed.source.place(lines[0][1].span)
                self.resolver.findings.append(Restated(what=Once.START.value, place=place, second=second))
        if found is None and not lines and issued is None:
            first = self.placed.header(tree.PolicyLine)
            span = first.span if first is not None else tree.Span(0, 0)
            self.resolver.findings.append(NoStart(place=self.placed.source.place(span)))
        return found or (None, ())
