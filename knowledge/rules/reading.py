"""Reads a history as it stands in JSON; whatever is not exactly as agreed refuses the whole history."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from knowledge.calendar import Calendar
from knowledge.rules.events import (
    Attendance,
    Concern,
    Event,
    History,
    HistoryRefusedError,
    Reason,
    Recovered,
    Sick,
    Unexcused,
    What,
)

Raw = dict[str, Any]
Written = Mapping[str, date]

DATE_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PLAIN_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
NEGATIVE_DECIMAL = re.compile(r"-[0-9]+(?:\.[0-9]+)?")

HISTORY_FIELDS = frozenset({"id", "on", "events"})
SICK_FIELDS = frozenset({"kind", "first_day", "last_day"})
RECOVERED_FIELDS = frozenset({"kind", "day"})
UNEXCUSED_FIELDS = frozenset({"kind", "day", "hours"})
ATTENDANCE_FIELDS = frozenset({"kind", "from", "until", "attended_hours", "scheduled_hours"})
CONCERN_FIELDS = frozenset({"kind", "day", "what"})


def read_history(raw: object, calendar: Calendar) -> History:
    """Read one history; raises HistoryRefusedError, faults that belong to no event first, then the first faulty event.

    `calendar` is that of the region: the school's own closed days stand in the history.
    """
    if not isinstance(raw, dict):
        raise HistoryRefusedError(None, Reason.NOT_AN_OBJECT)
    _must_hold(raw, HISTORY_FIELDS, optional="closed_days")
    on = _day(raw, "on", calendar.written)
    closed = _closed_days(raw.get("closed_days", []), calendar.written)
    raw_events = raw["events"]
    if not isinstance(raw_events, list):
        raise HistoryRefusedError(None, Reason.NOT_A_LIST, {"field": "events"})
    events = []
    for number, raw_event in enumerate(raw_events):
        try:
            events.append(_event(raw_event, calendar))
        except HistoryRefusedError as refused:
            raise HistoryRefusedError(number, refused.reason, refused.facts) from None
    return History(on, tuple(events), calendar.with_closed_days(closed) if closed else calendar)


def _closed_days(raw: object, written: Written) -> list[date]:
    if not isinstance(raw, list):
        raise HistoryRefusedError(None, Reason.NOT_A_LIST, {"field": "closed_days"})
    return [_day({"closed_days": day}, "closed_days", written) for day in raw]


def _event(raw: object, calendar: Calendar) -> Event:
    if not isinstance(raw, dict):
        raise HistoryRefusedError(None, Reason.NOT_AN_OBJECT)
    if "kind" not in raw:
        raise HistoryRefusedError(None, Reason.MISSING_FIELD, {"field": "kind"})
    kind = raw["kind"]
    reader = READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise HistoryRefusedError(None, Reason.UNKNOWN_KIND)
    event = reader(raw, calendar.written)
    reason = event.fault(calendar.days)
    if reason is not None:
        raise HistoryRefusedError(None, reason)
    return event


def _sick(raw: Raw, written: Written) -> Sick:
    _must_hold(raw, SICK_FIELDS)
    last_day = None if raw["last_day"] is None else _day(raw, "last_day", written)
    return Sick(_day(raw, "first_day", written), last_day)


def _recovered(raw: Raw, written: Written) -> Recovered:
    _must_hold(raw, RECOVERED_FIELDS)
    return Recovered(_day(raw, "day", written))


def _unexcused(raw: Raw, written: Written) -> Unexcused:
    _must_hold(raw, UNEXCUSED_FIELDS, optional="whole_day")
    whole_day = raw.get("whole_day", False)
    if not isinstance(whole_day, bool):
        raise HistoryRefusedError(None, Reason.NOT_A_BOOLEAN, {"field": "whole_day"})
    return Unexcused(_day(raw, "day", written), _hours(raw, "hours"), whole_day)


def _attendance(raw: Raw, written: Written) -> Attendance:
    _must_hold(raw, ATTENDANCE_FIELDS)
    return Attendance(
        _day(raw, "from", written), _day(raw, "until", written),
        _hours(raw, "attended_hours"), _hours(raw, "scheduled_hours"),
    )


def _concern(raw: Raw, written: Written) -> Concern:
    _must_hold(raw, CONCERN_FIELDS)
    what = WHATS.get(raw["what"]) if isinstance(raw["what"], str) else None
    if what is None:
        raise HistoryRefusedError(None, Reason.UNKNOWN_WHAT)
    return Concern(_day(raw, "day", written), what)


READERS: dict[str, Callable[[Raw, Written], Event]] = {
    "sick": _sick, "recovered": _recovered, "unexcused": _unexcused, "attendance": _attendance, "concern": _concern,
}
WHATS = {what.value: what for what in What}


def _must_hold(raw: Raw, fields: frozenset[str], *, optional: str | None = None) -> None:
    if raw.keys() == fields:
        return
    for field in raw:
        if field not in fields and field != optional:
            raise HistoryRefusedError(None, Reason.UNKNOWN_FIELD, {"field": field})
    for field in sorted(fields):
        if field not in raw:
            raise HistoryRefusedError(None, Reason.MISSING_FIELD, {"field": field})


def _day(raw: Raw, field: str, written: Written) -> date:
    text = raw[field]
    day = written.get(text) if isinstance(text, str) else None
    if day is None:
        raise HistoryRefusedError(None, _why_no_day(text), {"field": field})
    return day


def _why_no_day(text: object) -> Reason:
    if not isinstance(text, str) or not DATE_FORM.fullmatch(text):
        return Reason.BAD_DATE
    try:
        date.fromisoformat(text)
    except ValueError:
        return Reason.BAD_DATE
    return Reason.CALENDAR_UNKNOWN


def _hours(raw: Raw, field: str) -> Decimal:
    text = raw[field]
    if isinstance(text, str) and PLAIN_DECIMAL.fullmatch(text):
        return Decimal(text)
    negative = isinstance(text, str) and NEGATIVE_DECIMAL.fullmatch(text)
    raise HistoryRefusedError(None, Reason.NEGATIVE_HOURS if negative else Reason.BAD_DECIMAL, {"field": field})
