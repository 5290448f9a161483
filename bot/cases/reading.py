"""What somebody means to log: what is known of it, what must still be asked, and the events it comes down to."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, Self

from bot.cases.moments import calendar_of
from bot.models import School
from knowledge.model import Text
from knowledge.routing import Router
from knowledge.routing.danger import names_danger
from knowledge.rules import HistoryRefusedError, What, read_history, rule_book

CODE = re.compile(r"(?=.{1,12}$)(?=.*\d)[A-Z0-9]+(?:[-_ ./][A-Z0-9]+)*")
POSTCODE = re.compile(r"\d{4} ?[A-Z]{2}")
MOST_DIGITS = 6
"""A number of a person is longer: a phone, a citizen service number, a national education number."""
CONCERN = "concern"
KINDS = ("sick", "recovered", "unexcused", "attendance", CONCERN)
DATED = ("sick", "recovered", "unexcused")
ALL_HOURS, QUARTER = Decimal(100), Decimal("0.25")
MARK_LENGTH = 10
PAIR = 2
Raw = dict[str, Any]


class UnfitError(Exception):
    """What was said cannot be kept; `reason` names the sentence that says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Reading:
    """A signal as far as it is known; `end` is inclusive, `replaces` a signal.

    `days` are those named apart from one another, from `start` to `end` with school days between them. `hours` are
    lesuren on each day, or those of all days `together`. `others` are the codes that stood beside this one.
    """

    kind: str | None = None
    code: str | None = None
    start: date | None = None
    end: date | None = None
    days: tuple[date, ...] = ()
    hours: Decimal | None = None
    together: bool = False
    whole_day: bool = False
    percentage: Decimal | None = None
    what: str | None = None
    others: tuple[str, ...] = ()
    replaces: int | None = None

    def as_json(self) -> Raw:
        """Give it in a form the database keeps."""
        return {field.name: _written(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_json(cls, raw: Raw) -> Self:
        """Read it back."""
        days: Raw = {name: raw[name] and date.fromisoformat(raw[name]) for name in ("start", "end")}
        days["days"] = tuple(date.fromisoformat(day) for day in raw.get("days", ()))
        amounts = {name: raw[name] and Decimal(raw[name]) for name in ("hours", "percentage")}
        return cls(**{**raw, **days, **amounts, "others": tuple(raw.get("others", ()))})

    @property
    def mark(self) -> str:
        """Give a short mark of exactly this reading: a button confirms what stood above it, and nothing else."""
        return sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()[:MARK_LENGTH]

    @property
    def worry(self) -> Text | None:
        """Name what a worry is about, as the rules word it."""
        return rule_book().rules[f"zorg.{self.what}"].name if self.what else None

    @property
    def missing(self) -> str | None:
        """Name what must still be asked, in the order in which it is asked."""
        if self.kind is None or self.code is None:
            return "kind" if self.kind is None else "code"
        needed = {"concern": "what", "attendance": "percentage"}.get(self.kind)
        if needed and getattr(self, needed) is None:
            return needed
        if self.kind in DATED and self.start is None:
            return "start"
        return "hours" if self.kind == "unexcused" and self.hours is None else None


def as_code(text: str) -> str | None:
    """Read a pupil code: at least one digit, at most 12 characters, and nothing that looks like a person's number."""
    code = " ".join(text.upper().split())
    harmless = CODE.fullmatch(code) and not POSTCODE.fullmatch(code) and len(re.sub(r"\D", "", code)) <= MOST_DIGITS
    return code if harmless else None


def events_of(reading: Reading, school: School, today: date) -> list[Raw]:
    """Give the events that a complete reading comes down to; raises UnfitError when they cannot be kept."""
    events = _MAKERS[reading.kind or ""](reading, school, today)
    history = {"id": reading.code, "on": today.isoformat(), "events": events}
    try:
        read_history(history, calendar_of(school))
    except HistoryRefusedError as refused:
        raise UnfitError(str(refused.reason)) from None
    return events


def last_day_of(event: Raw) -> date | None:
    """Give the last day an event touches, None for a sick report that is still open."""
    told = event["last_day"] if event["kind"] == "sick" else event.get("until") or event["day"]
    return told and date.fromisoformat(told)


def reading_of(event: Raw, code: str, *, replaces: int) -> Reading:
    """Give the reading that led to an event, to be corrected."""
    kind = event["kind"]
    start = event.get("first_day") or event.get("from") or event.get("day")
    end = event.get("last_day") or event.get("until")
    return replace(
        Reading(kind, code, replaces=replaces),
        start=start and date.fromisoformat(start),
        end=end and date.fromisoformat(end),
        hours=Decimal(event["hours"]) if kind == "unexcused" else None,
        whole_day=event.get("whole_day", False),
        percentage=Decimal(event["attended_hours"]) if kind == "attendance" else None,
        what=event.get("what"),
    )


def _sick(reading: Reading, school: School, _today: date) -> list[Raw]:
    if any(day not in calendar_of(school).days for day in reading.days):
        raise UnfitError("calendar_unknown")
    spells = _in_rows(reading.days, school) if reading.days else [(reading.start, reading.end)]
    return [{"kind": "sick", "first_day": _written(first), "last_day": _written(last)} for first, last in spells]


def _in_rows(days: Sequence[date], school: School) -> list[tuple[date, date]]:
    """Put days together that have no school day between them: two days apart are two sick reports."""
    rows: list[tuple[date, date]] = []
    for day in days:
        if rows and len(calendar_of(school).school_days(rows[-1][1], day)) <= PAIR:
            rows[-1] = (rows[-1][0], day)
        else:
            rows.append((day, day))
    return rows


def _recovered(reading: Reading, _school: School, _today: date) -> list[Raw]:
    return [{"kind": "recovered", "day": _written(reading.start)}]


def _unexcused(reading: Reading, school: School, _today: date) -> list[Raw]:
    first = reading.start
    if first is None:
        raise UnfitError("no_school_day")
    last, calendar = reading.end or first, calendar_of(school)
    if first not in calendar.days or last not in calendar.days:
        raise UnfitError("calendar_unknown")
    if last < first:
        raise UnfitError("last_before_first")
    days = [day for day in calendar.school_days(first, last) if not reading.days or day in reading.days]
    if not days:
        raise UnfitError("no_school_day")
    told: Raw = {"kind": "unexcused", "whole_day": reading.whole_day}
    hours = _spread(reading.hours, len(days)) if reading.hours and reading.together else [reading.hours] * len(days)
    return [
        {**told, "day": day.isoformat(), "hours": _written(of_day)}
        for day, of_day in zip(days, hours, strict=True)
        if of_day != 0
    ]


def _spread(hours: Decimal, days: int) -> list[Decimal]:
    """Divide hours that were told together evenly over days, in quarters; what is left over goes to the last."""
    quarters, rest = divmod(hours, QUARTER)
    each, more = divmod(int(quarters), days)
    spread = [(QUARTER * (each + (day < more))).normalize() for day in range(days)]
    return [*spread[:-1], (spread[-1] + rest).normalize()]


def _attendance(reading: Reading, _school: School, today: date) -> list[Raw]:
    """Keep a percentage as so many hours of a hundred: the hours themselves were not told."""
    until = reading.end or today
    return [
        {
            "kind": "attendance",
            "from": _written(reading.start or until),
            "until": _written(until),
            "attended_hours": _written(reading.percentage),
            "scheduled_hours": _written(ALL_HOURS),
        }
    ]


def _concern(reading: Reading, _school: School, today: date) -> list[Raw]:
    if reading.what not in set(What):
        raise UnfitError("unknown_what")
    return [{"kind": "concern", "day": _written(reading.start or today), "what": reading.what}]


_MAKERS = {
    "sick": _sick,
    "recovered": _recovered,
    "unexcused": _unexcused,
    "attendance": _attendance,
    "concern": _concern,
}


def _written(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    return f"{value:f}" if isinstance(value, Decimal) else value


def worries() -> list[tuple[str, Text]]:
    """Give what a worry can be about, as the rules word it."""
    return [(what.value, rule_book().rules[f"zorg.{what.value}"].name) for what in What]


def reads_as_danger(router: Router, line: str, reading: Reading) -> bool:
    """Say whether a line that reads as a signal also sounds like danger.

    What tells of absence sounds urgent by itself («vandaag», «weg»): there a word of danger must stand in it as well.
    """
    return router.rank(line).safety and (reading.kind == CONCERN or names_danger(line))
