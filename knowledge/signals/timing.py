"""Which of the days in a line belong to the signal, and what its kind makes of them."""

import re
from collections.abc import Sequence
from datetime import date

from knowledge.signals.cues import Cue
from knowledge.signals.draft import Kind
from knowledge.signals.kinds import CUES_OF, part_of
from knowledge.signals.stretches import SIGN, Stretch

_WAS = re.compile(r" was (?:[^\s|,?]+ |[|] (?=¤))*(?:ziek|griep) | (?:ziek|griep) (?:[^\s|,?]+ )*was ")
_OVER = re.compile(r" alleen | (?:1|een|halve?) dag ")
_BEGAN = re.compile(r" (?:geworden|werd|wordt|naar huis|thuis gekomen|since|became|went|got) ")
_COMING = re.compile(r" (?:komt|pas|kan|mag|waarschijnlijk|hopelijk|hopefully) ")
# «back on Monday»: as long as nobody says that it was, the day is still to come.
_BACK_ON = re.compile(r"^(?!.* was ).* terug op ¤")
OPEN = ("sinds", "vanaf")
# What is told of being ill does not date the return, nor the other way round.
OTHER = {Kind.SICK: Kind.RECOVERED, Kind.RECOVERED: Kind.SICK}
Days = tuple[date | None, date | None]


def days_of(
    text: str, kind: Kind, cues: Sequence[Cue], stretches: Sequence[Stretch], *, today: date, amounts: int
) -> Days:
    """Give the first and last day of a signal that is no worry; no day in the line means today, save for attendance."""
    if kind is Kind.ATTENDANCE:
        return _attendance(stretches, today)
    chosen = _chosen(text, kind, cues, stretches)
    if chosen is None:
        return today, None
    if kind is Kind.RECOVERED:
        coming = bool(_COMING.search(text) or _BACK_ON.search(text)) and chosen.opens != "sinds"
        return chosen.period(today, coming=coming).first, None
    if kind is Kind.SICK:
        return _sick(text, chosen, today)
    return _unexcused(chosen, stretches, today, amounts=amounts)


def _attendance(stretches: Sequence[Stretch], today: date) -> Days:
    for stretch in stretches:
        period = stretch.period(today, past=True)
        if stretch.opens in OPEN and not stretch.many:
            return period.first, None
        if period.last is not None:
            return period.first, period.last
    return None, None


def _sick(text: str, chosen: Stretch, today: date) -> Days:
    past = bool(_WAS.search(text))
    first, last = chosen.period(today, past=past)
    if chosen.opens == "tot" and not chosen.many:
        end = last or first
        return (today if end is None or end >= today else None), end
    if chosen.opens in OPEN and not chosen.many:
        return first, None
    over = (past or _OVER.search(text)) and not _BEGAN.search(text)
    return first, first if last is None and over else last


def _unexcused(chosen: Stretch, stretches: Sequence[Stretch], today: date, *, amounts: int) -> Days:
    if len(stretches) > 1 and amounts == len(stretches):
        days = [day for stretch in stretches for day in stretch.period(today, past=True) if day is not None]
        return (min(days), max(days)) if len(set(days)) > 1 else (days[0] if days else None, None)
    first, last = chosen.period(today, past=True)
    return first, last


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
