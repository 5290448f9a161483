"""Days for the evaluations of a school year: spread over the year, when school is open and the members work."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from knowledge.calendar import Calendar, CalendarUnknownError, Vacation

DAY = timedelta(days=1)
NOTICE = timedelta(days=14)
"""Whoever is invited hears of it this long before."""
TIME_TO_REPORT = timedelta(days=14)
"""The report is due within two weeks: the last evaluation leaves room for it before the summer."""
LOOK_AROUND = timedelta(days=21)
SUMMER = "zomer"


class Proposal(NamedTuple):
    """A day that was found, and who does not work on it: nobody, where any such day was near."""

    day: date
    off: tuple[int, ...]


class SchoolYear(NamedTuple):
    """A school year from its first to its last day outside the summer vacations, both inclusive."""

    first: date
    last: date


def school_year_of(calendar: Calendar, day: date) -> SchoolYear:
    """Give the school year `day` lies in, in summer the one that begins; raises CalendarUnknownError."""
    summer = next((one for one in _summers(calendar) if one.first > day), None)
    if summer is None or day < calendar.first:
        raise CalendarUnknownError(day)
    before = [one.last + DAY for one in _summers(calendar) if one.first <= day]
    return SchoolYear(before[-1] if before else calendar.first, summer.first - DAY)


def propose(
    calendar: Calendar, works: Mapping[int, Collection[int]], *, today: date, planned: Collection[date], wanted: int
) -> list[Proposal]:
    """Give days for what is still missing of the `wanted` evaluations of this school year, in order.

    `works` tells each member's working days (0 is Monday); `planned` are the evaluations held or planned this year.
    """
    year = school_year_of(calendar, today)
    have = [day for day in planned if year.first <= day <= year.last]
    missing = wanted - len(have)
    first, last = max(year.first, today + NOTICE), year.last - TIME_TO_REPORT
    if missing <= 0 or first > last:
        return []
    around = min(LOOK_AROUND, (last - first) / (2 * missing))
    found: list[Proposal] = []
    for target in _targets(calendar, SchoolYear(year.first, last), first, have=have, wanted=wanted):
        taken = [*have, *(one.day for one in found)]
        near = calendar.school_days(max(first, target - around), min(last, target + around))
        apart = [day for day in near if all(abs(day - other) > around for other in taken)]
        if apart:
            found.append(min((Proposal(day, _off(works, day)) for day in apart), key=lambda one: _worth(one, target)))
    return sorted(found)


def _targets(
    calendar: Calendar, year: SchoolYear, first: date, *, have: Collection[date], wanted: int
) -> Sequence[date]:
    """Cut the school days in equal parts and give the ends of those that are still to come without a meeting near.

    Where part of the year has passed unused, what is missing is spread over the rest of it.
    """
    missing = wanted - len(have)
    ends = _ends(calendar.school_days(year.first, year.last), wanted)
    left = [end for end in ends if end >= first and all(abs(end - day) > LOOK_AROUND for day in have)]
    return left[-missing:] if len(left) >= missing else _ends(calendar.school_days(first, year.last), missing)


def _ends(days: Sequence[date], parts: int) -> list[date]:
    return [days[(len(days) * part) // parts - 1] for part in range(1, parts + 1)] if days else []


def _off(works: Mapping[int, Collection[int]], day: date) -> tuple[int, ...]:
    return tuple(sorted(member for member, days in works.items() if day.weekday() not in days))


def _worth(proposal: Proposal, target: date) -> tuple[int, int, date]:
    return len(proposal.off), abs((proposal.day - target).days), proposal.day


def _summers(calendar: Calendar) -> list[Vacation]:
    return [vacation for vacation in calendar.vacations if vacation.kind == SUMMER]
