"""Claims under a register: each under its document, in every format, and what is wrong with them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet
import pytest
from command_line import Said, tiaowen
from registers import CITY, CLAIMS, COUNTY, FOLDER, LANGUAGES, PROVINCE, RULES, register, settled, text
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.cli.output import FINDINGS, NOTHING_WRONG

# ── Claims ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_counters_begin_anew_under_a_new_document() -> None:
    old = text("old-2020", "Yunnan", "in force from 2020-01-01", cap=600)
    new = text("new-2023", "Yunnan", "in force from 2023-07-01", 'repeals "old-2020"', cap=700)
    days = ("2023-05-01", "2023-06-30", "2023-07-01", "2023-08-01")
    assert settled(register(old, new), *({"date": day} for day in days)) == [
        ("paid", "500.00", "old-2020"),
        ("paid", "100.00", "old-2020"),
        ("paid", "500.00", "new-2023"),
        ("paid", "200.00", "new-2023"),
    ]


def test_records_come_in_the_order_of_the_claims_whichever_document_they_fall_under() -> None:
    rows = [
        {"date": "2022-06-01", "region": region, "person": person}
        for region in ("Diqing", "Longling", "Baoshan", "Chongqing")
        for person in ("p", "q")
    ]
    found = [policy for _, _, policy in settled(register(PROVINCE, CITY, COUNTY), *rows, *rows[::-1])]
    once = ["province-2020", "province-2020", "county-2022", "county-2022", "city-2021", "city-2021", "", ""]
    assert found == [*once, *once[::-1]]


def test_a_claim_may_leave_its_region_out_where_there_is_one_only() -> None:
    old = text("old-2020", "Yunnan", "in force from 2020-01-01")
    assert settled(register(old), {"date": "2020-06-01"}, {"date": "2019-06-01"}) == [
        ("paid", "500.00", "old-2020"),
        ("elsewhere", "", ""),
    ]


def test_names_are_those_of_the_document_a_claim_falls_under() -> None:
    """Two counties have a class of one name, and each means other people by it."""

    def own(id: str, region: str, people: str, ratio: int) -> str:
        head = f'policy {id} "M"\nregion {region}\nissued 2019-12-01\nArticle 1\n'
        lines = f"needy means {people}\nrecipients means needy\n"
        return (
            head
            + lines
            + RULES.partition("Article 2")[1]
            + RULES.partition("Article 2")[2].format(ratio=ratio, cap=9000).replace("orphans:", "recipients:")
            + "in force from 2020-01-01\n"
        )

    one = own("one-2020", "Kaizhou", "orphans", 50)
    other = own("other-2020", "Yunyang", "extremely poor people", 60)
    rows = [{"date": "2020-06-01", "region": name, "categories": ["needy"]} for name in ("Kaizhou", "Yunyang")]
    assert [(amount, policy) for _, amount, policy in settled(register(one, other), *rows)] == [
        ("500.00", "one-2020"),
        ("600.00", "other-2020"),
    ]


def records(said: Said) -> dict[str, dict[str, str]]:
    return {row["claim"]: row for row in csv.DictReader(io.StringIO(said.out))}


@LANGUAGES
def test_a_folder_settles_claims_of_all_its_regions_and_years(
    lang: tuple[str, str], snapshot: SnapshotAssertion
) -> None:
    said = tiaowen("settle", str(FOLDER), str(CLAIMS), *lang)
    assert said.code == NOTHING_WRONG
    assert (said.out, said.err) == snapshot


@LANGUAGES
def test_a_folder_explains_each_claim_under_its_document(lang: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    said = tiaowen("explain", str(FOLDER), str(CLAIMS), *lang)
    assert said.code == NOTHING_WRONG
    assert said.out == snapshot
    assert tiaowen("settle", str(FOLDER), str(CLAIMS), "--explain", *lang) == said
    data = json.loads(tiaowen("explain", str(FOLDER), str(CLAIMS), "--format", "json", *lang).out)
    assert {item["claim"]: item["policy"] or "" for item in data} == {
        claim: row["policy"] for claim, row in records(tiaowen("settle", str(FOLDER), str(CLAIMS))).items()
    }


def test_every_format_of_results_names_the_document(tmp_path: Path) -> None:
    shown = records(tiaowen("settle", str(FOLDER), str(CLAIMS)))
    for name in ("results.csv", "results.jsonl", "results.parquet"):
        assert tiaowen("settle", str(FOLDER), str(CLAIMS), "-o", str(tmp_path / name)).code == NOTHING_WRONG
    assert (tmp_path / "results.csv").read_text(encoding="utf-8").splitlines()[0].endswith(",reason,policy")
    lines = [json.loads(line) for line in (tmp_path / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    table = pyarrow.parquet.read_table(tmp_path / "results.parquet").to_pylist()
    expected = {claim: row["policy"] or None for claim, row in shown.items()}
    assert {row["claim"]: row["policy"] for row in lines} == expected
    assert {row["claim"]: row["policy"] for row in table} == expected
    assert expected["R8"] is None
    assert lines[7]["benefits"] == [
        {
            "benefit": "",
            "status": "elsewhere",
            "amount": None,
            "category": None,
            "articles": "",
            "reason": "No document of the register is in force in Dongling on 2019-05-01.",
        }
    ]


def test_under_one_policy_results_name_no_document() -> None:
    said = tiaowen("settle", str(FOLDER / "xizhou" / "xizhou-2023.policy"), str(CLAIMS))
    assert said.out.splitlines()[0].endswith(",reason")


@pytest.mark.parametrize("name", ["claims.jsonl", "claims.parquet"])
def test_every_format_of_claims_may_say_the_region(name: str, tmp_path: Path) -> None:
    rows = [
        {key: value or None for key, value in row.items()}
        for row in csv.DictReader(CLAIMS.read_text(encoding="utf-8").splitlines())
    ]
    path = tmp_path / name
    if name.endswith("jsonl"):
        path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    else:
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    assert tiaowen("settle", str(FOLDER), str(path)) == tiaowen("settle", str(FOLDER), str(CLAIMS))


HEADER = "claim,person,region,date,categories,care,in_scope\n"


@LANGUAGES
@pytest.mark.parametrize(
    ("region", "id"),
    [("", "TWC40"), ("溪洲市", "TWC22"), ("低保对象", "TWC23"), ("溪州市;南塘县", "TWC33")],
)
def test_a_claim_without_a_region_is_rejected_where_there_are_several(
    region: str, id: str, lang: tuple[str, str], tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(
        f"{HEADER}B1,P,{region},2023-05-01,低保对象,住院,100\nG1,P,溪州市,2023-05-01,低保对象,住院,100\n",
        encoding="utf-8",
    )
    said = tiaowen("settle", str(FOLDER), str(path), *lang)
    assert said.code == FINDINGS
    assert list(records(said)) == ["G1"]
    assert id in said.err
    assert said.err.replace(str(tmp_path), "") == snapshot


def test_all_that_is_wrong_with_a_claim_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(f"{HEADER}B1,P,溪洲市,2023/05/01,低保户,住,1e4\n", encoding="utf-8")
    said = tiaowen("settle", str(FOLDER), str(path))
    assert [id for id in ("TWC22", "TWC24", "TWC28") if id in said.err] == ["TWC22", "TWC24", "TWC28"]
    assert said.err.count("TWC22") == 3
