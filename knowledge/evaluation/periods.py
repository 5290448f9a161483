"""The stretches of a school year over which is counted: from vacation to vacation, or between two evaluations."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from knowledge.calendar import Calendar, CalendarUnknownError, Vacation

DAY = timedelta(days=1)
MONTHS_A_YEAR = 12
ENDS_THE_YEAR = "zomer"


class Period(NamedTuple):
    """Days from `first` to `last`, both inclusive."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day <= self.last


class Block(NamedTuple):
    """A part of a school year, up to and including the vacation that closes it."""

    period: Period
    until: Vacation


def school_year(calendar: Calendar, day: date) -> Period:
    """Give the school year that holds a day, its summer vacation included; raises CalendarUnknownError."""
    blocks = blocks_of(calendar, day)
    return Period(blocks[0].period.first, blocks[-1].period.last)


def blocks_of(calendar: Calendar, day: date) -> list[Block]:
    """Give the five blocks of the school year that holds a day, in order; raises CalendarUnknownError."""
    first, blocks = calendar.first, list[Block]()
    for vacation in calendar.vacations:
        blocks.append(Block(Period(first, vacation.last), vacation))
        first = vacation.last + DAY
        if vacation.kind != ENDS_THE_YEAR:
            continue
        if blocks[0].period.first <= day <= vacation.last:
            return blocks
        blocks = []
    raise CalendarUnknownError(day)


def evaluation_periods(year: Period, held: Iterable[date], until: date) -> list[Period]:
    """Cut a school year at the days on which was evaluated: each day ends a period, the last one ends on `until`.

    Days outside the year and after `until` cut nothing.
    """
    cuts = sorted({day for day in held if year.first <= day < until})
    starts = [year.first, *(day + DAY for day in cuts)]
    return [Period(first, last) for first, last in zip(starts, [*cuts, until], strict=True)]


def months_later(day: date, months: int) -> date:
    """Give the same day of the month, so many months later; the last day of a month that is too short."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
