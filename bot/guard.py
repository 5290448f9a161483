"""Lines in, what identifies a pupil in them out: JSON lines, one for one and in order, with flat memory."""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TextIO

from knowledge.privacy import Findings, identifies

BLANKS = " \t\r\n"
REFUSED = {"error": 'a line is a JSON object with a message in "text"'}
Line = str | bytes


class Answer(NamedTuple):
    """One line of output, and whether it refuses its line of input."""

    line: str
    refused: bool


def run(stdin: Iterable[Line], stdout: TextIO, *, terminal: TextIO = sys.stderr) -> int:
    """Answer every line as it comes; blank lines are skipped, and the exit status is 1 when a line was refused."""
    refused = False
    for answer in _with_progress(_answers(getattr(stdin, "buffer", stdin)), terminal):
        stdout.write(answer.line + "\n")
        stdout.flush()
        refused = refused or answer.refused
    return 1 if refused else 0


def finding_facts(findings: Findings) -> dict[str, Any]:
    """Lay findings out as they are written in JSON; the spans count characters, the end not included."""
    return {
        "identifying": bool(findings),
        "what": list(findings.what),
        "spans": [[span.start, span.end, span.what] for span in findings.spans],
        "redacted": findings.redacted,
    }


def _answers(lines: Iterable[Line]) -> Iterator[Answer]:
    for line in lines:
        try:
            text = (line.decode() if isinstance(line, bytes) else line).strip(BLANKS)
            if not text:
                continue
            raw = json.loads(text)
        except (ValueError, RecursionError):
            raw = None
        message = raw.get("text") if isinstance(raw, dict) else None
        if isinstance(message, str):
            yield Answer(json.dumps(finding_facts(identifies(message))), refused=False)
        else:
            yield Answer(json.dumps(REFUSED), refused=True)


def _with_progress(answers: Iterator[Answer], terminal: TextIO) -> Iterator[Answer]:
    """Show on a terminal how many messages were read."""
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
