"""Fills each template in with made-up facts, to find before a start what would go wrong on the day itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.reports.document import NAMES, SHIPPED, fill_in

QUESTION: dict[str, Any] = {
    "text": "vraag",
    "under": True,
    "added": "waarom",
    "lines": [{"text": "regel", "unknown": True}, {"text": "regel", "unknown": False}],
    "answers": ["antwoord"],
    "open": True,
}
WORDS = ("school", "day", "first", "last", "due", "made_on", "address", "team")
MADE_UP: dict[str, Any] = {
    **dict.fromkeys(WORDS, "x"),
    "masked": True,
    "parts": [{"title": "deel", "questions": [QUESTION]}],
}


def faults(folder: Path | None) -> Iterator[str]:
    """Give a line for each template, of ours or in a folder, that cannot be filled in."""
    own = sorted(folder.glob("*.docx")) if folder else []
    for file in (*(SHIPPED / name for name in NAMES.values()), *own):
        try:
            fill_in(file, MADE_UP)
        except Exception as error:  # noqa: BLE001  # whatever is wrong with a file that people made
            yield f"{file.name}: cannot be filled in: {error}"
