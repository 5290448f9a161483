"""When a member is reminded of a meeting: each moment once, late after an outage, never after the meeting.

Moments are days in local time: a reminder of eight o'clock is of eight o'clock on both sides of summer time.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from knowledge.hours import Hours
from knowledge.meetings import Moment

DAY = timedelta(days=1)
WEEKEND = timedelta(days=3)
LATE_AFTER = timedelta(hours=1)
TIME_TO_GET_THERE = timedelta(minutes=30)
PARTNERS_LOOKED_AT = (7, 2, 1)
"""Days before a meeting on which its chair hears who is missing: the first that comes after it was planned."""


class Waking(Hours):
    """Hours in which somebody hears something."""

    __slots__ = ()


class Told(NamedTuple):
    """A reminder and the moment from which it is due."""

    at: datetime
    moment: str


class Due(NamedTuple):
    """What is to be said now: `silently` where only quiet hours are left before the meeting.

    What the same silence of ours held up before it is `left_out`: it comes in one message, not in three.
    """

    moment: str
    late: bool
    silently: bool
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """When one member is told of one meeting.

    `known_since`: when this start was made known; an earlier moment is not made up for. `rests` tells a day on which
    nobody is disturbed. `extra` are moments somebody asked for by hand.
    """

    starts_at: datetime
    known_since: datetime
    moments: tuple[Moment, ...]
    waking: Waking
    rests: Callable[[date], bool]
    zone: tzinfo
    extra: tuple[Told, ...] = ()

    @property
    def told(self) -> list[Told]:
        """Give what is told, from early to late: only what lies between being known and the start."""
        found = [Told(self._at(moment.days), moment.id) for moment in self.moments] + list(self.extra)
        return sorted(one for one in found if self.known_since < one.at < self.starts_at)

    def _at(self, days: int) -> datetime:
        meets = self.starts_at.astimezone(self.zone).date()
        if days:
            return self._waking_on(self._day(meets - DAY * days, meets))
        morning = self._waking_on(meets)
        if morning <= self.starts_at - TIME_TO_GET_THERE:
            return morning
        # Nobody is awake before such a meeting: the end of the afternoon before it is the last moment.
        last_hour = (self.waking.end - 1) % 24
        return datetime.combine(self._day(meets - DAY, meets), time(last_hour), self.zone)

    def _day(self, day: date, meets: date) -> date:
        """Give the day itself or, where it is one of rest, the last before a weekend, the first after a vacation."""
        back = day
        while self.rests(back):
            back -= DAY
        if day - back < WEEKEND:
            return back
        ahead = next((later for later in _days(day, meets) if not self.rests(later)), None)
        return ahead or back

    def _waking_on(self, day: date) -> datetime:
        return datetime.combine(day, time(self.waking.start % 24), self.zone)

    def may_be_said(self, at: datetime) -> datetime:
        """Give the first moment at or after `at` on which this member may be disturbed."""
        here = at.astimezone(self.zone)
        day = here.date()
        if not self.rests(day) and self.waking.holds(here.hour):
            return at
        if self._waking_on(day) < at:
            day += DAY
        while self.rests(day):
            day += DAY
        return self._waking_on(day)


def due_now(plan: Plan, said: Collection[str], now: datetime) -> Due | None:
    """Give what must be said at `now`, when `said` was said or left out before; None when nothing is."""
    if now >= plan.starts_at:
        return None
    waiting = [one for one in plan.told if one.at <= now and one.moment not in said]
    if not waiting:
        return None
    allowed = plan.may_be_said(now)
    if now < allowed < plan.starts_at:
        return None
    newest = waiting[-1]
    return Due(
        newest.moment,
        late=now - newest.at > LATE_AFTER,
        silently=allowed > now,
        left_out=tuple(one.moment for one in waiting[:-1]),
    )


def next_look(plan: Plan, said: Collection[str], now: datetime) -> datetime | None:
    """Give when something may be due again after `now`; None when nothing is left to say."""
    ahead = [one.at for one in plan.told if one.moment not in said]
    if not ahead or now >= plan.starts_at:
        return None
    first = min(ahead)
    if first > now:
        return first
    allowed = plan.may_be_said(now)
    return allowed if allowed < plan.starts_at else now


def partners_moment(starts_at: datetime, known_since: datetime, zone: tzinfo) -> Moment | None:
    """Give the moment at which the chair hears who is missing; None when the meeting is too near for that."""
    apart = starts_at.astimezone(zone).date() - known_since.astimezone(zone).date()
    days = next((days for days in PARTNERS_LOOKED_AT if days < apart.days), None)
    return None if days is None else Moment.model_validate({"id": "partners", "days": days, "name": _NAME})


def rest_days(is_school_day: Callable[[date], bool] | None, knows: Callable[[date], bool]) -> Callable[[date], bool]:
    """Tell a day of rest: a weekend, and where the calendar holds the day, one that is no school day.

    Where the calendar ends a reminder still comes: a day too early in a vacation is better than never.
    """

    def rests(day: date) -> bool:
        if day.weekday() >= _SATURDAY:
            return True
        return is_school_day is not None and knows(day) and not is_school_day(day)

    return rests


def _days(first: date, end: date) -> Iterable[date]:
    return (first + DAY * passed for passed in range((end - first).days))


_SATURDAY = 5
_NAME = {"nl": "wie er nog mist", "en": "who is still missing"}
