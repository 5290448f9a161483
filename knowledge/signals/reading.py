"""Reads one line: first what stands in it, then what it says, then of which days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from knowledge.signals.amounts import HUNDRED, SHARE, Hours, take_hours, take_shares
from knowledge.signals.asking import asks, ends_in_a_question
from knowledge.signals.codes import take_bare_code, take_codes
from knowledge.signals.cues import Cue
from knowledge.signals.draft import Kind, SignalDraft
from knowledge.signals.kinds import CUES_OF, Told, about, kind_of
from knowledge.signals.line import words_of
from knowledge.signals.periods import Period
from knowledge.signals.stretches import SIGN, Stretch, take_stretches
from knowledge.signals.timing import days_of, school_days
from knowledge.signals.vocabulary import Vocabulary, vocabulary

LONGEST = 500
LONGEST_STRETCH = 200
_ANY_DAY = date(2026, 9, 1)
_BESIDE_A_DAY = frozenset({SIGN, "op", "sinds", "vanaf", "al", "was", "het", "|"})
_PUPIL = re.compile(r" leerling ")
_ANY_PUPIL = re.compile(r" leerling (?:die|met) ")
_WHOLE_DAY = re.compile(r" hele (?:school ?)?(?:dag|¤)| school (?:verzuim|spijbelt) ")
_SHARE_OF = re.compile(r" (aanwezig|afwezig|verzuim|ongeoorloofd|school) ")
_BARE_SHARE = re.compile(
    r" aanwezig +(?:(?:van|vanaf) \d{1,3} (?=naar |tot )|"
    r"(?:van|is|was|in|§|¤|op|naar|tot|ongeveer|[|]|deze|nu|gezakt|gedaald|gegaan|down) )*(\d{1,3}(?:\.\d+)?)(?= )"
)
# Who told it is not whom it is about: «moeder belde, L3-017 hoofdpijn».
_TOLD_BY = re.compile(r" ouder (?:heeft )?(?:bel(?:t|de)|gebeld|mail(?:t|de)|appte?|meld(?:t|de)|called|phoned)(?= )")
# Of several shares the one after these is of now; the others are a norm or what it was.
_NOW = re.compile(r" (?:naar|tot|slechts|alleen) $|[|,] (?:deze |is |zit )?$")


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Word of a pupil that is no signal: that he or she came late, which the rules do not count, or what we miss."""

    code: str | None
    late: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What stands in a line: the code, days, hours and shares taken out of the text, each with a sign in its place."""

    text: str
    code: str | None
    others: tuple[str, ...]
    stretches: Sequence[Stretch]
    hours: Hours
    shares: Sequence[Decimal]


def read_signal(text: str, today: date) -> SignalDraft | None:
    """Read a line as a signal sent on `today`; None when it asks, chats or tells of nobody's absence."""
    if len(text) > LONGEST:
        return None
    known = vocabulary()
    line = _taken_apart(text, known)
    cues = known.cues.found(line.text)
    if asks(line.text, cues, known) or ends_in_a_question(text, known):
        return None
    cues = _of_the_pupil(line.text, cues, known)
    told = Told(line.text, cues, bool(line.shares), line.hours.total is not None)
    kind = kind_of(told)
    if kind is None or not _is_about_a_pupil(line):
        return None
    return replace(_draft(line, kind, cues, today), others=line.others)


def read_otherwise(text: str) -> Otherwise | None:
    """Read a line that is no signal as word of a pupil all the same; None for a question and for other talk."""
    known = vocabulary()
    if len(text) > LONGEST or read_signal(text, _ANY_DAY) is not None:
        return None
    line = _taken_apart(text, known)
    cues = known.cues.found(line.text)
    if asks(line.text, cues, known) or ends_in_a_question(text, known):
        return None
    late = any(cue.name == "late" for cue in cues) and _is_about_a_pupil(line)
    return Otherwise(line.code, late=late) if late or line.code else None


