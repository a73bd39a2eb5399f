"""Claims: every accepted spelling is read exactly, every mistake is a finding with its place, nothing raises."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pyarrow as arrow
import pytest
from attrs import evolve
from claims_cases import HEADER, RECORD, ROW, VISIT, VOCABULARY, ids, json_lines, one, parquet_bytes, read, visit, wrong
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.claims import (
    CannotRead,
    ExtraNames,
    Held,
    Visit,
    claims_from_mappings,
    findings,
)
from tiaowen.compiler.claims.columns import CHINESE, FIXED, Columns
from tiaowen.compiler.vocabulary import name_key
from tiaowen.dsl.diagnostics import Finding, Severity, render
from tiaowen.dsl.tree import Language

# ── What is read ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_row_of_csv() -> None:
    assert read(HEADER + ROW) == [VISIT]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADER + ROW,
        (HEADER + ROW).replace("\n", "\r\n"),
        (HEADER + ROW).rstrip("\n"),
        HEADER + "\n" + ROW + "\n,,,,,,,,,,\n",
        (HEADER + ROW).replace("\n", ",,,\n"),
        HEADER.upper().replace("_", " ") + ROW,
        HEADER + ",".join(f'"{cell}"' for cell in ROW.rstrip().split(",")) + "\n",
        HEADER + ",".join(f" {cell}\t" for cell in ROW.rstrip().split(",")) + "\n",
        HEADER + ROW.replace("低保对象", '"[""低保对象""]"'),
        HEADER + ROW.replace("低保对象", "低保对象； 低保;minimum-living-guarantee"),
        HEADER + ROW.replace("30000.00", "３００００．０").replace("2023-05-01", "２０２３－０５－０１"),
    ],
    ids=[
        "byte order mark",
        "line ends of Windows",
        "no last line end",
        "blank lines",
        "empty columns of a spreadsheet",
        "header in capitals",
        "all quoted",
        "white space",
        "JSON array in a cell",
        "one category under three names",
        "full width",
    ],
)
def test_csv_as_spreadsheets_write_it(text: str) -> None:
    assert [item for item in read(text) if isinstance(item, Visit)] in ([VISIT], [line_3(VISIT)])
    assert not [item for item in read(text) if isinstance(item, Finding)]


def line_3(claim: Visit) -> Visit:
    """The same claim a line further down."""
    return evolve(claim, line=3)


def test_a_line_of_json() -> None:
    assert read(json_lines([RECORD]), "claims.jsonl") == [one()]


def test_numbers_of_json_are_never_floats() -> None:
    text = json_lines([RECORD]).replace('"30000.00"', "1234567890.1").replace('"12000.5"', "0.07")
    (claim,) = read(text, "claims.ndjson")
    assert isinstance(claim, Visit)
    assert claim.money == {"in_scope": 123_456_789_010, "paid_basic": 7}


def test_a_category_may_be_held_for_a_time() -> None:
    entries = [{"category": "孤儿", "from": "2023-01-01", "to": "2023-06-30"}, {"category": "低保", "from": None}]
    held = visit(categories=entries).categories
    assert held == (Held("orphans", date(2023, 1, 1), date(2023, 6, 30)), Held("minimum-living-guarantee"))
    assert held[0].on(date(2023, 6, 30))
    assert not held[0].on(date(2023, 7, 1))
    assert held[1].on(date(1990, 1, 1))


def test_a_mark_that_does_not_hold_is_left_out() -> None:
    assert visit(marks="未规范转诊; not within the county;市内就医").marks == {"within-the-municipality"}


@pytest.mark.parametrize("level", [2, "2", "２", "level 2", "Level-2", "二级", "二级医疗机构", Decimal(2)])
def test_a_level_in_any_spelling(level: object) -> None:
    assert visit(level=level).level == 2


@pytest.mark.parametrize(
    ("level", "meant"),
    [
        ("三级甲等", 3),
        ("三甲", 3),
        ("３Ａ", 3),
        ("3a级", 3),
        ("二级乙等医院", 2),
        ("1级甲等", 1),
        ("四级", None),
        ("A", None),
    ],
)
def test_a_grade_within_a_level_is_not_taken_but_understood(level: str, meant: int | None) -> None:
    finding = wrong(findings.BadLevel, level=level)
    assert isinstance(finding, findings.BadLevel)
    assert finding.meant == meant


def test_what_is_not_stated_is_not_made_up() -> None:
    bare = visit(categories=..., level=None, diseases="", marks=[], paid_basic=" ", age=...)
    assert (bare.categories, bare.level) == ((), None)
    assert not bare.diseases
    assert not bare.marks
    assert not bare.facts
    assert bare.money == {"in_scope": 3_000_000}


@pytest.mark.parametrize("amount", [30000, "30000", "30000.0", Decimal("30000.00"), Decimal("30000.0000")])
def test_an_amount_of_any_exact_type(amount: object) -> None:
    assert visit(in_scope=amount).money["in_scope"] == 3_000_000


@pytest.mark.parametrize("day", [date(2023, 5, 1), datetime(2023, 5, 1), " 2023-05-01 "])
def test_a_date_of_any_type(day: object) -> None:
    assert visit(date=day).date == date(2023, 5, 1)


def test_a_header_may_be_chinese_throughout() -> None:
    text = "编号,人员,日期,对象类别,就医类型,医院等级,病种,标识,政策范围内费用,paid_basic,年龄\n" + ROW
    assert read(text) == [VISIT]
    text = "费用编号,人员编号,结算日期,救助对象类别,就医类型,医院等级,病种,标识,政策范围内费用,paid_basic,年龄\n" + ROW
    assert read(text) == [VISIT]
    english, chinese = (
        "claim,kind,person,family,date,plan,premium,year",
        "编号,类型,人员,家庭,日期,险种,个人缴费,年度",
    )
    row = "\nE1,参保缴费,P1,J1,2023-01-05,居民医保一档,380,2023\n"
    assert read(chinese + row) == read(english + row)
    assert ids(read(chinese + row)) == ["E1"]


def test_a_chinese_name_of_a_column_is_a_name_of_nothing_else() -> None:
    columns = Columns.of(VOCABULARY, ExtraNames())
    assert {name: column.name for name in CHINESE if (column := columns.find(name))} == CHINESE
    assert set(CHINESE.values()) == set(FIXED)
    others = [n for c in VOCABULARY.of_kind("fact", "parameter") if c.claim_column not in FIXED for n in c.names]
    assert not {name_key(name) for name in CHINESE} & {name_key(name) for name in others}


def test_an_enrolment_needs_no_care() -> None:
    header = "claim,kind,person,date,categories,plan,premium,premium_tier_1\n"
    text = header + "E1,enrolment,P1,2023-01-05,低保,居民医保一档,380,380\n"
    assert read(text) == [
        Visit(
            claim="E1",
            person="P1",
            date=date(2023, 1, 5),
            categories=(Held("minimum-living-guarantee"),),
            money={"premium": 38_000, "premium_tier_1": 38_000},
            plan="resident-tier-1",
            kind="enrolment",
            line=2,
        )
    ]


def test_a_fund_year_belongs_to_nobody_and_ends_with_its_year() -> None:
    record = {"claim": "F1", "kind": "基金年度", "year": 2023, "budget": 100_000_000, "overspend": 5}
    (claim,) = read(json_lines([record]), "a.jsonl")
    assert isinstance(claim, Visit)
    assert (claim.kind, claim.year, claim.date, claim.person) == ("fund-year", 2023, date(2023, 12, 31), "")
    assert claim.money == {"budget": 10_000_000_000, "overspend": 500}


def test_a_fact_may_be_named_by_column_or_by_any_of_its_names() -> None:
    for name in ("disability_grade", "disability grade", "残疾等级"):
        assert visit(age=..., **{name: 2}).facts == {"disability_grade": 2}


def test_a_policy_adds_names_of_classes_and_columns() -> None:
    extra = ExtraNames({"一类人员": "class-1"}, frozenset({"drug_cost"}), frozenset({"months_insured"}))
    record = RECORD | {"categories": "一类人员", "drug_cost": "1.5", "months_insured": 7}
    (claim,) = claims_from_mappings([record], VOCABULARY, extra=extra)
    assert isinstance(claim, Visit)
    assert claim.categories == (Held("class-1"),)
    assert claim.money["drug_cost"] == 150
    assert claim.facts["months_insured"] == 7


def test_finished_claims_pass_and_are_numbered() -> None:
    second = Visit(claim="C2", person="P1", date=date(2023, 5, 2))
    outcome = list(claims_from_mappings([RECORD, second, second], VOCABULARY))
    assert ids(outcome) == ["C1", "C2", "TWC21"]
    assert [(c.line, c.order) for c in outcome if isinstance(c, Visit)] == [(1, 0), (2, 1)]


def test_a_quoted_cell_may_hold_commas_quotes_and_line_ends() -> None:
    text = (
        HEADER.replace("age", "age,remark")
        + ROW.rstrip()
        + ',"a, ""b""\nc"\n'
        + ROW.replace("C1", "C2").rstrip()
        + ",\n"
    )
    outcome = read(text)
    assert ids(outcome) == ["TWC07", "C1", "C2"]
    assert isinstance(outcome[2], Visit)
    assert outcome[2].line == 4


def test_a_mistake_does_not_stop_the_rest() -> None:
    rows = [ROW.replace("C1", f"C{number}") for number in range(1, 6)]
    rows[1] = rows[1].replace("住院", "inpateint")
    rows[3] = '"' + rows[3]
    assert ids(read(HEADER + "".join(rows))) == ["C1", "TWC22", "C3", "TWC18", "C5"]


def test_all_mistakes_of_a_record_are_told_at_once() -> None:
    row = "C1,P1,2023/5/1,低保户;孤儿院,inpateint,4,肺癌,未规范转诊;规范转诊,1e4,-1,x\n"
    assert ids(read(HEADER + row)) == ["TWC24", "TWC24", "TWC25", "TWC28", "TWC22", "TWC22", "TWC22", "TWC31", "TWC32"]


def test_a_rejected_claim_does_not_take_its_name() -> None:
    assert ids(read(HEADER + ROW.replace("住院", "x") + ROW)) == ["TWC22", "C1"]


# ── Where a mistake stands ───────────────────────────────────────────────────────────────────────────────────────


def marked(finding: Visit | Finding) -> tuple[int, str]:
    """Return the line of a finding and the text under its mark."""
    assert isinstance(finding, Finding)
    place = finding.place
    assert place is not None
    lines = render([finding], Language.EN).splitlines()
    shown, under = lines[1].split("│ ", 1)[1], lines[2].split("│ ", 1)[1]
    wide = "".join(c if ord(c) < 0x2E80 else c + "\0" for c in shown)
    start = under.index("^")
    return place.line, wide[start : start + under.count("^")].replace("\0", "")


@pytest.mark.parametrize(
    ("row", "name", "expected"),
    [
        (ROW.replace("低保对象", "孤儿;低保户"), "claims.csv", (2, "低保户")),
        (ROW.replace("低保对象", '"孤儿;低保户"'), "claims.csv", (2, "低保户")),
        (ROW.replace("30000.00", '"3,000"'), "claims.csv", (2, "3,000")),
        (ROW.replace("低保对象", '"孤儿;\n低保户"'), "claims.csv", (3, "低保户")),
        (ROW.replace("12000.5", "  1e3 "), "claims.csv", (2, "1e3")),
        (ROW.replace("C1", "C" * 190).replace("12000.5", "1e3"), "claims.csv", (2, "1e3")),
        (json_lines([RECORD | {"categories": ["孤儿", "低保户"]}]), "claims.jsonl", (1, "低保户")),
        (json_lines([RECORD | {"person": 'a "care": b', "care": "住"}]), "claims.jsonl", (1, "住")),
        ('{"claim": "C1", x}\n', "claims.jsonl", (1, "x")),
        (json_lines([{"claims": "C1"} | RECORD]), "claims.jsonl", (1, '"C1"')),
    ],
)
def test_the_mark_stands_under_the_mistake(row: str, name: str, expected: tuple[int, str]) -> None:
    text = row if name.endswith("jsonl") else HEADER + row
    (finding,) = (item for item in read(text, name) if isinstance(item, Finding))
    assert marked(finding) == expected


# ── Every mistake, in both languages ─────────────────────────────────────────────────────────────────────────────


def csv(**cells: str) -> bytes:
    columns = HEADER.strip().split(",")
    row = dict(zip(columns, ROW.strip().split(","), strict=True)) | cells
    return (",".join(row) + "\n" + ",".join(row.values()) + "\n").encode()


def float_table() -> bytes:
    columns = {key: [value] for key, value in RECORD.items()}
    return parquet_bytes(arrow.table(columns | {"in_scope": [30000.1], "age": [80.0]}))


MISTAKES: dict[str, tuple[str, bytes]] = {
    "empty": ("a.csv", b""),
    "empty-jsonl": ("a.jsonl", b"\n \n"),
    "gb18030-elsewhere": ("2023 年/it's.csv", (HEADER + ROW).encode("gb18030")),
    "gb18030-standard-input": ("<stdin>", (HEADER + ROW).encode("gb18030")),
    "header-only": ("a.csv", HEADER.encode()),
    "gb18030": ("a.csv", (HEADER + ROW).encode("gb18030")),
    "utf-16": ("a.csv", (HEADER + ROW).encode("utf-16")),
    "binary": ("a.csv", bytes(range(256))),
    "zero-bytes": ("a.csv", HEADER.encode() + b"C1,\0\n"),
    "excel": ("a.csv", b"PK\x03\x04 and so on"),
    "parquet-named-csv": ("a.csv", b"PAR1 and so on"),
    "missing-columns": ("a.csv", b"claim,person,date,care\nC1,P1,2023-05-01,x\n"),
    "tabs": ("a.csv", (HEADER + ROW).replace(",", "\t").encode()),
    "repeated-column": ("a.csv", HEADER.replace("person", "claim").encode()),
    "column-in-two-spellings": ("a.csv", csv(就医类型="住院")),
    "unknown-column": ("a.csv", csv(disabilty_grade="2")),
    "no-categories": ("a.csv", b"claim,person,date,care,in_scope\nC1,P1,2023-05-01,inpatient,1\n"),
    "broken-parquet": ("a.parquet", b"PAR1 and so on"),
    "float-column": ("a.parquet", float_table()),
    "long-line": ("a.csv", HEADER.encode() + b"C" * (1 << 20) + b"C\n"),
    "broken-json": ("a.jsonl", '{"claim": "C1", "person": "张三"\n'.encode()),
    "not-an-object": ("a.jsonl", b"12\n"),
    "list-of-records": ("a.jsonl", b"[\n" + json_lines([RECORD]).encode() + b"]\n[1, 2]\n"),
    "deep": ("a.jsonl", b'{"claim": ' + b"[" * 21 + b"]" * 21 + b"}\n"),
    "many": ("a.jsonl", json_lines([RECORD | {"marks": ["规范转诊"] * 501}]).encode()),
    "repeated-key": ("a.jsonl", b'{"claim": "C1", "in_scope": 1, "in_scope": 2}\n'),
    "same-fact-twice": ("a.jsonl", json_lines([RECORD | {"年龄": 81}]).encode()),
    "few-cells": ("a.csv", (HEADER + "C1,P1\n").encode()),
    "many-cells": ("a.csv", (HEADER + ROW.replace("30000.00", "30,000.00")).encode()),
    "broken-quotes": ("a.csv", (HEADER + '"' + ROW).encode()),
    "bad-bytes": ("a.csv", (HEADER + ROW).encode() + b"C2,\xff\n"),
    "missing-field": ("a.csv", csv(person=" ")),
    "missing-premium": ("a.csv", csv(kind="enrolment", plan="居民医保")),
    "missing-year": ("a.csv", csv(kind="fund-year")),
    "duplicate": ("a.csv", (HEADER + ROW + ROW).encode()),
    "unknown-name": ("a.csv", csv(categories="低保户")),
    "unknown-with-a-long-suggestion": ("a.csv", csv(categories="home-care minimum living guarantee recipints")),
    "unknown-without-suggestion": ("a.csv", csv(diseases="zzzz")),
    "group": ("a.csv", csv(categories="一类人员")),
    "wrong-kind": ("a.csv", csv(care="肺癌")),
    "negative": ("a.csv", csv(paid_basic="-0.01")),
    "three-decimals": ("a.csv", csv(paid_basic="0.001")),
    "exponent": ("a.csv", csv(paid_basic="1e4")),
    "grouped": ("a.csv", csv(in_scope='"30,000.00"')),
    "unit": ("a.csv", csv(in_scope="3万元")),
    "too-large": ("a.csv", csv(in_scope="1000000000000.01")),
    "not-a-number": ("a.csv", csv(in_scope="NaN")),
    "bad-count": ("a.csv", csv(age="80岁")),
    "negative-count": ("a.csv", csv(age="-1")),
    "out-of-range": ("a.csv", csv(age="200")),
    "year-of-birth": ("a.csv", csv(age="1950")),
    "paid-above-scope": ("a.csv", csv(paid_basic="30000.01")),
    "bad-date": ("a.csv", csv(date="2023/1/5")),
    "impossible-date": ("a.csv", csv(date="2023-02-29")),
    "reversed-period": (
        "a.jsonl",
        json_lines(
            [RECORD | {"categories": [{"category": "孤儿", "from": "2023-02-01", "to": "2023-01-01"}]}]
        ).encode(),
    ),
    "bad-level": ("a.csv", csv(level="四级")),
    "graded-level": ("a.csv", csv(level="三级甲等")),
    "graded-level-in-english": ("a.csv", csv(level="3A")),
    "contradiction": ("a.csv", csv(marks="规范转诊;not referred")),
    "wrong-type": ("a.jsonl", json_lines([RECORD | {"care": ["住院", "门诊"], "person": ["P1"]}]).encode()),
    "bad-identifier": ("a.jsonl", json_lines([RECORD | {"claim": "C\x1b[31m1"}]).encode()),
    "bad-year": ("a.csv", csv(year="23")),
    "unknown-kind": ("a.csv", csv(kind="birth")),
    "late-day": ("a.csv", csv(expense_date="2023-05-02")),
    "left-before-admission": ("a.csv", csv(admission_date="2023-04-20", discharge_date="2023-04-02")),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_says_what_is_wrong_and_what_to_write(name: str, snapshot: SnapshotAssertion) -> None:
    file, data = MISTAKES[name]
    found = [item for item in read(data, file) if isinstance(item, Finding)]
    assert {language.value: render(found, language) for language in Language} == snapshot


def defined() -> list[type[Finding]]:
    """The kinds of findings that are declared about claims."""
    return [
        kind
        for kind in vars(findings).values()
        if isinstance(kind, type) and issubclass(kind, Finding) and kind is not CannotRead
    ]


def test_every_kind_of_mistake_has_a_case_and_an_id_of_its_own() -> None:
    shown = {type(item) for file, data in MISTAKES.values() for item in read(data, file)}
    elsewhere = {findings.Unreadable, findings.Unwritable, findings.ParquetNeedsLibrary, findings.NoRegion}
    assert {kind for kind in defined() if kind not in shown} == elsewhere
    # A header and a record that name something twice are one mistake: after the first alone is nothing read.
    own = [kind for kind in defined() if kind is not findings.RepeatedColumn]
    assert len({kind.id for kind in own}) == len(own)


def test_a_float_is_turned_down_wherever_it_comes_from(snapshot: SnapshotAssertion) -> None:
    finding = wrong(findings.BadAmount, in_scope=30000.1)
    assert {language.value: render([finding], language) for language in Language} == snapshot
    wrong(findings.WrongType, age=80.0)
    wrong(findings.WrongType, level=2.0)
    wrong(findings.WrongType, claim=1.0)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"care": 3}, findings.WrongType),
        ({"care": True}, findings.WrongType),
        ({"care": {"a": 1}}, findings.WrongType),
        ({"level": True}, findings.WrongType),
        ({"level": 0}, findings.BadLevel),
        ({"level": "1.5"}, findings.BadLevel),
        ({"in_scope": True}, findings.WrongType),
        ({"in_scope": [1]}, findings.WrongType),
        ({"in_scope": Fraction(1, 3)}, findings.WrongType),
        ({"in_scope": Decimal("NaN")}, findings.BadAmount),
        ({"in_scope": 10**5000}, findings.BadAmount),
        ({"age": Decimal("1.5")}, findings.BadCount),
        ({"age": 10**5000}, findings.BadCount),
        ({"date": 20230501}, findings.WrongType),
        ({"date": datetime(2023, 5, 1, 12, 30)}, findings.BadDate),
        ({"date": "20230501"}, findings.BadDate),
        ({"date": "2023-13-01"}, findings.ImpossibleDate),
        ({"date": "1000-01-01"}, findings.ImpossibleDate),
        ({"categories": 5}, findings.WrongType),
        ({"categories": [5]}, findings.WrongType),
        ({"categories": '["孤儿"'}, findings.WrongType),
        ({"categories": [{"category": "孤儿", "until": "2023-01-01"}]}, findings.WrongType),
        ({"categories": [{"category": "孤儿", "from": "x"}]}, findings.BadDate),
        ({"categories": [{"category": "孤儿", "to": 5}]}, findings.WrongType),
        ({"categories": "非低保对象"}, findings.UnknownName),
        ({"claim": "C\ud800"}, findings.BadIdentifier),
        ({"claim": "C" * 201}, findings.BadIdentifier),
        ({"claim": 10**300}, findings.BadIdentifier),
        ({"year": "2023.0"}, findings.BadYear),
        ({"year": []}, findings.WrongType),
        ({"kind": 1}, findings.WrongType),
    ],
)
def test_values_of_a_program_that_say_nothing(cells: dict[str, object], expected: type[Finding]) -> None:
    finding = wrong(expected, **cells)
    for language in Language:
        render([finding], language).encode()


def test_something_that_is_no_record_at_all() -> None:
    nothing: list[Mapping[str, object]] = [5, RECORD]  # type: ignore[list-item]
    assert ids(claims_from_mappings(nothing, VOCABULARY)) == ["TWC14", "C1"]


def test_unknown_columns_are_told_once_and_not_without_end() -> None:
    records = [RECORD | {"claim": f"C{n}", "same": 1, f"other {n}": 2} for n in range(100)]
    warnings = [item for item in claims_from_mappings(records, VOCABULARY) if isinstance(item, Finding)]
    assert len(warnings) == 50
    assert [warning.severity for warning in warnings] == [Severity.WARNING] * 50
    assert "further ones" in warnings[-1].message(Language.EN)


def test_suggestions_end_where_a_file_holds_nothing_but_unknown_names() -> None:
    rows = "".join(ROW.replace("C1", f"C{n}").replace("低保对象", f"低保户{n}") for n in range(1100))
    near = [len(item.near) for item in read(HEADER + rows) if isinstance(item, findings.UnknownName)]
    assert all(near[:1000])
    assert near[1000:] == [0] * 100


def test_a_quotation_mark_that_is_never_closed_costs_one_row() -> None:
    rows = [ROW.replace("C1", f"C{number}") for number in range(1, 501)]
    rows[0] = '"' + rows[0]
    assert ids(read(HEADER + "".join(rows))) == ["TWC18", *(f"C{number}" for number in range(2, 501))]
