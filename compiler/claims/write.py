"""Results in, CSV, JSON Lines or Parquet out, one at a time: no format holds more than a claim (or a batch) in memory.

A CSV cell that a spreadsheet would take for a formula (a text that begins with ``=``, ``+``, ``-``, ``@``,
a tab or a return) gets an apostrophe in front, which spreadsheets hide. Identifiers come from outside, and
a result file is opened by people with access to more. Plain numbers are left as they are. JSON Lines and
Parquet are for programs and keep every text as it is.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, TextIO

from tiaowen.compiler.claims import findings as f
from tiaowen.compiler.claims.findings import Trouble
from tiaowen.compiler.claims.formats import Format
from tiaowen.compiler.claims.money import yuan
from tiaowen.compiler.claims.parquet import write_parquet
from tiaowen.compiler.claims.result import COLUMNS, Result
from tiaowen.dsl.diagnostics import Finding

_FORMULA = re.compile(r"[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


def write_csv(results: Iterable[Result], target: TextIO, *, policies: bool = False) -> None:
    """Write one row for each claim and benefit, under a header; with ``policies`` also the document of each."""
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow((*COLUMNS, "policy") if policies else COLUMNS)
    writer.writerows(
        (
            harmless(result.claim),
            harmless(result.person),
            result.date.isoformat(),
            harmless(result.benefit),
            result.status.value,
            result.amount,
            harmless(result.category or ""),
            harmless(result.cited),
            harmless(result.reason),
            *([harmless(result.policy or "")] if policies else []),
        )
        for result in results
    )


def write_jsonl(results: Iterable[Result], target: TextIO) -> None:
    """Write one object for each claim. The results of a claim must follow each other."""
    for _, group in groupby(results, key=lambda result: result.claim):
        target.write(json.dumps(claim_object(list(group)), ensure_ascii=False) + "\n")


def claim_object(results: Sequence[Result]) -> dict[str, object]:
    """Return the results of one claim as the exchange format has them; amounts are texts, so that they stay exact."""
    first = results[0]
    return {
        "claim": first.claim,
        "person": first.person,
        "date": first.date.isoformat(),
        **({} if first.policy is None else {"policy": first.policy or None}),
        "total": yuan(sum(result.amount_fen or 0 for result in results)),
        "benefits": [
            {
                "benefit": result.benefit,
                "status": result.status.value,
                "amount": result.amount or None,
                "category": result.category,
                "articles": result.cited,
                "reason": result.reason,
            }
            for result in results
        ],
    }


def harmless(text: str) -> str:
    """Return ``text`` so that no spreadsheet runs it."""
    if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def write_results(
    results: Iterable[Result], target: BinaryIO, format: Format, *, policies: bool = False
) -> Finding | None:
    """Write results to an open binary stream, with ``policies`` the document of each; return what stands against it."""
    if format is Format.PARQUET:
        return write_parquet(results, target, policies=policies)
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=False)
    if format is Format.CSV:
        write_csv(results, text, policies=policies)
    else:
        write_jsonl(results, text)
    text.flush()
    text.detach()  # the stream is its owner's to close
    return None


def save_results(
    results: Iterable[Result], path: Path, format: Format | None = None, *, policies: bool = False
) -> Finding | None:
    """Write results to a file, which appears only when it is complete; return what stands against it.

    What is no ordinary file (a device, a pipe) is written as it comes.
    """
    format = format or Format.of(path.name) or Format.CSV
    whole = path.resolve()
    special = whole.exists() and not whole.is_file()
    draft = whole if special else whole.with_name(f".{whole.name}.{os.getpid()}.part")
    try:
        try:
            with draft.open("wb") as target:
                trouble = write_results(results, target, format, policies=policies)
            if trouble is None and not special:
                draft.replace(whole)
            return trouble
        finally:
            if not special:
                draft.unlink(missing_ok=True)
    except OSError as error:
        return f.Unwritable(file=str(path), trouble=Trouble.of(error), detail=error.strerror or "")
