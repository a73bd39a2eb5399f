"""Back ends: the rules of a document in the form another program runs or reads.

Each target is one folder and one line of :data:`TARGETS`; each takes the rules alone and returns text.

* ``json`` is the rules themselves, complete; ``load_rules`` of that folder reads them back.
* ``python`` is a module of its own that settles claims with nothing but the standard library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tiaowen.compiler.emit.json.write import write_rules
from tiaowen.compiler.emit.python.module import emit_python
from tiaowen.compiler.rules.model import Policy

TARGETS: Mapping[str, Callable[[Policy], str]] = MappingProxyType(
    {
        "json": write_rules,
        "python": emit_python,
    }
)


def emit(policy: Policy, target: str) -> str:
    """Return the rules of ``policy`` for a target of :data:`TARGETS`; a ``KeyError`` names one that is not there."""
    return TARGETS[target](policy)
