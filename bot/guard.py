"""Lines in, what identifies a pupil in them out: JSON lines, one for one and in order, with flat memory."""

import json
import sys
from collections.abc import Iterable
from typing import Any, TextIO

from bot.streaming import Answer, Line, stream
from knowledge.privacy import Findings, identifies

REFUSED = {"error": 'a line is a JSON object with a message in "text"'}


def run(stdin: Iterable[Line], stdout: TextIO, *, terminal: TextIO = sys.stderr) -> int:
    """Answer every line as it comes; blank lines are skipped, and the exit status is 1 when a line was refused."""
    return stream(stdin, stdout, _answer, terminal=terminal)


def finding_facts(findings: Findings) -> dict[str, Any]:
    """Lay findings out as they are written in JSON; the spans count characters, the end not included."""
    return {
        "identifying": bool(findings),
        "what": list(findings.what),
        "spans": [[span.start, span.end, span.what] for span in findings.spans],
        "redacted": findings.redacted,
    }


def _answer(text: str | None) -> Answer:
    try:
        raw = json.loads(text or "")
    except (ValueError, RecursionError):
        raw = None
    message = raw.get("text") if isinstance(raw, dict) else None
    if isinstance(message, str):
        return Answer(json.dumps(finding_facts(identifies(message))), refused=False)
    return Answer(json.dumps(REFUSED), refused=True)
