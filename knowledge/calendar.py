"""School days, counted weekdays and working days of a region.

Within this package days travel as a *position*: the number of days since the first day of the region's table.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import Self

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


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The days of one school: made by `region_calendar`, narrowed by `with_closed_days`."""

    region: str
    days: Mapping[date, int]
    dates: tuple[date, ...]
    written: Mapping[str, date]
    vacations: tuple[Vacation, ...]
    holidays: Mapping[date, str]
    closing: frozenset[str]
    counted: tuple[int, ...]
    school_positions: list[int]
    school_flags: bytearray

    @property
    def first(self) -> date:
        """The first day of the table."""
        return self.dates[0]

    @property
    def last(self) -> date:
        """The last day of the table, inclusive."""
        return self.dates[-1]

    def with_closed_days(self, closed_days: Collection[date]) -> Self:
        """Give this calendar with the school's own days off; raises CalendarUnknownError for one outside the table."""
        positions = sorted({self.position(day) for day in closed_days})
        if not positions:
            return self
        flags, school = self.school_flags.copy(), self.school_positions.copy()
        for position in reversed(positions):
            if flags[position]:
                flags[position] = 0
                del school[bisect_left(school, position)]
        return replace(self, school_positions=school, school_flags=flags)

    def position(self, day: date) -> int:
        """Give the position of a day; raises CalendarUnknownError outside the table."""
        try:
            return self.days[day]
        except KeyError:
            raise CalendarUnknownError(day) from None

    def is_school_day(self, day: date) -> bool:
        """Monday to Friday, no vacation, no holiday on which the school closes, none of its closed days."""
        return bool(self.school_flags[self.position(day)])

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
        return [self.dates[position] for position in self.school_positions[start:end]]

    def school_slice(self, first: int, last: int) -> tuple[int, int]:
        """Give the slice of `school_positions` that lies from `first` to `last`, positions, both inclusive."""
        return bisect_left(self.school_positions, first), bisect_right(self.school_positions, last)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and no public holiday, Goede Vrijdag included; vacation days are working days."""
        if day.year > self.last.year:
            raise CalendarUnknownError(day)
        return day.weekday() < SATURDAY and day not in self.holidays

    def working_days_after(self, day: date, count: int) -> date:
        """Give the `count`-th working day after `day`, itself not counted."""
        for _ in range(count):
            day += timedelta(days=1)
            while not self.is_working_day(day):
                day += timedelta(days=1)
        return day

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
    dates = tuple(first + timedelta(days=passed) for passed in range((last - first).days + 1))
    free = {day for vacation in vacations for day in _each_day(vacation)}
    weekdays = [day.weekday() < SATURDAY and day not in free for day in dates]
    school = bytearray(counts and holidays.get(day) not in closing for day, counts in zip(dates, weekdays, strict=True))
    return Calendar(
        region=table.region.id,
        days={day: position for position, day in enumerate(dates)},
        dates=dates,
        written={day.isoformat(): day for day in dates},
        vacations=vacations,
        holidays=holidays,
        closing=closing,
        counted=tuple(number - 1 for number in accumulate(weekdays)),
        school_positions=[position for position, flag in enumerate(school) if flag],
        school_flags=school,
    )


def _each_day(vacation: Vacation) -> list[date]:
    return [vacation.first + timedelta(days=passed) for passed in range((vacation.last - vacation.first).days + 1)]
