"""What has been accepted, with the reasons, and what a file of accepted differences holds beside that."""

from __future__ import annotations

from collections.abc import Iterator

from tiaowen.compiler.compare.accepting import about, findings
from tiaowen.compiler.compare.model import Accepted, Comparison, Entry
from tiaowen.compiler.compare.printing import ACCEPTED, Printing


def review_lines(comparison: Comparison, printing: Printing) -> Iterator[str]:
    """Yield the accepted differences and the entries that accept nothing."""
    review = comparison.review
    if review is None:
        return
    yield ""
    rows = sum(row.accepted is not None for row in comparison.changes)
    yield printing.rule(printing.say(f"Accepted differences ({rows} rows)", f"已接受的差异（{rows}行）"))
    for found in findings(comparison, accepted=True):
        accepted = found[0].accepted
        yield from printing.indented(f"{ACCEPTED} ", about(found, printing))
        yield from printing.indented("    ", said_by(accepted, printing) if accepted is not None else "")
    for entry in review.unfilled:
        yield from printing.indented("! ", unfilled_text(entry, printing))
    for entry in review.stale:
        yield from printing.indented("! ", stale_text(entry, printing))


def said_by(accepted: Accepted, printing: Printing) -> str:
    """Return who has accepted a difference and why."""
    day = accepted.when.isoformat() if accepted.when is not None else ""
    return printing.colon(printing.list([accepted.who, day]), accepted.why)


def unfilled_text(entry: Entry, printing: Printing) -> str:
    """Return that an entry accepts nothing."""
    text = printing.say("not accepted, for who or why is empty", "未接受：who 或 why 为空")
    return printing.colon(text, _entry(entry))


def stale_text(entry: Entry, printing: Printing) -> str:
    """Return that an entry is about what no longer occurs."""
    text = printing.say("accepted, and no longer a difference", "已接受的差异现已不存在")
    return printing.colon(text, _entry(entry))


def _entry(entry: Entry) -> str:
    prints = ", ".join(each[:12] for each in entry.fingerprints)
    return f"{entry.about} [{prints}]".lstrip()
