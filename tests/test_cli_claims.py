"""Settling and explaining files of claims: what comes in, what goes out, and records that cannot be taken."""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest
from command_line import CASES, CHINESE, ENGLISH, TOWN, Said, tiaowen

from tiaowen.compiler import compile_policy
from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG, WRONG_USAGE

LANGUAGES = pytest.mark.parametrize("lang", [ENGLISH, CHINESE], ids=["en", "zh"])
CLAIMS = CASES / "claims.csv"
EXPECTED = {
    "C1": ("paid", "1400.00", "minimum-living-guarantee", "第二条"),
    "C2": ("zero", "0.00", "minimum-living-guarantee", "第二条"),
    "C3": ("paid", "30000.00", "extremely-poor-people", "第二条"),
    "C4": ("zero", "0.00", "extremely-poor-people", "第二条"),
    "C5": ("elsewhere", "", "extremely-poor-people", "第三条"),
    "C6": ("excluded", "0.00", "minimum-living-guarantee", "第二条"),
}
"""C7 is care that no benefit of the document is for."""

HEADER = "claim,person,date,categories,care,level,marks,in_scope,paid_basic\n"
GOOD = "G1,P1,2024-03-01,低保对象,住院,2,定点医疗机构,5000,2000\n"


def records(text: str) -> dict[str, dict[str, str]]:
    return {row["claim"]: row for row in csv.DictReader(io.StringIO(text))}


def outcome(row: dict[str, str]) -> tuple[str, str, str, str]:
    return row["status"], row["amount"], row["category"], row["articles"]


# ------------------------------------------------------------------------------------------------- out


@LANGUAGES
def test_settle_to_standard_output(lang: tuple[str, str]) -> None:
    said = tiaowen("settle", TOWN, str(CLAIMS), *lang)
    assert said.code == NOTHING_WRONG
    assert {claim: outcome(row) for claim, row in records(said.out).items()} == EXPECTED
    assert "C7" in said.err, "a claim without a record is named"
    reason = records(said.out)["C1"]["reason"]
    assert ("元" in reason) == (lang == CHINESE)
    assert ("yuan" in reason) == (lang == ENGLISH)


def test_settle_to_files_of_every_kind(tmp_path: Path) -> None:
    shown = tiaowen("settle", TOWN, str(CLAIMS))
    for name in ("results.csv", "results.jsonl", "results.parquet"):
        said = tiaowen("settle", TOWN, str(CLAIMS), "-o", str(tmp_path / name))
        assert (said.code, said.out, said.err) == (NOTHING_WRONG, "", shown.err)
    assert (tmp_path / "results.csv").read_text(encoding="utf-8") == shown.out
    rows = [json.loads(line) for line in (tmp_path / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["claim"], row["total"]) for row in rows] == [
        (claim, amount or "0.00") for claim, (_, amount, _, _) in EXPECTED.items()
    ]
    assert rows[4]["benefits"][0]["amount"] is None, "no amount is known: not 0"
    table = pyarrow.parquet.read_table(tmp_path / "results.parquet").to_pylist()
    assert [str(row["amount"] if row["amount"] is not None else "") for row in table] == [
        amount for _, amount, _, _ in EXPECTED.values()
    ]


def rows_of_claims() -> list[dict[str, str]]:
    return list(csv.DictReader(CLAIMS.read_text(encoding="utf-8").splitlines()))


