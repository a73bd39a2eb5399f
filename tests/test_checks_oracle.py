"""The questions that checks ask of schedules, held against a solver that reads the rules by itself."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest
from attrs import evolve
from oracle import smt
from oracle.documents import policy
from oracle.encoding import Visit, paid, visit

from tiaowen.compiler.checks.aid_exceeds import LEAST, exceeding
from tiaowen.compiler.checks.benefit_drops import drops, fallen
from tiaowen.compiler.checks.benefit_jumps import risen, rises
from tiaowen.compiler.checks.burden_falls import steep
from tiaowen.compiler.checks.cells import Kind, Table, line
from tiaowen.compiler.checks.cells.gates import crossings
from tiaowen.compiler.compare.enhanced import gap
from tiaowen.compiler.compare.stages import Pays
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.schedule import falls, jumps

DOCUMENTS = 30
JUMP = 100_000


def drawn(number: int) -> m.Policy:
    """A document in which what is left to pay decides: what counts before insurance has a line of its own."""
    found = policy(random.Random(f"checks:{number}"))
    insured = m.Base("in-scope-costs", "in_scope", ("basic",), ("paid_basic",), (), ())
    benefits = (evolve(each, base=evolve(insured, benefits=each.base.benefits)) for each in found.benefits if each.base)
    return evolve(found, benefits=tuple(benefits))


def kinds(table: Table) -> Iterator[tuple[Kind, str, int]]:
    """Everything that is paid, with somebody to whom it is, and the lowest bill."""
    for kind in table.kinds:
        yield kind, table.people.groups[kind.spots[0][0]].id, kind.bill.low if kind.bill is not None else 0


def along(number: int) -> Iterator[tuple[str, bool, bool]]:
    """What checks say along the costs of a cell and what the solver says."""
    document = drawn(number)
    table = Table(document)
    for kind, who, low in kinds(table):
        found = line(kind.pays, kind.bill)
        term = paid(document, who, visit(low))
        later = smt.at(term, smt.later)
        order = [smt.later > smt.amount]
        upto = kind.bill.high if kind.bill is not None else None
        if upto is not None:
            order.append(smt.later <= smt.number(upto))
        bound = None if upto is None else Fraction(upto)
        small = any(0 < fall.drop < 100 for fall in falls(found.total, found.upto))
        if not small:
            yield "falls", bool(drops(found, kind.bill)), smt.somewhere(*order, later < term, upto=bound)
        rising = bool(steep(found)) or any(jump.after > jump.before for jump in jumps(found.total, found.upto))
        over = later - term > smt.later - smt.amount
        yield "burden", rising, smt.somewhere(*order, over, upto=bound)
        excess = exceeding(kind.pays, kind.bill)
        yield "exceeds", excess is not None, smt.somewhere(term >= smt.amount + smt.number(LEAST), upto=bound)
        more = any(rise.rise > JUMP for rise in rises(found, kind.bill, JUMP))
        near = smt.later - smt.amount < smt.number(Fraction(1, 10**6))
        most = smt.number(JUMP) + smt.number(Fraction(1, 10))
        yield "jumps", more, smt.somewhere(*order, near, later - term > most, smt.amount > 0, upto=bound)


def at_gates(number: int) -> Iterator[tuple[str, bool, bool]]:
    """What checks say of a bill that goes over a threshold, for everything that insurance can pay of it."""
    document = drawn(number)
    table = Table(document)
    for crossing in crossings(table):
        who, end = table.people.groups[crossing.who].id, crossing.step.end
        sides = (Visit(smt.number(bill), smt.number(bill) - smt.amount) for bill in (end, end + 1))
        below, above = (paid(document, who, side) for side in sides)
        upto = Fraction(end)
        yield "drops", fallen(crossing) is not None, smt.somewhere(below >= above + smt.number(100), upto=upto)
        if crossing.benefits[1]:
            yield "rises", risen(crossing, JUMP) is not None, smt.somewhere(above > below + smt.number(JUMP), upto=upto)


def instead(number: int) -> Iterator[tuple[str, bool, bool]]:
    """What the check of special benefits says, each by itself."""
    document = drawn(number)
    table = Table(document)
    for ordinary in document.benefits:
        for special in (each for each in document.benefits if each.id != ordinary.id):
            seen: set[object] = set()
            for cell in table.cells:
                for who, does in enumerate(cell.does):
                    one, two = does.alone(ordinary.id), does.alone(special.id)
                    if not isinstance(one, Pays) or not isinstance(two, Pays) or (one, two, cell.bill) in seen:
                        continue
                    seen.add((one, two, cell.bill))
                    low, high = (cell.bill.low, cell.bill.high) if cell.bill is not None else (0, None)
                    terms = (_alone(document, each, table.people.groups[who].id, low) for each in (ordinary, special))
                    found = gap(one, two, cell.bill)
                    first, second = terms
                    upto = None if high is None else Fraction(high)
                    yield "less", found is not None, smt.somewhere(second < first, upto=upto)
                    if found is not None and found.high is not None:
                        outside = [smt.amount > smt.number(found.high), second < first]
                        yield "interval", False, smt.somewhere(*outside, upto=upto)


def _alone(document: m.Policy, benefit: m.Benefit, who: str, low: int) -> smt.Term:
    only = evolve(benefit, displaced_by=(), requires=())
    return paid(evolve(document, benefits=(only,)), who, visit(low))


@pytest.mark.parametrize("asked", [along, at_gates, instead])
def test_the_solver_agrees_with_what_checks_say_of_random_documents(
    asked: Callable[[int], Iterator[tuple[str, bool, bool]]],
) -> None:
    said: set[tuple[str, bool]] = set()
    for number in range(DOCUMENTS):
        for what, ours, solved in asked(number):
            assert ours == solved, (what, number)
            said.add((what, ours))
    # Neither answer may be the only one, or the agreement would say little.
    assert all((what, not ours) in said for what, ours in said if what not in ("interval", "less"))
