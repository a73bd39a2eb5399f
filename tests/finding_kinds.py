"""Every kind of finding of the program, found by importing all of it."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator

import tiaowen.compiler
import tiaowen.dsl
from tiaowen.dsl.diagnostics import Finding

# What is written into an emitted module, and found in no other place: it has no findings.
EMITTED = "tiaowen.compiler.emit.python.runtime"

# A module that does not import without an optional library is passed over; the program's own must be there.
OURS = "tiaowen"


def every_kind() -> dict[str, type[Finding]]:
    """All kinds of findings that have an id of their own, by it."""
    for package in (tiaowen.dsl, tiaowen.compiler):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if module.name.startswith(EMITTED):
                continue
            try:
                importlib.import_module(module.name)
            except ModuleNotFoundError as error:
                if str(error.name).partition(".")[0] == OURS:
                    raise
    # A class with slots leaves its first draft behind: what counts is what its module offers.
    offered = [k for k in set(below(Finding)) if getattr(sys.modules[k.__module__], k.__name__, None) is k]
    return {k.id: k for k in offered if k.__module__.startswith(f"{OURS}.") and "id" in vars(k)}


def below(kind: type[Finding]) -> Iterator[type[Finding]]:
    """All kinds that are derived from one."""
    for child in kind.__subclasses__():
        yield child
        yield from below(child)
