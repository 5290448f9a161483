"""Histories in, verdicts out: JSON lines, one for one and in order, with flat memory."""

import json
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from math import isinf
from typing import Any, NamedTuple, NoReturn, TextIO

from knowledge.calendar import Calendar, region_calendar
from knowledge.rules import HistoryRefusedError, MazlWindow, Reason, Verdict, assess, read_history, rule_book

BLANKS = " \t\r\n"
Line = str | bytes


class Answer(NamedTuple):
    """One line of output, and whether it refuses its history."""

    line: str
    refused: bool


def run(
    stdin: Iterable[Line],
    stdout: TextIO,
    *,
    region: str = "midden",
    mazl_window: str = "calendar",
    terminal: TextIO = sys.stderr,
) -> int:
    """Answer every line as it comes; the exit status is 1 when a history was refused.

    Raises CalendarUnknownError for a region we do not know and ValueError for a window that does not exist.
    A line that is no UTF-8 is refused like any other that is no JSON: of a text stream the bytes below it are read.
    """
    refused = False
    answers = _answers(getattr(stdin, "buffer", stdin), region_calendar(region), MazlWindow(mazl_window))
    for answer in _with_progress(answers, terminal):
        stdout.write(answer.line + "\n")
        stdout.flush()
        refused = refused or answer.refused
    return 1 if refused else 0


def assess_lines(lines: Iterable[Line], *, region: str = "midden", mazl_window: str = "calendar") -> Iterator[str]:
    """Give the answer to each line that is not blank, without the line's end."""
    return (answer.line for answer in _answers(lines, region_calendar(region), MazlWindow(mazl_window)))


def verdict_facts(verdict: Verdict) -> dict[str, Any]:
    """Lay a verdict out as it is written in JSON."""
    return {
        "on": verdict.on.isoformat(),
        "reports": verdict.reports,
        "spells": [
            {
                "first": spell.first.isoformat(),
                "last": spell.last.isoformat(),
                "school_days": spell.school_days,
                "reports": spell.reports,
            }
            for spell in verdict.spells
        ],
        "findings": [
            {
                "rule": finding.rule,
                "fired_on": finding.fired_on.isoformat(),
                "role": finding.role,
                "evidence": [day.isoformat() for day in finding.evidence],
                "due": finding.due and finding.due.isoformat(),
            }
            for finding in verdict.findings
        ],
        "band": verdict.band,
        "progress": {
            "mazl.frequentie": verdict.progress.spells,
            "mazl.duur": verdict.progress.school_days,
            "leerplicht.16uur": plain(verdict.progress.hours),
        },
        "ignored": [{"event": ignored.event, "reason": ignored.reason} for ignored in verdict.ignored],
    }


def plain(number: Decimal) -> str:
    """Write a decimal without exponent and without trailing zeros."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _answers(lines: Iterable[Line], calendar: Calendar, mazl_window: MazlWindow) -> Iterator[Answer]:
    judge = partial(assess, mazl_window=mazl_window, book=rule_book())
    for line in lines:
        try:
            text = line.decode() if isinstance(line, bytes) else line
            text = text.strip(BLANKS)
            if not text:
                continue
            raw = json.loads(text, parse_constant=_no_json, parse_float=_finite)
        except (ValueError, RecursionError):
            yield _refusal(None, HistoryRefusedError(None, Reason.NOT_JSON))
            continue
        case = raw.get("id") if isinstance(raw, dict) else None
        try:
            verdict = judge(read_history(raw, calendar))
        except HistoryRefusedError as refused:
            yield _refusal(case, refused)
        else:
            yield Answer(json.dumps({"id": case, **verdict_facts(verdict)}), refused=False)


def _refusal(case: object, refused: HistoryRefusedError) -> Answer:
    return Answer(json.dumps({"id": case, "error": {"event": refused.event, "reason": refused.reason}}), refused=True)


def _no_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _finite(written: str) -> float:
    number = float(written)
    if isinf(number):
        raise ValueError(f"{written} is too large to give back")
    return number


def _with_progress(answers: Iterator[Answer], terminal: TextIO) -> Iterator[Answer]:
    """Show on a terminal how many histories were judged."""
    if not terminal.isatty():
        yield from answers
        return
    from rich.console import Console  # noqa: PLC0415 - a pipe need not wait for it
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=terminal), transient=True) as bar:
        task = bar.add_task("", total=None)
        for answer in answers:
            yield answer
            bar.advance(task)