def day_told(text: str, today: date) -> date | None:
    """Give the day that a text names and nothing else: «gisteren», «ma 16 nov»; None for anything else."""
    stretches, rest = take_stretches(f" {' '.join(word.word for word in words_of(text, vocabulary()))} ")
    if len(stretches) != 1 or set(rest.split()) - _BESIDE_A_DAY:
        return None
    return stretches[0].period(today, past=True).first


def code_in(text: str) -> str | None:
    """Give the pupil code that a text holds, None when there is none."""
    return _taken_apart(text, vocabulary()).code


def _taken_apart(text: str, known: Vocabulary) -> Line:
    codes, words = take_codes(words_of(text, known))
    shares, plain = take_shares(f" {' '.join(words)} ")
    stretches, plain = take_stretches(plain)
    hours, plain = take_hours(plain)
    code, others = (codes[0], tuple(codes[1:])) if codes else (None, ())
    if code is None:
        code, plain = take_bare_code(plain)
    if not shares and (bare := _BARE_SHARE.search(plain)) and Decimal(bare[1]) <= HUNDRED:
        share = Decimal(bare[1])
        shares = [share if share >= 1 or not share else HUNDRED * share]
    return Line(_TOLD_BY.sub("", plain), code, others, stretches, hours, shares)


def _of_the_pupil(text: str, cues: list[Cue], known: Vocabulary) -> list[Cue]:
    """Leave out what is told of the sender or of somebody at work."""
    if not any(cue.name in ("self", "staff") for cue in known.openers.found(text)):
        return cues
    return [cue for cue in cues if cue.name not in CUES_OF[Kind.SICK] | CUES_OF[Kind.RECOVERED]]


def _is_about_a_pupil(line: Line) -> bool:
    if line.code is not None:
        return True
    return bool(_PUPIL.search(line.text)) and not (_ANY_PUPIL.search(line.text) and not line.stretches)


def _likely(period: Period) -> Period:
    """Leave out days so far apart that a date was read wrongly: the first day is asked then."""
    first, last, _ = period
    return Period(None) if first and last and (last - first).days > LONGEST_STRETCH else period


def _draft(line: Line, kind: Kind, cues: list[Cue], today: date) -> SignalDraft:
    if kind is Kind.CONCERN:
        return SignalDraft(kind, line.code, concern=about(cues))
    period = days_of(line.text, kind, cues, line.stretches, today=today, amounts=line.hours.amounts)
    if kind is Kind.ATTENDANCE:
        start, end, _ = period
        return SignalDraft(kind, line.code, start, end, percentage=_present(line))
    start, end, days = period = _likely(period)
    if kind is Kind.UNEXCUSED:
        whole = line.hours.total is None and bool(_WHOLE_DAY.search(line.text))
        hours = _together(line.hours, period, today)
        return SignalDraft(kind, line.code, start, end, days, hours=hours, whole_day=whole)
    return SignalDraft(kind, line.code, start, end, days)


def _together(hours: Hours, period: Period, today: date) -> Decimal | None:
    """Give the hours of all days together: «elke dag het 1e uur» counts once for each day until today."""
    first, last, days = period
    if hours.total is None or not hours.each_day or first is None or last is None:
        return hours.total
    return hours.total * (len(days) or school_days(first, min(last, max(first, today))))


def _present(line: Line) -> Decimal:
    """Give the percentage of presence: the one that is now, and of absence what is left of a hundred."""
    places = [at for at, sign in enumerate(line.text) if sign == SHARE] or [0]
    told = list(zip(places, line.shares, strict=True))
    at, share = next((one for one in told if _NOW.search(line.text[: one[0]])), told[0])
    words = sorted(_SHARE_OF.finditer(line.text), key=lambda found: abs(found.start() - at))
    absent = bool(words) and words[0][1] in ("afwezig", "verzuim", "ongeoorloofd")
    return HUNDRED - share if absent else share
