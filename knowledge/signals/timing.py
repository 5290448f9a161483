"""Which of the days in a line belong to the signal, and what its kind makes of them."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from knowledge.signals.cues import Cue
from knowledge.signals.draft import Kind
from knowledge.signals.kinds import CUES_OF, part_of
from knowledge.signals.periods import Period, listed
from knowledge.signals.stretches import SIGN, Stretch

_WAS = re.compile(r" was (?:[^\s|,?]+ |[|] (?=¤))*(?:ziek|griep) | (?:ziek|griep) (?:[^\s|,?]+ )*was ")
_OVER = re.compile(r" alleen | (?:1|een|halve?|eenmalig) dag | eenmalig ")
# «Ziek op 2 nov», «vrijdag ziek»: a day that is over, and no word of what came after it, is that one day.
_ONE_DAY = re.compile(r" ¤ ziek | ziek (?:[|] griep [|] |griep )?(?:op )?¤ ")
_BEGAN = re.compile(
    r" (?:geworden|werd|wordt|naar huis|thuis gekomen|since|became|went|got|gemeld|"
    r"called in|reported|bericht|1e dag|nog|niet beter|niet hersteld|begonnen|blijft|voorlopig) "
)
# «Was een dag ziek»: over, and no word of the day it was.
_PAST = re.compile(r" was (?:(?:1|een) dag )?ziek | (?:1|een) dag ziek was ")
_LAST_DAY = re.compile(r" laatste dag ziek ")
_LASTS_YET = re.compile(r" (?:al|reeds|nog|already) ")
_STILL = re.compile(r" nog (?:steeds |altijd )?(?:ziek|griep|thuis|niet) ")
_COMING = re.compile(r" (?:komt|verwacht|pas|kan|mag|waarschijnlijk|hopelijk|hopefully) ")
# «back on Monday»: as long as nobody says that it was, the day is still to come.
_BACK_ON = re.compile(r"^(?!.* was ).* terug op ¤")
OPEN = ("sinds", "vanaf")
WEEKEND = 5
# What is told of being ill does not date the return, nor the other way round.
OTHER = {Kind.SICK: Kind.RECOVERED, Kind.RECOVERED: Kind.SICK}


def days_of(
    text: str, kind: Kind, cues: Sequence[Cue], stretches: Sequence[Stretch], *, today: date, amounts: int
) -> Period:
    """Give the first and last day of a signal that is no worry; no day in the line means today, save for attendance.

    Days that were named one by one are kept only where there are school days between them.
    """
    if kind is Kind.ATTENDANCE:
        return _attendance(stretches, today)
    chosen = _chosen(text, kind, cues, stretches)
    if chosen is None:
        return Period(None) if kind is Kind.SICK and _PAST.search(text) else Period(today)
    if kind is Kind.RECOVERED:
        coming = bool(_COMING.search(text) or _BACK_ON.search(text)) and chosen.opens != "sinds"
        return Period(chosen.period(today, coming=coming).first)
    if kind is Kind.SICK:
        period = _ill_until_today(text, _sick(text, chosen, today), stretches, today)
        return _without_days_in_a_row(_to_the_last(period, stretches, today))
    return _without_days_in_a_row(_unexcused(chosen, stretches, today, amounts=amounts))


def school_days(first: date, last: date) -> int:
    """Count the days from Monday to Friday."""
    return sum((first + timedelta(days=day)).weekday() < WEEKEND for day in range((last - first).days + 1))


def _without_days_in_a_row(period: Period) -> Period:
    first, last, days = period
    if first and last and len(days) < school_days(first, last):
        return period
    return Period(first, last)


def _attendance(stretches: Sequence[Stretch], today: date) -> Period:
    for stretch in stretches:
        period = stretch.period(today, past=True)
        if stretch.opens in OPEN and not stretch.many:
            return Period(period.first)
        if period.last is not None:
            return Period(period.first, period.last)
    return Period(None)


def _sick(text: str, chosen: Stretch, today: date) -> Period:
    past = bool(_WAS.search(text))
    first, last, days = chosen.period(today, past=past)
    if (chosen.opens == "tot" and not chosen.many) or _LAST_DAY.search(text):
        end = last or first
        return Period(today if end is None or end >= today else None, end)
    if chosen.opens in OPEN and not chosen.many:
        return Period(first)
    if last and last >= today and (not days or chosen.opens in OPEN) and _LASTS_YET.search(text):
        return Period(first)
    one = bool(_ONE_DAY.search(text)) and first is not None and first < today
    over = (past or one or _OVER.search(text)) and not _BEGAN.search(text)
    return Period(first, first if last is None and over else last, days)


def _ill_until_today(text: str, period: Period, stretches: Sequence[Stretch], today: date) -> Period:
    """Leave the illness open when today is told beside an earlier day: «had gisteren koorts, vandaag nog ziek»."""
    single = [one.period(today).first for one in stretches if not one.many]
    if today not in single or len(single) == 1 or period.days or period.first is None or period.first > today:
        return period
    earlier = [day for day in single if day is not None and day < today]
    return Period(min(earlier) if earlier and _STILL.search(text) else period.first)


def _to_the_last(period: Period, stretches: Sequence[Stretch], today: date) -> Period:
    """Take the last day from elsewhere in the line: «vandaag ziek, blijft thuis tot vrijdag»."""
    told = next((one for one in stretches if one.opens == "tot" and not one.many), None)
    if told is None or period.first is None or period.last is not None:
        return period
    first, last, _ = told.period(today)
    end = last or first
    return Period(period.first, end) if end and end >= max(period.first, today) else period


def _unexcused(chosen: Stretch, stretches: Sequence[Stretch], today: date, *, amounts: int) -> Period:
    if len(stretches) > 1 and amounts == len(stretches):
        told = listed(
            day for period in _in_order(stretches, today) for day in (period.first, *period.days, period.last)
        )
        return told if len(told.days) > 1 else Period(told.first)
    first, last, days = chosen.period(today, past=True)
    if amounts and chosen.opens in OPEN and not chosen.many and first and first < today:
        return Period(first, today)
    return Period(first, min(last, today) if first and last and first <= today else last, days)


def _in_order(stretches: Sequence[Stretch], today: date) -> list[Period]:
    """Date days apart from one another: a weekday lies before the day that is named after it."""
    periods: list[Period] = []
    beside = today
    for stretch in reversed(stretches):
        period = stretch.period(today, past=True)
        if period.first and period.first > beside and stretch.named[0].weekday is not None:
            period = stretch.period(beside, past=True)
        beside = period.first or beside
        periods.insert(0, period)
    return periods


def _chosen(text: str, kind: Kind, cues: Sequence[Cue], stretches: Sequence[Stretch]) -> Stretch | None:
    """Choose the days nearest to what tells the kind, those in the same part of the line first."""
    places = [at for at, sign in enumerate(text) if sign == SIGN]
    own = [cue for cue in cues if cue.name in CUES_OF[kind]]
    other = CUES_OF[OTHER[kind]] if kind in OTHER else frozenset()
    own_parts = {part_of(text, cue.start) for cue in own}
    elsewhere = {part_of(text, cue.start) for cue in cues if cue.name in other} - own_parts
    found = [(at, one) for at, one in zip(places, stretches, strict=True) if part_of(text, at) not in elsewhere]

    def distance(place: tuple[int, Stretch]) -> tuple[bool, bool, int]:
        at, stretch = place
        opens = kind is Kind.SICK and stretch.opens in OPEN
        near = min((max(cue.start - at, at - cue.end, 0) for cue in own), default=0)
        return not opens, part_of(text, at) not in own_parts, near

    return min(found, key=distance)[1] if found else None
