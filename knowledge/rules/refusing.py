"""Names the fault of a history that could not be read: which event, and why."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

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

Value = date | Decimal | bool | What | None
FieldReader = Callable[[Any, str, Calendar], Value]

DATE_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DECIMAL_FORM = re.compile(r"(-?)[0-9]+(?:\.[0-9]+)?")


class Form(NamedTuple):
    """What an event of one kind holds, field by field in the order in which it is made."""

    make: Callable[..., Event]
    fields: Mapping[str, FieldReader]
    optional: str | None = None


def refuse(raw: object, calendar: Calendar) -> None:
    """Raise HistoryRefusedError for the first fault, those that belong to no event before those of the events."""
    if not isinstance(raw, dict):
        raise HistoryRefusedError(None, Reason.NOT_AN_OBJECT)
    _must_hold(raw, ("id", "on", "events"), optional="closed_days")
    _day(raw["on"], "on", calendar)
    for day in _list(raw.get("closed_days", []), "closed_days"):
        _day(day, "closed_days", calendar)
    for place, raw_event in enumerate(_list(raw["events"], "events")):
        try:
            read_event(raw_event, calendar)
        except HistoryRefusedError as refused:
            raise HistoryRefusedError(place, refused.reason, refused.facts) from None


def read_event(raw: object, calendar: Calendar) -> Event:
    """Read one event with an eye for what is wrong with it; raises HistoryRefusedError."""
    if not isinstance(raw, dict):
        raise HistoryRefusedError(None, Reason.NOT_AN_OBJECT)
    if "kind" not in raw:
        raise _fault(Reason.MISSING_FIELD, "kind")
    form = FORMS.get(raw["kind"]) if isinstance(raw["kind"], str) else None
    if form is None:
        raise HistoryRefusedError(None, Reason.UNKNOWN_KIND)
    _must_hold(raw, ("kind", *form.fields), optional=form.optional)
    given = [read(raw[field], field, calendar) for field, read in form.fields.items() if field in raw]
    event = form.make(*given)
    reason = event.fault(calendar.days)
    if reason is not None:
        raise HistoryRefusedError(None, reason)
    return event


def _must_hold(raw: Mapping[str, Any], fields: Iterable[str], *, optional: str | None) -> None:
    needed = [field for field in fields if field != optional]
    for field in raw:
        if field not in needed and field != optional:
            raise _fault(Reason.UNKNOWN_FIELD, field)
    for field in needed:
        if field not in raw:
            raise _fault(Reason.MISSING_FIELD, field)


def _list(raw: Any, field: str) -> list[Any]:
    if not isinstance(raw, list):
        raise _fault(Reason.NOT_A_LIST, field)
    return raw


def _day(raw: Any, field: str, calendar: Calendar) -> date:
    if not isinstance(raw, str) or not DATE_FORM.fullmatch(raw):
        raise _fault(Reason.BAD_DATE, field)
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        raise _fault(Reason.BAD_DATE, field) from None
    if day not in calendar.days:
        raise _fault(Reason.CALENDAR_UNKNOWN, field)
    return day


def _day_or_none(raw: Any, field: str, calendar: Calendar) -> date | None:
    return None if raw is None else _day(raw, field, calendar)


def _hours(raw: Any, field: str, _: Calendar) -> Decimal:
    written = DECIMAL_FORM.fullmatch(raw) if isinstance(raw, str) else None
    if written is None:
        raise _fault(Reason.BAD_DECIMAL, field)
    if written[1]:
        raise _fault(Reason.NEGATIVE_HOURS, field)
    return Decimal(raw)


def _whole_day(raw: Any, field: str, _: Calendar) -> bool:
    if not isinstance(raw, bool):
        raise _fault(Reason.NOT_A_BOOLEAN, field)
    return raw


def _what(raw: Any, field: str, _: Calendar) -> What:
    try:
        return What(raw)
    except ValueError:
        raise _fault(Reason.UNKNOWN_WHAT, field) from None


def _fault(reason: Reason, field: str) -> HistoryRefusedError:
    return HistoryRefusedError(None, reason, {"field": field})


FORMS: Mapping[str, Form] = {
    "sick": Form(Sick, {"first_day": _day, "last_day": _day_or_none}),
    "recovered": Form(Recovered, {"day": _day}),
    "unexcused": Form(Unexcused, {"day": _day, "hours": _hours, "whole_day": _whole_day}, optional="whole_day"),
    "attendance": Form(Attendance, {"from": _day, "until": _day, "attended_hours": _hours, "scheduled_hours": _hours}),
    "concern": Form(Concern, {"day": _day, "what": _what}),
}
