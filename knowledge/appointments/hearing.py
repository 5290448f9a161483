"""What a line says about a day and a time, piece by piece, before anything is made of it."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from knowledge.appointments.words import (
    AT,
    AWAY,
    DAY_WORDS,
    HOUR_WORDS,
    LATER,
    MONTHS,
    MORNING,
    NEARNESS,
    ORDINALS,
    WEEK_WORDS,
    WEEKDAYS,
    number_of,
)

HOURS, MINUTES, MONTHS_A_YEAR, LONGEST_MONTH = 24, 60, 12, 31
HALF, QUARTER = 30, 15
DAYS_A_WEEK = 7
END = ""


class Clock(NamedTuple):
    """A time as it was said: `exact` when it was written as on a clock of 24 hours."""

    hour: int
    minute: int
    exact: bool = False


class Written(NamedTuple):
    """A date as it was written; `dotted` could have been meant as a time."""

    day: int
    month: int | None = None
    year: int | None = None
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything a line says: a weekday, how near it is, a week counted from this one or by its number, a date."""

    weekday: int | None = None
    nearness: str | None = None
    weeks: int | None = None
    week_number: int | None = None
    days: int | None = None
    written: Written | None = None
    clock: Clock | None = None
    part: str | None = None

    @property
    def names_a_day(self) -> bool:
        """Tell whether it says anything about the day."""
        said = (self.weekday, self.weeks, self.week_number, self.days, self.written)
        return any(one is not None for one in said)


class Line:
    """The tokens of a line, read from left to right."""

    def __init__(self, found: list[str]) -> None:
        self._tokens, self.at = found, 0

    def peek(self, ahead: int = 0) -> str:
        """Give a token without taking it; an empty one beyond the end."""
        place = self.at + ahead
        return self._tokens[place] if 0 <= place < len(self._tokens) else END

    def number(self, ahead: int = 0) -> int | None:
        """Give the number a token stands for."""
        return number_of(self.peek(ahead))


def hear(found: list[str]) -> Heard:
    """Gather what a line says; of what it says twice the first counts."""
    return _listened(found)[0]


def unheard(found: list[str]) -> list[str]:
    """Give what in a line says nothing about a day or a time."""
    return _listened(found)[1]


def _listened(found: list[str]) -> tuple[Heard, list[str]]:
    line, heard, missed = Line(found), Heard(), list[str]()
    while line.peek():
        for listen in (_weeks, _nearness, _weekday, _date, _away, _part, _clock):
            after, taken = listen(line, heard)
            if taken:
                heard = after
                line.at += taken
                break
        else:
            missed.append(line.peek())
            line.at += 1
    if heard.clock is None and heard.written and heard.written.dotted and heard.weekday is not None:
        # «dinsdag 10.05»: beside a weekday, and with no other time, the dot is that of a clock.
        clock = Clock(heard.written.day, heard.written.month or 0)
        heard = replace(heard, clock=clock, written=None)
    return heard, missed


def _weeks(line: Line, heard: Heard) -> tuple[Heard, int]:
    word, number = line.peek(), line.number(1)
    if word in {"over", "in"} and number is not None and line.peek(2) in WEEK_WORDS:
        return replace(heard, weeks=number, days=number * DAYS_A_WEEK), 3
    if word in {"over", "in"} and number is not None and line.peek(2) in DAY_WORDS:
        return replace(heard, days=number), 3
    if word in NEARNESS and line.peek(1) in WEEK_WORDS:
        return replace(heard, weeks=0 if NEARNESS[word] == "this" else 1), 2
    if word in WEEK_WORDS and line.peek(1).isdecimal():
        return replace(heard, week_number=number), 2
    return heard, 0


def _nearness(line: Line, heard: Heard) -> tuple[Heard, int]:
    if line.peek() in NEARNESS and line.peek(1) in WEEKDAYS:
        return replace(heard, nearness=NEARNESS[line.peek()], weekday=WEEKDAYS[line.peek(1)]), 2
    return heard, 0


def _weekday(line: Line, heard: Heard) -> tuple[Heard, int]:
    if line.peek() not in WEEKDAYS or heard.weekday is not None:
        return heard, 0
    heard = replace(heard, weekday=WEEKDAYS[line.peek()])
    if line.peek(1) == "morgen":
        return replace(heard, part="morning"), 2
    return heard, 1


def _date(line: Line, heard: Heard) -> tuple[Heard, int]:
    if heard.written is not None:
        return heard, 0
    for read in (_iso, _figures, _day_month, _month_day, _day_only):
        written, taken = read(line)
        if written and taken:
            return replace(heard, written=written), taken
    return heard, 0


def _iso(line: Line) -> tuple[Written | None, int]:
    year, month, day = line.peek(), line.number(2), line.number(4)
    if len(year) == 4 and year.isdecimal() and line.peek(1) == line.peek(3) == "-" and month and day:
        return Written(day, month, int(year)), 5
    return None, 0


def _figures(line: Line) -> tuple[Written | None, int]:
    day, mark, month = line.peek(), line.peek(1), line.peek(2)
    if not (day.isdecimal() and month.isdecimal() and mark in {"-", "/", "."}):
        return None, 0
    if mark == "." and not (1 <= int(month) <= MONTHS_A_YEAR and 1 <= int(day) <= LONGEST_MONTH):
        return None, 0
    if line.peek(3) == mark and line.peek(4).isdecimal():
        return Written(int(day), int(month), _year(line.peek(4))), 5
    return Written(int(day), int(month), dotted=mark == "." and len(month) == 2), 3


