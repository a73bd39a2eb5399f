"""The own period of a clause: ``valid from`` inside it, as tests on the day on which a claim is settled."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from tiaowen.compiler.resolve import Resolver
from tiaowen.compiler.rules import model
from tiaowen.compiler.rules.findings import Misfit, NotHere
from tiaowen.compiler.rules.select import Selection
from tiaowen.dsl import tree
from tiaowen.dsl.tree import Operator

SETTLEMENT_DAY = "settlement-date"


def as_date(d: tree.Date) -> date:
    """Return a calendar date."""
    return date(d.year, d.month, d.day)


def within_its_period(line: tree.Clause, selection: Selection, resolver: Resolver) -> Selection:
    """Return the selection of a clause within the clause's own period; one that ends before it begins is a finding."""
    terms = [term for term in line.terms if isinstance(term, tree.ValidTerm)]
    if not terms:
        return selection
    tests: list[model.Test] = []
    for term in terms:
        start, end = as_date(term.start), as_date(term.end) if term.end else None
        if end is not None and end < start:
            place = resolver.placed.source.place(term.span)
            resolver.findings.append(NotHere(what=Misfit.ENDS_BEFORE, place=place))
        tests.append(_on_day(Operator.AT_LEAST, start))
        tests += [_on_day(Operator.AT_MOST, end)] if end else []
    dated = tuple(evolve(box, tests=(*box.tests, *tests)) for box in selection.restrictions)
    return evolve(selection, restrictions=dated)


def _on_day(operator: Operator, day: date) -> model.Test:
    return model.Test(model.Compare(SETTLEMENT_DAY, model.DAY, operator, day.toordinal()))
