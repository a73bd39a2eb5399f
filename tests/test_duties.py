"""Duties that follow from events and from each other, and their dates as a calendar file."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from duty_dates import UNKNOWN, day, last_days, plan, town

from tiaowen.compiler.calendar import (
    Due,
    End,
    Follows,
    Happened,
    NotADate,
    NotAnEvent,
    Unpublished,
    read_event,
    to_icalendar,
)
from tiaowen.compiler.calendar.ics import OCTETS, folded
from tiaowen.dsl.tree import Language

# ------------------------------------------------------------------------------------------ events, chains

EVENTS = town(
    '"propose", within 5 days of "receipt of the quota" / “收到指标”',
    '"pay" / “拨付”, within 5 days of "a = b"',
)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("receipt of the quota=2024-03-01", Happened("receipt of the quota", day("03-01"))),
        ("“收到指标”=2024-3-1", Happened("“收到指标”", day("03-01"))),
        (" Receipt  of the QUOTA = 2024年3月1日", Happened("Receipt  of the QUOTA", day("03-01"))),
        ("a = b=2024-03-01", Happened("a = b", day("03-01"))),
        ("收到指标＝2024-03-01", Happened("收到指标", day("03-01"))),
        ("a = b=PROPOSE", Follows("a = b", "PROPOSE")),
        ("收到指标=拨付", Follows("收到指标", "拨付")),
        ("a = b=2024-02-30", NotADate("a = b", "2024-02-30")),
        ("a = b=2024-W09-4", NotADate("a = b", "2024-W09-4")),
        ("a = b=", NotADate("a = b", "")),
        ("a = b", NotADate("a = b", None)),
        ("receipt of a quota=2024-03-01", ("receipt of the quota",)),
        ("收到指标文=2024-03-01", ("receipt of the quota",)),
        ("propose=2024-03-01", ()),
        ("=", ()),
    ],
)
def test_an_event_is_known_by_its_text_in_either_language(
    option: str, said: Happened | Follows | NotADate | tuple[str, ...]
) -> None:
    found = read_event(option, EVENTS.duties, Language.EN)
    if isinstance(said, tuple):
        name = option.rpartition("=")[0]
        assert found == NotAnEvent(name, said, ("receipt of the quota", "a = b"))
    else:
        assert found == said


CHAIN = (
    '"propose the allocation" / “提出分配”, within 10 working days of "quota"',
    '"pay", within 30 days of “提出分配”',
    '"report", in the month of "pay"',
)


def test_what_another_duty_brings_about_is_due_at_the_latest() -> None:
    found = plan(town(*CHAIN), Happened("quota", day("03-01"))).duties
    assert [each.dues for each in found] == [
        (Due(End(day("03-15"), day("03-15")), event=day("03-01")),),
        (Due(End(day("04-14"), day("04-15")), event=day("03-15"), latest=True),),
        (Due(End(day("04-30"), day("04-30")), event=day("04-15"), latest=True),),
    ]
    assert [(each.after, each.waits) for each in found] == [((), False), ((1,), False), ((2,), False)]


def test_a_date_given_goes_before_the_latest_one() -> None:
    found = plan(town(*CHAIN), Happened("quota", day("03-01")), Happened("提出分配", day("03-04"))).duties
    assert found[1].dues == (Due(End(day("04-03"), day("04-03")), event=day("03-04")),)
    assert found[1].after == ()


def test_the_user_can_say_which_duty_an_event_is() -> None:
    policy = town('"propose", by 03-29 each year', '"pay", within 1 month of "receipt of the proposal"')
    assert plan(policy).duties[1].waits
    found = plan(policy, Follows("receipt of the proposal", "propose")).duties[1]
    assert (found.dues, found.after) == (
        (Due(End(day("04-29"), day("04-29")), event=day("03-29"), latest=True),),
        (1,),
    )


def test_duties_that_wait_for_each_other_have_no_dates() -> None:
    policy = town('"a", within 5 days of "b"', '"b", within 5 days of "a"', '"c", within 5 days of "c"', '"d", monthly')
    assert [(len(each.dues), each.waits) for each in plan(policy).duties] == [(0, True)] * 3 + [(12, False)]
    known = plan(policy, Happened("b", day("03-04"))).duties
    assert [last_days(each) for each in known[:2]] == [["2024-03-11"], ["2024-03-18"]]


def test_a_chain_may_be_as_long_as_a_document() -> None:
    links = [f'"{n + 1}", within 0 days of "{n}"' for n in range(2000)]
    assert last_days(plan(town(*links), Happened("0", day("03-04"))).duties[-1]) == ["2024-03-04"]


def test_what_is_undetermined_stays_so_along_the_chain() -> None:
    found = plan(town('"list", by 03-31 each year', '"pay", within 5 days of "list"'), year=UNKNOWN).duties
    assert [each.dues for each in found] == [
        (Due(Unpublished(UNKNOWN, date(UNKNOWN, 3, 31))),),
        (Due(Unpublished(UNKNOWN), latest=True),),
    ]


# ------------------------------------------------------------------------------------------------ calendar


@pytest.mark.parametrize("text", ["", "a" * 75, "a" * 76, "救助" * 60, "a救" * 40, "x" * 74 + "救" * 30])
def test_long_lines_are_folded_between_characters(text: str) -> None:
    lines = [*folded(text)]
    assert lines[0] + "".join(line[1:] for line in lines[1:]) == text
    assert all(line.startswith(" ") for line in lines[1:])
    assert all(len(line.encode()) <= OCTETS for line in lines)


STAMP = datetime(2024, 1, 2, 11, 4, 5, tzinfo=UTC)


def test_a_calendar_is_written_to_the_letter() -> None:
    policy = town('"pay; report, and \\ so on", by 10-01 each year', '"assist"')
    text = to_icalendar(plan(policy), Language.EN, STAMP)
    assert text is not None
    name = re.search(r"UID:([0-9a-f]{32})@tiaowen\r\n", text)
    assert name is not None
    assert text.replace(name[1], "…").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tiaowen//duties//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Measures of a town 2024",
        "BEGIN:VEVENT",
        "UID:…@tiaowen",
        "DTSTAMP:20240102T110405Z",
        "DTSTART;VALUE=DATE:20241008",
        "SUMMARY:county finance bureau: pay\\; report\\, and \\\\ so on",
        "DESCRIPTION:by 10-01 each year\\nArticle 1\\nMeasures of a town\\n2024-10-08 (",
        " 10-01 is a rest day)",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_an_event_keeps_its_identifier_in_every_language_and_run() -> None:
    policy = town('"pay" / “拨付”, monthly', '"pay" / “拨付”, monthly', '"report", monthly')
    texts = [to_icalendar(plan(policy), language, STAMP + timedelta(days=n)) for n, language in enumerate(Language)]
    names = [re.findall(r"UID:(.*)\r", text or "") for text in texts]
    assert names[0] == names[1]
    assert len(names[0]) == len(set(names[0])) == 24, "what is stated twice is there once"


def test_a_calendar_without_dates_is_none() -> None:
    assert to_icalendar(plan(town('"assist"', '"check", at least 2 times a year')), Language.EN, STAMP) is None
