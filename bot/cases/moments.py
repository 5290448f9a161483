"""When something may be said or is due: local time in Amsterdam, school days of the school, quiet hours of a person."""

from datetime import date, datetime, time, timedelta
from functools import cache

from bot.local_time import AMSTERDAM, local
from bot.models import Member, School
from knowledge.calendar import Calendar, region_calendar
from knowledge.hours import Hours

DAY = timedelta(days=1)


class Quiet(Hours):
    """Hours in which somebody hears nothing."""

    __slots__ = ()


def quiet_of(member: Member) -> Quiet:
    """Give the quiet hours of a member."""
    return Quiet(member.quiet_from, member.quiet_until)


def calendar_of(school: School) -> Calendar:
    """Give the calendar of a school: that of its region, with its own closed days."""
    return _calendar(school.region, tuple(sorted(school.closed_days)))


@cache
def _calendar(region: str, closed_days: tuple[str, ...]) -> Calendar:
    return region_calendar(region).with_closed_days([date.fromisoformat(day) for day in closed_days])


def next_school_day(calendar: Calendar, day: date) -> date:
    """Give the first school day after `day`; raises CalendarUnknownError when the table ends before it."""
    day += DAY
    while not calendar.is_school_day(day):
        day += DAY
    return day


def last_school_day_by(calendar: Calendar, day: date) -> date:
    """Give the last school day on or before `day`."""
    while not calendar.is_school_day(day):
        day -= DAY
    return day


def may_be_said(calendar: Calendar, quiet: Quiet, at: datetime) -> datetime:
    """Give the first moment at or after `at` that is on a school day and outside quiet hours."""
    here = local(at)
    day = here.date()
    school = calendar.is_school_day(day)
    if school and not quiet.holds(here.hour):
        return at
    if not school or here.hour >= quiet.end:
        day = next_school_day(calendar, day)
    return datetime.combine(day, time(quiet.end % 24), AMSTERDAM)


def school_days_later(calendar: Calendar, at: datetime, count: int) -> datetime:
    """Give the same time of the day, `count` school days after the day of `at`, which itself is not counted."""
    here = local(at)
    day = here.date()
    for _ in range(count):
        day = next_school_day(calendar, day)
    return datetime.combine(day, here.time(), AMSTERDAM)


def working_days_left(calendar: Calendar, today: date, due: date) -> int:
    """Count the working days after `today` up to and including `due`; below zero when `due` has passed."""
    first, last, sign = (today, due, 1) if due >= today else (due, today, -1)
    passed = (first + DAY * number for number in range(1, (last - first).days + 1))
    return sign * sum(calendar.is_working_day(day) for day in passed)
