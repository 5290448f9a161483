"""Histories in, verdicts out: JSON lines, one for one and in order, with flat memory."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from math import isinf
from typing import Any, NoReturn, TextIO

from bot.streaming import Answer, Answering, Line, answers, stream
from knowledge.calendar import Calendar, region_calendar
from knowledge.rules import (
    Finding,
    History,
    HistoryRefusedError,
    MazlWindow,
    Reason,
    Spell,
    Verdict,
    assess,
    read_history,
    rule_book,
)


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
    return stream(stdin, stdout, _answering(region, mazl_window), terminal=terminal)


def assess_lines(lines: Iterable[Line], *, region: str = "midden", mazl_window: str = "calendar") -> Iterator[str]:
    """Give the answer to each line that is not blank, without the line's end."""
    return (answer.line for answer in answers(lines, _answering(region, mazl_window)))


def verdict_facts(verdict: Verdict) -> dict[str, Any]:
    """Lay a verdict out as it is written in JSON."""
    progress = verdict.progress
    return {
        "on": verdict.on.isoformat(),
        "reports": verdict.reports,
        "spells": [_spell(spell) for spell in verdict.spells],
        "findings": [_finding(finding) for finding in verdict.findings],
        "band": verdict.band,
        "progress": {
            "mazl.frequentie": progress.spells,
            "mazl.duur": progress.school_days,
            "leerplicht.16uur": plain(progress.hours),
        },
        "ignored": [{"event": ignored.event, "reason": ignored.reason} for ignored in verdict.ignored],
    }


def _spell(spell: Spell) -> dict[str, Any]:
    first, last = spell.first.isoformat(), spell.last.isoformat()
    return {"first": first, "last": last, "school_days": spell.school_days, "reports": spell.reports}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "fired_on": finding.fired_on.isoformat(),
        "role": finding.role,
        "evidence": [day.isoformat() for day in finding.evidence],
        "due": finding.due and finding.due.isoformat(),
    }


def plain(number: Decimal) -> str:
    """Write a decimal without exponent and without trailing zeros."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _answering(region: str, mazl_window: str) -> Answering:
    calendar = region_calendar(region)
    return partial(
        _answer, calendar=calendar, judge=partial(assess, mazl_window=MazlWindow(mazl_window), book=rule_book())
    )


def _answer(text: str | None, *, calendar: Calendar, judge: Callable[[History], Verdict]) -> Answer:
    try:
        raw = json.loads(text or "", parse_constant=_no_json, parse_float=_finite)
    except (ValueError, RecursionError):
        return _refusal(None, HistoryRefusedError(None, Reason.NOT_JSON))
    case = raw.get("id") if isinstance(raw, dict) else None
    try:
        verdict = judge(read_history(raw, calendar))
    except HistoryRefusedError as refused:
        return _refusal(case, refused)
    return Answer(json.dumps({"id": case, **verdict_facts(verdict)}), refused=False)


def _refusal(case: object, refused: HistoryRefusedError) -> Answer:
    return Answer(json.dumps({"id": case, "error": {"event": refused.event, "reason": refused.reason}}), refused=True)


def _no_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _finite(written: str) -> float:
    number = float(written)
    if isinf(number):
        raise ValueError(f"{written} is too large to give back")
    return number