def _day_month(line: Line) -> tuple[Written | None, int]:
    day, place = line.peek(), 1
    if not day.isdecimal():
        return None, 0
    place += line.peek(place) in ORDINALS
    place += line.peek(place) == "of"
    month = MONTHS.get(line.peek(place))
    if month is None:
        return None, 0
    return _with_year(line, Written(int(day), month), place + 1)


def _month_day(line: Line) -> tuple[Written | None, int]:
    month, day = MONTHS.get(line.peek()), line.peek(1)
    if month is None or not day.isdecimal() or len(day) > 2 or line.peek(2) in {":", "."} | HOUR_WORDS:
        return None, 0
    return _with_year(line, Written(int(day), month), 2 + (line.peek(2) in ORDINALS))


def _with_year(line: Line, written: Written, place: int) -> tuple[Written, int]:
    if line.peek(place).isdecimal() and len(line.peek(place)) == 4:
        return written._replace(year=_year(line.peek(place))), place + 1
    return written, place


def _day_only(line: Line) -> tuple[Written | None, int]:
    if line.peek(-1) in {"de", "the"} | WEEKDAYS.keys() and line.peek().isdecimal() and line.peek(1) in ORDINALS:
        return Written(int(line.peek())), 2
    return None, 0


def _year(figures: str) -> int:
    return int(figures) + 2000 if len(figures) == 2 else int(figures)


def _away(line: Line, heard: Heard) -> tuple[Heard, int]:
    word = line.peek()
    if word not in AWAY or heard.days is not None:
        return heard, 0
    part = "morning" if word in MORNING or line.peek(1) == "vroeg" else "later" if word in LATER else heard.part
    return replace(heard, days=AWAY[word], part=part), 1


def _part(line: Line, heard: Heard) -> tuple[Heard, int]:
    if line.peek() in MORNING:
        return replace(heard, part="morning"), 1
    return (replace(heard, part="later"), 1) if line.peek() in LATER else (heard, 0)


def _clock(line: Line, heard: Heard) -> tuple[Heard, int]:
    if heard.clock is not None:
        return heard, 0
    start = 1 if line.peek() in AT else 0
    line.at += start
    clock, taken = _clock_here(line, said_at=bool(start))
    line.at -= start
    return (replace(heard, clock=clock), start + taken) if clock else (heard, 0)


def _clock_here(line: Line, *, said_at: bool) -> tuple[Clock | None, int]:
    for read in (_half, _past, _figures_of_a_clock):
        clock, taken = read(line)
        if clock:
            return clock, taken
    return _whole_hour(line, said_at=said_at)


def _half(line: Line) -> tuple[Clock | None, int]:
    if line.peek() != "half":
        return None, 0
    if line.peek(1) == "past" and line.number(2):
        return Clock(line.number(2) or 0, HALF), 3 + (line.peek(3) in HOUR_WORDS)
    hour = line.number(1)
    return (Clock((hour - 2) % 12 + 1, HALF), 2 + (line.peek(2) in HOUR_WORDS)) if hour else (None, 0)


def _past(line: Line) -> tuple[Clock | None, int]:
    """«kwart over drie», «tien voor half vier», «quarter to four»."""
    minutes = QUARTER if line.peek() in {"kwart", "quarter"} else line.number()
    place = 1 + (line.peek(1) in {"minuten", "minutes"})
    side = {"over": 1, "past": 1, "voor": -1, "to": -1}.get(line.peek(place))
    if minutes is None or side is None:
        return None, 0
    half = line.peek(place + 1) == "half"
    hour = line.number(place + 1 + half)
    if hour is None or not 1 <= hour <= HOURS // 2:
        return None, 0
    told = hour * MINUTES - HALF * half + side * minutes
    taken = place + 2 + half
    return Clock((told // MINUTES - 1) % 12 + 1, told % MINUTES), taken + (line.peek(taken) in HOUR_WORDS)


def _figures_of_a_clock(line: Line) -> tuple[Clock | None, int]:
    hour, mark, minute = line.peek(), line.peek(1), line.peek(2)
    if not (hour.isdecimal() and mark in {":", "."} | HOUR_WORDS and minute.isdecimal() and len(minute) == 2):
        return None, 0
    if int(hour) >= HOURS or int(minute) >= MINUTES:
        return None, 0
    exact = len(hour) == 2 or line.peek(3) in {"am", "pm"}
    return Clock(int(hour), int(minute), exact and line.peek(3) != "pm"), 3 + (line.peek(3) in HOUR_WORDS)


def _whole_hour(line: Line, *, said_at: bool) -> tuple[Clock | None, int]:
    if line.peek() == "noon":
        return Clock(12, 0), 1
    hour, unit = line.number(), line.peek(1)
    if hour is None or hour > HOURS:
        return None, 0
    if unit in HOUR_WORDS:
        return Clock(hour, 0, len(line.peek()) == 2 and line.peek().isdecimal()), 2
    if unit in {"am", "pm"} or (said_at and unit not in {":", "-", "/", "."} | MONTHS.keys()):
        return Clock(hour, 0), 1
    return None, 0
