"""The command ``duties``: what people read, what programs read, and what is refused."""

import json
from datetime import date
from pathlib import Path

import pytest
from command_line import CHINESE, ENGLISH, tiaowen
from duty_dates import HEAD, UNKNOWN
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.calendar import published
from tiaowen.compiler.cli.output import FINDINGS, NOT_READ, NOTHING_WRONG, WRONG_USAGE

LANGUAGES = pytest.mark.parametrize("lang", [ENGLISH, CHINESE], ids=["en", "zh"])
CASE = str(Path(__file__).parent / "cases" / "calendar" / "duties.policy")

GIVEN = (
    "--event=The enrolment period opens=2024-10-20",
    "--event=申请=2024-03-31",
    "--event=“收到指标文件”=2024-03-01",
    "--event=receipt of the quota document=2024-09-16",
)


@LANGUAGES
def test_duties_for_people(lang: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    said = tiaowen("duties", CASE, "--year", "2024", *GIVEN, *lang)
    assert (said.code, said.err) == (NOTHING_WRONG, "")
    assert said.out == snapshot


@LANGUAGES
def test_duties_without_events_or_notice_for_people(lang: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    year = str(UNKNOWN)
    said = tiaowen("duties", CASE, "--year", year, *lang)
    assert (said.code, said.err) == (NOTHING_WRONG, "")
    assert said.out.replace(year, "YEAR").replace(str(published().last), "LAST") == snapshot


def test_duties_as_data() -> None:
    said = tiaowen("duties", CASE, "--year", "2024", "--format", "json", "--event", "收到指标文件=2024-03-01")
    data = json.loads(said.out)
    duties = data.pop("duties")
    assert data == {
        "format_version": 1,
        "policy": "duties-2024",
        "title": "Duties of a city",
        "year": 2024,
        "in_force_from": "2024-02-01",
        "holiday_notices": {"first": 2006, "last": published().last},
    }
    assert [each["number"] for each in duties] == list(range(1, 12))
    assert duties[1] == {
        "number": 2,
        "actors": [{"id": "municipal-finance-bureau", "name": "municipal finance bureau"}],
        "action": "pay the funds out",
        "articles": ["第一条"],
        "deadline": {
            "form": "within",
            "text": 'within 30 days of "propose the allocation"',
            "event": "propose the allocation",
            "times": None,
        },
        "waits_for_event": False,
        "after": [1],
        "due": [
            {
                "date": "2024-04-15",
                "counted": "2024-04-14",
                "month": None,
                "event": "2024-03-15",
                "at_the_latest": True,
                "undetermined": None,
                "missing_year": None,
            }
        ],
    }
    assert (duties[8]["waits_for_event"], duties[8]["due"]) == (True, [])
    assert duties[10]["deadline"] is None


def test_what_is_undetermined_says_why_in_the_data() -> None:
    said = tiaowen("duties", CASE, "--year", str(UNKNOWN), "--format", "json", *CHINESE)
    assert said.code == NOTHING_WRONG
    assert json.loads(said.out)["duties"][3]["due"] == [
        {
            "date": None,
            "counted": f"{UNKNOWN}-09-30",
            "month": None,
            "event": None,
            "at_the_latest": False,
            "undetermined": f"未定：没有{UNKNOWN}年的放假安排（已有2006年至{published().last}年）",
            "missing_year": UNKNOWN,
        }
    ]


def test_a_calendar_that_lacks_dates_is_no_clean_result(tmp_path: Path) -> None:
    file = tmp_path / "duties.ics"
    whole = tiaowen("duties", CASE, "--year", "2024", "--format", "ics", "-o", str(file))
    assert whole == (NOTHING_WRONG, "", "")
    data = file.read_bytes()
    assert data.count(b"BEGIN:VEVENT") == data.count(b"DTSTART;VALUE=DATE:2024") == 33
    assert data.count(b"\n") == data.count(b"\r\n")
    part = tiaowen("duties", CASE, "--year", "2024", "--format", "ics", "--event", f"application={UNKNOWN}-01-01")
    assert (part.code, part.err) == (FINDINGS, "Left out: 1 undetermined due date.\n")
    none = tiaowen("duties", "kaizhou-2017", "--year", "2024", "--format", "ics")
    assert none == (FINDINGS, "", "No calendar was written: nothing has a due date in 2024.\n")


@LANGUAGES
@pytest.mark.parametrize(
    "option",
    ["the enrolment period=2024-10-20", "x=2024-01-01", "application", "application=2024-02-30", "申请=不知道"],
    ids=["nearly", "nothing-like-it", "no-date", "no-such-day", "no-day-at-all"],
)
def test_an_event_that_no_duty_knows_is_wrong_usage(
    option: str, lang: tuple[str, str], snapshot: SnapshotAssertion
) -> None:
    said = tiaowen("duties", CASE, "--event", option, *lang)
    assert (said.code, said.out) == (WRONG_USAGE, "")
    assert said.err == snapshot


def test_an_event_before_the_document_is_in_force_is_noted() -> None:
    said = tiaowen("duties", CASE, "--year", "2024", "--event", "application=2024-01-15")
    note = 'Note: the event "application" on 2024-01-15 is before the document is in force (2024-02-01).\n'
    assert (said.code, said.err) == (NOTHING_WRONG, note)


def test_a_policy_that_cannot_be_used_has_no_duties(tmp_path: Path) -> None:
    assert tiaowen("duties", "no-such-policy").code == NOT_READ
    wrong = tmp_path / "wrong.policy"
    wrong.write_text(HEAD + "duty of nobody known: nothing\n", encoding="utf-8")
    said = tiaowen("duties", str(wrong))
    assert (said.code, said.out) == (FINDINGS, "")


def test_the_year_is_this_one_unless_said() -> None:
    assert f"duties in {date.today().year}" in tiaowen("duties", CASE).out
    assert tiaowen("duties", CASE, "--year", "20").code == WRONG_USAGE


def test_a_document_may_state_no_duties() -> None:
    said = tiaowen("duties", "-", "--year", "2024", stdin=HEAD.encode())
    assert said == (
        NOTHING_WRONG,
        "Measures of a town (town-2024): duties in 2024\n\nThis document states no duties.\n",
        "",
    )


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (("--year", "2023"), ["not due in 2023: the document is in force later"]),
        (("--year", "2023", *CHINESE), ["2023年不到期：文件其后才施行"]),
        (
            ("--event", f"application={UNKNOWN}-03-04"),
            [
                f"undetermined: the holiday notice for {UNKNOWN} is not among those known "
                f"(2006 to {published().last}); "
                f"counted to {UNKNOWN}-03-31; event {UNKNOWN}-03-04"
            ],
        ),
        (
            ("--event", f"申请={UNKNOWN}年3月4日", *CHINESE),
            [
                f"未定：没有{UNKNOWN}年的放假安排（已有2006年至{published().last}年）；计至{UNKNOWN}-03-31；事件{UNKNOWN}-03-04"
            ],
        ),
    ],
    ids=["too-early-en", "too-early-zh", "event-without-notice-en", "event-without-notice-zh"],
)
def test_why_there_is_no_date_is_said_in_one_line(arguments: tuple[str, ...], lines: list[str]) -> None:
    said = tiaowen("duties", CASE, *arguments).out.splitlines()
    assert [line.strip() for line in said if line.strip() in lines][:1] == lines


def test_a_day_in_no_calendar_is_said_along_the_chain() -> None:
    text = HEAD + 'duty of county finance bureau: "a", by day 45 of each month\n'
    text += 'duty of county finance bureau: "b", within 5 days of "a"\n'
    said = tiaowen("duties", "-", "--year", "2024", stdin=text.encode())
    assert said.out.count("undetermined: there is no such day\n") == 2


def test_a_document_without_events_says_so() -> None:
    said = tiaowen("duties", "kaizhou-2017", "--event", "x=2024-01-01")
    assert (said.code, said.err.splitlines()[0]) == (
        WRONG_USAGE,
        'tiaowen duties: no deadline hangs on "x": none hangs on an event in this document.',
    )
