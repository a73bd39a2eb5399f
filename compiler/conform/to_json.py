"""Conformities as JSON: the format of ``conform.schema.json`` beside this module.

Amounts are yuan with two decimals, as text. Sentences are in the language asked for; everything that has a meaning is
in ids and numbers, and citations are in the numbering of each document's own language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.resources import files

from tiaowen.compiler.compare.model import View
from tiaowen.compiler.conform.model import Conformity, Document, Row, Shown, Verdict, failing
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.quantities import yuan_two_decimals
from tiaowen.dsl.tree import Language, Text

FORMAT_VERSION = 1

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def published_schema() -> str:
    """Return the text of the schema."""
    return (files("tiaowen.compiler.conform") / "conform.schema.json").read_text(encoding="utf-8")


def to_json(found: Sequence[Conformity], language: Language = Language.EN) -> dict[str, Json]:
    """Return conformities as plain data for ``json.dumps``."""
    return {
        "format_version": FORMAT_VERSION,
        "conforms": not failing(found),
        "results": [_conformity(each, language) for each in found],
    }


def _conformity(found: Conformity, language: Language) -> Json:
    counts = Counter(row.verdict for row in found.rows)
    used = {reading for row in found.rows for reading in row.readings}
    return {
        "child": _document(found.child, language),
        "parent": _document(found.parent, language),
        "day": found.day.isoformat(),
        "in_force_together": found.together,
        "dates": found.dates.get(language),
        "basis": found.basis.value,
        "basis_text": found.basis_text.get(language),
        "notes": [note.get(language) for note in found.notes],
        "violations": len(found.violations),
        "summary": {verdict.value: counts[verdict] for verdict in Verdict},
        "doubts": {label: text.get(language) for label, text in found.doubts if label in used},
        "rows": [_row(row, found, language) for row in found.rows],
    }


def _document(document: Document, language: Language) -> Json:
    return {
        "policy": document.policy,
        "title": document.title.get(language),
        "number": _text(document.number, language),
        "in_force_from": document.start.isoformat() if document.start is not None else None,
        "in_force_to": document.end.isoformat() if document.end is not None else None,
        "issued": document.issued.isoformat() if document.issued is not None else None,
        "fingerprint": document.fingerprint,
    }


def _row(row: Row, found: Conformity, language: Language) -> Json:
    return {
        "verdict": row.verdict.value,
        "kind": row.kind.value,
        "matter": row.matter.get(language),
        "facet": row.facet,
        "benefit": row.benefit,
        "benefits": list(row.benefits),
        "who": list(row.who),
        "who_text": row.who_text.get(language),
        "named_locally": list(row.local),
        "where": _text(row.where, language),
        "demand": _view(row.demand, found.parent, language),
        "statement": _view(row.statement, found.child, language) if row.statement is not None else None,
        "reason": row.reason.get(language),
        "readings": list(row.readings),
        "case": _shown(row.case, language) if row.case is not None else None,
    }


def _view(view: View, document: Document, language: Language) -> Json:
    texts = (citation_text(cite, document.language) for cite in view.cites)
    return {
        "text": view.text.get(language),
        "value": view.value,
        "standing": view.standing.value,
        "articles": list(dict.fromkeys(texts)),
    }


def _shown(case: Shown, language: Language) -> Json:
    cells: dict[str, Json] = {name: list(value) if isinstance(value, tuple) else value for name, value in case.cells}
    return {
        "claim": cells,
        "text": case.text.get(language),
        "pays": yuan_two_decimals(case.pays),
        "would_pay": yuan_two_decimals(case.would_pay),
        "settles": case.settles,
    }


def _text(text: Text | None, language: Language) -> Json:
    return text.get(language) if text is not None else None
