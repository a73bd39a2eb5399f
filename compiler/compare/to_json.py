"""A comparison as JSON: the format of the exchange contract, and ``diff.schema.json`` beside this module.

Amounts are yuan with two decimals, as text. Sentences are in the language asked for; everything that has a meaning
is in ids and numbers, and the citations are in the numbering of each document's own language.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

from tiaowen.compiler.compare.decide import severity
from tiaowen.compiler.compare.model import (
    Accepted,
    Change,
    Comparison,
    Document,
    Effect,
    Entry,
    Missing,
    Mode,
    Near,
    Note,
    Point,
    Proof,
    View,
    Witness,
)
from tiaowen.compiler.settle.amounts import half_up
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.quantities import yuan_two_decimals
from tiaowen.dsl.tree import Citation, Language

FORMAT_VERSION = 1

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

UNBOUNDED = "unbounded"

SUMMARY = {
    Effect.UP: "up",
    Effect.DOWN: "down",
    Effect.MIX: "mixed",
    Effect.IN: "in",
    Effect.OUT: "out",
    Effect.TIME: "time",
    Effect.DEAD: "dead",
    Effect.HIDDEN: "hidden",
    Effect.EQ: "same",
    Effect.UNDET: "undetermined",
    Effect.ADMIN: "admin",
}


def to_json(comparison: Comparison, *, language: Language = Language.EN, mode: Mode = Mode.COMPARE) -> dict[str, Json]:
    """Return the comparison as plain data for ``json.dumps``."""
    counts = Counter(change.effect for change in comparison.changes)
    return {
        "format_version": FORMAT_VERSION,
        "left": _document(comparison.left, language),
        "right": _document(comparison.right, language),
        "at": comparison.at,
        "mode": mode.value,
        "perspective": comparison.perspective.value,
        "only": comparison.only,
        "basis": [text.get(language) for text in comparison.basis],
        "summary": {name: counts[effect] for effect, name in SUMMARY.items()},
        "changes": [_change(each, comparison, language, mode) for each in comparison.changes],
        "notes": [_note(each, comparison, language) for each in comparison.notes],
        "review": _review(comparison),
    }


def _review(comparison: Comparison) -> Json:
    review = comparison.review
    if review is None:
        return None
    return {
        "accepted": sum(change.accepted is not None for change in comparison.changes),
        "unfilled": [_entry(each) for each in review.unfilled],
        "stale": [_entry(each) for each in review.stale],
    }


def _document(document: Document, language: Language) -> Json:
    return {
        "policy": document.policy,
        "title": document.title.get(language),
        "number": document.number.get(language) if document.number is not None else None,
        "fingerprint": document.fingerprint,
    }


def _change(change: Change, comparison: Comparison, language: Language, mode: Mode) -> Json:
    grave = severity(change, mode)
    shown = next((each for each in change.witnesses if each.settles), None)
    return {
        "benefit": change.benefit,
        "facet": change.facet,
        "who": list(change.who),
        "who_text": change.who_text.get(language),
        "where": {each.dimension: list(each.values) for each in change.where},
        "where_text": [each.text.get(language) for each in change.where],
        "left": _view(change.left, comparison.left, language),
        "right": _view(change.right, comparison.right, language),
        "structure": change.structure.value,
        "effect": change.effect.value,
        "severity": grave.value if grave is not None else None,
        "reason": change.reason.get(language),
        "witness": _witness(shown) if shown is not None else None,
        "witnesses": [_witness(each) for each in change.witnesses],
        **_proof(change.proof),
        "missing": [_missing(each, language) for each in change.missing],
        "near": [_near(each, comparison, language) for each in change.near],
        "benefits": {"left": list(change.benefits[0]), "right": list(change.benefits[1])},
        "table": [_point(each) for each in change.table],
        "fingerprint": change.fingerprint,
        "group": change.group,
        "accepted": _accepted(change.accepted),
    }


def _accepted(accepted: Accepted | None) -> Json:
    if accepted is None:
        return None
    return {"who": accepted.who, "why": accepted.why, "when": _day(accepted.when)}


def _entry(entry: Entry) -> Json:
    prints: list[Json] = [*entry.fingerprints]
    return {
        "fingerprints": prints,
        "about": entry.about,
        "who": entry.who,
        "why": entry.why,
        "when": _day(entry.when),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _view(view: View | None, document: Document, language: Language) -> Json:
    if view is None:
        return None
    return {
        "text": view.text.get(language),
        "value": view.value,
        "standing": view.standing.value,
        "articles": _articles(view.cites, document),
    }


def _articles(cites: tuple[Citation, ...], document: Document) -> Json:
    return list(dict.fromkeys(citation_text(cite, document.language) for cite in cites))


def _witness(found: Witness) -> Json:
    cells: dict[str, Json] = {name: list(value) if isinstance(value, tuple) else value for name, value in found.cells}
    return {
        "claim": cells,
        "left": yuan_two_decimals(found.left),
        "right": yuan_two_decimals(found.right),
        "settles": found.settles,
    }


def _proof(proof: Proof | None) -> dict[str, Json]:
    if proof is None:
        return {"proved_for": None, "max_gain": None, "max_loss": None, "crossings": []}
    return {
        "proved_for": proof.reach.value,
        "max_gain": _bound(proof.gains, proof.max_gain),
        "max_loss": _bound(proof.losses, proof.max_loss),
        "crossings": [yuan(at) for at in proof.crossings],
    }


def _bound(happens: bool, most: Fraction | None) -> str:
    return "0.00" if not happens else UNBOUNDED if most is None else yuan(most)


def _missing(missing: Missing, language: Language) -> Json:
    return {
        "id": missing.id,
        "text": missing.text.get(language),
        "intervals": [
            {
                "from": yuan(each.low),
                "to": yuan(each.high) if each.high is not None else None,
                "from_included": each.low_in,
                "to_included": each.high_in,
                "effect": each.effect.value,
            }
            for each in missing.stretches
        ],
    }


def _near(near: Near, comparison: Comparison, language: Language) -> Json:
    return {
        "id": near.id,
        "name": near.name.get(language),
        "left": {"text": near.left.get(language), "articles": _articles(near.left_cites, comparison.left)},
        "right": {"text": near.right.get(language), "articles": _articles(near.right_cites, comparison.right)},
    }


def yuan(fen: Fraction) -> str:
    """Return an exact amount rounded half up to the fen, for data."""
    return yuan_two_decimals(half_up(fen.numerator, fen.denominator))


def _point(point: Point) -> Json:
    return {
        "self_pay": yuan_two_decimals(point.self_pay),
        "left": yuan_two_decimals(point.left) if point.left is not None else None,
        "right": yuan_two_decimals(point.right) if point.right is not None else None,
    }


def _note(note: Note, comparison: Comparison, language: Language) -> Json:
    document = comparison.left if note.side == "left" else comparison.right
    return {
        "side": note.side,
        "kind": note.kind,
        "text": note.text.get(language),
        "who": list(note.who),
        "from": yuan(note.low),
        "to": yuan(note.high) if note.high is not None else None,
        "articles": _articles(note.cites, document),
    }
