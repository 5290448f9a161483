"""A small timeline, a row for each week: in the terminal as letters, in the chat as a picture with the same letters."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from babel.dates import format_date, get_day_names

from knowledge.rules import History, Unexcused, Verdict

if TYPE_CHECKING:
    from bot.drawings.canvas import Canvas

WEEK = timedelta(days=7)
WEEKS_SHOWN = 13
WEEKDAYS = range(5)
FIRED = "fired"


class Mark(StrEnum):
    """What a weekday was; its letter and its word stand in the template `worksheet_timeline`."""

    SICK = "sick"
    UNEXCUSED = "unexcused"
    BOTH = "both"
    SCHOOL = "school"
    VACATION = "vacation"
    CLOSED = "closed"
    AHEAD = "ahead"


FILL = {
    Mark.SICK: "#cfe0f7",
    Mark.UNEXCUSED: "#fbd9b5",
    Mark.BOTH: "#ead1ec",
    Mark.SCHOOL: "#ffffff",
    Mark.VACATION: "#eceff0",
    Mark.CLOSED: "#eceff0",
    Mark.AHEAD: "#ffffff",
}
EDGE, RING = "#b9c5c9", "#a11d1d"
LABEL, HEIGHT, SIZE = 190, 88, 40


@dataclass(frozen=True, slots=True)
class Day:
    """One weekday: its mark, and whether a rule fired on it."""

    day: date
    mark: Mark
    fired: bool


@dataclass(frozen=True, slots=True)
class Legend:
    """The letter and the word of each mark, in the reader's language."""

    title: str
    letters: dict[str, str]
    words: dict[str, str]


Weeks = tuple[tuple[Day, ...], ...]


def timeline(history: History, verdict: Verdict) -> Weeks:
    """Give the weeks, Monday to Friday, up to that of the day of assessment; at most thirteen."""
    this_week = history.on - timedelta(days=history.on.weekday())
    told = [spell.first for spell in verdict.spells] + [finding.evidence[0] for finding in verdict.findings]
    earliest = min(told, default=history.on)
    first = max(earliest - timedelta(days=earliest.weekday()), this_week - (WEEKS_SHOWN - 1) * WEEK)
    first = max(first, history.calendar.first)
    weeks = range((this_week - first).days // WEEK.days + 1)
    look = _Look(history, verdict)
    return tuple(tuple(look.at(first + week * WEEK + timedelta(days=day)) for day in WEEKDAYS) for week in weeks)


class _Look:
    """Looks up what one day was."""

    def __init__(self, history: History, verdict: Verdict) -> None:
        self.calendar, self.on = history.calendar, history.on
        self.missed = {event.day for event in history.events if isinstance(event, Unexcused)}
        self.spells = [(spell.first, spell.last) for spell in verdict.spells]
        self.fired = {finding.fired_on for finding in verdict.findings}

    def at(self, day: date) -> Day:
        return Day(day, self.mark(day), day in self.fired)

    def mark(self, day: date) -> Mark:
        if day > self.on or day > self.calendar.last:
            return Mark.AHEAD
        if not self.calendar.is_counted_weekday(day):
            return Mark.VACATION
        if not self.calendar.is_school_day(day):
            return Mark.CLOSED
        sick = any(first <= day <= last for first, last in self.spells)
        if day in self.missed:
            return Mark.BOTH if sick else Mark.UNEXCUSED
        return Mark.SICK if sick else Mark.SCHOOL


def read_legend(words: str) -> Legend:
    """Read the template `worksheet_timeline`: a line `title: words`, then lines of `mark: letter | word`."""
    lines = dict(line.split(": ", 1) for line in words.splitlines() if ": " in line)
    title = lines.pop("title")
    halves = {mark: line.partition(" | ") for mark, line in lines.items()}
    letters = {mark: letter for mark, (letter, _, _) in halves.items()}
    return Legend(title, letters, {mark: word for mark, (_, _, word) in halves.items()})


def in_terminal(weeks: Weeks, legend: Legend, language: str) -> str:
    """Draw with letters; a day on which a rule fired has the sign of `fired` behind its letter."""
    names = _day_names(language)
    rows = [legend.title, " " * 8 + " ".join(f"{name:<3}" for name in names)]
    for week in weeks:
        cells = (legend.letters.get(day.mark, " ") + (legend.letters[FIRED] if day.fired else " ") for day in week)
        rows.append(f"{_label(week[0].day, language):<8}" + " ".join(f"{cell:<3}" for cell in cells))
    rows.append("  ".join(f"{letter} {word}" for letter, word in _explained(weeks, legend)))
    return "\n".join(row.rstrip() for row in rows)


def as_picture(weeks: Weeks, legend: Legend, language: str) -> bytes:
    """Draw a PNG, readable on a phone: each colour goes with a letter, a fired rule with a ring and a sign."""
    from bot.drawings.canvas import MARGIN, QUIET, WIDTH, Canvas, Face, font  # noqa: PLC0415  # the drawing library loads late

    canvas, inner = Canvas(), WIDTH - 2 * MARGIN
    canvas.y += canvas.text(legend.title, MARGIN, inner, Face(48, bold=True)) + 20
    cell = (inner - LABEL) // len(WEEKDAYS)
    lefts = [MARGIN + LABEL + place * cell for place in WEEKDAYS]
    for left, name in zip(lefts, _day_names(language), strict=True):
        canvas.pen.text((left + cell // 2, canvas.y + 24), name, anchor="mm", fill=QUIET, font=font(SIZE))
    canvas.y += 56
    for week in weeks:
        canvas.y += 20
        canvas.text(_label(week[0].day, language), MARGIN, LABEL, Face(SIZE, colour=QUIET))
        canvas.y -= 20
        for left, day in zip(lefts, week, strict=True):
            _cell(canvas, day, (left, cell), legend)
        canvas.y += HEIGHT
    canvas.y += 24
    for letter, word in _explained(weeks, legend):
        canvas.text(letter, MARGIN, 60, Face(SIZE, bold=True))
        canvas.y += canvas.text(word, MARGIN + 60, inner - 60, Face(SIZE)) + 4
    return canvas.png()


def _cell(canvas: "Canvas", day: Day, column: tuple[int, int], legend: Legend) -> None:
    from bot.drawings.canvas import INK, font  # noqa: PLC0415  # the drawing library loads late

    left, width = column
    corners = (left + 5, canvas.y + 5, left + width - 5, canvas.y + HEIGHT - 5)
    edge, thick = (RING, 8) if day.fired else (EDGE, 2)
    canvas.pen.rounded_rectangle(corners, radius=14, fill=FILL[day.mark], outline=edge, width=thick)
    sign = legend.letters.get(day.mark, " ") + (legend.letters[FIRED] if day.fired else "")
    middle = (left + width // 2, canvas.y + HEIGHT // 2)
    canvas.pen.text(middle, sign, anchor="mm", fill=INK, font=font(SIZE, bold=True))


def _explained(weeks: Weeks, legend: Legend) -> list[tuple[str, str]]:
    """Give letter and word of the marks that stand in the weeks, and of no others."""
    days = [day for week in weeks for day in week]
    seen: set[str] = {day.mark for day in days} | ({FIRED} if any(day.fired for day in days) else set())
    return [(legend.letters[mark], word) for mark, word in legend.words.items() if mark in seen and word]


def _day_names(language: str) -> list[str]:
    names = get_day_names("short", locale=language)
    return [names[weekday] for weekday in WEEKDAYS]


def _label(day: date, language: str) -> str:
    return format_date(day, "d MMM", locale=language).replace(".", "")
