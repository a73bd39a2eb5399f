"""What a number of claims come to together, for programs that call the compiler.

year = policy.settle(claims)
year.total, year.benefits, year.explain(lang="zh")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.claims.result import Result, Status
from tiaowen.compiler.settle.engine import Engine
from tiaowen.compiler.settle.explain import Explainer, Json
from tiaowen.dsl.tree import Language


class Year:
    """Settled claims: their records, their sums in yuan, their derivations.

    Sums are exact and leave out what is undetermined or governed elsewhere; ``undetermined`` has those records. What
    the funds bear among themselves is no payment and is in no sum.
    """

    def __init__(self, engine: Engine, visits: Iterable[Visit], language: Language = Language.EN) -> None:
        self._engine = engine
        self.visits = tuple(visits)
        self.results: tuple[Result, ...] = tuple(engine.settle(self.visits, language))

    def __repr__(self) -> str:
        """Show the number of records and the total."""
        return f"<Year: {len(self.results)} results, {self.total} yuan>"

    @property
    def total(self) -> Decimal:
        """Return all that is paid, in yuan."""
        return sum(self.benefits.values(), Decimal("0.00"))

    @property
    def benefits(self) -> Mapping[str, Decimal]:
        """Return what each benefit pays, in yuan, in the order of the document."""
        fen = {
            benefit.id: 0
            for benefit in self._engine.policy.benefits
            if any(result.benefit == benefit.id for result in self.results)
        }
        for result in self.results:
            if result.benefit in fen and result.amount_fen is not None:
                fen[result.benefit] += result.amount_fen
        return {benefit: Decimal(amount).scaleb(-2) for benefit, amount in fen.items()}

    @property
    def undetermined(self) -> tuple[Result, ...]:
        """Return the records whose amount the document or the claim leaves open."""
        return tuple(result for result in self.results if result.status is Status.UNDETERMINED)

    def explain(self, lang: str = "en") -> str:
        """Return the derivation of every record as text, in English or Chinese."""
        language = Language(lang)
        explained = self._engine.explain(self.visits, language)
        return Explainer(self._engine.policy, language).text(explained)

    def explain_data(self, lang: str = "en") -> list[dict[str, Json]]:
        """Return the derivation of every record as plain data for JSON; amounts are texts in yuan."""
        language = Language(lang)
        explainer = Explainer(self._engine.policy, language)
        return [explainer.data(item) for item in self._engine.explain(self.visits, language)]
