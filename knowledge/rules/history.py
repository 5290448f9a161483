"""A checked history, laid out by kind so that each rule finds its own rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from knowledge.calendar import Calendar
from knowledge.rules.events import (
    Attendance,
    Concern,
    Event,
    HistoryRefusedError,
    Reason,
    Recovered,
    Sick,
    Unexcused,
    What,
)


class Rows(NamedTuple):
    """The events by kind: days are positions in the calendar, and each row ends with the event's place in the list.

    Rows are plain tuples, which cost a fraction of an event object: most histories are judged and never looked at.
    """

    sick: list[tuple[int, int | None, int]]
    recovered: list[tuple[int, int]]
    unexcused: list[tuple[int, Decimal, bool, int]]
    attendance: list[tuple[int, int, Decimal, Decimal, int]]
    concern: list[tuple[int, str, int]]


@dataclass(frozen=True, eq=False)
class History:
    """What happened, the day of assessment and the school's calendar; made by `read_history` and `history_of`."""

    on: date
    calendar: Calendar
    rows: Rows

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events in the order given."""
        day, rows = self.calendar.dates, self.rows
        placed: list[tuple[Event, int]] = [
            *((Sick(day[first], None if last is None else day[last]), place) for first, last, place in rows.sick),
            *((Recovered(day[on]), place) for on, place in rows.recovered),
            *((Unexcused(day[on], hours, whole), place) for on, hours, whole, place in rows.unexcused),
            *((Attendance(day[first], day[last], *hours), place) for first, last, *hours, place in rows.attendance),
            *((Concern(day[on], What(what)), place) for on, what, place in rows.concern),
        ]
        return tuple(event for event, _ in sorted(placed, key=itemgetter(1)))


def history_of(events: Iterable[Event], *, on: date, calendar: Calendar) -> History:
    """Check events against the calendar; raises HistoryRefusedError for the first fault."""
    known = calendar.days
    if on not in known:
        raise HistoryRefusedError(None, Reason.CALENDAR_UNKNOWN, {"field": "on"})
    rows = Rows([], [], [], [], [])
    for place, event in enumerate(events):
        reason = event.fault(known)
        if reason is not None:
            raise HistoryRefusedError(place, reason)
        _lay_out(event, place, known, rows)
    return History(on, calendar, rows)


def _lay_out(event: Event, place: int, positions: Mapping[date, int], rows: Rows) -> None:
    match event:
        case Sick(first, last):
            rows.sick.append((positions[first], None if last is None else positions[last], place))
        case Recovered(day):
            rows.recovered.append((positions[day], place))
        case Unexcused(day, hours, whole):
            rows.unexcused.append((positions[day], hours, whole, place))
        case Attendance(first, until, attended, scheduled):
            rows.attendance.append((positions[first], positions[until], attended, scheduled, place))
        case Concern(day, what):
            rows.concern.append((positions[day], what.value, place))
