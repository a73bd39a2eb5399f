"""Accepted differences: known by what they mean, marked everywhere, and not a failure any more."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from command_line import CHINESE, ENGLISH, LATER, TOWN, tiaowen
from compared_documents import NEW, OLD, shipped, small
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.compiler.api import compile_policy
from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG
from tiaowen.compiler.compare import (
    Comparison,
    Effect,
    FailOn,
    Malformed,
    baseline,
    compare,
    failing,
    read_entries,
    render_text,
    reviewed,
    to_json,
)
from tiaowen.compiler.compare.model import Accepted, Entry
from tiaowen.compiler.reports import render_html, render_markdown
from tiaowen.dsl.tree import Language

WHO, WHY, WHEN = "audit office", "agreed in the meeting", date(2024, 5, 1)
HEAD = "format_version = 1\n"
PRINT = "0123456789abcdef" * 4
FOLDER = Path(__file__).resolve().parent.parent / "policies" / "chongqing"


def entries(text: str) -> tuple[Entry, ...]:
    found = read_entries(text)
    assert not isinstance(found, Malformed), found
    return found


def accepting(comparison: Comparison, *effects: Effect) -> Comparison:
    """Accept the rows with these effects."""
    prints = tuple(row.fingerprint for row in comparison.changes if row.effect in effects)
    return reviewed(comparison, (Entry(prints, "", WHO, WHY, WHEN),))


def prints(comparison: Comparison) -> Counter[str]:
    return Counter(row.fingerprint for row in comparison.changes)


# ── what a row is known by ───────────────────────────────────────────────────────────────────────────────────────


def test_fingerprints_are_those_of_the_meaning_whatever_the_language() -> None:
    other = compare(
        compile_policy(FOLDER / "kaizhou-2017.en.policy").rules, compile_policy(FOLDER / "yunyang-2023.en.policy").rules
    )
    found = shipped("kaizhou-2017", "yunyang-2023")
    assert prints(other) == prints(found)
    assert max(prints(found).values()) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Article 2\n", "Article 7\n"),
        ("Measures of a town", "Rules of a town"),
        ("class 2: ratio 50%, cap 20,000 yuan", "class 2: cap 20,000 yuan, ratio 50%"),
        ("class 2 means minimum living guarantee recipients", "class 2 means Dibao recipients"),
    ],
    ids=["number", "title", "order", "variant of a name"],
)
def test_wording_and_numbers_of_articles_take_no_part(before: str, after: str) -> None:
    new = NEW.replace(before, after)
    assert new != NEW
    assert prints(small(new=new)) == prints(small())


def test_another_value_is_another_difference() -> None:
    assert prints(small(new=NEW.replace("ratio 60%", "ratio 61%"))) != prints(small())
    assert prints(small(OLD, NEW)) != prints(small(NEW, OLD))


# ── what is accepted ─────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_accepted_is_not_a_failure() -> None:
    found = small()
    rows = accepting(found, Effect.MIX)
    assert {row.effect for row in failing(found, FailOn.DOWN)} == {Effect.MIX}
    assert failing(rows, FailOn.DOWN) == ()
    assert {row.effect for row in failing(rows, FailOn.ANY)} == {Effect.UP}
    assert failing(accepting(found, Effect.MIX, Effect.UP), FailOn.ANY) == ()


@pytest.mark.parametrize(("who", "why"), [("", WHY), (WHO, ""), ("", ""), (" ", "\t")])
def test_nobody_or_no_reason_accepts_nothing(who: str, why: str) -> None:
    row = next(row for row in small().changes if row.effect is Effect.MIX)
    text = (
        f'{HEAD}[[accepted]]\nfingerprints = ["{row.fingerprint}"]\nwho = {json.dumps(who)}\nwhy = {json.dumps(why)}\n'
    )
    found = reviewed(small(), entries(text))
    assert found.review is not None
    assert [entry.fingerprints for entry in found.review.unfilled] == [(row.fingerprint,)]
    assert failing(found, FailOn.ANY) == failing(small(), FailOn.ANY)


def test_what_no_longer_occurs_is_stale() -> None:
    row = next(row for row in small().changes if row.effect is Effect.MIX)
    entry = Entry((row.fingerprint, PRINT), "both", WHO, WHY, None)
    found = reviewed(small(), (entry,))
    assert found.review is not None
    assert found.review.stale == (evolve(entry, fingerprints=(PRINT,)),)
    assert sum(each.accepted is not None for each in found.changes) == 1


def test_nothing_is_stale_where_only_one_benefit_is_compared() -> None:
    found = reviewed(evolve(small(), only="inpatient-assistance"), (Entry((PRINT,), "", WHO, WHY, None),))
    assert found.review is not None
    assert found.review.stale == ()


def test_every_format_marks_what_is_accepted() -> None:
    found = accepting(small(), Effect.MIX)
    text = render_text(found, width=100)
    assert "Accepted differences (3 rows)" in text
    assert f"{WHO}, 2024-05-01: {WHY}" in text
    assert "◇✓ ratio" in text
    assert "◇✓ A: class 1" in text
    changes = to_json(found)["changes"]
    assert isinstance(changes, list)
    told = [change["accepted"] for change in changes if isinstance(change, dict) and change["effect"] == "MIX"]
    assert told == [{"who": WHO, "why": WHY, "when": "2024-05-01"}] * 3
    assert render_markdown(found).count(f"✓ {WHO}, 2024-05-01: {WHY}") == 3
    assert render_html(found).count(f"{WHO}, 2024-05-01: {WHY}") >= 4


def test_without_a_file_nothing_speaks_of_acceptance() -> None:
    assert to_json(small())["review"] is None
    for text in (render_text(small()), render_markdown(small()), render_html(small())):
        assert "ccepted" not in text.replace("accepted differences", "").split("</style>")[-1].split("<script>")[0]


# ── a file to begin with ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", list(Language))
def test_a_baseline_has_every_difference_once_and_accepts_none(language: Language) -> None:
    found = shipped("kaizhou-2017", "yunyang-2023")
    read = entries(baseline(found, language))
    assert Counter(each for entry in read for each in entry.fingerprints) == Counter(
        row.fingerprint for row in found.changes if row.effect is not Effect.EQ
    )
    assert not any(entry.filled for entry in read)
    assert failing(reviewed(found, read), FailOn.ANY) == failing(found, FailOn.ANY)


def test_a_baseline_filled_in_accepts_everything_and_stays_as_it_is() -> None:
    found = shipped("kaizhou-2017", "yunyang-2023")
    text = baseline(found, Language.EN).replace('who = ""', 'who = "A"').replace('why = ""', 'why = "b"')
    accepted = reviewed(found, entries(text))
    assert failing(accepted, FailOn.ANY) == ()
    assert baseline(accepted, Language.EN) == text


@given(st.text(max_size=30), st.text(max_size=30), st.one_of(st.none(), st.dates()))
def test_who_and_why_are_read_as_they_were_written(who: str, why: str, when: date | None) -> None:
    who, why = (" ".join(text.split()) for text in (who, why))
    try:
        (who + why).encode()
    except UnicodeEncodeError:
        return
    rows = [row for row in SMALL.facets if row.effect is not Effect.EQ]
    found = evolve(SMALL, facets=(evolve(rows[0], accepted=Accepted(who, why, when)),), scenes=())
    (read,) = entries(baseline(found, Language.EN))
    assert (read.who, read.why, read.when) == (who, why, when)


SMALL = small()

ENTRY = f'[[accepted]]\nfingerprints = ["{PRINT}"]\n'


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "format_version"),
        ("format_version = 2\n", 1, "format_version"),
        (f"{HEAD}x = 1\n", 1, 'unknown key "x"'),
        (f"{HEAD}accepted = 1\n", 1, "[[accepted]]"),
        (f"{HEAD}\n[[accepted]\n", 3, "not TOML"),
        (f'{HEAD}who = "open\n', 2, "not TOML"),
        (f"{HEAD}[[accepted]]\n", 2, "fingerprints"),
        (f"{HEAD}{ENTRY}\n[[accepted]]\nfingerprints = []\n", 5, "fingerprints"),
        (f'{HEAD}{ENTRY}\n[[accepted]]\nfingerprints = ["ab"]\n', 5, "64 hexadecimal"),
        (f"{HEAD}[[accepted]]\nfingerprints = [1]\n", 2, "64 hexadecimal"),
        (f"{HEAD}{ENTRY}{ENTRY}", 4, "0123456789ab… stands here twice"),
        (f"{HEAD}{ENTRY}who = 1\n", 2, "who is not text"),
        (f'{HEAD}{ENTRY}when = "yesterday"\n', 2, "2024-05-01"),
        (f"{HEAD}{ENTRY}when = true\n", 2, "2024-05-01"),
        (f"{HEAD}{ENTRY}reason = 1\n", 2, 'unknown key "reason"'),
        (f'{HEAD}{ENTRY}why = """\n[[accepted]]\n"""\n\n["accepted"]\n', 8, "not TOML"),
        (f'{HEAD}{ENTRY}why = """\n[[accepted]]\n"""\n[[accepted]]\n', 7, "fingerprints"),
        ("x = " + "[" * 100_000, 1, "nested too deeply"),
        ("# " + "x" * 2_000_000, 1, "2,000,000"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    found = read_entries(text)
    assert isinstance(found, Malformed)
    assert (found.line, says in found.text.get(Language.EN)) == (line, True), found.text
    assert found.text.get(Language.ZH)


@pytest.mark.parametrize(
    ("when", "day"),
    [("2024-05-01", WHEN), ('"2024-05-01"', WHEN), ("2024-05-01T08:00:00", WHEN), ('""', None)],
)
def test_days_are_read_with_and_without_quotation_marks(when: str, day: date | None) -> None:
    (read,) = entries(f"{HEAD}{ENTRY}when = {when}\n")
    assert read.when == day


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_made_and_filled_in_lets_the_command_pass(tmp_path: Path) -> None:
    path = tmp_path / "accepted.toml"
    assert tiaowen("diff", TOWN, LATER, "--format", "baseline", "-o", str(path), *CHINESE).code == NOTHING_WRONG
    empty = tiaowen("diff", TOWN, LATER, "--accept", str(path), "--fail-on", "down", *ENGLISH)
    assert empty.code == FINDINGS
    assert "not accepted, for who or why is empty: ▼ 住院救助" in empty.err
    text = path.read_text(encoding="utf-8").replace('who = ""', 'who = "审计处"').replace('why = ""', 'why = "已审"')
    path.write_text(text, encoding="utf-8")
    said = tiaowen("diff", TOWN, LATER, "--accept", str(path), "--fail-on", "any", *CHINESE)
    assert (said.code, said.err) == (NOTHING_WRONG, "")
    assert "审计处：已审" in said.out
    stale = tiaowen("diff", LATER, TOWN, "--accept", str(path), "--fail-on", "down", *CHINESE)
    assert (stale.code, "已接受的差异现已不存在" in stale.err) == (NOTHING_WRONG, True)
    assert tiaowen("diff", LATER, TOWN, "--accept", str(path), "--fail-on", "any").code == FINDINGS


def test_a_file_from_standard_input() -> None:
    text = tiaowen("diff", TOWN, LATER, "--format", "baseline").out
    said = tiaowen("diff", TOWN, LATER, "--accept", "-", "--format", "json", stdin=text.encode())
    assert (said.code, json.loads(said.out)["review"]["accepted"]) == (NOTHING_WRONG, 0)


def test_hundreds_of_entries_do_not_flood_the_terminal() -> None:
    text = tiaowen("diff", "kaizhou-2017", "yunyang-2023", "--format", "baseline").out
    said = tiaowen("diff", "kaizhou-2017", "yunyang-2023", "--accept", "-", stdin=text.encode())
    assert len(said.err.splitlines()) == 11


@pytest.mark.parametrize(("lang", "says"), [(ENGLISH, "not a file of accepted"), (CHINESE, "不是已接受差异的文件")])
@pytest.mark.parametrize(("content", "line"), [(b"\xff\xfe", 1), (f"{HEAD}\n[[accepted]]\n".encode(), 3)])
def test_a_file_that_cannot_be_read_stops_the_command(
    tmp_path: Path, lang: tuple[str, str], says: str, content: bytes, line: int
) -> None:
    path = tmp_path / "accepted.toml"
    path.write_bytes(content)
    said = tiaowen("diff", TOWN, LATER, "--accept", str(path), *lang)
    assert (said.code, said.out) == (NOT_READ, "")
    assert f"{path}:{line}" in said.err
    assert says in said.err


def test_no_file_and_a_folder_stop_the_command(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        said = tiaowen("diff", TOWN, LATER, "--accept", str(path))
        assert (said.code, said.out) == (NOT_READ, "")
        assert "cannot be read" in said.err


@pytest.mark.parametrize("format_", ["markdown", "html"])
def test_reports_are_written_where_they_are_asked_for(tmp_path: Path, format_: str) -> None:
    target = tmp_path / "report"
    said = tiaowen("diff", TOWN, LATER, "--format", format_, "-o", str(target))
    assert (said.code, said.out) == (NOTHING_WRONG, "")
    assert target.read_text(encoding="utf-8") == tiaowen("diff", TOWN, LATER, "--format", format_).out
