"""The module as a program: claims from a file (.csv or .jsonl), records as CSV to standard output"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from tiaowen.compiler.emit.python.runtime.reading import Rejected, settle_all

COLUMNS = ("claim", "person", "date", "benefit", "status", "amount", "category", "articles", "reason")


def main(arguments: list[str]) -> int:
    """Settle a file; return 1 if a record could not be read, 2 for wrong usage, 3 if the file cannot be read."""
    language = "zh" if "--lang=zh" in arguments else "en"
    paths = [argument for argument in arguments if not argument.startswith("--")]
    if len(paths) != 1:
        sys.stderr.write("usage: python <this file> CLAIMS.csv|CLAIMS.jsonl [--lang=en|zh] > RECORDS.csv\n")
        return 2
    try:
        settlement = settle_all(rows_of(Path(paths[0])))
    except (OSError, UnicodeDecodeError, csv.Error, Rejected) as error:
        sys.stderr.write(f"{error.message(language) if isinstance(error, Rejected) else error}\n")
        return 3
    for reason in settlement.rejected:
        sys.stderr.write(f"{reason.message(language)}\n")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in settlement.records:
        writer.writerow(
            [
                record.claim,
                record.person,
                record.date.isoformat(),
                record.benefit,
                record.status,
                record.amount,
                record.category or "",
                ";".join(record.articles),
                record.reason(language),
            ]
        )
    return 1 if settlement.rejected else 0


def rows_of(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield the records of a file with the line each starts on."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        if path.suffix.lower() in {".jsonl", ".ndjson"}:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, row_of(line, number)
            return
        rows = csv.DictReader(file, strict=True)
        before = 1
        for row in rows:
            yield before + 1, {name: cell for name, cell in row.items() if name is not None}
            before = rows.line_num


def row_of(line: str, number: int) -> Mapping[str, object]:
    """Return the object on a line of JSON."""
    try:
        row = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise Rejected("this line is not a JSON object", "这一行不是JSON对象", number)
    return row


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
