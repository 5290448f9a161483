"""Sets aside, with a reason, what does not count on the day of assessment, and takes the rest apart by kind."""

from decimal import Decimal
from enum import StrEnum
from heapq import heappop, heappush
from typing import NamedTuple

from knowledge.rules.history import History
from knowledge.rules.making import new


class Why(StrEnum):
    """Why an event is left out of the count. The words are stable: others script against them."""

    FUTURE = "future"
    NOTHING_OPEN = "nothing_open"
    NO_SCHOOL_DAY = "no_school_day"
    NOT_COMPUTABLE = "not_computable"


FUTURE, NOTHING_OPEN, NO_SCHOOL_DAY, NOT_COMPUTABLE = Why


class Ignored(NamedTuple):
    """An event that does not count; `event` is its place in the list, from 0."""

    event: int
    reason: Why


Report = tuple[int, int, int]
"""A sick report up to the day of assessment, as a slice of the calendar's school days, and its place in the list."""
Period = tuple[int, int, Decimal, Decimal]
"""A presence: first and last position, both inclusive, and the hours attended and scheduled."""


class Sifted(NamedTuple):
    """What counts on the day of assessment, by kind; hours and whole days go by the position of their day."""

    reports: list[Report]
    hours: dict[int, Decimal]
    whole_days: set[int]
    presences: list[Period]
    concerns: list[tuple[int, str]]
    ignored: tuple[Ignored, ...]


def sift(history: History) -> Sifted:
    """Take the events apart."""
    today = history.calendar.days[history.on]
    ignored: list[Ignored] = []
    reports = _reports(history, today, ignored)
    hours, whole_days = _hours(history, today, ignored)
    presences = _presences(history, today, ignored)
    concerns = []
    for day, what, place in history.rows.concern:
        if day > today:
            ignored.append(new(Ignored, (place, FUTURE)))
        else:
            concerns.append((day, what))
    return Sifted(reports, hours, whole_days, presences, concerns, tuple(sorted(ignored)))


def _reports(history: History, today: int, ignored: list[Ignored]) -> list[Report]:
    """A report runs at most to the day of assessment."""
    before = history.calendar.school.before
    until_today = before[today + 1]
    reports: list[Report] = []
    still_open: list[tuple[int, int]] = []
    for first, last, place in history.rows.sick:
        if first > today:
            ignored.append(new(Ignored, (place, FUTURE)))
        elif last is None:
            still_open.append((place, first))
        else:
            reports.append((before[first], before[last + 1] if last < today else until_today, place))
    if history.rows.recovered:
        ends = _ends(still_open, history, today, ignored)
        reports.extend([(before[first], before[ends[place] + 1], place) for place, first in still_open])
    else:
        reports.extend([(before[first], until_today, place) for place, first in still_open])
    return reports


def _ends(still_open: list[tuple[int, int]], history: History, today: int, ignored: list[Ignored]) -> dict[int, int]:
    """Give the last day of each open report by its place; those still to close wait in a heap, the earliest first."""
    recovered = [(place, day) for day, place in history.rows.recovered]
    ends = dict.fromkeys([place for place, _ in still_open], today)
    waiting: list[tuple[int, int]] = []
    for place, day in sorted(still_open + recovered):
        if place in ends:
            heappush(waiting, (day, place))
        elif day > today:
            ignored.append(new(Ignored, (place, FUTURE)))
        elif not waiting or waiting[0][0] > day:
            ignored.append(new(Ignored, (place, NOTHING_OPEN)))
        else:
            while waiting and waiting[0][0] <= day:
                first, closed = heappop(waiting)
                ends[closed] = max(first, day - 1)
    return ends


def _hours(history: History, today: int, ignored: list[Ignored]) -> tuple[dict[int, Decimal], set[int]]:
    is_school = history.calendar.school.flags
    hours: dict[int, Decimal] = {}
    whole_days: set[int] = set()
    for day, amount, whole_day, place in history.rows.unexcused:
        if day > today:
            ignored.append(new(Ignored, (place, FUTURE)))
        elif not is_school[day]:
            ignored.append(new(Ignored, (place, NO_SCHOOL_DAY)))
        else:
            hours[day] = hours[day] + amount if day in hours else amount
            if whole_day:
                whole_days.add(day)
    return hours, whole_days


def _presences(history: History, today: int, ignored: list[Ignored]) -> list[Period]:
    presences = []
    for first, until, attended, scheduled, place in history.rows.attendance:
        if until > today:
            ignored.append(new(Ignored, (place, FUTURE)))
        elif scheduled:
            presences.append((first, until, attended, scheduled))
        else:
            ignored.append(new(Ignored, (place, NOT_COMPUTABLE)))
    return presences
