"""Working days as the notices have them, last days by the Civil Code, and every form of deadline."""

from datetime import date, timedelta

import pytest
from duty_dates import UNKNOWN, day, span
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaowen.compiler.calendar import Due, End, NoSuchDay, Unpublished, WorkCalendar, published
from tiaowen.compiler.calendar.due import Asked, Occasion, due_dates
from tiaowen.compiler.calendar.periods import before, within
from tiaowen.dsl.tree import Deadline, Duration, Text

EVENT = Text(en="event")

# -------------------------------------------------------------------------------------------- working days

FREE_2024 = (
    "01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07"
)
WORKED_2024 = "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"


def test_the_notice_for_2024_is_followed_to_the_day() -> None:
    work, first = published(), day("01-01")
    year = [first + timedelta(days=n) for n in range(366)]
    assert [d for d in year if d.weekday() < 5 and not work.works(d)] == [day(d) for d in FREE_2024.split()]
    assert [d for d in year if d.weekday() > 4 and work.works(d)] == [day(d) for d in WORKED_2024.split()]


def test_a_year_without_notice_has_neither_working_days_nor_rest_days() -> None:
    work = published()
    assert {work.works(date(UNKNOWN, 1, n)) for n in range(1, 29)} == {None}
    assert work.missing(date(UNKNOWN, 3, 4)) == UNKNOWN
    assert work.missing(date(2005, 3, 4)) == 2005


@pytest.mark.parametrize(("on", "missing"), [("12-28", None), ("12-29", 2025), ("12-31", 2025), ("2025-01-01", 2025)])
def test_the_last_days_of_a_year_are_under_the_next_notice_too(on: str, missing: int | None) -> None:
    """In 2018 the notice for 2019 had 29 December worked and the 31st free."""
    assert WorkCalendar(2023, 2024, frozenset(), frozenset()).missing(day(on)) == missing
    assert [published().works(date(2018, 12, n)) for n in (28, 29, 30, 31)] == [True, True, False, False]


# ------------------------------------------------------------------------------------------------ counting


@pytest.mark.parametrize(
    ("event", "length", "counted", "last"),
    [
        ("02-01", "10 working-day", "02-20", "02-20"),  # over the Spring Festival; Sundays 4 and 18 February are worked
        ("02-01", "3 day", "02-04", "02-04"),  # a Sunday that is worked is no rest day
        ("09-26", "5 working-day", "10-09", "10-09"),  # Sunday 29 September is worked, the first week of October free
        ("10-07", "5 working-day", "10-12", "10-12"),  # a Saturday that is worked
        ("09-16", "15 day", "10-01", "10-08"),  # ends on the first day of the long holiday
        ("03-15", "30 day", "04-14", "04-15"),  # ends on a Sunday
        ("03-04", "1 day", "03-05", "03-05"),  # the day of the event does not count
        ("03-04", "0 day", "03-04", "03-04"),
        ("03-09", "0 working-day", "03-09", "03-11"),
        ("01-31", "1 month", "02-29", "02-29"),  # no such day: the last of the month
        ("2023-01-31", "1 month", "2023-02-28", "2023-02-28"),
        ("04-30", "1 month", "05-30", "05-30"),  # the same number, though the last of its month
        ("2023-08-31", "6 month", "02-29", "02-29"),
        ("2023-12-29", "2 month", "02-29", "02-29"),
        ("02-29", "1 year", "2025-02-28", "2025-02-28"),
        ("2020-02-29", "4 year", "02-29", "02-29"),
        ("2023-02-28", "1 year", "02-28", "02-28"),
        ("01-28", "1 year", "2025-01-28", "2025-02-05"),  # ends in the next Spring Festival
    ],
)
def test_a_period_ends_with_its_last_day_or_the_next_working_day(
    event: str, length: str, counted: str, last: str
) -> None:
    assert within(day(event), span(length), published()) == End(day(counted), day(last))


@pytest.mark.parametrize(
    ("event", "length", "counted", "last"),
    [
        ("10-31", "15 day", "10-16", "10-16"),
        ("10-20", "15 day", "10-05", "09-30"),  # in the holiday: the working day before it
        ("10-10", "3 working-day", "09-30", "09-30"),
        ("03-31", "1 month", "02-29", "02-29"),
        ("05-10", "1 month", "04-10", "04-10"),
        ("2025-02-28", "1 year", "02-28", "02-28"),
    ],
)
def test_counting_back_never_moves_towards_the_event(event: str, length: str, counted: str, last: str) -> None:
    assert before(day(event), span(length), published()) == End(day(counted), day(last))


@given(st.dates(date(2007, 1, 1), date(2025, 6, 30)), st.integers(1, 90))
@settings(max_examples=60)
def test_as_many_working_days_lie_between_as_the_period_has(event: date, length: int) -> None:
    work = published()
    end = within(event, Duration(length, "working-day"), work)
    assert isinstance(end, End)
    assert work.works(end.day)
    days = [event + timedelta(days=n) for n in range(1, (end.day - event).days + 1)]
    assert sum(bool(work.works(d)) for d in days) == length


