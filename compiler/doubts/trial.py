"""Settling claims under two readings: what each comes to, and which of many moves most.

A trial is a few claims that share a year; only its last claim is looked at. The engines are those of the two documents
as they stand, and have the only word on every amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import define, evolve, field

from tiaowen.compiler.claims import Visit
from tiaowen.compiler.doubts.model import Came, Moved, Shift
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle import Engine, Settled, prepare

Trial = tuple[Visit, ...]
Found = dict[str, Came]
"""What a claim comes to, by benefit or fund, as far as there are records."""

NO_RECORD = Came(None, 0)
MOST_TRIED = 12_000
"""No more claims than this are settled for one reading: a check should take seconds."""
LARGER = (100, 10_000)
"""How many times larger a claim is made to see whether it moves more and more."""


@define
class Bench:
    """Two readings of one document, ready to settle, and the best claims so far."""

    left: Policy
    right: Policy
    most: Shift | None = None
    opens: Shift | None = None
    tried: int = 0
    _engines: tuple[Engine, Engine] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make both ready."""
        self._engines = (prepare(self.left), prepare(self.right))

    def differences(self, trials: Sequence[Trial]) -> list[tuple[Moved, ...]]:
        """Return for each trial how its last claim differs under the two readings."""
        flat = [
            evolve(visit, person=f"{visit.person}.{at}", family=_of(visit.family, at), order=number)
            for at, trial in enumerate(trials)
            for number, visit in enumerate(trial)
        ]
        settled = [list(engine.outcomes(flat)) for engine in self._engines]
        self.tried += len(flat)
        ends: list[int] = []
        for trial in trials:
            ends.append((ends[-1] if ends else -1) + len(trial))
        return [_moved(_found(settled[0][end]), _found(settled[1][end])) for end in ends]

    def keep(self, trials: Iterable[Trial]) -> None:
        """Try claims and keep the one that moves most; of those that move alike the simpler one, tried first."""
        left = MOST_TRIED - self.tried
        taken: list[Trial] = []
        for trial in trials:
            left -= len(trial)
            if left < 0:
                break
            taken.append(trial)
        for trial, moved in zip(taken, self.differences(taken), strict=True):
            if moved:
                self._take(_shift(trial, moved))

    def _take(self, shift: Shift) -> None:
        if shift.opens:
            if self.opens is None or _rank(shift) > _rank(self.opens):
                self.opens = shift
        elif shift.fen and (self.most is None or _rank(shift) > _rank(self.most)):
            self.most = shift

    def grows(self, claim: Visit) -> bool:
        """Tell whether a claim moves more the larger it is, well beyond all that has been found."""
        larger = [_times(claim, times) for times in LARGER]
        moved = self.differences([(each,) for each in larger])
        shifts = [_shift((each,), differs) for each, differs in zip(larger, moved, strict=True)]
        far = [0 if shift.opens else shift.fen for shift in shifts]
        return far == sorted(set(far)) and far[0] > (self.most.fen if self.most is not None else 0)

    def plain(self, shift: Shift | None) -> Shift | None:
        """Return a shift whose claims state nothing that could be left out without changing what they come to."""
        if shift is None:
            return None
        for at in range(len(shift.claims)):
            for part in ("facts", "diseases", "marks", "level", "plan", "money"):
                shift = self._without(shift, at, part)
        return shift

    def _without(self, shift: Shift, at: int, part: str) -> Shift:
        """Return a shift without what one of its claims says in a part, as far as nothing hangs on it."""
        visit = shift.claims[at]
        for other in _less(visit, part):
            claims = (*shift.claims[:at], other, *shift.claims[at + 1 :])
            if self.differences([claims])[0] == shift.moved:
                return self._without(evolve(shift, claims=claims), at, part)
        return shift

    def confirmed(self, shift: Shift | None) -> Shift | None:
        """Return a shift if settling its claims once more, alone and as they are shown, gives the same."""
        if shift is None:
            return None
        ready = prepare(self.left), prepare(self.right)
        claims = tuple(evolve(visit, claim=str(at), order=at) for at, visit in enumerate(shift.claims, 1))
        last = [_found([*engine.outcomes(claims)][-1]) for engine in ready]
        return evolve(shift, claims=claims) if _moved(*last) == shift.moved else None


def _times(visit: Visit, times: int) -> Visit:
    return evolve(visit, money={column: fen * times for column, fen in visit.money.items()})


def _less(visit: Visit, part: str) -> Iterator[Visit]:
    """Yield a claim without one of the things that it says in a part."""
    match part:
        case "facts":
            for column in visit.facts:
                yield evolve(visit, facts={name: fact for name, fact in visit.facts.items() if name != column})
        case "money":
            for column in (name for name, fen in visit.money.items() if not fen):
                yield evolve(visit, money={name: fen for name, fen in visit.money.items() if name != column})
        case "diseases":
            yield from (evolve(visit, diseases=visit.diseases - {each}) for each in sorted(visit.diseases))
        case "marks":
            yield from (evolve(visit, marks=visit.marks - {each}) for each in sorted(visit.marks))
        case "level" if visit.level is not None:
            yield evolve(visit, level=None)
        case "plan" if visit.plan is not None and visit.kind == "visit":
            yield evolve(visit, plan=None)
        case _:
            pass


def _of(family: str | None, at: int) -> str | None:
    return None if family is None else f"{family}.{at}"


def _found(settled: Settled) -> Found:
    found = {outcome.benefit: Came(outcome.status, outcome.fen) for outcome in settled.outcomes}
    return found | {outcome.fund: Came(outcome.status, outcome.fen) for outcome in settled.funds}


def _moved(left: Found, right: Found) -> tuple[Moved, ...]:
    """Return what comes to something else; nothing paid is the same whatever the reason."""
    moved = (Moved(id, left.get(id, NO_RECORD), right.get(id, NO_RECORD)) for id in {**left, **right})
    return tuple(each for each in moved if _told(each.here) != _told(each.there))


def _told(came: Came) -> object:
    return came.fen if came.known else came.status


def _shift(trial: Trial, moved: tuple[Moved, ...]) -> Shift:
    opened = [each for each in moved if not (each.here.known and each.there.known)]
    if opened:
        at_stake = max(each.here.fen if each.here.known else each.there.fen for each in opened)
        return Shift(trial, moved, at_stake, opens=True)
    if trial[-1].kind == "fund-year":  # what one fund bears more, another bears less
        return Shift(trial, moved, max(abs(each.there.fen - each.here.fen) for each in moved))
    return Shift(trial, moved, abs(sum(each.there.fen - each.here.fen for each in moved)))


def _rank(shift: Shift) -> tuple[int, int]:
    """Return what makes a claim the better example: it moves more, and has fewer claims before it."""
    return shift.fen, -len(shift.claims)
