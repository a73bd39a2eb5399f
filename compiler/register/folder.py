"""The policy files of a folder and of all folders in it, and their texts by the ids that they give themselves."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import islice

from tiaowen.compiler.library.load import Loaded
from tiaowen.compiler.library.shipped import ENGLISH_SUFFIX, SUFFIX
from tiaowen.compiler.resolve import FindText
from tiaowen.dsl import tree
from tiaowen.dsl.parse import parse

HEAD = 20
"""Within so many lines a document says what it is called."""


def policy_files(folder: str) -> tuple[str, ...]:
    """Return the paths of the policy files below a folder, sorted; of hidden folders none.

    ``X.en.policy`` beside ``X.policy`` is that document again, printed in English, and is left out. What cannot be
    listed is among the paths itself, so that reading it tells why.
    """
    found: list[str] = []
    unread: list[OSError] = []
    for place, inner, files in os.walk(folder, onerror=unread.append):
        inner[:] = [each for each in inner if not each.startswith(".")]
        there = {each for each in files if each.endswith(SUFFIX) and not each.startswith(".")}
        found += [os.path.join(place, each) for each in there if not _is_print(each, there)]
    found += [str(error.filename) for error in unread]
    return tuple(sorted(found))


def _is_print(file: str, files: set[str]) -> bool:
    return file.endswith(ENGLISH_SUFFIX) and file.removesuffix(ENGLISH_SUFFIX) + SUFFIX in files


def texts_by_id(documents: Iterable[Loaded]) -> FindText:
    """Return how the documents of a register find those among them that they refine."""
    known: dict[str, tuple[str, str]] = {}
    for each in documents:
        id = policy_id(each.text or "")
        if id is not None and each.text is not None:
            known.setdefault(id, (each.name, each.text))
    return known.get


def policy_id(text: str) -> str | None:
    """Return the id that a policy gives itself; it is looked for where a head is, and nothing else is read."""
    for line in islice((line for line in text.splitlines() if line.strip()), HEAD):
        for node in parse(line + "\n")[0].lines:
            if isinstance(node, tree.PolicyLine):
                return node.id
    return None
