"""Reads a history as it stands in JSON; whatever is not exactly as agreed refuses the whole history.

A history is read once and quickly: anything unexpected only stops the reading. What stopped it is then named by
`knowledge.rules.refusing`, which looks again and takes its time.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from knowledge.calendar import Calendar
from knowledge.rules.events import MOST_HOURS_A_DAY, What
from knowledge.rules.history import History, Rows
from knowledge.rules.refusing import refuse

Raw = Mapping[str, Any]
Written = Mapping[str, int]
Reader = Callable[[Raw, int, Written, Rows], None]

PLAIN_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
MOST_KEPT, LONGEST_KEPT = 4096, 12
NO_HOURS = Decimal(0)
HOURS_A_DAY = Decimal(MOST_HOURS_A_DAY)
WHATS = {what.value: what.value for what in What}


class UnfitError(ValueError):
    """Something is not as agreed."""


class Decimals(dict[str, Decimal]):
    """Plain decimals by how they are written: digits, perhaps a point and digits. Short ones are kept, to a bound."""

    def __missing__(self, written: str) -> Decimal:
        if not PLAIN_DECIMAL.fullmatch(written):
            raise UnfitError
        number = Decimal(written)
        if len(written) <= LONGEST_KEPT and len(self) < MOST_KEPT:
            self[written] = number
        return number


DECIMALS = Decimals()


def read_history(raw: Any, calendar: Calendar) -> History:
    """Read one history; raises HistoryRefusedError, faults that belong to no event first, then the first faulty event.

    `calendar` is that of the region: the school's own closed days stand in the history.
    """
    try:
        return _read(raw, calendar)
    except (LookupError, TypeError, ValueError):
        refuse(raw, calendar)
        raise


def _read(raw: Any, calendar: Calendar) -> History:
    written, raw_events = calendar.written, raw["events"]
    on = calendar.dates[written[raw["on"]]]
    closed = raw.get("closed_days", [])
    fields = 4 if "closed_days" in raw else 3
    if len(raw) != fields or "id" not in raw or type(raw_events) is not list or type(closed) is not list:
        raise UnfitError
    rows = Rows([], [], [], [], [])
    for place, event in enumerate(raw_events):
        READERS[event["kind"]](event, place, written, rows)
    return History(on, calendar.closed_at(frozenset([written[day] for day in closed])) if closed else calendar, rows)


def _sick(raw: Raw, place: int, written: Written, rows: Rows) -> None:
    first, last = written[raw["first_day"]], raw["last_day"]
    if last is not None:
        last = written[last]
        if last < first:
            raise UnfitError
    if len(raw) != 3:
        raise UnfitError
    rows.sick.append((first, last, place))


def _recovered(raw: Raw, place: int, written: Written, rows: Rows) -> None:
    if len(raw) != 2:
        raise UnfitError
    rows.recovered.append((written[raw["day"]], place))


def _unexcused(raw: Raw, place: int, written: Written, rows: Rows) -> None:
    hours, whole_day = DECIMALS[raw["hours"]], False
    if len(raw) != 3:
        whole_day = raw["whole_day"]
        if len(raw) != 4 or type(whole_day) is not bool:
            raise UnfitError
    if not NO_HOURS < hours <= HOURS_A_DAY:
        raise UnfitError
    rows.unexcused.append((written[raw["day"]], hours, whole_day, place))


def _attendance(raw: Raw, place: int, written: Written, rows: Rows) -> None:
    first, until = written[raw["from"]], written[raw["until"]]
    attended, scheduled = DECIMALS[raw["attended_hours"]], DECIMALS[raw["scheduled_hours"]]
    if len(raw) != 5 or first > until or attended > scheduled:
        raise UnfitError
    rows.attendance.append((first, until, attended, scheduled, place))


def _concern(raw: Raw, place: int, written: Written, rows: Rows) -> None:
    if len(raw) != 3:
        raise UnfitError
    rows.concern.append((written[raw["day"]], WHATS[raw["what"]], place))


READERS: Mapping[str, Reader] = {
    "sick": _sick,
    "recovered": _recovered,
    "unexcused": _unexcused,
    "attendance": _attendance,
    "concern": _concern,
}
