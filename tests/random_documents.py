"""Random documents about inpatient assistance: a table of figures that can be written down in many ways."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from attrs import frozen
from hypothesis import strategies as st

from tiaowen.compiler.rules.model import Benefit, Policy
from tiaowen.compiler.vocabulary import Concept, load_vocabulary

CLASSES = {
    "class-1": ("extremely-poor-people", "orphans"),
    "class-2": ("minimum-living-guarantee",),
    "class-3": ("low-income-marginal-family-members", "people-fallen-back-into-poverty"),
}
RATIOS = ("ratio 50%", "ratio 60%", "ratio 100%", "ratio not stated", "ratio set by {county-finance-bureau}")
CAPS = ("cap 300 yuan", "cap 1,000 yuan", "no cap", "cap 2x {income}")
DEDUCTIBLES = ("deductible 100 yuan", "no deductible", "deductible 10% of {provincial-disposable-income}")
LEVELS = ("level-1", "level-2", "level-3")


@frozen
class Cell:
    """One figure on some cases: ``who`` is a class, ``where`` the names that restrict it."""

    who: str
    where: tuple[str, ...]
    term: str


@frozen
class Table:
    """The figures of a document, each case of a facet once."""

    cells: tuple[Cell, ...]
    accumulates: bool
    several: str | None


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table: each class has a ratio for all cases, for each level or by referral, a cap and a deductible."""
    cells: list[Cell] = []
    for who in CLASSES:
        match draw(st.sampled_from(["plain", "levels", "referred"])):
            case "plain":
                cells.append(Cell(who, (), draw(st.sampled_from(RATIOS))))
            case "levels":
                cells += [Cell(who, (level,), draw(st.sampled_from(RATIOS))) for level in LEVELS]
            case _:
                cells += [Cell(who, (mark,), draw(st.sampled_from(RATIOS))) for mark in ("referred", "not referred")]
        cells += [Cell(who, (), draw(st.sampled_from(CAPS))), Cell(who, (), draw(st.sampled_from(DEDUCTIBLES)))]
    several = draw(st.sampled_from([None, "most favourable outcome", "most favourable class"]))
    return Table(tuple(cells), draw(st.booleans()), several)


Name = Callable[[str], str]
"""What to call a concept in a document."""


def printed(id_: str) -> str:
    """Return the printed English name."""
    return concept(id_).en


def concept(id_: str) -> Concept:
    """Return a concept of the vocabulary."""
    found = load_vocabulary().get(id_)
    assert found is not None, id_
    return found


def by_any_name(chance: random.Random) -> Name:
    """Return a way to call each concept by any of its names, in quotation marks where needed."""

    def name(id_: str) -> str:
        return f'"{chance.choice(concept(id_).names)}"'

    return name


def row_by_row(table: Table, chance: random.Random) -> list[str]:
    """Return a clause for each figure, in any order."""
    cells = list(table.cells)
    chance.shuffle(cells)
    return [_clause([cell.who], cell.where, [cell.term]) for cell in cells]


def class_by_class(table: Table, chance: random.Random) -> list[str]:
    """Return a clause for each class and restriction with all its figures."""
    keys = list(dict.fromkeys((cell.who, cell.where) for cell in table.cells))
    chance.shuffle(keys)
    clauses = []
    for who, where in keys:
        terms = [cell.term for cell in table.cells if (cell.who, cell.where) == (who, where)]
        chance.shuffle(terms)
        clauses.append(_clause([who], where, terms))
    return clauses


def figure_by_figure(table: Table, chance: random.Random) -> list[str]:
    """Return a clause for each figure and restriction with all the classes that have it."""
    keys = list(dict.fromkeys((cell.term, cell.where) for cell in table.cells))
    chance.shuffle(keys)
    clauses = []
    for term, where in keys:
        people = [cell.who for cell in table.cells if (cell.term, cell.where) == (term, where)]
        chance.shuffle(people)
        clauses.append(_clause(people, where, [term]))
    return clauses


WAYS = (row_by_row, class_by_class, figure_by_figure)


def _clause(people: Sequence[str], where: Sequence[str], terms: Sequence[str]) -> str:
    names = [f"{{{id_}}}" for id_ in people]
    names += [f"not {{{item[4:]}}}" if item.startswith("not ") else f"{{{item}}}" for item in where]
    return f"{', '.join(names)}: {', '.join(terms)}"


def document(table: Table, clauses: Sequence[str], name: Name = printed) -> str:
    """Return the text of a document with these clauses."""
    lines = [
        'policy town-2023 "Measures of a town"',
        f"region {name('yunnan')}",
        "issued 2023-01-01",
        "Article 1",
        f"{name('recipients')} means {', '.join(name(id_) for id_ in CLASSES)}",
        *(f"{name(id_)} means {', '.join(map(name, members))}" for id_, members in CLASSES.items()),
        "Article 2",
        f"basis {name('provincial-disposable-income')}, previous year, called {name('income')}",
        f"for {name('inpatient-assistance')}:",
        f"covers {name('inpatient')}",
        f"counts {name('in-scope-expenses')} after {name('basic-medical-insurance')}",
        *(_named(clause, name) for clause in clauses),
    ]
    if table.accumulates:
        lines.append("deductible accumulates per year for each benefit")
    if table.several:
        lines.append(f"several identities: {table.several}")
    return "\n".join(lines) + "\n"


def _named(clause: str, name: Name) -> str:
    parts = clause.split("{")
    out = parts[0]
    for part in parts[1:]:
        id_, rest = part.split("}", 1)
        out += name(id_) + rest
    return out


def meaning(policy: Policy) -> list[object]:
    """Return what the rules of a policy say, whatever the order and grouping of its clauses."""
    return [
        [_benefit(item) for item in policy.benefits],
        sorted((pool.facet, sorted(pool.benefits)) for pool in policy.pools),
        policy.identities,
        policy.parameters,
    ]


def _benefit(benefit: Benefit) -> object:
    cases = {
        (rule.facet, rule.value, rule.period, category, box.levels, box.care, box.plans, frozenset(box.tests))
        for rule in benefit.rules
        for box in rule.boxes
        for category in box.categories or ()
    }
    return benefit.id, benefit.kind, benefit.care, benefit.covers, benefit.base, benefit.several, cases
