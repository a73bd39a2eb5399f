"""A register: which document governs a claim, what ends a document, and the folder the documents are in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from command_line import tiaowen
from registers import CITY, CLAIMS, COUNTY, FOLDER, LANGUAGES, PROVINCE, governing, opened, register, settled, text
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG, WRONG_USAGE
from tiaowen.compiler.library.load import Loaded, higher_texts
from tiaowen.compiler.register import policy_files
from tiaowen.compiler.register.folder import policy_id, texts_by_id
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

# ── Where ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("region", "day", "id"),
    [
        ("Longling", "2019-12-31", None),
        ("Longling", "2020-12-31", "province-2020"),
        ("龙陵县", "2021-12-31", "city-2021"),
        ("longling", "2022-01-01", "county-2022"),
        ("Longling", "2022-12-31", "county-2022"),
        ("Longling", "2023-01-01", "city-2021"),
        ("Baoshan", "2022-06-01", "city-2021"),
        ("Tengchong", "2022-06-01", "city-2021"),
        ("Diqing", "2022-06-01", "province-2020"),
        ("Yunnan", "2022-06-01", "province-2020"),
        ("Chongqing", "2022-06-01", None),
    ],
)
def test_the_narrowest_region_with_a_document_in_force_governs(region: str, day: str, id: str | None) -> None:
    for documents in ((PROVINCE, CITY, COUNTY), (COUNTY, CITY, PROVINCE)):
        assert governing(register(*documents), region, day) == id


def test_a_region_lies_where_the_lines_of_documents_put_it() -> None:
    town = text("town-2022", "Baoshan, Redhill Town", "in force from 2022-01-01")
    village = text("village-2023", "Redhill Town, Upper Village", "in force from 2023-01-01")
    found = register(PROVINCE, CITY, town, village)
    assert [
        governing(found, "Upper Village", day) for day in ("2020-06-01", "2021-06-01", "2022-06-01", "2023-06-01")
    ] == [
        "province-2020",
        "city-2021",
        "town-2022",
        "village-2023",
    ]


def test_one_region_has_one_name_in_each_language_whichever_document_says_so() -> None:
    chinese = text("old-2020", "云南省、红山县", "in force from 2020-01-01 to 2020-12-31")
    english = text("middle-2021", "Yunnan, Redhill", "in force from 2021-01-01 to 2021-12-31")
    both = text("new-2022", "Yunnan, Redhill", "in force from 2022-01-01") + "[regions]\nRedhill = 红山县\n"
    found = register(chinese, english, both)
    for name in ("红山县", "Redhill"):
        days = ("2020-06-01", "2021-06-01", "2022-06-01")
        assert [governing(found, name, day) for day in days] == ["old-2020", "middle-2021", "new-2022"]


def test_regions_that_lie_in_each_other_do_no_harm() -> None:
    one = text("one-2020", "Redhill, Greenhill", "in force from 2020-01-01")
    other = text("other-2020", "Greenhill, Redhill", "in force from 2020-06-01")
    found = register(one, other)
    assert {governing(found, name, "2021-01-01") for name in ("Redhill", "Greenhill")} == {"other-2020"}


def test_of_several_in_force_the_latest_governs_and_that_is_told() -> None:
    first = text("first-2020", "Yunnan", "in force from 2020-01-01")
    found, findings = opened(text("second-2022", "Yunnan", "in force from 2022-01-01"), first)
    assert [governing(found, "Yunnan", day) for day in ("2021-12-31", "2022-01-01")] == ["first-2020", "second-2022"]
    assert [finding.id for finding in findings] == ["TW502"]


def test_documents_one_after_the_other_are_not_told_of() -> None:
    first = text("first-2020", "Yunnan", "in force from 2020-01-01 to 2021-12-31")
    assert opened(first, text("second-2022", "Yunnan", "in force from 2022-01-01"))[1] == ()


def test_days_without_any_document_are_told() -> None:
    first = text("first-2020", "Yunnan", "in force from 2020-01-01 to 2021-12-31")
    _, findings = opened(first, text("second-2022", "Yunnan", "in force from 2022-02-01"))
    assert [(finding.id, finding.message(Language.EN)) for finding in findings] == [
        (
            "TW502",
            "From 2022-01-01 to 2022-01-31, no document is in force in the region: first-2020 has ended, second-2022 "
            "has not begun.",
        )
    ]


def test_days_without_a_document_of_its_own_are_none_where_that_of_the_province_is_in_force() -> None:
    province = text("province-2010", "Yunnan", "in force from 2010-01-01")
    first = text("first-2020", "Yunnan, Baoshan", "in force from 2020-01-01 to 2021-12-31")
    assert opened(province, first, text("second-2022", "Yunnan, Baoshan", "in force from 2022-02-01"))[1] == ()


def test_a_document_that_does_not_say_since_when_always_was_in_force() -> None:
    found = register(
        text("old", "Yunnan", 'repeals "x"'), text("new-2022", "Yunnan", "in force from 2022-01-01", 'repeals "old"')
    )
    assert [governing(found, "Yunnan", day) for day in ("1990-01-01", "2021-12-31", "2022-01-01")] == [
        "old",
        "old",
        "new-2022",
    ]


def test_a_document_without_a_region_governs_nothing() -> None:
    found, findings = opened(PROVINCE, text("nowhere-2021", None, "in force from 2021-01-01"))
    assert [(finding.id, finding.severity) for finding in findings] == [("TW327", Severity.WARNING)]
    assert governing(found, "Yunnan", "2022-01-01") == "province-2020"


def child(id: str, region: str, parent: str, *days: str) -> str:
    """A document that fills in another: a ratio of its own."""
    head = f'policy {id} "Rules"\nregion {region}\nrefines {parent}\nArticle 2\n'
    return f"{head}for inpatient assistance:\n  orphans: ratio 80%\n" + "Article 3\n" + "".join(f"{x}\n" for x in days)


def test_a_document_that_refines_another_of_its_region_stands_before_it() -> None:
    """Even where the one that it fills in comes into force later."""
    parent = text("city-2021", "Yunnan, Baoshan", "in force from 2021-01-01").replace("ratio 50%", "ratio at least 50%")
    rules = child("rules-2020", "Yunnan, Baoshan", "city-2021", "in force from 2020-06-01")
    found, findings = opened(parent, rules)
    assert findings == ()
    days = ("2020-05-31", "2020-06-01", "2021-06-01")
    assert [governing(found, "Baoshan", day) for day in days] == [None, "rules-2020", "rules-2020"]
    rows = [{"date": "2021-06-01", "region": "Baoshan"}]
    assert settled(found, *rows) == [("paid", "800.00", "rules-2020")]


# ── What ends a document ─────────────────────────────────────────────────────────────────────────────────────────

OLD = text(
    "old-2020", "Yunnan", "in force from 2020-01-01", number="某政规〔2019〕3号", title="某省医疗救助办法（试行）"
)


@pytest.mark.parametrize(
    "named",
    [
        "某政规〔2019〕3号",
        "某政规 〔2019〕 3号",
        "某政规[2019]3号",
        "old-2020",
        "某省医疗救助办法（试行）",
        "《某省医疗救助办法（试行）》",
        "《某省医疗救助办法(试行)》",
        "《某省医疗救助办法（试行）》（某政规〔2019〕3号）",
        "《另一办法》（某政规〔2018〕1号）、《某省医疗救助办法（试行）》",
        "某省人民政府关于印发《某省医疗救助办法（试行）》的通知",
    ],
)
def test_a_repealed_document_ends_the_day_before(named: str) -> None:
    found = register(OLD, text("new-2023", "Yunnan", "in force from 2023-01-01", f'repeals "{named}"'))
    assert [governing(found, "Yunnan", day) for day in ("2022-12-31", "2023-01-01")] == ["old-2020", "new-2023"]
    old = found.find("old-2020")
    assert old is not None
    assert old.end is not None
    assert (old.end.day, old.end.by, old.repealed_by) == (date(2022, 12, 31), "new-2023", ("new-2023",))


@pytest.mark.parametrize(
    "named", ["某省医疗救助办法", "某政规〔2019〕33号", "政规〔2019〕3号", "old", "医疗救助办法（试行）"]
)
def test_what_is_only_like_its_name_ends_nothing(named: str) -> None:
    found = register(OLD, text("new-2023", "Diqing", "in force from 2023-01-01", f'repeals "{named}"'))
    old, new = found.find("old-2020"), found.find("new-2023")
    assert old is not None
    assert new is not None
    assert (old.end, [repeal.policies for repeal in new.repeals]) == (None, [()])


def test_a_title_is_that_of_a_document_of_the_same_region_or_one_in_it() -> None:
    """Two counties call their measures alike; what one of them repeals is its own."""
    one = text("one-2020", "Kaizhou", "in force from 2020-01-01", title="Assistance measures")
    other = text("other-2020", "Yunyang", "in force from 2020-01-01", title="Assistance measures")
    new = text("one-2023", "Kaizhou", "in force from 2023-01-01", 'repeals "Assistance measures"', title="New measures")
    found = register(one, other, new)
    assert {each.id: each.end is not None for each in found.documents} == {
        "one-2020": True,
        "other-2020": False,
        "one-2023": False,
    }
    wider = text(
        "all-2024", "Chongqing", "in force from 2024-01-01", 'repeals "Assistance measures"', title="City measures"
    )
    ends = {each.id: each.end.by for each in register(one, other, new, wider).documents if each.end is not None}
    assert ends == {"one-2020": "one-2023", "other-2020": "all-2024"}


def test_the_earlier_of_expiry_and_repeal_is_the_end() -> None:
    repeal = text("new-2023", "Yunnan", "in force from 2023-01-01", 'repeals "old-2020"')
    for days, end in (
        ("to 2021-12-31", (date(2021, 12, 31), None)),
        ("to 2025-12-31", (date(2022, 12, 31), "new-2023")),
    ):
        old = register(text("old-2020", "Yunnan", f"in force from 2020-01-01 {days}"), repeal).find("old-2020")
        assert old is not None
        assert old.end is not None
        assert (old.end.day, old.end.by) == end


def test_documents_that_repeal_each_other_or_themselves_do_no_harm() -> None:
    one = text("one-2020", "Yunnan", "in force from 2020-01-01", 'repeals "two-2021", "one-2020"')
    two = text("two-2021", "Yunnan", "in force from 2021-01-01", 'repeals "one-2020"')
    found = register(one, two)
    assert [governing(found, "Yunnan", day) for day in ("2020-06-01", "2021-01-01")] == ["one-2020", "two-2021"]


def test_two_of_one_day_do_not_end_each_other() -> None:
    one = text("one-2020", "Yunnan", "in force from 2020-01-01", 'repeals "two-2020"')
    two = text("two-2020", "Yunnan", "in force from 2020-01-01", 'repeals "one-2020"')
    found, findings = opened(one, two)
    assert governing(found, "Yunnan", "2020-01-01") == "two-2020"
    assert [finding.id for finding in findings] == ["TW502"]


# ── The folder ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_files_are_found_in_all_folders_and_prints_and_hidden_ones_are_passed_over(tmp_path: Path) -> None:
    for name in (
        "b.policy",
        "a/x.policy",
        "a/x.en.policy",
        "a/only.en.policy",
        ".git/y.policy",
        "a/.z.policy",
        "note.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    found = [Path(path).relative_to(tmp_path).as_posix() for path in policy_files(str(tmp_path))]
    assert found == ["a/only.en.policy", "a/x.policy", "b.policy"]


def test_an_id_is_found_whatever_stands_before_it() -> None:
    assert [policy_id(each) for each in (OLD, "# note\n\n" + OLD, "政策文件 old “旧”\n", "", "Article 1\n")] == [
        "old-2020",
        "old-2020",
        "old",
        None,
        None,
    ]


def folder_of(path: Path, **files: str) -> str:
    for name, content in files.items():
        (path / f"{name}.policy").write_text(content, encoding="utf-8")
    return str(path)


@LANGUAGES
def test_two_files_of_one_id_are_an_error_that_names_both(
    lang: tuple[str, str], tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    folder = folder_of(tmp_path, one=PROVINCE, other=PROVINCE.replace("2020-01-01", "2021-01-01"))
    for said in (
        tiaowen("settle", folder, str(CLAIMS), *lang),
        tiaowen("timeline", "Yunnan", "--register", folder, *lang),
    ):
        assert (said.code, said.out) == (FINDINGS, "")
        assert "one.policy" in said.err
        assert "other.policy" in said.err
        assert said.err.replace(folder, "") == snapshot


@LANGUAGES
def test_what_may_be_a_slip_of_the_register_is_told(
    lang: tuple[str, str], tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    nowhere = text("nowhere-2021", None, "in force from 2021-01-01")
    folder = folder_of(tmp_path, a=PROVINCE, b=nowhere, c=PROVINCE.replace("province-2020", "again-2021"))
    said = tiaowen("timeline", "Yunnan", "--register", folder, *lang)
    assert said.code == NOTHING_WRONG
    assert said.err.replace(folder, "") == snapshot


def test_a_document_that_cannot_be_used_settles_nothing(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a=PROVINCE, b=CITY.replace("orphans: ratio", "orfans: ratio"))
    for command in ("settle", "explain"):
        said = tiaowen(command, folder, str(CLAIMS))
        assert (said.code, said.out) == (FINDINGS, "")
        assert "b.policy:" in said.err
        assert "Nothing was settled" in said.err


def test_a_folder_without_documents_is_not_read(tmp_path: Path) -> None:
    for said in (
        tiaowen("settle", str(tmp_path), str(CLAIMS)),
        tiaowen("timeline", "Yunnan", "--register", str(tmp_path)),
    ):
        assert (said.code, said.out) == (NOT_READ, "")
        assert "TW031" in said.err


def test_a_document_that_is_no_text_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.policy").write_bytes(PROVINCE.replace("Measures", "办法").encode("gb18030"))
    assert tiaowen("settle", folder_of(tmp_path, b=CITY), str(CLAIMS)).code == NOT_READ


def test_a_reading_that_no_document_of_the_register_has_is_wrong_usage() -> None:
    said = tiaowen("settle", str(FOLDER), str(CLAIMS), "--reading", "slices=whole")
    assert (said.code, said.out) == (WRONG_USAGE, "")


def test_claims_come_from_standard_input_too() -> None:
    said = tiaowen("settle", str(FOLDER), "-", stdin=CLAIMS.read_bytes())
    assert said.out == tiaowen("settle", str(FOLDER), str(CLAIMS)).out


def test_a_document_finds_what_it_refines_in_the_register_before_the_shipped_ones() -> None:
    text = PROVINCE.replace("province-2020", "baoshan-2022")
    found = texts_by_id([Loaded("own.policy", text)])
    find = higher_texts(Loaded("child.policy", "", register=found))
    assert find("baoshan-2022") == ("own.policy", text)
    assert find("nothing-2020") is None
    shipped = find("kaizhou-2017")
    assert shipped is not None
    assert shipped[0] == "kaizhou-2017.policy"
