"""Outcomes turned into the records of the exchange format. The same with and without derivations."""

from __future__ import annotations

from collections.abc import Sequence

from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.claims.result import Result, Status
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle.causes import Outcome
from tiaowen.compiler.settle.fund import FundOutcome
from tiaowen.compiler.settle.readings import Labels, ReadingsUsed
from tiaowen.compiler.settle.reasons import Reasons
from tiaowen.compiler.settle.words import Words
from tiaowen.dsl.tree import Language

_AMOUNT = frozenset({Status.PAID, Status.ZERO, Status.EXCLUDED})


class Recorder:
    """Writes the records of one policy with sentences in one language."""

    def __init__(self, policy: Policy, language: Language) -> None:
        self._words = Words(policy, language)
        self._reasons = Reasons(policy, self._words)
        self._readings = ReadingsUsed(policy)

    def records(self, visit: Visit, outcomes: Sequence[Outcome], funds: Sequence[FundOutcome] = ()) -> list[Result]:
        """Return the records of one claim."""
        used = iter(self._readings.of_claim(outcomes, funds))
        records = [self._record(visit, item, next(used)) for item in outcomes]
        return records + [self._fund(visit, item, next(used)) for item in funds]

    def _record(self, visit: Visit, outcome: Outcome, readings: Labels) -> Result:
        standing = outcome.standing
        return Result(
            visit.claim,
            visit.person,
            visit.date,
            outcome.benefit,
            outcome.status,
            outcome.fen if outcome.status in _AMOUNT else None,
            standing.stated if standing is not None else None,
            self._words.articles(outcome.cites),
            self._reasons.sentence(outcome, readings),
        )

    def _fund(self, visit: Visit, outcome: FundOutcome, readings: Labels) -> Result:
        return Result(
            visit.claim,
            visit.person,
            visit.date,
            outcome.fund,
            outcome.status,
            outcome.fen if outcome.status in _AMOUNT else None,
            None,
            self._words.articles(outcome.cites),
            self._reasons.fund_sentence(outcome, readings),
        )
