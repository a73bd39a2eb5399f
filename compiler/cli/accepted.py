"""``--accept``: reading a file of accepted differences, and saying which of its entries accept nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tiaowen.compiler.claims.findings import Trouble, Unreadable
from tiaowen.compiler.cli.output import NOT_READ, Say, show
from tiaowen.compiler.compare.accepting import LONGEST, Malformed, read_entries
from tiaowen.compiler.compare.model import Comparison, Entry
from tiaowen.compiler.compare.printing import Printing
from tiaowen.compiler.compare.report_review import stale_text, unfilled_text

SHOWN = 10
"""So many entries of a kind are told of; a file fresh from ``--format baseline`` has hundreds."""

MOST_BYTES = 4 * LONGEST
"""No character takes more than four bytes."""


def accept_option(say: Say) -> click.Option:
    """Return the option."""
    text = say(
        "a file of accepted differences (--format baseline writes one): they are marked, and --fail-on lets them pass",
        "已接受差异的记录文件（可用 --format baseline 生成）：予以标注，--fail-on 不计",
    )
    return click.Option(["--accept"], metavar="FILE", help=text)


def read_accepted(path: str, say: Say) -> tuple[Entry, ...] | int:
    """Return the entries of a file; of one that cannot be read the exit code, after saying why."""
    try:
        raw = _read(path)
    except OSError as error:
        show([Unreadable(file=path, trouble=Trouble.of(error), detail=error.strerror or str(error))], say)
        return NOT_READ
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _refuse(path, line, say("not UTF-8 text", "不是UTF-8文本"), say)
    found = read_entries(text)
    if isinstance(found, Malformed):
        return _refuse(path, found.line, found.text.get(say.language), say)
    return found


def _read(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(path).open("rb") as file:
        return file.read(MOST_BYTES + 1)


def show_review(comparison: Comparison, say: Say) -> None:
    """Say which entries accept nothing: nobody and no reason is given, or the difference is gone."""
    review = comparison.review
    if review is None:
        return
    printing = Printing.of_comparison(comparison, say.language, 0)
    for entries, told in ((review.unfilled, unfilled_text), (review.stale, stale_text)):
        for entry in entries[:SHOWN]:
            click.echo(told(entry, printing), err=True)
        rest = len(entries) - SHOWN
        if rest > 0:
            click.echo(say(f"and {rest} more such entries, in the report", f"另有{rest}项，见报告"), err=True)


def _refuse(path: str, line: int, why: str, say: Say) -> int:
    text = say(
        f"{path}:{line}: not a file of accepted differences: {why}", f"{path}:{line}：不是已接受差异的文件：{why}"
    )
    click.echo(text, err=True)
    return NOT_READ
