"""Results as files."""

import io
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pyarrow as arrow
import pytest
from claims_cases import RECORD, RESULTS, VOCABULARY
from pyarrow import parquet
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.claims import (
    Format,
    Held,
    Result,
    Visit,
    claims_from_mappings,
    findings,
    save_results,
    write_results,
)
from tiaowen.compiler.vocabulary import Concept
from tiaowen.dsl.diagnostics import render
from tiaowen.dsl.tree import Language

# ── Results ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("format", [Format.CSV, Format.JSONL])
def test_results_as_text(format: Format, snapshot: SnapshotAssertion) -> None:
    target = io.BytesIO()
    assert write_results(RESULTS, target, format) is None
    assert target.getvalue().decode() == snapshot


def test_results_as_parquet_keep_amounts_exact() -> None:
    target = io.BytesIO()
    assert write_results(iter(RESULTS), target, Format.PARQUET) is None
    table = parquet.read_table(io.BytesIO(target.getvalue()))
    assert table.schema.field("amount").type == arrow.decimal128(18, 2)
    assert table.schema.field("date").type == arrow.date32()
    assert table["amount"].to_pylist() == [Decimal("5583.78"), None, Decimal("0.00")]
    assert table["claim"].to_pylist() == ["C1", "C1", "=1+1"]
    assert table["articles"].to_pylist() == ["第十条;第十一条", "", "第十条"]


@pytest.mark.parametrize("format", Format)
def test_no_results_are_a_file_too(format: Format) -> None:
    target = io.BytesIO()
    assert write_results([], target, format) is None
    assert bool(target.getvalue()) is (format is not Format.JSONL)


@pytest.mark.parametrize("name", ["results.csv", "results.jsonl", "results.parquet"])
def test_results_are_saved_by_the_name_of_the_file(tmp_path: Path, name: str) -> None:
    target = io.BytesIO()
    write_results(RESULTS, target, Format.of(name) or Format.CSV)
    assert save_results(RESULTS, tmp_path / name) is None
    assert (tmp_path / name).read_bytes() == target.getvalue()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_run_that_fails_leaves_the_old_file_alone(tmp_path: Path) -> None:
    def failing() -> Iterable[Result]:
        yield RESULTS[0]
        raise ZeroDivisionError

    path = tmp_path / "results.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        save_results(failing(), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["results.csv"]


def test_a_place_that_cannot_be_written_is_a_finding(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    finding = save_results(RESULTS, tmp_path / "none" / "results.csv")
    assert isinstance(finding, findings.Unwritable)
    assert isinstance(save_results(RESULTS, tmp_path), findings.Unwritable)
    shown = {language.value: render([finding], language).replace(str(tmp_path), "…") for language in Language}
    assert shown == snapshot


def test_a_device_is_written_as_it_is() -> None:
    assert save_results(RESULTS, Path("/dev/null")) is None
    assert Path("/dev/null").is_char_device()


def test_the_other_names_of_a_concept_do_not_reach_a_claim() -> None:
    """A claim carries ids alone, so a vocabulary that grows does not change what was settled."""
    extended = VOCABULARY.with_local([Concept("high-risk-mothers", "category", "high-risk mothers", "高危孕产妇")])
    (claim,) = claims_from_mappings([RECORD | {"categories": "高危孕产妇"}], extended)
    assert isinstance(claim, Visit)
    assert claim.categories == (Held("high-risk-mothers"),)
