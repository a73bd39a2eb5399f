"""Reading a file of claims, against the standard library reading the same rows without looking at them."""

import csv
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Line, best
from bench.people import claims
from tiaowen.compiler.claims import Visit, read_claims
from tiaowen.compiler.vocabulary import load_vocabulary

COUNT = 20_000
TIMES = 5


def lines() -> Iterator[Line]:
    """Measure CSV and JSON Lines."""
    made = claims(COUNT)
    with tempfile.TemporaryDirectory() as folder:
        table, objects = Path(folder) / "claims.csv", Path(folder) / "claims.jsonl"
        with table.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(made[0]))
            writer.writeheader()
            for claim in made:
                writer.writerow({column: ";".join(v) if isinstance(v, list) else v for column, v in claim.items()})
        objects.write_text("".join(json.dumps(claim, ensure_ascii=False) + "\n" for claim in made), encoding="utf-8")
        assert _read(table) == _read(objects) == COUNT
        rows, csv_claims, loads, jsonl_claims = best(
            TIMES, lambda: _rows(table), lambda: _read(table), lambda: _loads(objects), lambda: _read(objects)
        )
    yield Line(f"csv.DictReader, {COUNT:,} rows", rows, _rate(rows))
    yield Line("claims from CSV", csv_claims, _rate(csv_claims), csv_claims / rows, "csv.DictReader")
    yield Line(f"json.loads, {COUNT:,} lines", loads, _rate(loads))
    yield Line("claims from JSON Lines", jsonl_claims, _rate(jsonl_claims), jsonl_claims / loads, "json.loads")


def _read(path: Path) -> int:
    return sum(isinstance(each, Visit) for each in read_claims(path, vocabulary=load_vocabulary()))


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.DictReader(stream))


def _loads(path: Path) -> int:
    with path.open(encoding="utf-8") as stream:
        return sum(1 for line in stream if json.loads(line))


def _rate(seconds: float) -> str:
    return f"{COUNT / seconds:,.0f} rows/s"
