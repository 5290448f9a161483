"""Days as people name them, beside the day on which they were named."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 2024, 2029
# A date without a year is the latest one, unless it lies at most this many days ahead.
AHEAD = 45
WEEK = 7
SCHOOL_DAYS = 5


class Period(NamedTuple):
    """The first day, None when it does not exist, and the last, None when none is said.

    `days` holds the days themselves where they were named one by one.
    """

    first: date | None
    last: date | None = None
    days: tuple[date, ...] = ()


def listed(days: Iterable[date | None]) -> Period:
    """Give the days that were named one by one."""
    named = tuple(sorted({day for day in days if day is not None}))
    return Period(named[0], named[-1], named) if named else Period(None)


Resolve = Callable[[date], Period]


@dataclass(frozen=True, slots=True)
class Named:
    """One way of naming days in a line, and where it stands.

    `weekday` is known when it is no more than a weekday's name. It may name `many` days, first and last, a `week` as a
    whole, or count the days `running` until today.
    """

    start: int
    end: int
    resolve: Resolve
    weekday: int | None = None
    many: bool = False
    running: bool = False
    week: bool = False


def plausible(year: int, month: int, day: int) -> date | None:
    """Give the day, None when it does not exist or lies in no school year that is entered here."""
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def shifted(day: date, days: int) -> date | None:
    """Give the day so many days later, None when that lies in no school year that is entered here."""
    try:
        later = day + timedelta(days=days)
    except OverflowError:
        return None
    return later if FIRST_YEAR <= later.year <= LAST_YEAR else None


def of_date(day: int, month: int, year: int | None = None) -> Resolve:
    """Name a day by its date."""

    def resolve(today: date) -> Period:
        """Take the year that was named, otherwise the latest day that fits."""
        if year is not None:
            return Period(plausible(year + 2000 if year < 100 else year, month, day))
        return Period(_latest([plausible(today.year + later, month, day) for later in (1, 0, -1)], today))

    return resolve


def of_days(first: int, last: int, *, month: int, year: int | None = None) -> Resolve:
    """Name the days of a month from one to another."""

    def resolve(today: date) -> Period:
        """Date the first day, and take the last from the same month."""
        start = of_date(first, month, year)(today).first
        return Period(start, plausible(start.year, month, last) if start else None)

    return resolve


def of_listed_days(days: Sequence[int], *, month: int, year: int | None = None) -> Resolve:
    """Name days of a month one by one."""

    def resolve(today: date) -> Period:
        """Date the first day, and take the others from the same month."""
        start = of_date(min(days), month, year)(today).first
        return listed(plausible(start.year, month, day) for day in days) if start else Period(None)

    return resolve


def of_day_of_month(day: int) -> Resolve:
    """Name the latest such day of a month that is not after today."""

    def resolve(today: date) -> Period:
        """Take this month, or the one before when the day has yet to come."""
        if day <= today.day:
            return Period(plausible(today.year, today.month, day))
        before = today.replace(day=1) - timedelta(days=1)
        return Period(plausible(before.year, before.month, day))

    return resolve


def of_offset(days: int) -> Resolve:
    """Name a day by how far it lies from today."""
    return lambda today: Period(shifted(today, days))


def of_weekday(weekday: int, *, week: int | None = None, coming: bool = False) -> Resolve:
    """Name the latest such weekday before today, the first after it when `coming`, or the one in a week from this."""

    def resolve(today: date) -> Period:
        """Take the weekday in the week that was named, otherwise the nearest on that side of today."""
        if week is not None:
            return Period(shifted(today, week * WEEK + weekday - today.weekday()))
        return Period(weekday_after(today, weekday) if coming else weekday_before(today, weekday))

    return resolve


def weekday_before(day: date, weekday: int) -> date | None:
    """Give the latest such weekday before a day."""
    return shifted(day, -((day.weekday() - weekday - 1) % WEEK + 1))


def weekday_after(day: date, weekday: int) -> date | None:
    """Give the first such weekday after a day."""
    return shifted(day, (weekday - day.weekday() - 1) % WEEK + 1)


def of_weekday_in(week: Resolve, weekday: int) -> Resolve:
    """Name a weekday in a week that was named beside it."""

    def resolve(today: date) -> Period:
        """Count from the Monday of that week."""
        monday = week(today).first
        return Period(monday and shifted(monday, weekday))

    return resolve


def of_weekend() -> Resolve:
    """Name the Saturday of the latest weekend that began before today."""
    return of_weekday(SCHOOL_DAYS)


def of_week_from_now(weeks: int) -> Resolve:
    """Name the school days of a calendar week, counted from this one."""

    def resolve(today: date) -> Period:
        """Take Monday to Friday of the week so far from this one."""
        monday = shifted(today, weeks * WEEK - today.weekday())
        return Period(monday, monday and shifted(monday, SCHOOL_DAYS - 1))

    return resolve


def of_week(number: int, last: int | None = None, year: int | None = None) -> Resolve:
    """Name the school days of an ISO week, or of a week up to and including another."""

    def resolve(today: date) -> Period:
        """Take the latest such week, and the Friday of the last one."""
        years = [today.year + later for later in (1, 0, -1)] if year is None else [year]
        monday = _latest([_monday(one, number) for one in years], today)
        if monday is None:
            return Period(None)
        end = monday if last is None else _monday(monday.isocalendar().year, last)
        return Period(monday, end and shifted(end, SCHOOL_DAYS - 1))

    return resolve


def of_month(month: int, year: int | None = None) -> Resolve:
    """Name a month from its first to its last day."""

    def resolve(today: date) -> Period:
        """Take the latest such month, or the one of the year that was named."""
        first = of_date(1, month, year)(today).first
        return Period(first, first and _month_end(first))

    return resolve


def of_month_from_now(months: int) -> Resolve:
    """Name a month counted from this one."""

    def resolve(today: date) -> Period:
        """Count months from this one."""
        count = today.year * 12 + today.month - 1 + months
        first = plausible(count // 12, count % 12 + 1, 1)
        return Period(first, first and _month_end(first))

    return resolve


def of_months_ago(months: int) -> Resolve:
    """Name this day of an earlier month, or the last day of that month when it is shorter."""

    def resolve(today: date) -> Period:
        """Count months back from this one."""
        count = today.year * 12 + today.month - 1 - months
        first = plausible(count // 12, count % 12 + 1, 1)
        return Period(first and first.replace(day=min(today.day, _month_end(first).day)))

    return resolve


def of_weeks_until_now(weeks: int) -> Resolve:
    """Name the weeks that end today."""
    return lambda today: Period(shifted(today, -weeks * WEEK), today)


def of_unknown() -> Resolve:
    """Name a day that cannot be told from the words: «al een paar dagen»."""
    return lambda _today: Period(None)


def of_running(days: int) -> Resolve:
    """Name the day from which today is the so-manieth school day."""

    def resolve(today: date) -> Period:
        """Count school days back from today, weekends left out."""
        day: date | None = today
        for _ in range(days - 1):
            day = day and shifted(day, -1)
            while day and day.weekday() >= SCHOOL_DAYS:
                day = shifted(day, -1)
        return Period(day)

    return resolve


def only_first(resolve: Resolve) -> Resolve:
    """Name the first day of a period only."""
    return lambda today: Period(resolve(today).first)


def only_last(resolve: Resolve) -> Resolve:
    """Name the last day of a period only."""
    return lambda today: Period(resolve(today).last)


def later_by(resolve: Resolve, days: int) -> Resolve:
    """Name the day so many days after the first of a period."""

    def later(today: date) -> Period:
        """Count from the first day of the period."""
        first = resolve(today).first
        return Period(first and shifted(first, days))

    return later


def _latest(days: list[date | None], today: date) -> date | None:
    limit = shifted(today, AHEAD) or today
    return next((day for day in days if day is not None and day <= limit), None)


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _monday(year: int, week: int) -> date | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday if FIRST_YEAR <= monday.year <= LAST_YEAR else None
