"""The formats of claims and of results, and how a file name says which."""

from __future__ import annotations

from enum import Enum
from pathlib import PurePath


class Format(Enum):
    """A format of claims and of results."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"

    @classmethod
    def of(cls, name: str) -> Format | None:
        """Return the format a file name ends in."""
        return _SUFFIXES.get(PurePath(name).suffix.lower())


_SUFFIXES = {
    ".csv": Format.CSV,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".parquet": Format.PARQUET,
    ".pq": Format.PARQUET,
}
