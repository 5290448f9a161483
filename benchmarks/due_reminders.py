"""What members must have been reminded of, worked out a second time from the dates, and laid beside what was said."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache

from bot.local_time import AMSTERDAM
from knowledge.calendar import region_calendar

DAYS_BEFORE = {"two_weeks": 14, "week": 7, "two_days": 2, "morning": 0}
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SOON = 3 * MINUTE
Told = tuple[int, int, int, str]
"""A reminder: the meeting, the member, the start as a time stamp, the moment."""


@dataclass(frozen=True)
class Gap:
    """A time in which the program, or only Telegram, was away."""

    first: datetime
    last: datetime
    telegram: bool


@dataclass
class Stretch:
    """A time in which a member expected to be reminded of a meeting at one start."""

    meeting: int
    member: int
    starts: datetime
    since: datetime
    until: datetime


@dataclass
class Memory:
    """What is remembered beside the program, to judge it afterwards."""

    gaps: list[Gap] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    sent: list[tuple[str, datetime]] = field(default_factory=list)
    waking: dict[int, tuple[int, int]] = field(default_factory=dict)
    moments: dict[int, Sequence[str]] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)

    def begins(self, meeting: int, starts: datetime, people: Sequence[int], now: datetime) -> None:
        """Remember that these members expect a meeting from now on."""
        self.stretches += [Stretch(meeting, member, starts, now, starts) for member in people]

    def ends(self, meeting: int, member: int | None, now: datetime) -> None:
        """Remember that a meeting is expected no longer, by one member or by all."""
        for one in self.running(meeting, member, now):
            one.until = now

    def running(self, meeting: int, member: int | None, now: datetime) -> list[Stretch]:
        """Give by whom a meeting is expected."""
        return [
            one for one in self.stretches if one.meeting == meeting and member in {None, one.member} and one.until > now
        ]

    def away(self, at: datetime, *, telegram: bool) -> Gap | None:
        """Give the gap in which the program, or Telegram, is away at a moment; None where it is there."""
        return next((gap for gap in self.gaps if gap.telegram == telegram and gap.first <= at < gap.last), None)


def faults(memory: Memory, noted: set[Told]) -> list[str]:
    """Give each difference between what was said and what must have been; `noted` is what the program says it did."""
    said: Counter[Told] = Counter()
    found = []
    for key, at in memory.sent:
        parts = key.split(":")
        if parts[2] == "remind":
            told = (int(parts[1]), int(parts[5]), int(parts[4]), parts[3])
            said[told] += 1
            if at.timestamp() >= told[2]:
                found.append(f"{told} was said after the meeting began, at {at}")
    memory.counted["reminders said"] = sum(said.values())
    found += [f"{told} was said {times} times" for told, times in said.items() if times > 1]
    for stretch in memory.stretches:
        for moment in memory.moments[stretch.member]:
            found += _faults_of(memory, stretch, moment, noted, said)
    return found


def _faults_of(
    memory: Memory, stretch: Stretch, moment: str, noted: set[Told], said: Mapping[Told, int]
) -> Iterator[str]:
    told = (stretch.meeting, stretch.member, int(stretch.starts.timestamp()), moment)
    wakes = memory.waking[stretch.member]
    at = expected_at(stretch.starts, DAYS_BEFORE[moment], *wakes)
    if not stretch.since < at < stretch.until - SOON:
        return
    gap = next((gap for gap in memory.gaps if gap.first - SOON <= at < gap.last + SOON), None)
    memory.counted["due in an outage" if gap else "due"] += 1
    if gap is None:
        if told not in noted or not _was_told(memory, stretch, told, said):
            yield f"{told}, due at {at}, was not said"
    elif next_waking(gap.last + SOON, *wakes) < stretch.until - SOON:
        memory.counted["made up for after an outage"] += 1
        if told not in noted:
            yield f"{told}, due at {at} in an outage until {gap.last}, was not made up for"


def _was_told(memory: Memory, stretch: Stretch, told: Told, said: Mapping[Told, int]) -> bool:
    """Two moments that fall on the same minute, such as before a vacation, are told in one message."""
    wakes = memory.waking[stretch.member]
    at = expected_at(stretch.starts, DAYS_BEFORE[told[3]], *wakes)
    chosen = memory.moments[stretch.member]
    same = [one for one in chosen if abs(expected_at(stretch.starts, DAYS_BEFORE[one], *wakes) - at) < SOON]
    return any(said.get((*told[:3], moment)) == 1 for moment in same)


def expected_at(starts: datetime, days: int, wakes: int, sleeps: int) -> datetime:
    """Give when a reminder is due: a second reading of what `knowledge.reminding` works out."""
    meets = starts.astimezone(AMSTERDAM).date()
    morning = datetime.combine(meets, time(wakes), AMSTERDAM)
    if days == 0 and morning + 30 * MINUTE <= starts:
        return morning
    wanted = meets - DAY * max(days, 1)
    return datetime.combine(_working(wanted, meets), time(wakes if days else sleeps - 1), AMSTERDAM)


def _working(wanted: date, meets: date) -> date:
    """Give the day itself, at most two days earlier, or else later but before the meeting, or else far earlier."""
    near = [wanted - DAY * back for back in range(3)]
    later = [wanted + DAY * ahead for ahead in range((meets - wanted).days)]
    far = [wanted - DAY * back for back in range(3, 80)]
    return next(day for day in (*near, *later, *far) if not rests(day))


def next_waking(at: datetime, wakes: int, sleeps: int) -> datetime:
    """Give the first moment, to five minutes, on which somebody may be disturbed."""
    here = at.astimezone(AMSTERDAM)
    while rests(here.date()) or not wakes <= here.hour < sleeps:
        here += MINUTE * 5
    return here


@cache
def rests(day: date) -> bool:
    """Tell a weekend, and a day without school where the calendar still knows it."""
    calendar = region_calendar("midden")
    return day.weekday() >= 5 or (calendar.first <= day <= calendar.last and not calendar.is_school_day(day))
