"""Which rules of a lower document stand under an amendment of the very place of the higher one that they go against."""

from __future__ import annotations

from attrs import evolve

from tiaowen.compiler.conform.context import Amended
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.compiler.rules.model import Policy, Rule
from tiaowen.compiler.rules.refine.amending import amends


def amendments(child: Compiled, parent: Policy) -> Amended:
    """Return how to tell whether a rule of the higher document is amended by one of the lower document."""
    policy = child.policy
    assert policy is not None
    lines = {line.line.span: line for line in child.placed.lines if line.amends is not None}
    under = {clause.index: lines[clause.span] for clause in policy.clauses if clause.span in lines}

    def amended(norm: Rule, own: Rule) -> bool:
        line = under.get(own.clause)
        return line is not None and amends(line, [evolve(cite, document=parent.id) for cite in norm.cites])

    return amended
