"""The tables in docs/privacy.md, made from the data: what is kept how long, and every table and column of the database.

    python -m docs.privacy_tables

writes them anew between their marks; a test says when that was forgotten.
"""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Column

from bot.models import Base
from bot.sealing import Blind, Sealed
from knowledge.datamap import Kept, data_map
from knowledge.processing import processing
from knowledge.retention import Period, retention

PAGE = Path(__file__).parent / "privacy.md"
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LEAVING = {
    "row": "de rij gaat weg",
    "content": "inhoud en chat gaan weg, dat er iets was blijft",
    "name": "blijft, zonder naam",
    None: "gaat over niemand in het bijzonder",
}


def written(page: str) -> str:
    """Give the page with its tables made anew."""
    for name, lines in TABLES.items():
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, _, rest = page.partition(start)
        _, mark, after = rest.partition(end)
        if not mark:
            raise LookupError(f"docs/privacy.md: the marks of {name} are gone")
        page = before + start + "\n".join(lines()) + "\n" + end + after
    return page


def _periods() -> Iterator[str]:
    yield "| wat | hoe lang | waarom | wat blijft |"
    yield "|---|---|---|---|"
    for period in retention().periods.values():
        left = period.left.nl if period.left else "niets"
        yield f"| {period.what.nl} | {_lasts(period)} | {period.why.nl} | {left} |"


def _lasts(period: Period) -> str:
    if period.until == "leaving":
        return "tot iemand het wist met /wis"
    if period.until == "school_year":
        last = retention().last_day
        return f"tot en met {last.day} {MONTHS[last.month - 1]}, het eind van het schooljaar"
    return f"{period.days} dagen" if period.days else f"{period.hours} uur"


def _grounds() -> Iterator[str]:
    for name, words in data_map().grounds.items():
        tables = [f"`{table}`" for table, kept in data_map().tables.items() if kept.ground == name]
        yield f"- **{words}**: {', '.join(tables)}"


def _map() -> Iterator[str]:
    for name, kept in data_map().tables.items():
        yield f"### {name}"
        yield ""
        yield f"{_opening(kept.what)}. Waarom: {kept.why}."
        yield f"{_ground_and_period(kept)} Bij /wis: {LEAVING[kept.leaving]}."
        yield ""
        yield "| kolom | wat | in de database |"
        yield "|---|---|---|"
        for column, what in kept.columns.items():
            yield f"| `{column}` | {what}{_whose(kept, column)} | {_form(Base.metadata.tables[name].c[column])} |"
        yield ""


def _ground_and_period(kept: Kept) -> str:
    if kept.period is None:
        return "Geen persoonsgegevens; blijft zolang de school meedoet."
    ground, _, _ = data_map().grounds[kept.ground].partition(":")
    return f"Grondslag: {ground}. Bewaard: {_lasts(retention().periods[kept.period])}."


def _whose(kept: Kept, column: str) -> str:
    return " (van een leerling)" if column in kept.pupil else ""


def _form(column: Column[object]) -> str:
    if isinstance(column.type, Sealed):
        return "versleuteld"
    return "hash met sleutel" if isinstance(column.type, Blind) else "leesbaar"


def _logged() -> Iterator[str]:
    yield "| actie | soort handeling |"
    yield "|---|---|"
    for action in processing().actions.values():
        yield f"| {action.name.nl} | {action.kind} |"


def _opening(words: str) -> str:
    return words[:1].upper() + words[1:]


TABLES = {"bewaartermijnen": _periods, "grondslagen": _grounds, "datakaart": _map, "acties": _logged}


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
