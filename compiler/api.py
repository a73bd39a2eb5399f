"""The Python interface: a policy's name or text in, checked rules out that settle claims.

    policy = compile_policy("baoshan-2022")
    year = policy.settle(claims)

Mistakes in a policy raise :class:`PolicyError` with its findings; mistakes in claims raise :class:`ClaimsError` unless
the caller collects them. Commands do not use this module: they show findings as they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from attrs import field, frozen

from tiaowen.compiler.checks import Report, check
from tiaowen.compiler.claims import Visit, claims_from_mappings
from tiaowen.compiler.claims.policy_names import names_of
from tiaowen.compiler.library import higher_texts, open_policy
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.compiler.rules.model import Benefit, Class, Clause, DoubtRule, Policy
from tiaowen.compiler.settle import Engine, Year, prepare
from tiaowen.dsl.diagnostics import Finding, render
from tiaowen.dsl.tree import Language


class FindingsError(Exception):
    """Raised for input that cannot be used; ``findings`` say what is wrong and where."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Keep the findings; the message is their English text."""
        super().__init__(render(findings, Language.EN))
        self.findings = findings


class PolicyError(FindingsError):
    """A policy that cannot be used."""


class ClaimsError(FindingsError):
    """Claims that cannot be settled."""


@frozen
class CompiledPolicy:
    """Checked rules. ``rules`` is the whole model; the properties are its most used parts.

    ``findings`` are the warnings and remarks that do not keep the rules from being used.
    """

    rules: Policy
    findings: tuple[Finding, ...] = field(repr=False)
    _compiled: Compiled = field(repr=False)

    @property
    def id(self) -> str:
        """Return the policy's id."""
        return self.rules.id

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Return the clauses in the order of the document."""
        return self.rules.clauses

    @property
    def benefits(self) -> tuple[Benefit, ...]:
        """Return the benefits in the order of settlement."""
        return self.rules.benefits

    @property
    def classes(self) -> tuple[Class, ...]:
        """Return the defined classes of recipients."""
        return self.rules.classes

    @property
    def doubts(self) -> tuple[DoubtRule, ...]:
        """Return what can be read in several ways, and how it is read here."""
        return self.rules.doubts

    @cached_property
    def _engine(self) -> Engine:
        return prepare(self.rules)

    def check(self, on: date | None = None) -> Report:
        """Run every check over the rules, as of a day or of none in particular: findings, and what was proved."""
        return check(self._compiled, on)

    def settle(
        self,
        claims: Iterable[Mapping[str, object] | Visit],
        *,
        language: str = "en",
        rejected: list[Finding] | None = None,
    ) -> Year:
        """Settle claims: mappings with the columns of a claims file, or :class:`Visit` objects, in any order.

        Findings about claims that cannot be taken are appended to ``rejected`` and the rest is settled; without it they
        raise :class:`ClaimsError`. Amounts are yuan as text, ``Decimal`` or int; a float is rejected.
        """
        visits: list[Visit] = []
        findings: list[Finding] = []
        vocabulary = self._compiled.resolver.vocabulary
        for item in claims_from_mappings(claims, vocabulary, extra=names_of(self.rules)):
            if isinstance(item, Visit):
                visits.append(item)
            else:
                findings.append(item)
        if findings and rejected is None:
            raise ClaimsError(tuple(findings))
        if rejected is not None:
            rejected += findings
        return Year(self._engine, visits, Language(language))


def compile_policy(source: str | Path, readings: Mapping[str, str] | None = None) -> CompiledPolicy:
    """Compile a policy given by path, by the id of a shipped policy, or as text (anything with a line break).

    ``readings`` names the reading to take of a doubt, by doubt; of the others it is the adopted one. Raises
    :class:`PolicyError` with ``.findings`` when there are errors that leave no rules to use, among them a doubt or a
    reading that the document does not have.
    """
    if isinstance(source, str) and "\n" in source:
        compiled = compile_text(source, readings=readings, find=higher_texts())
    else:
        loaded, found = open_policy(str(source), readings)
        if found is None:
            assert loaded.problem is not None
            raise PolicyError((loaded.problem,))
        compiled = found
    if not compiled.ok or compiled.policy is None:
        raise PolicyError(compiled.findings)
    return CompiledPolicy(compiled.policy, compiled.findings, compiled)
