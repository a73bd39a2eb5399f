"""Conditions as Python expressions that answer as the document does when a claim leaves something open.

A condition either is known from the claim (a mark, a disease, who the person is) or may have to ask (the
level, a fact). *No* beats a question in an *and*, *yes* beats it in an *or*: so what is known is asked first,
and where several parts of one condition may ask, the machinery weighs them against each other.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen


@frozen
class Expression:
    """Python source of a condition and of its ``denial``; whether it may ask, and how its operator binds."""

    code: str
    denial: str = ""
    asks: bool = False
    binds: str = "tight"


ALWAYS = Expression("True", "False")
NEVER = Expression("False", "True")


def both(parts: Iterable[Expression]) -> Expression:
    """Return the conjunction."""
    return _joined([part for part in parts if part != ALWAYS], "and", ALWAYS, NEVER)


def either(parts: Iterable[Expression]) -> Expression:
    """Return the disjunction."""
    return _joined([part for part in parts if part != NEVER], "or", NEVER, ALWAYS)


def opposite(part: Expression) -> Expression:
    """Return the negation."""
    if part.denial:
        return Expression(part.denial, part.code, part.asks)
    code = part.code if part.binds == "tight" else f"({part.code})"
    return Expression(f"not {code}", part.code if part.binds == "tight" else "", part.asks)


def _joined(parts: list[Expression], operator: str, empty: Expression, decided: Expression) -> Expression:
    if decided in parts:
        return decided
    parts = list(dict.fromkeys(parts))
    known = [part for part in parts if not part.asks]
    asking = [part for part in parts if part.asks]
    if len(asking) > 1:
        weigh = "all_of" if operator == "and" else "any_of"
        weighed = ", ".join(f"lambda: {part.code}" for part in asking)
        asking = [Expression(f"{weigh}({weighed})", asks=True)]
    together = known + asking
    if not together:
        return empty
    if len(together) == 1:
        return together[0]
    operands = [part.code if part.binds in {"tight", operator} else f"({part.code})" for part in together]
    return Expression(f" {operator} ".join(operands), "", bool(asking), operator)