def claims_as_jsonl(path: Path) -> None:
    lines = [json.dumps({key: value for key, value in row.items() if value}) for row in rows_of_claims()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def claims_as_parquet(path: Path) -> None:
    table = pyarrow.Table.from_pylist([{key: value or None for key, value in row.items()} for row in rows_of_claims()])
    pyarrow.parquet.write_table(table, path)


@pytest.mark.parametrize(("name", "write"), [("claims.jsonl", claims_as_jsonl), ("claims.parquet", claims_as_parquet)])
def test_every_format_of_claims_settles_alike(name: str, write: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / name
    write(path)
    assert tiaowen("settle", TOWN, str(path)) == tiaowen("settle", TOWN, str(CLAIMS))
    assert tiaowen("settle", TOWN, "-", stdin=path.read_bytes()).out == tiaowen("settle", TOWN, str(CLAIMS)).out


def test_policy_from_standard_input() -> None:
    said = tiaowen("settle", "-", str(CLAIMS), stdin=Path(TOWN).read_bytes())
    assert said == tiaowen("settle", TOWN, str(CLAIMS))


def test_names_declared_in_the_policy_are_names_in_claims(tmp_path: Path) -> None:
    text = Path(TOWN).read_text(encoding="utf-8")
    text = text.replace("\n第一条", "\n[categories]\nretired fishers = 退捕渔民\n\n第一条", 1)
    text = text.replace("二类人员包括低保对象", "二类人员包括低保对象、退捕渔民")
    policy, claims = tmp_path / "fishers.policy", tmp_path / "claims.csv"
    policy.write_text(text, encoding="utf-8")
    for name in ("退捕渔民", "retired fishers"):
        claims.write_text(HEADER + GOOD.replace("低保对象", name), encoding="utf-8")
        said = tiaowen("settle", str(policy), str(claims))
        assert (said.code, records(said.out)["G1"]["amount"]) == (NOTHING_WRONG, "1400.00")
        row = dict(zip(HEADER.strip().split(","), GOOD.replace("低保对象", name).strip().split(","), strict=True))
        assert compile_policy(text).settle([row]).total == Decimal("1400.00")


def test_results_that_cannot_be_written(tmp_path: Path) -> None:
    assert tiaowen("settle", TOWN, str(CLAIMS), "-o", str(tmp_path / "x.xlsx")).code == WRONG_USAGE
    said = tiaowen("settle", TOWN, str(CLAIMS), "-o", str(tmp_path / "no folder" / "x.csv"))
    assert (said.code, said.out) == (NOT_READ, "")
    assert "cannot be written" in said.err


# --------------------------------------------------------------------------------------------- explain


@LANGUAGES
def test_explain_names_the_article_of_each_step(lang: tuple[str, str]) -> None:
    said = tiaowen("explain", TOWN, str(CLAIMS), *lang)
    assert said.code == NOTHING_WRONG
    first, *_ = said.out.split("\n\n")
    assert first.startswith("C1")
    assert all(amount in first for amount in ("5,000.00", "2,000.00", "3,000.00", "1,000.00", "1,400.00"))
    assert first.count("[第二条]" if lang == CHINESE else "[Article 2]") >= 3
    assert ("一类人员" in first) == (lang == CHINESE), "the clause that did not apply"
    assert ("class 1" in first) == (lang == ENGLISH)


def test_settle_explain_is_explain() -> None:
    assert tiaowen("settle", TOWN, str(CLAIMS), "--explain").out == tiaowen("explain", TOWN, str(CLAIMS)).out


@LANGUAGES
def test_explain_as_data(lang: tuple[str, str]) -> None:
    said = tiaowen("explain", TOWN, str(CLAIMS), "--format", "json", *lang)
    data = json.loads(said.out)
    assert [item["claim"] for item in data] == list(EXPECTED)
    assert {item["claim"]: (item["status"], item["amount"] or "") for item in data} == {
        claim: (status, amount) for claim, (status, amount, _, _) in EXPECTED.items()
    }
    assert all({"step", "text", "articles"} <= step.keys() for item in data for step in item["steps"])


# ------------------------------------------------------------------------------------------- bad input

BAD_ROWS = {
    "unknown category": "B1,P1,2024-03-01,低保对像,住院,2,定点医疗机构,5000,2000\n",
    "unknown care": "B1,P1,2024-03-01,低保对象,住院了,2,定点医疗机构,5000,2000\n",
    "unknown mark": "B1,P1,2024-03-01,低保对象,住院,2,顶点,5000,2000\n",
    "unknown level": "B1,P1,2024-03-01,低保对象,住院,4,定点医疗机构,5000,2000\n",
    "negative amount": "B1,P1,2024-03-01,低保对象,住院,2,定点医疗机构,-5000,0\n",
    "three decimals": "B1,P1,2024-03-01,低保对象,住院,2,定点医疗机构,5000.001,0\n",
    "no number": "B1,P1,2024-03-01,低保对象,住院,2,定点医疗机构,五千,0\n",
    "missing amount": "B1,P1,2024-03-01,低保对象,住院,2,定点医疗机构,,0\n",
    "missing person": "B1,,2024-03-01,低保对象,住院,2,定点医疗机构,5000,0\n",
    "missing date": "B1,P1,,低保对象,住院,2,定点医疗机构,5000,0\n",
    "missing care": "B1,P1,2024-03-01,低保对象,,2,定点医疗机构,5000,0\n",
    "no such day": "B1,P1,2024-02-30,低保对象,住院,2,定点医疗机构,5000,0\n",
    "short row": "B1,P1,2024-03-01\n",
    "long row": "B1,P1,2024-03-01,低保对象,住院,2,定点医疗机构,5000,0,0,0\n",
    "paid more than the cost": "B1,P1,2024-03-01,低保对象,住院,2,定点医疗机构,5000,5000.01\n",
    "duplicate": "G1,P1,2024-03-02,低保对象,住院,2,定点医疗机构,5000,2000\n",
    "wrong bytes": "B1,P1,2024-03-01,低保对象\udcff,住院,2,定点医疗机构,5000,0\n",
}


def rejects_one(said: Said, place: str, lang: tuple[str, str]) -> None:
    """One record is located and rejected, the other one settled."""
    assert said.code == FINDINGS
    assert place in said.err
    assert ("错误" in said.err) == (lang == CHINESE)
    assert ("error" in said.err) == (lang == ENGLISH)
    assert ("退回1条记录" if lang == CHINESE else "1 record rejected") in said.err
    assert {claim: outcome(row) for claim, row in records(said.out).items()} == {"G1": EXPECTED["C1"]}


@LANGUAGES
@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_record_is_rejected_and_the_rest_settled(name: str, lang: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes((HEADER + GOOD + BAD_ROWS[name]).encode(errors="surrogateescape"))
    rejects_one(tiaowen("settle", TOWN, str(path), *lang), "claims.csv:3:", lang)


@LANGUAGES
@pytest.mark.parametrize(
    "line",
    [
        '{"claim": "B1", "person": "P1",',
        '{"claim": "B1"} {"claim": "B2"}',
        '["B1", "P1"]',
        "null",
        '{"claim": "B1", "person": "P1", "date": "2024-03-01", "categories": ["x"], "care": "住院", "in_scope": 1}',
        '{"claim": "B1", "person": "P1", "date": "2024-03-01", "categories": [], "care": "住院", "in_scope": 1e3}',
        '{"claim": "B1", "person": "P1", "date": "2024-03-01", "categories": [], "care": "住院", "in_scope": NaN}',
        '{"claim": "B1", "claim": "B2"}',
        "[" * 10_000 + "]" * 10_000,
        '{"a":' * 10_000 + "1" + "}" * 10_000,
    ],
    ids=lambda line: line[:40] if len(line) < 1000 else f"10,000 times {line[:4]}",
)
def test_a_broken_line_of_json_is_rejected_and_the_rest_settled(
    line: str, lang: tuple[str, str], tmp_path: Path
) -> None:
    row = dict(zip(HEADER.strip().split(","), GOOD.strip().split(","), strict=True))
    path = tmp_path / "claims.jsonl"
    path.write_text(line + "\n" + json.dumps(row) + "\n", encoding="utf-8")
    rejects_one(tiaowen("settle", TOWN, str(path), *lang), "claims.jsonl:1:", lang)


BAD_FILES = {
    "empty.csv": b"",
    "header.csv": HEADER.encode(),
    "empty.jsonl": b"",
    "blank.jsonl": b"\n\n \n",
    "empty.parquet": b"",
    "half.parquet": b"PAR1 and then nothing",
    "gb18030.csv": (HEADER + GOOD).encode("gb18030"),
    "gb18030.jsonl": '{"claim": "C1", "categories": ["低保对象"]}\n'.encode("gb18030"),
    "utf16.csv": (HEADER + GOOD).encode("utf-16"),
    "other.csv": b"a,b,c\n1,2,3\n",
    "twice.csv": (HEADER.replace("level", "person") + GOOD).encode(),
    "spelt.csv": (HEADER.replace("level", "人员") + GOOD).encode(),
}


@LANGUAGES
@pytest.mark.parametrize("command", ["settle", "explain"])
@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_claims_is_not_read(name: str, command: str, lang: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BAD_FILES[name])
    said = tiaowen(command, TOWN, str(path), *lang)
    assert (said.code, said.out) == (NOT_READ, "")
    assert f"{name}:" in said.err
    assert ("错误" in said.err) == (lang == CHINESE)
    assert "rejected" not in said.err
    assert "退回" not in said.err


def test_a_parquet_file_of_floats_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "claims.parquet"
    columns = {name: [cell] for name, cell in zip(HEADER.strip().split(","), GOOD.strip().split(","), strict=True)}
    pyarrow.parquet.write_table(pyarrow.table(columns | {"in_scope": [5000.0]}), path)
    said = tiaowen("settle", TOWN, str(path))
    assert (said.code, said.out) == (NOT_READ, "")
    assert "TWC11" in said.err
    assert "rejected" not in said.err


def test_gb18030_is_named_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes(BAD_FILES["gb18030.csv"])
    said = tiaowen("settle", TOWN, str(path))
    assert "GB18030" in said.err
    assert f"iconv -f GB18030 -t UTF-8 {path} > {tmp_path / 'claims-utf8.csv'}" in said.err


@LANGUAGES
def test_a_claim_without_a_record_is_told_by_what_it_is_about(lang: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(
        "claim,kind,person,date,categories,care,plan,premium,year,in_scope\n"
        "V-1,,P1,2024-03-01,低保对象,普通门诊,,,,500\n"
        "E-1,参保缴费,P1,2024-03-01,低保对象,,居民医保一档,380,,\n"
        "F-1,基金年度,,,,,,,2024,\n",
        encoding="utf-8",
    )
    said = tiaowen("settle", TOWN, str(path), *lang)
    told = [
        ("V-1", "no benefit is for that kind of care", "没有待遇适用于该就医类型"),
        ("E-1", "no benefit is for enrolments", "没有待遇适用于参保缴费"),
        ("F-1", "the policy has no fund rule", "政策文件没有基金分担的规定"),
    ]
    assert said.err.splitlines() == [
        f"1条记录没有结果，因为{zh}：{claim}" if lang == CHINESE else f"1 claim without a record, as {en}: {claim}"
        for claim, en, zh in told
    ]


def test_all_records_rejected_is_no_success(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(HEADER + BAD_ROWS["three decimals"], encoding="utf-8")
    said = tiaowen("settle", TOWN, str(path))
    assert said.code == FINDINGS
    assert records(said.out) == {}
    assert "1 record rejected, 0 taken" in said.err
    assert tiaowen("explain", TOWN, str(path))[:2] == (FINDINGS, "")


def test_an_unknown_column_is_warned_of(tmp_path: Path) -> None:
    """A misspelt payment would otherwise pass as nothing paid."""
    path = tmp_path / "claims.csv"
    path.write_text(HEADER.replace("paid_basic", "paid_basci") + GOOD, encoding="utf-8")
    said = tiaowen("settle", TOWN, str(path))
    assert "paid_basci" in said.err
    assert "paid_basic" in said.err


@LANGUAGES
def test_a_policy_with_errors_settles_nothing(lang: tuple[str, str]) -> None:
    for command in ("settle", "explain"):
        said = tiaowen(command, str(CASES / "wrong.policy"), str(CLAIMS), *lang)
        assert (said.code, said.out) == (FINDINGS, "")
        assert ("没有结算" if lang == CHINESE else "Nothing was settled") in said.err
