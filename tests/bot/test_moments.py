"""When something may be said and when it is due: school days, quiet hours, vacations, working days."""

from datetime import date, datetime

import pytest

from bot.cases.moments import Quiet, last_school_day_by, may_be_said, school_days_later, working_days_left
from bot.local_time import AMSTERDAM
from knowledge.calendar import region_calendar

CALENDAR = region_calendar("midden")
EVENING = Quiet(18, 8)
NIGHT_SHIFT = Quiet(6, 14)


def at(day: int, month: int, hour: int, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (at(17, 11, 17, 59), at(17, 11, 17, 59)),
        (at(17, 11, 18), at(18, 11, 8)),
        (at(17, 11, 7, 59), at(17, 11, 8)),
        (at(17, 11, 8), at(17, 11, 8)),
        (at(20, 11, 18), at(23, 11, 8)),
        (at(21, 11, 12), at(23, 11, 8)),
        (at(18, 12, 18), at(4, 1, 8, year=2027)),
        (at(22, 12, 12), at(4, 1, 8, year=2027)),
    ],
    ids=[
        "just before",
        "in the evening",
        "early",
        "at eight",
        "friday evening",
        "saturday",
        "last evening",
        "vacation",
    ],
)
def test_a_message_waits_for_a_school_day_outside_quiet_hours(asked: datetime, said: datetime) -> None:
    assert may_be_said(CALENDAR, EVENING, asked) == said


def test_quiet_hours_in_the_middle_of_the_day_hold_too() -> None:
    assert may_be_said(CALENDAR, NIGHT_SHIFT, at(17, 11, 9)) == at(17, 11, 14)
    assert may_be_said(CALENDAR, NIGHT_SHIFT, at(17, 11, 5)) == at(17, 11, 5)


def test_a_closed_day_of_the_school_is_no_day_to_say_something() -> None:
    closed = CALENDAR.with_closed_days([date(2026, 11, 17)])
    assert may_be_said(closed, EVENING, at(17, 11, 10)) == at(18, 11, 8)


def test_school_days_are_counted_over_a_weekend_and_a_vacation_at_the_same_time_of_day() -> None:
    assert school_days_later(CALENDAR, at(20, 11, 10), 1) == at(23, 11, 10)
    assert school_days_later(CALENDAR, at(18, 12, 10), 1) == at(4, 1, 10, year=2027)


def test_the_time_of_day_stays_the_same_over_the_change_to_summer_time() -> None:
    later = school_days_later(CALENDAR, at(26, 3, 10, year=2027), 1)
    assert (later.hour, later.date()) == (10, date(2027, 3, 30))


def test_what_ends_in_a_vacation_is_told_on_the_last_school_day_before_it() -> None:
    assert last_school_day_by(CALENDAR, date(2026, 12, 23)) == date(2026, 12, 18)
    assert last_school_day_by(CALENDAR, date(2026, 12, 18)) == date(2026, 12, 18)


def test_working_days_go_on_in_a_vacation_and_stop_at_christmas() -> None:
    assert working_days_left(CALENDAR, date(2026, 12, 18), date(2026, 12, 24)) == 4
    assert working_days_left(CALENDAR, date(2026, 12, 24), date(2026, 12, 28)) == 1
    assert working_days_left(CALENDAR, date(2026, 11, 24), date(2026, 11, 23)) == -1
    assert working_days_left(CALENDAR, date(2026, 11, 23), date(2026, 11, 23)) == 0
