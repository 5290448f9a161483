"""Typed lines in, their readings as absence signals out: JSON lines, one for one and in order, with flat memory."""

import json
import re
import sys
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

from bot.streaming import Answer, Line, stream
from knowledge.signals import SignalDraft, read_signal

DATE_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NO_SIGNAL: dict[str, Any] = dict.fromkeys(("code", "kind", "start", "end", "hours", "percentage"))
NOT_A_LINE = "a line is a JSON object with the text of a message in text and an ISO date in today"


def run(stdin: Iterable[Line], stdout: TextIO, *, terminal: TextIO = sys.stderr) -> int:
    """Answer every line as it comes; the exit status is 1 when a line was no message."""
    return stream(stdin, stdout, _answer, terminal=terminal)


def draft_facts(draft: SignalDraft | None) -> dict[str, Any]:
    """Lay a reading out as it is written in JSON; every field is null when there is no signal."""
    if draft is None:
        return NO_SIGNAL
    return {
        "code": draft.code,
        "kind": draft.kind,
        "start": draft.start and draft.start.isoformat(),
        "end": draft.end and draft.end.isoformat(),
        "hours": _number(draft.hours),
        "percentage": _number(draft.percentage),
    }


def _answer(text: str | None) -> Answer:
    try:
        facts = draft_facts(read_signal(*_message(text or "")))
    except (ValueError, TypeError, KeyError, RecursionError):
        return Answer(json.dumps({"error": NOT_A_LINE}), refused=True)
    return Answer(json.dumps(facts, ensure_ascii=False), refused=False)


def _message(line: str) -> tuple[str, date]:
    raw = json.loads(line)
    text, today = raw["text"], raw["today"]
    if not isinstance(text, str) or not DATE_FORM.fullmatch(today):
        raise ValueError(NOT_A_LINE)
    return text, date.fromisoformat(today)


def _number(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == int(amount) else float(round(amount, 2))
