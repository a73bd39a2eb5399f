"""What weighing a doubt finds: for each other reading, the claim it moves most and how far claims can move at all."""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from tiaowen.compiler.claims import Visit
from tiaowen.compiler.claims.result import Status
from tiaowen.compiler.rules.model import ChoiceRule, DoubtRule, Policy
from tiaowen.dsl.diagnostics import Finding, Place


@frozen
class Came:
    """What one benefit, or one fund, of a claim comes to; ``status`` None: there is no record. In fen."""

    status: Status | None
    fen: int

    @property
    def known(self) -> bool:
        """Tell whether an amount is known: nothing at all is one."""
        return self.status not in (Status.UNDETERMINED, Status.ELSEWHERE)


@frozen
class Moved:
    """One benefit of a claim that comes to something else under another reading."""

    benefit: str
    here: Came
    there: Came


@frozen
class Shift:
    """A claim that another reading moves.

    ``claims`` are those of one year, settled in this order; the last one is moved, by ``fen`` in all. Where an amount
    is known under one reading only, ``opens`` is true and ``fen`` is that amount.
    """

    claims: tuple[Visit, ...]
    moved: tuple[Moved, ...]
    fen: int
    opens: bool = False


@frozen
class Bound:
    """How far any first claim of a year can move, in fen: at most ``most``, None is without a limit.

    ``whole_year`` tells that this holds for later claims of a year as well, as nothing counts over a year.
    """

    most: Fraction | None
    whole_year: bool = False

    def reached(self, fen: int) -> bool:
        """Tell whether a claim that moves so far is one that moves most: amounts are rounded to the fen."""
        return self.most is not None and fen >= self.most - 2


@frozen
class Effect:
    """What one other reading does. ``policy`` is None where it cannot be used, for what ``findings`` say.

    ``most`` is the claim found that moves most, ``opens`` the one whose amount becomes known or unknown. ``bound`` is
    None where nothing is proved. ``touches`` is false where no rule that pays anything is another one.
    """

    choice: ChoiceRule
    policy: Policy | None = field(repr=False)
    findings: tuple[Finding, ...] = ()
    touches: bool = True
    most: Shift | None = None
    opens: Shift | None = None
    bound: Bound | None = None
    tried: int = 0

    @property
    def exact(self) -> bool:
        """Tell whether the claim shown is proved to be one that moves most."""
        return self.bound is not None and self.most is not None and self.bound.reached(self.most.fen)


@frozen
class Weighed:
    """A doubt with what each of its other readings does."""

    doubt: DoubtRule
    place: Place
    effects: tuple[Effect, ...]
