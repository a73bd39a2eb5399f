"""The header of a document: what it is called, where and when it is in force."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from tiaowen.compiler.resolve import PlacedDocument, Resolver
from tiaowen.compiler.rules.in_force import Dates
from tiaowen.compiler.rules.validity import as_date
from tiaowen.dsl import tree
from tiaowen.dsl.tree import Text


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
        days = Dates(self.placed, self.resolver).read(issued)
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
            "start": days.start.day if days.start else None,
            "start_cites": days.start.cites if days.start else (),
            "end": days.end.day if days.end else None,
            "end_cites": days.end.cites if days.end else (),
            "expenses_from": days.expenses.day if days.expenses else None,
            "expenses_cites": days.expenses.cites if days.expenses else (),
            "based_on": tuple(based),
            "repeals": tuple(repeals),
            "language": self.placed.document.language,
        }
