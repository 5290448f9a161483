"""Takes the day off a line that says what will be done and when: «Ouders bellen, vrijdag»."""

from datetime import datetime
from typing import NamedTuple

from knowledge.appointments.hearing import unheard
from knowledge.appointments.reading import Appointment, Fault, read_appointment
from knowledge.appointments.words import tokens

GLUE = frozenset(
    {"op", "voor", "uiterlijk", "klaar", "tegen", "on", "by", "before", "due", ",", ";", ":", "-", "(", ")"}
)
ENDS = " ,;:-("
FEWEST_WORDS = 2


class Split(NamedTuple):
    """What will be done, and the day that was named beside it."""

    words: str
    heard: Appointment


def split_day(line: str, now: datetime) -> Split | None:
    """Give what a line says without the day at its end, or before a colon or comma; None when it names none to come.

    A time stays in the words.
    """
    words = line.split()
    for at in range(1, len(words)):
        if found := _split(words[:at], words[at:], now):
            return found
    for at in range(len(words) - 1, 0, -1):
        if words[at - 1][-1] in ":," and (found := _split(words[at:], words[:at], now)):
            return found
    return None


def _split(told: list[str], day: list[str], now: datetime) -> Split | None:
    named = " ".join(day)
    if set(unheard(tokens(named))) - GLUE:
        return None
    heard = read_appointment(named, now)
    while told and told[-1].casefold().strip(ENDS) in GLUE | {""}:
        told = told[:-1]
    apart = (bool(told) and told[-1][-1] in ",;:") or day[-1][-1] in ":,"
    if not heard.days or heard.fault is Fault.PAST or not told or (len(told) < FEWEST_WORDS and not apart):
        return None
    kept = [*told, *day] if heard.times else told
    return Split(" ".join(kept).rstrip(ENDS), heard)
