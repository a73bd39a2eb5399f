'''The files below ``findings/`` to pages: :func:`all_pages`, :func:`page_ids`.

A file is named after the id of its finding and looks so; whatever has both languages has ``en`` and ``zh``, or ``both``
where the two are the same::

    id = "TW101"
    title.en = "…"      # a short name of the problem, no full stop
    why.en = "…"        # what would go wrong for a patient, the fund or a reader
    fix.en = "…"        # what to write instead
    note.en = "…"       # optional
    avoid.en = """…"""  # a whole file that gives this finding and no other
    prefer.en = """…""" # the same, mended

Further keys: ``beside`` for a policy file of its own that lies beside the two (a higher document), ``kind``
(``policy`` unless it says ``claims``, or ``name`` where the argument of ``tiaowen check`` is all there is), ``format``
and ``policy`` of claims, ``repeat`` with ``times`` for a part that ``{repeat}`` in the text to avoid stands for,
``avoid_base64`` for a file that is no text. Where no file can bring the finding forth: ``unreachable = true`` with
``severity`` (``error`` unless it says otherwise), ``reason`` and ``tested_by``, and neither ``avoid`` nor ``prefer``.

A file of another form is a mistake of ours and raises :class:`ValueError`.
'''

from __future__ import annotations

import base64
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from attrs import frozen

from tiaowen.compiler.manual.model import Case, FindingPage, Guard, Kind, Repeat, Sample, Words
from tiaowen.dsl.diagnostics import Severity

SUFFIX = ".toml"
_ALWAYS = {"id", "title", "why", "fix", "note"}
_CASE = {"kind", "format", "policy", "avoid", "avoid_base64", "prefer", "repeat", "beside"}
_GUARD = {"unreachable", "severity", "reason", "tested_by"}

T = TypeVar("T", str, int, dict[str, object])


@cache
def all_pages() -> tuple[FindingPage, ...]:
    """Return all pages by id."""
    return tuple(_page(file) for _, file in sorted(_files().items()))


@cache
def page_ids() -> tuple[str, ...]:
    """Return the ids that have a page."""
    return tuple(sorted(_files()))


@cache
def find_page(id: str) -> FindingPage | None:
    """Return the page of an id, in whichever case it is typed."""
    file = _files().get(id.upper())
    return _page(file) if file is not None else None


def _files() -> dict[str, Traversable]:
    folder = files("tiaowen.compiler.manual").joinpath("findings")
    return {f.name.removesuffix(SUFFIX): f for f in folder.iterdir() if f.name.endswith(SUFFIX)}


def _page(file: Traversable) -> FindingPage:
    return page_of(file.read_text(encoding="utf-8"), file.name.removesuffix(SUFFIX))


def page_of(text: str, id: str) -> FindingPage:
    """Return the page that a file's text describes; raise :class:`ValueError` where it is none, or another's."""
    try:
        return _Table(tomllib.loads(text)).page(id)
    except ValueError as error:
        raise ValueError(f"{id}: {error}") from error


@frozen
class _Table:
    """A table of a page's file, read with its types."""

    values: Mapping[str, object]

    def page(self, name: str) -> FindingPage:
        unreachable = self.values.get("unreachable") is True
        if unknown := self.values.keys() - _ALWAYS - (_GUARD if unreachable else _CASE):
            raise ValueError(f"has what is not read: {', '.join(sorted(unknown))}")
        if self.get("id", str) != name:
            raise ValueError(f"is the page of {self.get('id', str)}")
        return FindingPage(
            id=name,
            title=self.words("title"),
            why=self.words("why"),
            fix=self.words("fix"),
            note=self.words("note") if "note" in self.values else None,
            shown=self.guard() if unreachable else self.case(),
        )

    def guard(self) -> Guard:
        severity = Severity(self.get("severity", str) if "severity" in self.values else "error")
        return Guard(severity=severity, reason=self.words("reason"), tested_by=self.get("tested_by", str))

    def case(self) -> Case:
        kind = Kind(self.get("kind", str)) if "kind" in self.values else Kind.POLICY
        claims = kind is Kind.CLAIMS
        return Case(
            kind=kind,
            format=self.get("format", str) if claims else "policy",
            policy=self.get("policy", str) if claims else "",
            avoid=self.avoid(),
            prefer=Sample(self.words("prefer")),
            beside=Sample(self.words("beside")) if "beside" in self.values else None,
        )

    def avoid(self) -> Sample:
        if "avoid_base64" in self.values:
            return Sample(data=base64.b64decode(self.get("avoid_base64", str), validate=True))
        return Sample(self.words("avoid"), repeat=self.repeat() if "repeat" in self.values else None)

    def repeat(self) -> Repeat:
        inner = _Table(self.get("repeat", dict))
        return Repeat(_Table({"part": dict(inner.values)}).words("part", "times"), inner.get("times", int))

    def words(self, key: str, *beside: str) -> Words:
        inner = _Table(self.get(key, dict))
        if extra := inner.values.keys() - {"en", "zh", "both"} - set(beside):
            raise ValueError(f"{key} has what is not read: {', '.join(sorted(extra))}")
        if "both" in inner.values:
            return Words(inner.get("both", str), inner.get("both", str))
        return Words(inner.get("en", str), inner.get("zh", str))

    def get(self, key: str, wanted: type[T]) -> T:
        value = self.values.get(key)
        if not isinstance(value, wanted):
            raise ValueError(f"{key} is missing, or is not what it should be")
        return value
