"""What settles the claims of a command: one policy, or a register of several documents. Both answer alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from tiaowen.compiler.claims import Result, Visit
from tiaowen.compiler.register import Register, RegisterEngine
from tiaowen.compiler.register.settling import Told
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle import Explainer, prepare
from tiaowen.dsl.tree import Language


class Settler(Protocol):
    """Settles claims; ``policies`` tells whether the results name the document of each."""

    policies: bool

    def settle(
        self, visits: Sequence[Visit], language: Language, progress: Callable[[int], object] | None
    ) -> Iterator[Result]:
        """Yield the results in the order of the claims."""

    def explain(self, visits: Sequence[Visit], language: Language) -> Iterator[Told]:
        """Yield each result with its derivation."""


class UnderPolicy:
    """Settles under one policy."""

    policies = False

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._engine = prepare(policy)

    def settle(
        self, visits: Sequence[Visit], language: Language, progress: Callable[[int], object] | None
    ) -> Iterator[Result]:
        """Yield the results in the order of the claims."""
        return self._engine.settle(visits, language, progress)

    def explain(self, visits: Sequence[Visit], language: Language) -> Iterator[Told]:
        """Yield each result with its derivation."""
        explainer = Explainer(self._policy, language)
        for item in self._engine.explain(visits, language):
            yield Told(item.result.claim, explainer.text([item]), explainer.data(item))


class UnderRegister:
    """Settles each claim under the document that governs it."""

    policies = True

    def __init__(self, register: Register) -> None:
        self._engine = RegisterEngine(register)

    def settle(
        self, visits: Sequence[Visit], language: Language, progress: Callable[[int], object] | None
    ) -> Iterator[Result]:
        """Yield the results in the order of the claims."""
        return self._engine.settle(visits, language, progress)

    def explain(self, visits: Sequence[Visit], language: Language) -> Iterator[Told]:
        """Yield each result with its derivation."""
        return self._engine.explain(visits, language)
