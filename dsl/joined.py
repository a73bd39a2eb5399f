"""Logical lines that are two: where a comma at the end of a line has joined to it what is a line of its own.

Takes the physical lines of a logical line and gives what reading them comes to, and the place to break them if they
make no sense together. A break needs evidence, for a mistake in a long line must not tear it apart.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import cast

from attrs import frozen
from lark import UnexpectedToken

from tiaowen.dsl.lexer import LineInput
from tiaowen.dsl.mistakes import Mistake
from tiaowen.dsl.repair import can_be_read, line_parser, on_one_line
from tiaowen.dsl.source import LINE_LIMIT, LogicalLine, Source
from tiaowen.dsl.tree import Line

_LOOK_BACK = 3
"""Physical lines before the one with the trouble that may belong to the same sentence."""

_ONCE_A_LINE = ("COLON", "MEANS", "EQ")
"""Where one of these cannot stand, the line has one already: a second sentence has begun."""

_JOINS = ",，、"


@frozen
class Overlong:
    """A line that was not read, because it is longer than any line of a document."""


@frozen
class Outcome:
    """What reading a line came to: the line, or the error and how far the reader came."""

    line: Line | None
    read: LineInput
    error: UnexpectedToken | Mistake | Overlong | None = None


def attempt(source: Source, logical: LogicalLine) -> Outcome:
    """Read a logical line."""
    read = LineInput(source, logical.parts)
    if logical.parts[0].end - logical.parts[0].start > LINE_LIMIT:
        return Outcome(None, read, Overlong())
    try:
        line = cast(Line, line_parser().parse(read))
    except (UnexpectedToken, Mistake) as error:
        return Outcome(None, read, error)
    return Outcome(line, read)


def second_line(source: Source, logical: LogicalLine, outcome: Outcome) -> int | None:
    """Return the part at which a line of its own begins, if the outcome shows that there is one."""
    if outcome.error is None or len(logical.parts) == 1 or not outcome.read.read:
        return None
    trouble = _trouble(logical, outcome)
    if isinstance(outcome.error, UnexpectedToken) and _refused_join(source, logical, outcome, trouble):
        return trouble + 1
    # The trouble shows at the earliest in the part that does not belong, at the latest in the one after the mistake.
    for at in range(max(1, trouble - _LOOK_BACK), min(trouble + 2, len(logical.parts))):
        if _reads_from(source, logical, at, trouble):
            return at
    if trouble and isinstance(outcome.error, UnexpectedToken) and _begins_anew(source, logical, outcome, trouble):
        return trouble
    return None


def _trouble(logical: LogicalLine, outcome: Outcome) -> int:
    """Return the part in which reading stopped."""
    stop = outcome.read.read[-1].start
    if isinstance(outcome.error, Mistake) and outcome.error.span:
        stop = outcome.error.span.start
    return bisect_right(logical.parts, stop, key=lambda part: part.start) - 1


def _refused_join(source: Source, logical: LogicalLine, outcome: Outcome, trouble: int) -> bool:
    """Return whether it is the sign at the end of a part that cannot stand, and no other sign would do in its place."""
    last, part = outcome.read.read[-1], logical.parts[trouble]
    if last.kind not in ("COMMA", "DUN") or last.end != part.end or trouble + 1 == len(logical.parts):
        return False
    text = on_one_line(source, logical)
    at = last.start - logical.span.start
    return not can_be_read(f"{text[:at]},{text[at + 1 :]}")


def _reads_from(source: Source, logical: LogicalLine, at: int, trouble: int) -> bool:
    """Return whether all that begins with a part can be read, or that part alone, or it and those up to the trouble."""
    if attempt(source, LogicalLine(logical.parts[at:])).error is None:
        return True
    start = logical.parts[at].start
    ends = {logical.parts[at].end, logical.parts[max(at, trouble)].end}
    return any(can_be_read(source.text[start:end].rstrip(_JOINS)) for end in ends)


def _begins_anew(source: Source, logical: LogicalLine, outcome: Outcome, trouble: int) -> bool:
    """Return whether the trouble is that a second sentence has begun, though that one cannot be read either."""
    last = outcome.read.read[-1]
    if last.kind in _ONCE_A_LINE:
        return True
    before = source.text[logical.parts[0].start : logical.parts[0].end].rstrip(_JOINS)
    return trouble == 1 and last.start == logical.parts[1].start and can_be_read(before)
