"""The policies that come with the package: one file a document, one folder a province."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from attrs import frozen

SUFFIX = ".policy"
ENGLISH_SUFFIX = ".en.policy"


@frozen
class Shipped:
    """A shipped policy: its id and its Chinese file; the English print stands beside it."""

    id: str
    file: Traversable


@cache
def shipped_policies() -> tuple[Shipped, ...]:
    """Return the shipped policies by id."""
    found = []
    for folder in files("tiaowen.policies").iterdir():
        if folder.is_dir() and folder.name != "vocabulary":
            found += [
                Shipped(entry.name.removesuffix(SUFFIX), entry)
                for entry in folder.iterdir()
                if entry.name.endswith(SUFFIX) and not entry.name.endswith(ENGLISH_SUFFIX)
            ]
    return tuple(sorted(found, key=lambda s: s.id))


def shipped_ids() -> tuple[str, ...]:
    """Return the ids of the shipped policies."""
    return tuple(s.id for s in shipped_policies())
