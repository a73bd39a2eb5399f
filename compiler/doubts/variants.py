"""A document compiled once more for each reading that it does not follow, all other doubts read as they are."""

from __future__ import annotations

from attrs import frozen

from tiaowen.compiler.rules.compile import Compiled, compile_document
from tiaowen.compiler.rules.model import ChoiceRule, DoubtRule, Policy
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.diagnostics import Finding, Severity
from tiaowen.dsl.source import Source


@frozen
class Variant:
    """A document under another reading of one doubt; ``policy`` is None where that leaves no rules to use."""

    choice: ChoiceRule
    policy: Policy | None
    findings: tuple[Finding, ...]


def variants(compiled: Compiled, doubt: DoubtRule) -> tuple[Variant, ...]:
    """Return the document under each reading of a doubt but the one it follows."""
    assert compiled.policy is not None
    # Lines that could not be read would have kept the document from being used: there is nothing to parse again.
    placed, source = compiled.placed, Source.of(compiled.placed.source.text, compiled.placed.source.file)
    chosen = {each.name: each.chosen for each in compiled.policy.doubts}
    found: list[Variant] = []
    for choice in doubt.choices:
        if choice.name != doubt.chosen:
            readings = {**chosen, doubt.name: choice.name}
            other = compile_document(placed.document, source, (), load_vocabulary(), readings, compiled.find)
            errors = tuple(each for each in other.findings if each.severity is Severity.ERROR and each.blocks)
            found.append(Variant(choice, other.policy if other.ok else None, errors))
    return tuple(found)
