"""A meeting being planned or moved, by taps and typed lines: what is known so far, and what must still be asked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any, NamedTuple, Self

from bot.awaiting import Asked
from bot.cases.desk import Desk
from bot.cases.reading import MARK_LENGTH
from bot.local_time import AMSTERDAM
from bot.meetings.gathering import Gathering, holds
from bot.meetings.planning import Invitee, Wish, invitees, off_on
from bot.models import Member, School
from knowledge.calendar import Calendar
from knowledge.meetings import Kind, meeting_table

PURPOSE = "meeting"
LENGTHS = (30, 45, 60, 90, 120)
TIMES = (time(8, 30), time(10), time(12), time(13, 30), time(14, 30), time(15, 30), time(16), time(16, 30))
WEEKS_OFFERED, DAYS_A_WEEK = 8, 7
LONGEST_PLACE = 80


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a meeting to be planned; `meeting_id` when one is moved, several `days` for several alike."""

    kind: str | None = None
    school_id: str | None = None
    days: tuple[date, ...] = ()
    at: time | None = None
    minutes: int | None = None
    place: str | None = None
    guests: tuple[int, ...] = ()
    meeting_id: int | None = None
    asks_place: bool = False

    @property
    def table(self) -> Kind | None:
        """Give what the table says about such a meeting."""
        return meeting_table().kinds.get(self.kind or "")

    @property
    def missing(self) -> str | None:
        """Name what must still be asked, in the order in which it is asked."""
        kind = self.table
        if kind is None:
            return "kind"
        if self.school_id is None and not kind.for_city:
            return "school"
        return "days" if not self.days else "at" if self.at is None else None

    @property
    def length(self) -> int:
        """Give the minutes it takes: as chosen, otherwise as usual for such a meeting."""
        return self.minutes or (self.table.minutes if self.table else LENGTHS[0])

    @property
    def starts(self) -> list[datetime]:
        """Give the moments at which it starts."""
        return [datetime.combine(day, self.at, AMSTERDAM) for day in self.days] if self.at else []

    @property
    def mark(self) -> str:
        """Give a short mark of exactly this meeting: a button confirms what stood above it, and nothing else."""
        told = json.dumps([self._about(), self.place], sort_keys=True)
        return sha256(told.encode()).hexdigest()[:MARK_LENGTH]

    def longer(self) -> Self:
        """Give the next of the usual lengths, from the longest to the shortest again."""
        after = next((minutes for minutes in LENGTHS if minutes > self.length), LENGTHS[0])
        return replace(self, minutes=after)

    def with_guest(self, guest: int) -> Self:
        """Add a guest, or leave out one who was added."""
        return replace(self, guests=tuple(sorted({*self.guests} ^ {guest})))

    def as_asked(self) -> Asked:
        """Give it in the form in which it waits for an answer."""
        return Asked(PURPOSE, self._about(), self.place)

    @classmethod
    def from_asked(cls, asked: Asked) -> Self:
        """Read it back."""
        about = dict(asked.about)
        about["days"] = tuple(date.fromisoformat(day) for day in about["days"])
        about["at"] = about["at"] and time.fromisoformat(about["at"])
        about["guests"] = tuple(about["guests"])
        return cls(**about, place=asked.words)

    @classmethod
    def to_move(cls, moved: Gathering) -> Self:
        """Begin to move a meeting: all but its moment stays."""
        row = moved.row
        return cls(row.kind, row.school_id, minutes=row.minutes, place=row.place, meeting_id=row.id)

    def _about(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "school_id": self.school_id,
            "days": [day.isoformat() for day in self.days],
            "at": self.at and self.at.isoformat(),
            "minutes": self.minutes,
            "guests": list(self.guests),
            "meeting_id": self.meeting_id,
            "asks_place": self.asks_place,
        }


class Week(NamedTuple):
    """A calendar week that is offered: its Monday, and its days on which one can meet."""

    monday: date
    days: Sequence[date]

    @property
    def number(self) -> int:
        """Give the number by which schools name the week."""
        return self.monday.isocalendar().week


class Shown(NamedTuple):
    """A meeting as it is shown before it is confirmed; `off` who does not work then, `closed` days without school."""

    asked: Sequence[Invitee]
    guests: Sequence[Invitee]
    off: Sequence[tuple[date, Sequence[Member]]]
    closed: Sequence[date]


def weeks(calendar: Calendar | None, today: date) -> list[Week]:
    """Give the coming weeks that have a day to meet on; without a calendar of a school, Monday to Friday."""
    monday = today - timedelta(days=today.weekday())
    found: list[Week] = []
    for passed in range(WEEKS_OFFERED * 2):
        first = monday + timedelta(days=DAYS_A_WEEK * passed)
        days = [first + timedelta(days=number) for number in range(5)]
        open_days = [day for day in days if day >= today and not _closed(calendar, day)]
        if open_days:
            found.append(Week(first, open_days))
    return found[:WEEKS_OFFERED]


async def shown(desk: Desk, draft: Draft, school: School | None, calendar: Calendar | None) -> Shown:
    """Give what is to be known before a meeting is confirmed."""
    kind = draft.table
    found = await invitees(desk, kind, school) if kind else []
    asked = [one for one in found if one.always or one.member.id in draft.guests]
    off = [(day, await off_on(desk, school, [one.member for one in asked], day)) for day in draft.days]
    closed = [day for day in draft.days if _closed(calendar, day)]
    return Shown(asked, [one for one in found if not one.always], [one for one in off if one[1]], closed)


def wishes(draft: Draft, school: School | None) -> list[Wish]:
    """Give the meetings that a complete draft comes down to."""
    kind = draft.table
    if kind is None:
        return []
    return [Wish(kind, school, starts, draft.length, draft.place, frozenset(draft.guests)) for starts in draft.starts]


def _closed(calendar: Calendar | None, day: date) -> bool:
    return day.weekday() >= 5 or (calendar is not None and holds(calendar, day) and not calendar.is_school_day(day))
