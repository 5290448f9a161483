"""The responsibility table in the terminal, and as JSON for scripts."""

import json
from typing import IO

from rich.console import Console
from rich.table import Table

from knowledge.model import Responsibility, Text
from knowledge.tables import knowledge

MARKS = {"ja": "✓", "nee": "–", "voorwaarde": "✓ als", "toelichting": "zie toelichting", "onbekend": "?"}


def write_json(output: IO[str]) -> None:
    """Write the table as one JSON list, in Dutch, in the order of the source."""
    rows = [_as_json(row) for row in knowledge().responsibility.values()]
    output.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def _as_json(row: Responsibility) -> dict[str, object]:
    return {
        "id": row.id,
        "blok": row.blok.nl,
        "rij": row.rij.nl,
        "jeugdwet": row.jeugdwet,
        "onderwijswetten": row.onderwijswetten,
        "andere": _dutch(row.andere),
        "zekerheid": row.zekerheid,
        "let_op": _dutch(row.let_op),
        "bronnen": list(row.bronnen),
    }


def _dutch(text: Text | None) -> str:
    return text.nl if text else ""


def show() -> None:
    """Print the table, a part for each block."""
    known, console = knowledge(), Console()
    for block in known.blocks():
        table = Table(title=block, title_justify="left", title_style="bold", expand=True, show_lines=True)
        for name, share in (("", 4), ("Jeugdwet", 2), ("Onderwijswetten", 2), ("anders", 3), ("zekerheid", 1)):
            table.add_column(name, ratio=share)
        for row in known.rows_of(block):
            table.add_row(
                row.rij.nl,
                _cell(row.jeugdwet, row.jeugdwet_if),
                _cell(row.onderwijswetten, row.onderwijswetten_if),
                _dutch(row.andere),
                row.zekerheid,
            )
        console.print(table)
    console.print(
        "Bron: AOJ-werkwijze Amersfoort, bijlage 9. De kruisjes zijn in de bron verloren gegaan: "
        "controleer bij de brugfunctionaris of SWV Eemland.",
        style="italic",
    )


def _cell(duty: str, condition: Text | None) -> str:
    return f"{MARKS[duty]} {condition.nl}" if condition else MARKS[duty]
