"""What happened to one pupil, as events; an event that is wrong refuses the whole history."""

from collections.abc import Container, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

MOST_HOURS_A_DAY = 12


class Reason(StrEnum):
    """Why a history is refused. The words are stable: others script against them."""

    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    NOT_A_LIST = "not_a_list"
    NOT_A_BOOLEAN = "not_a_boolean"
    MISSING_FIELD = "missing_field"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_WHAT = "unknown_what"
    BAD_DATE = "bad_date"
    CALENDAR_UNKNOWN = "calendar_unknown"
    BAD_DECIMAL = "bad_decimal"
    NEGATIVE_HOURS = "negative_hours"
    HOURS_OUT_OF_RANGE = "hours_out_of_range"
    LAST_BEFORE_FIRST = "last_before_first"
    FROM_AFTER_UNTIL = "from_after_until"
    ATTENDED_ABOVE_SCHEDULED = "attended_above_scheduled"


class What(StrEnum):
    """What a worry without absence data is about."""

    TWIJFEL = "twijfel"
    THUISSITUATIE = "thuissituatie"
    LAAGDREMPELIG = "laagdrempelig"
    SPECIALISTISCH = "specialistisch"
    MAATWERK = "maatwerk"
    GEEN_TOESTEMMING = "geen_toestemming"
    SCHOOLPRESTATIES = "schoolprestaties"
    GROEP = "groep"
    VEILIGHEID = "veiligheid"


class HistoryRefusedError(Exception):
    """The history cannot be judged; `event` counts from 0 and is None when the fault belongs to no event."""

    def __init__(self, event: int | None, reason: Reason, facts: Mapping[str, str] | None = None) -> None:
        self.event = event
        self.reason = reason
        self.facts = dict(facts or {})
        super().__init__(f"{'history' if event is None else f'event {event}'}: {reason} {self.facts or ''}".rstrip())


class Sick(NamedTuple):
    """One sick report; `last_day` is inclusive, None while the pupil has not recovered."""

    first_day: date
    last_day: date | None

    def fault(self, known: Container[date]) -> Reason | None:
        """Say what is wrong with the event, given the days of the calendar."""
        if self.first_day not in known:
            return Reason.CALENDAR_UNKNOWN
        if self.last_day is None:
            return None
        if self.last_day < self.first_day:
            return Reason.LAST_BEFORE_FIRST
        return None if self.last_day in known else Reason.CALENDAR_UNKNOWN


class Recovered(NamedTuple):
    """Back at school on `day`: closes the open reports that began on or before it."""

    day: date

    def fault(self, known: Container[date]) -> Reason | None:
        """Say what is wrong with the event, given the days of the calendar."""
        return None if self.day in known else Reason.CALENDAR_UNKNOWN


class Unexcused(NamedTuple):
    """Unexcused lesson hours (lesuren) on one day; more than 0, at most 12."""

    day: date
    hours: Decimal
    whole_day: bool = False

    def fault(self, known: Container[date]) -> Reason | None:
        """Say what is wrong with the event, given the days of the calendar."""
        if self.day not in known:
            return Reason.CALENDAR_UNKNOWN
        if self.hours.is_finite() and 0 < self.hours <= MOST_HOURS_A_DAY:
            return None
        return Reason.HOURS_OUT_OF_RANGE


class Attendance(NamedTuple):
    """Presence over a period, both days inclusive, in lesson hours."""

    from_day: date
    until: date
    attended_hours: Decimal
    scheduled_hours: Decimal

    def fault(self, known: Container[date]) -> Reason | None:
        """Say what is wrong with the event, given the days of the calendar."""
        if self.from_day not in known or self.until not in known:
            return Reason.CALENDAR_UNKNOWN
        if self.from_day > self.until:
            return Reason.FROM_AFTER_UNTIL
        if not (self.attended_hours.is_finite() and self.scheduled_hours.is_finite()):
            return Reason.BAD_DECIMAL
        if self.attended_hours < 0 or self.scheduled_hours < 0:
            return Reason.NEGATIVE_HOURS
        return Reason.ATTENDED_ABOVE_SCHEDULED if self.attended_hours > self.scheduled_hours else None


class Concern(NamedTuple):
    """A worry without absence data."""

    day: date
    what: What

    def fault(self, known: Container[date]) -> Reason | None:
        """Say what is wrong with the event, given the days of the calendar."""
        return None if self.day in known else Reason.CALENDAR_UNKNOWN


Event = Sick | Recovered | Unexcused | Attendance | Concern
