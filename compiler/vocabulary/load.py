"""Read the packaged data files. Once per process: they cannot change while it runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from tiaowen.compiler.vocabulary.model import Concept, Figure, VocabularyError
from tiaowen.compiler.vocabulary.vocabulary import Vocabulary

_CONCEPT_COLUMNS = ["id", "kind", "english", "chinese", "also_english", "also_chinese", "parts", "column", "note"]
_STATISTIC_COLUMNS = ["statistic", "region", "year", "value", "unit", "status", "source", "raw"]

Figures = Mapping[tuple[str, str], Mapping[int, Figure]]
"""The published figures of a statistic and region (both concept ids), by the year they are of."""


@cache
def load_vocabulary() -> Vocabulary:
    """Return the shared vocabulary."""
    return Vocabulary.of(read_concepts(_packaged("concepts.csv")))


@cache
def load_statistics() -> Figures:
    """Return the published figures that are shipped."""
    return read_statistics(_packaged("statistics.csv"))


def read_concepts(text: str) -> tuple[Concept, ...]:
    """Return the concepts of a table, one row each."""
    return tuple(
        Concept(id, kind, english, chinese, _list(also_en), _list(also_zh), _list(parts), column or None)
        for id, kind, english, chinese, also_en, also_zh, parts, column, _ in _rows(text, _CONCEPT_COLUMNS)
    )


def read_statistics(text: str) -> Figures:
    """Return the figures of a table in yuan; other units are kept for readers of the file and settle nothing."""
    figures: dict[tuple[str, str], dict[int, Figure]] = {}
    for statistic, region, year, value, unit, status, source, _ in _rows(text, _STATISTIC_COLUMNS):
        if unit != "yuan":
            continue
        fen = Decimal(value) * 100
        if fen != int(fen):
            raise VocabularyError(f"{statistic} of {region}, {year}: {value} is not a whole number of fen")
        of = figures.setdefault((statistic, region), {})
        if int(year) in of:
            raise VocabularyError(f"{statistic} of {region} has two figures for {year}")
        of[int(year)] = Figure(int(fen), status, source)
    return MappingProxyType({key: MappingProxyType(by_year) for key, by_year in figures.items()})


def _packaged(name: str) -> str:
    return files("tiaowen.policies").joinpath("vocabulary", name).read_text(encoding="utf-8")


def _rows(text: str, columns: list[str]) -> Iterable[list[str]]:
    rows = csv.reader(text.splitlines())
    header = next(rows, [])
    if header != columns:
        raise VocabularyError(f"the columns are {','.join(header)}, not {','.join(columns)}")
    for row in rows:
        if row:
            if len(row) != len(columns):
                raise VocabularyError(f"line {rows.line_num} has {len(row)} cells, not {len(columns)}")
            yield [cell.strip() for cell in row]


def _list(cell: str) -> tuple[str, ...]:
    return tuple(item for part in cell.split(";") if (item := part.strip())) if cell else ()
