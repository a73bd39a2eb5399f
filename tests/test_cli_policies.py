"""The commands about policies: check, clause, fmt, test, compile; and files that cannot be policies."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from command_line import CASES, CHINESE, CLAUSE_EN, CLAUSE_ZH, ENGLISH, LATER, TOWN, Said, tiaowen
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG, WRONG_USAGE

LANGUAGES = pytest.mark.parametrize("lang", [ENGLISH, CHINESE], ids=["en", "zh"])
WRONG = str(CASES / "wrong.policy")
TOWN_TEXT = Path(TOWN).read_text(encoding="utf-8")
HEAD = '政策文件 p-2024 “题” / "Title"\n地区 云南省\n\n第一条\n'
SCHEMA = files("tiaowen.compiler.emit").joinpath("rules.schema.json").read_text(encoding="utf-8")
DEEP = 10_000


def found(said: Said) -> list[dict[str, object]]:
    """The findings that `check --format json` printed."""
    data = json.loads(said.out)
    findings: list[dict[str, object]] = data["findings"]
    return findings


# ----------------------------------------------------------------------------------------------- check


@LANGUAGES
def test_check_of_a_sound_policy(lang: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    said = tiaowen("check", TOWN, LATER, *lang)
    assert (said.code, said.err) == (NOTHING_WRONG, "")
    assert said.out.replace(str(CASES), "cases") == snapshot


@LANGUAGES
def test_check_shows_all_findings_of_all_files(lang: tuple[str, str]) -> None:
    said = tiaowen("check", WRONG, "no-such-policy", TOWN, *lang)
    assert said.code == NOT_READ, "the gravest of them"
    assert "wrong.policy:6:" in said.out, "an unknown name"
    assert "wrong.policy:12:" in said.out, "a line that cannot be read"
    assert "wrong.policy:13:" in said.out, "and what comes after it"
    assert "no-such-policy" in said.out
    assert said.out.splitlines()[-1].startswith(TOWN)


def test_check_as_data() -> None:
    said = tiaowen("check", WRONG, TOWN, "--format", "json")
    assert said.code == FINDINGS
    data = json.loads(said.out)
    assert data["format_version"] == 1
    assert [file["file"] for file in data["files"]] == [WRONG, TOWN]
    assert data["files"][0]["error"] == len([f for f in found(said) if f["severity"] == "error"])
    assert data["files"][1] == {"file": TOWN, "read": True, "clauses": 2, "error": 0, "warning": 0, "info": 1}
    first = found(said)[0]
    columns = {"line", "column", "length", "character", "end_character"}
    assert first.keys() == {"id", "severity", "file", "message", "advice", "second"} | columns


@pytest.mark.parametrize(
    ("level", "code", "severities"),
    [
        (None, NOTHING_WRONG, {"warning"}),
        ("error", NOTHING_WRONG, set()),
        ("warning", FINDINGS, {"warning"}),
        ("info", FINDINGS, {"warning"}),
    ],
)
def test_the_level_is_what_is_shown_and_what_counts(
    level: str | None, code: int, severities: set[str], tmp_path: Path
) -> None:
    """A benefit without a cap is a warning."""
    policy = tmp_path / "uncapped.policy"
    policy.write_text(TOWN_TEXT.replace("，年度限额3万元", "").replace("，年度限额2万元", ""), encoding="utf-8")
    said = tiaowen("check", str(policy), "--format", "json", *(["--level", level] if level else []))
    assert said.code == code
    assert {f["severity"] for f in found(said)} - {"info"} == severities


def test_standard_input_is_a_policy() -> None:
    said = tiaowen("check", "-", stdin=TOWN_TEXT.encode())
    assert said == (NOTHING_WRONG, "<stdin>: 2 clauses, 0 errors, 0 warnings\n", "")


# ---------------------------------------------------------------------------------------------- clause


def test_the_clause_is_the_same_in_both_languages() -> None:
    english, chinese = (tiaowen("clause", text, "--format", "json") for text in (CLAUSE_EN, CLAUSE_ZH))
    assert english.code == chinese.code == NOTHING_WRONG
    assert english.err == chinese.err == ""
    data = json.loads(english.out)
    assert data == json.loads(chinese.out)
    assert data == {
        "who": ["class-3"],
        "where": {},
        "facets": {
            "deductible": {"share": "1/10", "of": "provincial-disposable-income"},
            "ratio": "3/5",
            "cap": {"times": "1", "of": "income"},
        },
        "en": CLAUSE_EN,
        "zh": "三类人员：起付线为全省居民人均可支配收入的10%，比例60%，年度限额为1倍收入",
    }


def test_what_a_clause_prints_reads_back_as_itself() -> None:
    data = json.loads(tiaowen("clause", CLAUSE_EN, "--format", "json").out)
    assert json.loads(tiaowen("clause", data["zh"], "--format", "json").out) == data
    assert json.loads(tiaowen("clause", data["en"], "--format", "json").out) == data


@LANGUAGES
@pytest.mark.parametrize("text", [CLAUSE_EN, "三类人员、孤儿，三级医疗机构，其中年龄不低于80周岁：不予救助"])
def test_clause_for_people(text: str, lang: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    said = tiaowen("clause", text, *lang)
    assert (said.code, said.err) == (NOTHING_WRONG, "")
    assert said.out == snapshot


def test_clause_from_standard_input() -> None:
    assert tiaowen("clause", "-", stdin=CLAUSE_ZH.encode()) == tiaowen("clause", CLAUSE_EN)


@LANGUAGES
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "class 3",
        "ratio 60%",
        "class 3: ratio 60",
        "clas 3: ratio 60%",
        "class 3: ratio 600%",
        "region Yunnan",
        "class 3: ratio 60%\nclass 4: ratio 50%",
        "class 3: ratio 60%, ratio 70%",
        "第一条",
        "(" * DEEP,
        "not " * DEEP,
    ],
)
def test_what_is_no_clause_is_a_finding(text: str, lang: tuple[str, str]) -> None:
    said = tiaowen("clause", text, "--format", "json", *lang)
    assert (said.code, said.out) == (FINDINGS, "")
    assert ("错误" in said.err) == (lang == CHINESE)


# ------------------------------------------------------------------------------------------------- fmt

UNTIDY = TOWN_TEXT.replace("  一类人员：不设起付线", "一类人员:  取消起付线")


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    path = tmp_path / "untidy.policy"
    path.write_text(UNTIDY, encoding="utf-8")
    return path


@LANGUAGES
def test_fmt_check_and_diff_write_nothing(untidy: Path, lang: tuple[str, str]) -> None:
    said = tiaowen("fmt", "--check", str(untidy), *lang)
    assert (said.code, said.out) == (FINDINGS, "")
    assert "untidy.policy" in said.err
    shown = tiaowen("fmt", "--diff", str(untidy), *lang)
    assert shown.code == NOTHING_WRONG
    assert "-一类人员:  取消起付线" in shown.out
    assert "+  一类人员：不设起付线" in shown.out
    assert untidy.read_text(encoding="utf-8") == UNTIDY


def test_fmt_in_place_is_stable_and_keeps_the_mode(untidy: Path) -> None:
    untidy.chmod(0o640)
    assert tiaowen("fmt", str(untidy)).code == NOTHING_WRONG
    assert untidy.read_text(encoding="utf-8") == TOWN_TEXT
    assert untidy.stat().st_mode & 0o777 == 0o640
    assert tiaowen("fmt", str(untidy)) == (NOTHING_WRONG, "", "")
    assert tiaowen("fmt", "--check", str(untidy)) == (NOTHING_WRONG, "", "")
    assert [path.name for path in untidy.parent.iterdir()] == ["untidy.policy"]


def test_fmt_to_the_other_language_and_back(tmp_path: Path) -> None:
    english, back = tmp_path / "town.en.policy", tmp_path / "town.zh.policy"
    assert tiaowen("fmt", "--to", "en", TOWN, "-o", str(english)).code == NOTHING_WRONG
    assert "class 2: deductible 1,000 yuan per visit, ratio 70%" in english.read_text(encoding="utf-8")
    assert tiaowen("check", str(english)).code == NOTHING_WRONG
    assert tiaowen("fmt", "--to", "zh", str(english), "-o", str(back)).code == NOTHING_WRONG
    assert back.read_text(encoding="utf-8") == TOWN_TEXT
    assert tiaowen("fmt", "--to", "en", TOWN).out == english.read_text(encoding="utf-8")


def test_fmt_of_standard_input_and_to_a_file(untidy: Path, tmp_path: Path) -> None:
    assert tiaowen("fmt", "-", stdin=UNTIDY.encode()).out == TOWN_TEXT
    target = tmp_path / "tidy.policy"
    assert tiaowen("fmt", str(untidy), "-o", str(target)).code == NOTHING_WRONG
    assert target.read_text(encoding="utf-8") == TOWN_TEXT
    assert untidy.read_text(encoding="utf-8") == UNTIDY


@LANGUAGES
def test_fmt_leaves_shipped_policies_alone(lang: tuple[str, str]) -> None:
    said = tiaowen("fmt", "kaizhou-2017", *lang)
    assert (said.code, said.out) == (WRONG_USAGE, "")
    assert "kaizhou-2017" in said.err


def test_fmt_says_what_it_cannot_read_and_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "wrong.policy"
    text = Path(WRONG).read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    said = tiaowen("fmt", str(path))
    assert said.code == FINDINGS
    assert ":12:" in said.err
    assert "比例 六成多" in path.read_text(encoding="utf-8")


def test_fmt_of_a_file_that_cannot_be_written(untidy: Path) -> None:
    said = tiaowen("fmt", str(untidy), "-o", str(untidy.parent / "no folder" / "x.policy"))
    assert said.code == NOT_READ
    assert "cannot be written" in said.err


# ------------------------------------------------------------------------------------------------ test


@LANGUAGES
def test_examples_that_pass(lang: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    said = tiaowen("test", TOWN, "--coverage", *lang)
    assert (said.code, said.err) == (NOTHING_WRONG, "")
    assert said.out.splitlines()[0].replace(str(CASES), "cases") == snapshot
    assert "16" in said.out, "the line of the clause that no example reaches"


@LANGUAGES
def test_an_example_that_fails(tmp_path: Path, lang: tuple[str, str]) -> None:
    path = tmp_path / "off.policy"
    path.write_text(TOWN_TEXT.replace("=1400元", "=1401元"), encoding="utf-8")
    said = tiaowen("test", str(path), *lang)
    assert said.code == FINDINGS
    assert "1,401.00" in said.out or "1401" in said.out
    assert "1,400.00" in said.out or "1400" in said.out


@LANGUAGES
def test_a_policy_that_asserts_nothing_fails(tmp_path: Path, lang: tuple[str, str]) -> None:
    path = tmp_path / "silent.policy"
    path.write_text(TOWN_TEXT.partition("示例")[0], encoding="utf-8")
    assert tiaowen("test", str(path), *lang).code == FINDINGS
    path.write_text(TOWN_TEXT.partition("  应得")[0], encoding="utf-8")
    assert tiaowen("test", str(path), *lang).code == FINDINGS


@LANGUAGES
def test_a_policy_with_errors_is_not_tested(lang: tuple[str, str]) -> None:
    assert tiaowen("test", WRONG, *lang).code == FINDINGS
    assert tiaowen("test", WRONG, TOWN, "no-such-policy", *lang).code == NOT_READ


# --------------------------------------------------------------------------------------------- compile


def test_compile_to_json_keeps_to_the_published_schema(tmp_path: Path) -> None:
    target = tmp_path / "rules.json"
    assert tiaowen("compile", TOWN, "--to", "json", "-o", str(target)) == (NOTHING_WRONG, "", "")
    jsonschema.validate(json.loads(target.read_text(encoding="utf-8")), json.loads(SCHEMA))
    assert tiaowen("compile", TOWN, "--to", "json").out == target.read_text(encoding="utf-8")


def test_the_emitted_module_settles_a_file_of_claims(tmp_path: Path) -> None:
    target, claims = tmp_path / "town.py", CASES / "claims.csv"
    assert tiaowen("compile", TOWN, "--to", "python", "-o", str(target)).code == NOTHING_WRONG
    call = [sys.executable, "-I", str(target), str(claims)]
    ran = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "C1,P1,2024-03-01,inpatient-assistance,paid,1400.00,minimum-living-guarantee" in ran.stdout


@LANGUAGES
def test_nothing_is_emitted_from_errors(tmp_path: Path, lang: tuple[str, str]) -> None:
    target = tmp_path / "rules.json"
    said = tiaowen("compile", WRONG, "--to", "json", "-o", str(target), *lang)
    assert (said.code, said.out) == (FINDINGS, "")
    assert not target.exists()


# ------------------------------------------------------------------------- files that are no policies


def nested(line: str, n: int = DEEP) -> str:
    return HEAD + "".join(line.format(i, i + 1) + "\n" for i in range(n))


BAD_FILES: dict[str, tuple[bytes, int]] = {
    "gb18030": (TOWN_TEXT.encode("gb18030"), NOT_READ),
    "utf-16": (TOWN_TEXT.encode("utf-16"), NOT_READ),
    "one bad byte": (TOWN_TEXT.encode() + b"\xff\n", NOT_READ),
    "nul": (b"policy a\0b\n", NOT_READ),
    "empty": (b"", FINDINGS),
    "only remarks": (b"# nothing\n", FINDINGS),
    "10 MB of remarks": (TOWN_TEXT.encode() + b"# remark remark remark\n" * 480_000, NOT_READ),
    "10 MB on one line": (TOWN_TEXT.encode() + "一类人员：比例".encode() + b"1" * 10_000_000, NOT_READ),
    "10,000 brackets": (
        (HEAD + "关于住院救助：\n  " + "（" * DEEP + "一类人员" + "）" * DEEP + "：比例50%\n").encode(),
        FINDINGS,
    ),
    "10,000 square brackets": ((HEAD + "[" * DEEP + "]" * DEEP + "\n").encode(), FINDINGS),
    "10,000 levels of an article": ((HEAD + "第一条" + "（一）" * DEEP + "\n").encode(), FINDINGS),
    "10,000 negations": ((HEAD + "not " * DEEP + "orphans: ratio 50%\n").encode(), FINDINGS),
    "10,000 quotation marks": ((HEAD + "“" * DEEP + "\n").encode(), FINDINGS),
    "10,000 definitions of definitions": (nested("c{} group means c{} group").encode(), FINDINGS),
    "1,000 lines with a mistake": (nested("class {}: ratio {}", 1_000).encode(), FINDINGS),
    "a cycle of definitions": ((HEAD + "甲类包括乙类\n乙类包括甲类\n").encode(), FINDINGS),
}


@LANGUAGES
@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_policy_is_a_located_message(name: str, lang: tuple[str, str], tmp_path: Path) -> None:
    data, code = BAD_FILES[name]
    path = tmp_path / "bad.policy"
    path.write_bytes(data)
    said = tiaowen("check", str(path), *lang)
    assert said.code == code
    assert "bad.policy:" in said.out
    assert ("错误" in said.out) == (lang == CHINESE)
    assert ("error" in said.out) == (lang == ENGLISH)


@pytest.mark.parametrize("name", ["gb18030", "10 MB of remarks", "a cycle of definitions"])
@pytest.mark.parametrize("command", ["test", "compile", "settle", "explain", "diff"])
def test_no_command_makes_anything_of_it(name: str, command: str, tmp_path: Path) -> None:
    data, code = BAD_FILES[name]
    path = tmp_path / "bad.policy"
    path.write_bytes(data)
    more = {
        "compile": ["--to", "python"],
        "settle": [str(CASES / "claims.csv")],
        "explain": [str(CASES / "claims.csv")],
        "diff": [TOWN],
    }
    said = tiaowen(command, str(path), *more.get(command, []))
    assert said.code == code
    assert command == "test" or said.out == ""


def test_the_wrong_encoding_is_named_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.policy"
    path.write_bytes(b'policy a "A"\nregion Yunnan\n' + TOWN_TEXT.encode("gb18030"))
    said = tiaowen("check", str(path))
    assert said.code == NOT_READ
    assert "bad.policy:3:" in said.out
    assert "GB18030" in said.out
    assert "iconv" in said.out
