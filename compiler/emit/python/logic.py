"""Conditions as Python expressions that answer as the document does when a claim leaves something open.

A condition either is known from the claim (a mark, a disease, who the person is) or may have to ask (the
level, a fact). *No* beats a question in an *and*, *yes* beats it in an *or*: so what is known is asked first,
and where several parts of one condition may ask, the machinery weighs them against each other.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

WIDTH = 96


@frozen
class Expression:
    """Python source of a condition and of its ``denial``; whether it may ask, and how its operator binds.

    ``lines`` is the same source on several lines, where it has several operands.
    """

    code: str
    denial: str = ""
    asks: bool = False
    binds: str = "tight"
    lines: tuple[str, ...] = field(default=(), eq=False)

    def laid_out(self, before: str, after: str) -> list[str]:
        """Return the source between two texts, on one line if that is short enough."""
        line = f"{before}{self.code}{after}"
        if len(line) <= WIDTH or not self.lines:
            return [line]
        first, *middle, last = self.lines
        return [before + first, *middle, last + after]


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
    lines = part.lines and (f"not {part.lines[0]}", *part.lines[1:])
    return Expression(f"not {code}", part.code if part.binds == "tight" else "", part.asks, lines=lines)


def _joined(parts: list[Expression], operator: str, empty: Expression, decided: Expression) -> Expression:
    if decided in parts:
        return decided
    parts = list(dict.fromkeys(parts))
    known = [part for part in parts if not part.asks]
    asking = [part for part in parts if part.asks]
    if len(asking) > 1:
        weigh = "all_of" if operator == "and" else "any_of"
        weighed = [f"lambda: {part.code}" for part in asking]
        lines = (f"{weigh}(", *(f"    {each}," for each in weighed), ")")
        asking = [Expression(f"{weigh}({', '.join(weighed)})", asks=True, lines=lines)]
    together = known + asking
    if not together:
        return empty
    if len(together) == 1:
        return together[0]
    operands = [part.code if part.binds in {"tight", operator} else f"({part.code})" for part in together]
    lines = ("(", f"    {operands[0]}", *(f"    {operator} {operand}" for operand in operands[1:]), ")")
    return Expression(f" {operator} ".join(operands), "", bool(asking), operator, lines)