@pytest.mark.parametrize(
    ("event", "length", "outcome"),
    [
        (date(UNKNOWN, 1, 10), "10 working-day", Unpublished(UNKNOWN)),
        (date(UNKNOWN, 1, 10), "10 day", Unpublished(UNKNOWN, date(UNKNOWN, 1, 20))),
        (day("06-03"), "9999 working-day", Unpublished(published().last + 1)),
        (day("06-03"), f"{UNKNOWN - 2024} year", Unpublished(UNKNOWN, date(UNKNOWN, 6, 3))),
        (day("06-03"), "9999 year", NoSuchDay()),
        (day("06-03"), "99999999 day", NoSuchDay()),
        (date.max, "1 working-day", Unpublished(9999)),
    ],
)
def test_without_the_notice_the_year_is_named_and_nothing_guessed(
    event: date, length: str, outcome: Unpublished | NoSuchDay
) -> None:
    assert within(event, span(length), published()) == outcome


def test_the_next_year_may_decide_about_the_end_of_this_one() -> None:
    work = WorkCalendar(2023, 2024, frozenset({day("12-25"), day("12-26"), day("12-27")}), frozenset())
    assert within(day("12-20"), span("5 day"), work) == Unpublished(2025, day("12-25"))
    assert before(day("12-30"), span("5 day"), work) == End(day("12-25"), day("12-24"))


# --------------------------------------------------------------------------------------------------- forms


@pytest.mark.parametrize(
    ("deadline", "dates"),
    [
        (Deadline("yearly", month=9, day=30), "09-30"),
        (Deadline("yearly", month=10, day=1), "10-08"),
        (Deadline("yearly", month=2, day=29), "02-29"),
        (
            Deadline("monthly-day", day=5),
            "01-05 02-05 03-05 04-07 05-06 06-05 07-05 08-05 09-05 10-08 11-05 12-05",
        ),
        (
            Deadline("next-month-day", day=10),
            "01-10 02-18 03-11 04-10 05-10 06-11 07-10 08-12 09-10 10-10 11-11 12-10",
        ),
        (
            Deadline("monthly-day", day=31),
            "01-31 02-29 04-01 04-30 05-31 07-01 07-31 09-02 09-30 10-31 12-02 12-31",
        ),
        (
            Deadline("monthly"),
            "01-31 02-29 03-29 04-30 05-31 06-28 07-31 08-30 09-30 10-31 11-29 12-31",
        ),
        (Deadline("times-a-year", times=2), ""),
    ],
    ids=lambda value: value.form if isinstance(value, Deadline) else None,
)
def test_what_recurs_gives_its_dates_of_the_year(deadline: Deadline, dates: str) -> None:
    found = due_dates(deadline, (), Asked(2024, None, published()))
    assert [due.end.day for due in found if isinstance(due.end, End)] == [day(d) for d in dates.split()]


@pytest.mark.parametrize(
    ("deadline", "event", "end"),
    [
        (Deadline("within", span("10 working-day"), EVENT), "03-01", End(day("03-15"), day("03-15"))),
        (Deadline("before", span("15 day"), EVENT), "10-16", End(day("10-01"), day("09-30"))),
        (Deadline("same-month", event=EVENT), "03-04", End(day("03-31"), day("03-29"))),
        (Deadline("same-month", event=EVENT), "03-31", End(day("03-31"), day("03-31"))),  # not before the event
    ],
    ids=lambda value: value.form if isinstance(value, Deadline) else None,
)
def test_what_hangs_on_an_event_has_a_date_for_each_date_of_it(deadline: Deadline, event: str, end: End) -> None:
    occasion = Occasion(day(event))
    assert due_dates(deadline, [occasion, occasion], Asked(1999, None, published())) == (Due(end, event=day(event)),)
    assert due_dates(deadline, (), Asked(2024, None, published())) == ()


def test_a_duty_for_the_month_before_names_that_month() -> None:
    found = due_dates(Deadline("next-month-day", day=10), (), Asked(2024, None, published()))
    assert [due.month for due in found] == [day("2023-12-01"), *(date(2024, n, 1) for n in range(1, 12))]


def test_nothing_is_due_before_the_document_is_in_force() -> None:
    asked = Asked(2024, day("10-15"), published())
    forms = (Deadline("yearly", month=9, day=30), Deadline("monthly-day", day=10), Deadline("next-month-day", day=10))
    found = [[due.end for due in due_dates(form, (), asked)] for form in (*forms, Deadline("monthly"))]
    assert found == [
        [],
        [End(day("11-10"), day("11-11")), End(day("12-10"), day("12-10"))],
        [End(day("11-10"), day("11-11")), End(day("12-10"), day("12-10"))],
        [End(day("10-31"), day("10-31")), End(day("11-30"), day("11-29")), End(day("12-31"), day("12-31"))],
    ]


def test_nothing_is_due_after_the_end_but_for_a_month_before_it() -> None:
    asked = Asked(2024, None, published(), day("02-15"))
    forms = (Deadline("yearly", month=9, day=30), Deadline("monthly-day", day=10), Deadline("next-month-day", day=10))
    found = [[due.end for due in due_dates(form, (), asked)] for form in forms]
    assert found == [
        [],
        [End(day("01-10"), day("01-10")), End(day("02-10"), day("02-18"))],
        [End(day("01-10"), day("01-10")), End(day("02-10"), day("02-18")), End(day("03-10"), day("03-11"))],
    ]


@pytest.mark.parametrize("number", [0, 32, 45])
def test_a_day_that_no_month_has_is_no_date(number: int) -> None:
    found = due_dates(Deadline("monthly-day", day=number), (), Asked(2024, None, published()))
    assert {due.end for due in found} == {NoSuchDay()}
