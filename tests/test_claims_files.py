"""Files of claims of every kind: recognised, read, and turned down where they must be."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import pyarrow as arrow
import pytest
from claims_cases import HEADER, RECORD, RESULTS, ROW, VISIT, VOCABULARY, ids, json_lines, parquet_bytes, read
from hypothesis import example, given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.claims import (
    CannotRead,
    Format,
    Visit,
    claims_from_mappings,
    findings,
    read_claims,
    write_results,
)
from tiaowen.dsl.diagnostics import Finding, render
from tiaowen.dsl.tree import Language

# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_is_read_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(HEADER + ROW, encoding="utf-8")
    assert list(read_claims(path, vocabulary=VOCABULARY)) == [VISIT]


@pytest.mark.parametrize("text", [HEADER + ROW, json_lines([RECORD]), "\ufeff " + json_lines([RECORD])])
def test_without_a_name_the_first_character_decides(text: str) -> None:
    stream = io.BytesIO(text.encode())
    assert ids(read_claims(stream, vocabulary=VOCABULARY)) == ["C1"]
    assert not stream.closed


def test_parquet_is_recognised_without_a_name() -> None:
    table = arrow.table({key: [value] for key, value in RECORD.items()})
    assert ids(read_claims(io.BytesIO(parquet_bytes(table)), vocabulary=VOCABULARY)) == ["C1"]


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    for path, trouble in [
        (tmp_path / "none.csv", findings.Trouble.MISSING),
        (tmp_path / "nul\0.csv", findings.Trouble.MISSING),
        (tmp_path, findings.Trouble.FOLDER),
    ]:
        (finding,) = read_claims(path, vocabulary=VOCABULARY)
        assert isinstance(finding, findings.Unreadable)
        assert isinstance(finding, CannotRead)
        assert finding.trouble is trouble
        for language in Language:
            assert path.name.split("\0")[0] in finding.message(language)


def test_a_disk_that_fails_while_reading_is_a_finding() -> None:
    class Failing(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            raise OSError(5, "Input/output error")

    stream: BinaryIO = io.BufferedReader(Failing())
    (finding,) = read_claims(stream, vocabulary=VOCABULARY)
    assert isinstance(finding, findings.Unreadable)
    assert finding.trouble is findings.Trouble.OTHER


def test_parquet_columns_of_every_exact_type() -> None:
    table = arrow.table(
        {
            "claim": ["C1", "C2"],
            "person": arrow.array(["P1", "P1"]).dictionary_encode(),
            "date": arrow.array([date(2023, 5, 1)] * 2, arrow.date32()),
            "categories": [["低保对象"], ["孤儿", "低保对象"]],
            "care": ["住院", "住院"],
            "level": arrow.array([2, None], arrow.int8()),
            "in_scope": arrow.array([Decimal("30000.0000"), Decimal("0.1000")], arrow.decimal128(38, 4)),
            "paid_basic": ["12000.5", None],
            "age": arrow.array([80, None], arrow.int64()),
        }
    )
    first, second = read(parquet_bytes(table), "a.parquet")
    assert isinstance(first, Visit)
    assert isinstance(second, Visit)
    assert first.money == {"in_scope": 3_000_000, "paid_basic": 1_200_050}
    assert (second.money, second.level, second.facts, second.line) == ({"in_scope": 10}, None, {}, 2)


def test_rows_of_parquet_are_rejected_by_number() -> None:
    table = arrow.table({key: [value, value] for key, value in (RECORD | {"care": "x"}).items()})
    places = [item.place for item in read(parquet_bytes(table), "a.parquet") if isinstance(item, Finding)]
    assert [place.line for place in places if place] == [1, 2]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (arrow.table({"claim": arrow.array([], arrow.string())}), ["TWC05"]),
        (arrow.table({key: arrow.array([], arrow.string()) for key in RECORD}), ["TWC02"]),
        (arrow.table({"claim": ["C1"], "claim ": ["C2"], "kind": ["visit"]}), ["TWC06"]),
    ],
    ids=["columns missing", "no rows", "two columns of one meaning"],
)
def test_a_parquet_file_that_says_too_little(table: arrow.Table, expected: list[str]) -> None:
    assert ids(read(parquet_bytes(table), "a.parquet")) == expected


def test_without_the_library_parquet_is_a_finding(monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    (finding,) = read(b"PAR1", "a.parquet")
    assert isinstance(finding, findings.ParquetNeedsLibrary)
    assert write_results(RESULTS, io.BytesIO(), Format.PARQUET) == finding
    assert {language.value: render([finding], language) for language in Language} == snapshot


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.jsonl", "a.parquet", "a"]))
def test_no_bytes_whatever_raise(data: bytes, name: str) -> None:
    for finding in read(data, name):
        assert isinstance(finding, Finding)
        for language in Language:
            render([finding], language).encode()


_PIECES = st.sampled_from(
    [
        *HEADER.strip().split(","),
        *ROW.strip().split(","),
        ",",
        '"',
        "\n",
        "[",
        "]",
        "{",
        "}",
        ":",
        ";",
        "\\",
        "1e9",
        "\ufeff",
    ]
)


@given(st.lists(_PIECES, max_size=60).map("".join), st.sampled_from(["a.csv", "a.jsonl"]), st.booleans())
def test_no_text_whatever_raises(text: str, name: str, headed: bool) -> None:
    for item in read(HEADER + text if headed else text, name):
        if isinstance(item, Finding):
            for language in Language:
                render([item], language).encode()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["孤儿", "2023-01-01", "住院"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["category", "from", "to"]), inner),
    max_leaves=8,
)


@example({"kind": 0})
@example({"claim": -1})
@given(st.dictionaries(st.sampled_from([*RECORD, "kind", "year", "plan", "premium", "x"]), _JSON))
def test_no_object_whatever_raises(changes: dict[str, object]) -> None:
    """The same object gives the same claim, or the same reasons, as JSON and as a program's own."""
    record = RECORD | changes
    from_text = read(json_lines([record]), "a.jsonl")
    assert ids(from_text) == ids(claims_from_mappings([record], VOCABULARY))
    render([item for item in from_text if isinstance(item, Finding)], Language.ZH).encode()
