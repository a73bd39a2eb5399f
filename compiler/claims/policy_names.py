"""The names a claim may use under one policy besides those of the vocabulary: its own classes (``一类人员``)
and the facts it declares that are plain numbers."""

from __future__ import annotations

from tiaowen.compiler.claims.model import ExtraNames
from tiaowen.compiler.rules.model import Policy


def names_of(policy: Policy) -> ExtraNames:
    """Return the classes and defined categories of a policy by every accepted spelling, and its own numbers."""
    categories: dict[str, str] = {}
    for defined in policy.classes:
        if defined.id in policy.identities:
            names = policy.names.get(defined.id)
            spellings = (defined.id, names.zh, names.en, *names.also) if names else (defined.id,)
            categories |= dict.fromkeys(spellings, defined.id)
    return ExtraNames(categories, counts=policy.counted)
