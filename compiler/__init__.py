"""The compiler: policy documents to checked rules, and all that is done with the rules.

One folder a stage, in the order in which a document meets them: ``vocabulary``, ``resolve``, ``rules``; then
``claims``, ``schedule``,
``settle``, ``emit``, ``compare``; ``library`` finds policies; ``api`` is the Python interface and ``cli`` the
command line.

``compile_policy`` and its companions are imported when they are first used, so that importing the package costs
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiaowen.compiler.api import ClaimsError, CompiledPolicy, PolicyError, compile_policy

__all__ = ["ClaimsError", "CompiledPolicy", "PolicyError", "compile_policy"]


def __getattr__(name: str) -> object:
    """Import the Python interface on first use."""
    if name in __all__:
        from tiaowen.compiler import api  # noqa: PLC0415 -- importing the package must stay cheap

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
