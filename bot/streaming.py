"""Lines in, answers out: one for one and in order, with flat memory, and on a terminal a count of what was read."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TextIO

BLANKS = " \t\r\n"
Line = str | bytes


class Answer(NamedTuple):
    """One line of output, and whether it refuses its line of input."""

    line: str
    refused: bool


Answering = Callable[[str | None], Answer]
"""Answers a line without the blanks around it; a line that is no UTF-8 comes as None."""


def stream(stdin: Iterable[Line], stdout: TextIO, answering: Answering, *, terminal: TextIO = sys.stderr) -> int:
    """Answer every line as it comes; blank lines are skipped, and the exit status is 1 when a line was refused.

    Of a text stream the bytes below it are read, so that a line that is no UTF-8 is a bad line like any other.
    """
    refused = False
    for answer in _counted(answers(getattr(stdin, "buffer", stdin), answering), terminal):
        stdout.write(answer.line + "\n")
        stdout.flush()
        refused = refused or answer.refused
    return 1 if refused else 0


def answers(lines: Iterable[Line], answering: Answering) -> Iterator[Answer]:
    """Give the answer to each line that is not blank."""
    for line in lines:
        text = _text_of(line)
        if text is None or text.strip(BLANKS):
            yield answering(text and text.strip(BLANKS))


def _text_of(line: Line) -> str | None:
    try:
        return line.decode() if isinstance(line, bytes) else line
    except UnicodeDecodeError:
        return None


def _counted(answered: Iterator[Answer], terminal: TextIO) -> Iterator[Answer]:
    if not terminal.isatty():
        yield from answered
        return
    from rich.console import Console  # noqa: PLC0415 - a pipe need not wait for it
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=terminal), transient=True) as bar:
        task = bar.add_task("", total=None)
        for answer in answered:
            yield answer
            bar.advance(task)
