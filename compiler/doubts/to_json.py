"""Weighed doubts as plain data for JSON; amounts are texts in yuan, claims are in the columns of a claims file."""

from __future__ import annotations

from collections.abc import Iterable

from tiaowen.compiler.claims.money import yuan
from tiaowen.compiler.doubts.model import Came, Effect, Shift, Weighed
from tiaowen.compiler.doubts.shown import cells
from tiaowen.compiler.settle.amounts import half_up
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Language

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def doubts_data(weighed: Iterable[Weighed], language: Language) -> list[Json]:
    """Return the doubts of a document with what their readings do."""
    return [_doubt(each, language) for each in weighed]


def _doubt(weighed: Weighed, language: Language) -> Json:
    doubt = weighed.doubt
    return {
        "name": doubt.name,
        "text": doubt.text.get(language),
        "line": weighed.place.line,
        "articles": list(dict.fromkeys(citation_text(cite, language) for cite in doubt.cites)),
        "reading": doubt.chosen,
        "adopted": doubt.adopted,
        "readings": [
            {
                "name": choice.name,
                "text": choice.text.get(language) if choice.text is not None else None,
                "lines": [line.get(language) for line in choice.lines],
            }
            for choice in doubt.choices
        ],
        "effects": [_effect(effect, language) for effect in weighed.effects],
    }


def _effect(effect: Effect, language: Language) -> Json:
    bound = effect.bound
    most = bound.most if bound is not None else None
    return {
        "reading": effect.choice.name,
        "usable": effect.policy is not None,
        "findings": [f"{finding.id}: {finding.message(language)}" for finding in effect.findings],
        "changes_payments": effect.touches,
        "most": _shift(effect.most),
        "proved": effect.exact,
        "bound": yuan(half_up(most.numerator, most.denominator)) if most is not None else None,
        "bound_is_for": None if bound is None else "every claim" if bound.whole_year else "a first claim of a year",
        "without_limit": bound is not None and most is None,
        "opens": _shift(effect.opens),
        "claims_tried": effect.tried,
    }


def _shift(shift: Shift | None) -> Json:
    if shift is None:
        return None
    return {
        "amount": yuan(shift.fen),
        "claims": [_claim(dict(cells(visit))) for visit in shift.claims],
        "results": [
            {"benefit": each.benefit, "here": _came(each.here), "there": _came(each.there)} for each in shift.moved
        ],
    }


def _claim(claim: dict[str, str | int | list[str]]) -> Json:
    return {column: [*value] if isinstance(value, list) else value for column, value in claim.items()}


def _came(came: Came) -> Json:
    return {
        "status": came.status.value if came.status is not None else "no record",
        "amount": yuan(came.fen) if came.status is not None and came.known else None,
    }
