"""School days, counted weekdays and working days of a region.

Within this package days travel as a *position*: the number of days since the first day of the region's table.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from knowledge.calendar_table import VACATIONS, RegionTable, read_calendar
from knowledge.model import Text

SATURDAY = 5


class CalendarUnknownError(LookupError):
    """A day, or a region, that the calendar table does not hold: never guessed."""

    def __init__(self, asked: date | str) -> None:
        self.asked = asked
        super().__init__(f"calendar_unknown: {asked}")


@dataclass(frozen=True, slots=True)
class Vacation:
    """A vacation, first and last day inclusive; `kind` is the law's word (herfst, kerst, voorjaar, mei, zomer)."""

    kind: str
    name: Text
    first: date
    last: date


class SchoolDays(NamedTuple):
    """The school days of one school; `before` tells how many precede each position and the one after the last."""

    positions: list[int]
    flags: bytearray
    before: list[int]


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The days of one school: made by `region_calendar`, narrowed by `with_closed_days`."""

    region: str
    days: Mapping[date, int]
    dates: tuple[date, ...]
    written: Mapping[str, int]
    vacations: tuple[Vacation, ...]
    holidays: Mapping[date, str]
    closing: frozenset[str]
    counted: tuple[int, ...]
    school: SchoolDays
    working_days: tuple[date, ...]

    @property
    def first(self) -> date:
        """The first day of the table."""
        return self.dates[0]

    @property
    def last(self) -> date:
        """The last day of the table, inclusive."""
        return self.dates[-1]

    def with_closed_days(self, closed_days: Iterable[date]) -> "Calendar":
        """Give this calendar with the school's own days off; raises CalendarUnknownError for one outside the table."""
        return self.closed_at(frozenset(self.position(day) for day in closed_days))

    def closed_at(self, positions: frozenset[int]) -> "Calendar":
        """Give this calendar with days off at these positions."""
        return _without(self, positions) if positions else self

    def position(self, day: date) -> int:
        """Give the position of a day; raises CalendarUnknownError outside the table."""
        try:
            return self.days[day]
        except KeyError:
            raise CalendarUnknownError(day) from None

    def is_school_day(self, day: date) -> bool:
        """Monday to Friday, no vacation, no holiday on which the school closes, none of its closed days."""
        return bool(self.school.flags[self.position(day)])

    def is_counted_weekday(self, day: date) -> bool:
        """Monday to Friday and no vacation: a single holiday or study day does not shorten a school week."""
        position = self.position(day)
        return self.counted[position] != (self.counted[position - 1] if position else -1)

    def counted_number(self, day: date) -> int:
        """Give the number, from 0, of this counted weekday; of the last one before it when it is none itself."""
        return self.counted[self.position(day)]

    def school_days(self, first: date, last: date) -> list[date]:
        """Give the school days from `first` to `last`, both inclusive."""
        start, end = self.school_slice(self.position(first), self.position(last))
        return [self.dates[position] for position in self.school.positions[start:end]]

    def school_slice(self, first: int, last: int) -> tuple[int, int]:
        """Give the slice of the school days that lies from `first` to `last`, positions, both inclusive."""
        return self.school.before[first], self.school.before[last + 1]

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and no public holiday, Goede Vrijdag included; vacation days are working days."""
        if day.year > self.last.year:
            raise CalendarUnknownError(day)
        return _is_working(day, self.holidays)

    def working_days_after(self, day: date, count: int) -> date:
        """Give the `count`-th working day after `day`, itself not counted; raises CalendarUnknownError."""
        place = bisect_right(self.working_days, day) + count - 1
        if day < self.first or place >= len(self.working_days):
            raise CalendarUnknownError(day)
        return self.working_days[place]

    def vacations_between(self, first: date, last: date) -> list[Vacation]:
        """Give the vacations with at least one day from `first` to `last`, both inclusive."""
        return [vacation for vacation in self.vacations if vacation.first <= last and first <= vacation.last]


@cache
def tables() -> Mapping[str, RegionTable]:
    """Give the calendar that ships with the product; raises TableError when it is wrong."""
    return read_calendar()


@cache
def region_calendar(region: str, *, closes_on: frozenset[str] | None = None) -> Calendar:
    """Give the calendar of a region; raises CalendarUnknownError for one we do not know.

    `closes_on` are the ids of the public holidays on which a school closes, where it differs from the table's choice.
    """
    if region not in tables():
        raise CalendarUnknownError(region)
    return build(tables()[region], closes_on=closes_on)


def build(table: RegionTable, *, closes_on: frozenset[str] | None = None) -> Calendar:
    """Lay out every day of a region's table once, so that counting is looking up."""
    closing = frozenset(holiday.id for holiday in table.holidays if holiday.closes) if closes_on is None else closes_on
    holidays = {day: holiday.id for holiday in table.holidays for day in holiday.days}
    vacations = tuple(
        Vacation(kind, table.vacation_names[kind], *getattr(year, kind))
        for year in table.school_years
        for kind in VACATIONS
    )
    first, last = table.region.first_day, vacations[-1].last
    dates = tuple(_each_day(first, last))
    free = {day for vacation in vacations for day in _each_day(vacation.first, vacation.last)}
    weekdays = [day.weekday() < SATURDAY and day not in free for day in dates]
    school = bytearray(counts and holidays.get(day) not in closing for day, counts in zip(dates, weekdays, strict=True))
    return Calendar(
        region=table.region.id,
        days={day: position for position, day in enumerate(dates)},
        dates=dates,
        written={day.isoformat(): position for position, day in enumerate(dates)},
        vacations=vacations,
        holidays=holidays,
        closing=closing,
        counted=tuple(number - 1 for number in accumulate(weekdays)),
        school=_school_days(school),
        working_days=tuple(day for day in _each_day(first, date(last.year, 12, 31)) if _is_working(day, holidays)),
    )


def _school_days(flags: bytearray) -> SchoolDays:
    return SchoolDays([day for day, flag in enumerate(flags) if flag], flags, [0, *accumulate(flags)])


@lru_cache(maxsize=64)
def _without(calendar: Calendar, positions: frozenset[int]) -> Calendar:
    """The pupils of one school share its closed days, so that these are laid out once."""
    flags = calendar.school.flags.copy()
    for position in positions:
        flags[position] = 0
    return replace(calendar, school=_school_days(flags))


def _is_working(day: date, holidays: Mapping[date, str]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def _each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=passed) for passed in range((last - first).days + 1)]
