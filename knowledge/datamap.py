"""The data map: what every table and column holds, why, on which ground, how long, and whose it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from knowledge.faults import TableError, of_validation
from knowledge.model import Record, Slug, Words
from knowledge.retention import retention
from knowledge.table_file import TableFile

FILE = Path(__file__).parent / "data" / "datamap.toml"
NO_GROUND = "none"
Column = str


class Kept(Record):
    """One table of the database."""

    what: Words
    why: Words
    ground: Slug
    period: Slug | None = None
    columns: dict[Column, Words] = Field(min_length=1)
    whose: tuple[Column, ...] = ()
    mentions: tuple[Column, ...] = ()
    pupil: tuple[Column, ...] = ()
    hidden: tuple[Column, ...] = ()
    leaving: Literal["row", "content", "name"] | None = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        unknown = {*self.whose, *self.mentions, *self.pupil, *self.hidden} - self.columns.keys()
        if unknown:
            raise ValueError(f"names columns it does not have: {', '.join(sorted(unknown))}")
        if bool(self.whose) != (self.leaving is not None):
            raise ValueError("say with whose what leaving does, or leave out both")
        if (self.ground == NO_GROUND) != (self.period is None):
            raise ValueError("what is about people has a ground and a period, and nothing else has")
        if len(set(self.columns.values())) < len(self.columns):
            raise ValueError("two columns are told of in the same words")
        return self

    def exported(self) -> tuple[Column, ...]:
        """Give the columns that somebody gets of an own row."""
        return tuple(name for name in self.columns if name not in {*self.pupil, *self.hidden})


@dataclass(frozen=True, slots=True)
class DataMap:
    """The whole map: tables by name, and the grounds they refer to."""

    tables: Mapping[str, Kept]
    grounds: Mapping[str, str]


@cache
def data_map() -> DataMap:
    """Give the map that ships with the product; raises TableError when it is wrong."""
    return read_data_map()


def read_data_map(file: Path = FILE) -> DataMap:
    """Read and check the map; raises TableError with every fault."""
    table = TableFile(file, ("grounds", "tables"))
    named = [(name, table.checked(name, Kept, raw)) for name, raw in table.content.get("tables", {}).items()]
    tables = {name: kept for name, kept in named if kept}
    try:
        grounds = TypeAdapter(dict[Slug, Words]).validate_python(table.content.get("grounds"))
    except ValidationError as error:
        raise TableError([*table.faults, *of_validation(table.name, "grounds", error)]) from error
    table.blame(_unknown(tables, grounds))
    table.done()
    return DataMap(tables, grounds)


def _unknown(tables: Mapping[str, Kept], grounds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, kept in tables.items():
        if kept.ground not in grounds:
            yield name, f"unknown ground {kept.ground!r}"
        if kept.period is not None and kept.period not in retention().periods:
            yield name, f"unknown period {kept.period!r}"
