"""What the conditions of the document ask of a claim

A claim may leave open what a rule asks. Then the question is raised as Ask, and `settle_possible` supposes each answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from tiaowen.compiler.emit.python.runtime.claim import Articles, Claim, Outcome
from tiaowen.compiler.emit.python.runtime.document import BOUNDS, LEVELS, PLANS, WIDE_CARE
from tiaowen.compiler.emit.python.runtime.figures import Counter


class Identity(NamedTuple):
    """What stating a category amounts to: the ``atoms`` it can mean, its ``rank``, and the tests it settles."""

    category: str
    atoms: tuple[str, ...]
    rank: int = 0
    given: tuple[tuple[str, bool], ...] = ()


class Standing(NamedTuple):
    """One identity of a person."""

    stated: str
    atoms: tuple[str, ...]
    rank: int


class People(NamedTuple):
    """What the categories of a person amount to on a day."""

    held: frozenset[str]
    given: dict[str, bool]
    standings: tuple[Standing, ...]


class Case:
    """A claim, looked at under one identity of the person: ``who`` is the category whose clauses apply."""

    __slots__ = (
        "as_of_event", "atoms", "care", "claim", "counters", "facts", "level", "paid", "people", "plan", "so_far",
        "standing", "who", "year",
    )  # fmt: skip

    def __init__(
        self,
        claim: Claim,
        people: People,
        counters: dict[str, int],
        so_far: dict[str, int],
        paid: dict[str, Outcome],
    ) -> None:
        self.claim = claim
        self.people = people
        self.counters = counters
        self.so_far = so_far
        self.paid = paid
        self.year = claim.date.year
        self.care = claim.care
        self.level = claim.level
        self.plan = claim.plan
        self.atoms: dict[str, str] = {}
        self.facts: dict[str, int] = {}
        self.standing: Standing | None = None
        self.who: str = ""
        self.as_of_event = False

    def copy(self) -> Case:
        """Return the same case."""
        other = Case(self.claim, self.people, self.counters, self.so_far, self.paid)
        other.care, other.level, other.plan = self.care, self.level, self.plan
        other.atoms, other.facts = self.atoms, self.facts
        other.standing, other.who = self.standing, self.who
        other.as_of_event = self.as_of_event
        return other

    def seen_on(self, people: People, as_of_event: bool = True) -> Case:
        """Return the case of the person as on the day that the document fixes by an event."""
        other = Case(self.claim, people, self.counters, self.so_far, self.paid)
        other.as_of_event = as_of_event
        if people.standings:
            other.stand(people.standings[0])
        return other

    def seen_as(self, standing: Standing) -> Case:
        """Return the case under another identity of the person."""
        if standing is self.standing:
            return self
        other = self.copy()
        other.stand(standing)
        return other

    def stand(self, standing: Standing) -> None:
        """Look at the case under this identity; ``who`` stays empty while it can mean several categories."""
        self.standing = standing
        atoms = standing.atoms
        self.who = atoms[0] if len(atoms) == 1 else self.atoms.get(standing.stated, "")

    def supposing(self, kind: str, name: str, value: int | str) -> Case:
        """Return the case with one thing supposed that the claim does not state."""
        other = self.copy()
        if kind == "care":
            other.care = str(value)
        elif kind == "plan":
            other.plan = str(value)
        elif kind == "level":
            other.level = int(value)
        elif kind == "fact":
            other.facts = {**self.facts, name: int(value)}
        else:
            other.atoms = {**self.atoms, name: str(value)}
            if self.standing is not None:
                other.stand(self.standing)
        return other


class Ask(Exception):
    """Something is not stated. With ``values`` each of them is possible; without, nothing can be supposed."""

    def __init__(
        self, kind: str, name: str, articles: Articles, values: tuple[int | str, ...] = (), year: int = 0
    ) -> None:
        super().__init__(kind, name)
        self.kind = kind
        self.name = name
        self.articles = articles
        self.values = values
        self.year = year


class Doubts:
    """Puts a question off while another condition may decide without it."""

    def __init__(self) -> None:
        self.first: Ask | None = None

    def sure(self, condition: Callable[[], bool]) -> bool:
        """Tell whether a condition surely holds; remember the question if that hangs on one."""
        try:
            return condition()
        except Ask as ask:
            self.first = self.first or ask
            return False

    def ask(self) -> None:
        """Raise the first question that was put off."""
        if self.first is not None:
            raise self.first


def all_of(*conditions: Callable[[], bool]) -> bool:
    """Tell whether all conditions hold: one that fails decides, whatever is asked besides."""
    doubts = Doubts()
    for condition in conditions:
        try:
            if not condition():
                return False
        except Ask as ask:
            doubts.first = doubts.first or ask
    doubts.ask()
    return True


def any_of(*conditions: Callable[[], bool]) -> bool:
    """Tell whether one of the conditions holds: one that holds decides, whatever is asked besides."""
    doubts = Doubts()
    if any(doubts.sure(condition) for condition in conditions):
        return True
    doubts.ask()
    return False


def level_in(case: Case, levels: tuple[int, ...], asked: Articles) -> bool:
    """Tell whether the hospital has one of the levels."""
    if case.level is None:
        raise Ask("level", "", asked, LEVELS)
    return case.level in levels


def plan_in(case: Case, plans: frozenset[str], asked: Articles) -> bool:
    """Tell whether the person is insured in one of the plans."""
    if case.plan is None:
        raise Ask("plan", "", asked, PLANS)
    return case.plan in plans


def care_in(case: Case, care: frozenset[str], wider: frozenset[str], asked: Articles) -> bool:
    """Tell whether the kind of care is among ``care``; one of ``wider`` may be, depending on its kind."""
    if case.care in wider:
        raise Ask("care", case.care, asked, WIDE_CARE[case.care])
    return case.care in care


def stated(case: Case, column: str) -> int | None:
    """Return a fact or amount of the claim; what an insurer is not said to have paid, it did not pay."""
    value = case.claim.facts.get(column)
    if value is None:
        value = case.claim.money.get(column)
    if value is None:
        value = case.facts.get(column)
    return 0 if value is None and column.startswith("paid_") else value


def fact(case: Case, column: str, asked: Articles) -> int:
    """Return a fact that a condition compares."""
    value = stated(case, column)
    if value is None:
        raise Ask("fact", column, asked, possible_values(case, column))
    return value


def fact_of_the_year(case: Case, column: str, asked: Articles) -> int:
    """Return what has come together of a fact since the first of January, with this claim."""
    return fact(case, column, asked) + case.so_far.get(column, 0)


def day_of(case: Case) -> int:
    """Return the day of the claim by its number in the calendar."""
    return case.claim.date.toordinal()


def given(case: Case, test: str, otherwise: Callable[[], bool]) -> bool:
    """Return what stating a category settles about a condition, else what the claim says."""
    known = case.people.given.get(test)
    return otherwise() if known is None else known


def needed(case: Case, column: str, asked: Articles) -> int:
    """Return a fact without which there is no amount."""
    value = stated(case, column)
    if value is None:
        raise Ask("needed", column, asked)
    return value


def possible_values(case: Case, column: str) -> tuple[int, ...]:
    """Return a value on, below and above every bound that the document sets for a fact."""
    bounds = BOUNDS.get(column, ())
    near: set[int] = set()
    for bound in bounds:
        if (limit := bound.limit(case)) is not None:
            near.update((limit - 1, limit, limit + 1))
    given = [(bound, held) for bound in bounds if bound.key and (held := case.people.given.get(bound.key)) is not None]
    return tuple(
        value for value in sorted(near) if value >= 0 and all(bound.compares(value) is held for bound, held in given)
    )


def holds_besides(case: Case, categories: frozenset[str]) -> bool:
    """Tell whether the person holds one of the categories besides the identity looked at."""
    own = "" if case.standing is None else case.standing.stated
    return any(held in categories and held != own for held in case.people.held)


class Bound(NamedTuple):
    """A bound for a fact: ``key`` names the condition where a category can settle it."""

    limit: Callable[[Case], int | None]
    key: str = ""
    compares: Callable[[int], bool] = bool


class Benefit(NamedTuple):
    """A benefit: when it is in force, for whom and for which kinds of care, and the functions that decide it.

    ``dated_by``, ``asked_by`` and ``costs_by`` are the readings that its dates, its conditions and its costs rest on.
    """

    id: str
    kind: str
    settle: Callable[[Case], Outcome]
    coverage: Callable[[Case], Outcome | None] | None
    conditions: Callable[[Case], Outcome | None] | None
    people: frozenset[str] | None = None
    people_if: Callable[[Case], bool] | None = None
    people_articles: dict[str, Articles] | None = None
    care: frozenset[str] | None = None
    wider_care: frozenset[str] = frozenset()
    care_articles: Articles = ()
    start: date | None = None
    start_articles: Articles = ()
    end: date | None = None
    end_articles: Articles = ()
    displaced_by: tuple[tuple[str, Articles], ...] = ()
    several: str | None = None
    several_articles: Articles = ()
    dated_by: int = 0
    asked_by: int = 0
    costs_by: int = 0
    after: tuple[str, ...] = ()
    counters: tuple[Counter, ...] = ()
    identity_event: str | None = None
    identity_articles: Articles = ()
