"""Days named together in a line: «maandag t/m woensdag», «gisteren en eergisteren», «sinds 3 november»."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from knowledge.signals.naming import named_days
from knowledge.signals.periods import (
    WEEK,
    Named,
    Period,
    listed,
    of_weekday_in,
    shifted,
    weekday_after,
    weekday_before,
)
from knowledge.signals.vocabulary import WEEKDAYS

SIGN = "¤"
_RANGE = re.compile(r" ?(?:tot|-)(?: en)?(?: op)?(?: de| het)? ")
_LIST = re.compile(r" ?(?:,(?: en)?|en)(?: op| ook| de| van)* ")
_TIES = re.compile(r" (?:(?:in|van|op|[|]) )?")
_BEFORE = re.compile(r" (sinds|vanaf|tot)(?: al| de| het| ongeveer| ca| zeker| op)* $")


class Join(StrEnum):
    """How a day is tied to the one named before it."""

    RANGE = "range"
    LIST = "list"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days named together; `opens` is the word before them when it is sinds, vanaf or tot."""

    named: tuple[Named, ...]
    joins: tuple[Join, ...]
    opens: str

    @property
    def _joined(self) -> bool:
        return any(join is not Join.SAME for join in self.joins)

    @property
    def many(self) -> bool:
        """Tell whether more than one day was named."""
        return self._joined or self.named[0].many

    def period(self, today: date, *, past: bool = False, coming: bool = False) -> Period:
        """Give the days; `past` when they cannot lie ahead, `coming` when a bare weekday is the next one."""
        if Join.RANGE in self.joins:
            return self._range(today, past=past)
        if self._joined:
            return self._listed(today)
        if any(one.week for one in self.named) and any(one.running for one in self.named):
            return Period(None)
        told = next((one for one in self.named if one.weekday is None), self.named[0])
        if told.weekday is not None and (coming or self.opens == "tot"):
            return Period(weekday_after(today, told.weekday))
        return told.resolve(today)

    def _range(self, today: date, *, past: bool) -> Period:
        start, last = self.named[0].resolve(today).first, self.named[-1]
        if start is None:
            return Period(None)
        if last.weekday is None:
            until = last.resolve(today)
            end = until.last or until.first
            if end and end < start and self.named[0].weekday is not None:
                return Period(weekday_before(end, self.named[0].weekday), end)
            return Period(start, end if end and end >= start else None)
        end = weekday_after(start, last.weekday)
        if past and end and end > today and self.named[0].weekday is not None:
            return Period(shifted(start, -WEEK), shifted(end, -WEEK))
        return Period(start, end)

    def _listed(self, today: date) -> Period:
        days: list[date] = []
        if all(one.weekday is not None for one in self.named):
            beside = today
            for one in reversed(self.named):
                day = weekday_before(beside, one.weekday or 0)
                beside = day or beside
                days.append(beside)
            return listed(days)
        for at, one in enumerate(self.named):
            after = max(days, default=None)
            if at == 0 and one.weekday is not None:
                # «di en do vorige week»: the day that is dated tells in which week the one before it lies.
                dated = next(other for other in self.named if other.weekday is None).resolve(today).first
                before = weekday_before(min(dated or today, today), one.weekday)
                days += [before] if before else []
                continue
            if one.weekday is not None and any(day.weekday() == one.weekday for day in days):
                continue
            period = one.resolve(today)
            first = weekday_after(after, one.weekday) if after and one.weekday is not None else period.first
            days += [day for day in (first, *period.days, period.last) if day is not None]
        return listed(days)


def take_stretches(text: str) -> tuple[list[Stretch], str]:
    """Give the stretches of days in a line, and the line with ¤ in the place of each."""
    stretches, kept, at = [], "", 0
    text, named = _in_their_week(text, named_days(text))
    while named:
        length, joins = _joined(text, named)
        first, last = named[0], named[length - 1]
        stretches.append(Stretch(tuple(named[:length]), joins, _opens(text, named[:length])))
        kept += text[at : first.start] + SIGN
        at = last.end
        named = named[length:]
    return stretches, kept + text[at:]


def _in_their_week(text: str, named: list[Named]) -> tuple[str, list[Named]]:
    """Put weekdays in the week that is named apart from them: «vorige week ziek van di t/m do»."""
    week = next((one for one in named if one.week), None)
    days = [one for one in named if one is not week]
    if week is None or not days or any(one.weekday is None for one in days) or _BEFORE.search(text[: week.start]):
        return text, named
    between = text[week.end : days[0].start] if week.start < days[0].start else text[days[-1].end : week.start]
    if len(days) == 1 and not (_TIES.fullmatch(between) or between.endswith(" op ")):
        return text, named
    gone = week.end + 1 - week.start
    placed = [replace(one, resolve=of_weekday_in(week.resolve, one.weekday or 0), weekday=None) for one in days]
    moved = [
        replace(one, start=one.start - gone, end=one.end - gone) if one.start > week.start else one for one in placed
    ]
    return text[: week.start] + text[week.end + 1 :], moved


def _opens(text: str, named: Sequence[Named]) -> str:
    if named[0].running:
        return "sinds"
    found = _BEFORE.search(text[: named[0].start])
    return found[1] if found else ""


def _joined(text: str, named: Sequence[Named]) -> tuple[int, tuple[Join, ...]]:
    joins: list[Join] = []
    for one, following in pairwise(named):
        join = _join(text[one.end : following.start])
        if join is None or (join is Join.LIST and Join.RANGE in joins and _begins_anew(text, one, following)):
            break
        if join is Join.SAME and {text[one.start : one.end], text[following.start : following.end]} <= set(WEEKDAYS):
            join = Join.LIST  # «ma di ziek»
        joins.append(join)
    return len(joins) + 1, tuple(joins)


def _begins_anew(text: str, one: Named, following: Named) -> bool:
    """Tell «van ma tot wo, vandaag»: after a range a comma ties on a weekday only."""
    return following.weekday is None and " en" not in text[one.end : following.start]


def _join(between: str) -> Join | None:
    if not between.strip():
        return Join.SAME
    if _RANGE.fullmatch(between):
        return Join.RANGE
    return Join.LIST if _LIST.fullmatch(between) else None
