"""The kinds of meeting, who sits in them, and the moments of a reminder: read from the table and checked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from knowledge.model import Certainty, Citation, Record, Slug, Text
from knowledge.table_file import TableFile

FILE = Path(__file__).parent / "data" / "meetings.toml"
CASES, EVALUATION, CITY = "casusoverleg", "evaluatie", "stedelijk"
TABLES = ("kind", "seat", "moment")
WORD, SHORTEST_NAME = re.compile(r"[^\W\d_]+"), 3


class Kind(Record):
    """One kind of meeting. Who takes a seat of the `core` is counted: the meeting can hardly do without."""

    id: Slug
    name: Text
    short: Text
    aim: Text
    reach: Literal["school", "city"]
    seats: tuple[Slug, ...] = Field(min_length=1)
    led_by: Slug
    guests: tuple[Slug, ...] = ()
    core: bool = False
    at_least: int = Field(default=0, ge=0)
    minutes: int = Field(ge=15, le=240)
    heed: Text | None = None
    certainty: Certainty
    citations: tuple[Citation, ...] = Field(min_length=1)

    @property
    def for_city(self) -> bool:
        """Tell whether it belongs to the city and to no school."""
        return self.reach == "city"

    @property
    def counted(self) -> tuple[str, ...]:
        """Give the seats that are counted: the core partners of a team, every organisation of the city."""
        return self.seats if self.core or self.for_city else ()


class Seat(Record):
    """An organisation at the city meeting."""

    id: Slug
    name: Text


class Moment(Record):
    """When a member can be reminded: so many days before the meeting."""

    id: Slug
    name: Text
    days: int = Field(ge=0, le=28)
    usual: bool = False

    @property
    def before(self) -> timedelta:
        """Give the days as a length of time."""
        return timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class MeetingTable:
    """Everything the table holds, each by id in the order of the file; the moments from early to late."""

    kinds: Mapping[str, Kind]
    seats: Mapping[str, Seat]
    moments: Mapping[str, Moment]

    def kind_in(self, line: str) -> Kind | None:
        """Give the kind of meeting that a line names, in either language, in full or by its beginning: «casus»."""
        said = [word for word in WORD.findall(line.casefold()) if len(word) >= SHORTEST_NAME]
        for kind in self.kinds.values():
            names = [WORD.findall(name.casefold())[0] for name in (kind.short.nl, kind.short.en)]
            if any(name.startswith(word) or word.startswith(name) for word in said for name in names):
                return kind
        return None

    @property
    def usual(self) -> tuple[str, ...]:
        """Give the moments at which somebody who chose nothing is reminded."""
        return tuple(moment.id for moment in self.moments.values() if moment.usual)


@cache
def meeting_table() -> MeetingTable:
    """Give the table that ships with the product; raises TableError when it is wrong."""
    return read_meetings()


def read_meetings(file: Path = FILE) -> MeetingTable:
    """Read and check the table; raises TableError with every fault."""
    read = TableFile(file, TABLES)
    table = MeetingTable(
        kinds=read.by_id("kind", Kind),
        seats=read.by_id("seat", Seat),
        moments=read.by_id("moment", Moment),
    )
    read.blame(_contradictions(table))
    read.done()
    return table


def _contradictions(table: MeetingTable) -> Iterator[tuple[str, str]]:
    days = [moment.days for moment in table.moments.values()]
    if days != sorted(set(days), reverse=True):
        yield "moment", "the moments do not go from early to late"
    for needed in (CASES, EVALUATION, CITY):
        if table.kinds and needed not in table.kinds:
            yield needed, "the kind is missing"
    for kind in table.kinds.values():
        named = (*kind.seats, *kind.guests)
        if len(set(named)) < len(named):
            yield kind.id, "names a seat twice"
        if kind.led_by not in kind.seats:
            yield kind.id, f"is led by {kind.led_by!r}, which has no seat"
        for seat in named if kind.for_city and table.seats else ():
            if seat not in table.seats:
                yield kind.id, f"unknown seat {seat!r}"
