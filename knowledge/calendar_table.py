"""The calendar table: school years, vacations and public holidays of a region, checked before anything counts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from knowledge.model import Certainty, Record, Slug, Text
from knowledge.table_file import TableFile

FILE = Path(__file__).parent / "data" / "calendar.toml"
VACATIONS = ("herfst", "kerst", "voorjaar", "mei", "zomer")
Range = tuple[date, date]


class Region(Record):
    """A region with its own vacation dates; its table starts on `first_day`."""

    id: Slug
    name: Text
    first_day: date


class SchoolYear(Record):
    """The five vacations of one school year, first and last day inclusive; the summer vacation ends the year."""

    region: Slug
    id: Annotated[str, Field(pattern=r"^\d{4}-\d{4}$")]
    certainty: Certainty
    herfst: Range
    kerst: Range
    voorjaar: Range
    mei: Range
    zomer: Range

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        bounds = [day for name in VACATIONS for day in getattr(self, name)]
        if any(later < earlier for earlier, later in pairwise(bounds)):
            raise ValueError("the vacations do not follow each other: " + ", ".join(VACATIONS))
        return self


class VacationName(Record):
    """What people call one of the five vacations."""

    id: Literal["herfst", "kerst", "voorjaar", "mei", "zomer"]
    name: Text


class Holiday(Record):
    """A public holiday: never a working day, and a day off at schools when `closes`."""

    id: Slug
    name: Text
    closes: bool
    days: tuple[date, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_a_year(self) -> Self:
        years = [day.year for day in self.days]
        if years != list(range(years[0], years[0] + len(years))):
            raise ValueError("the days are not one a year, year after year")
        return self


class RegionTable(NamedTuple):
    """All that is listed for one region, school years in their order."""

    region: Region
    school_years: tuple[SchoolYear, ...]
    holidays: tuple[Holiday, ...]
    vacation_names: Mapping[str, Text]


def read_calendar(file: Path = FILE) -> Mapping[str, RegionTable]:
    """Read and check the calendar, by region; raises TableError with every fault."""
    read = TableFile(file, ("region", "school_year", "vacation", "holiday"))
    regions, holidays = read.by_id("region", Region), tuple(read.by_id("holiday", Holiday).values())
    years = [year for _, year in read.listed("school_year", SchoolYear)]
    names: dict[str, Text] = {one.id: one.name for one in read.by_id("vacation", VacationName).values()}
    read.blame((kind, "the vacation has no name") for kind in VACATIONS if kind not in names)
    read.blame(_misplaced(years, regions))
    tables = {
        region.id: RegionTable(region, tuple(year for year in years if year.region == region.id), holidays, names)
        for region in regions.values()
    }
    for table in tables.values():
        read.blame(_gaps(table))
    read.done()
    return tables


def _misplaced(years: list[SchoolYear], regions: Mapping[str, Region]) -> Iterator[tuple[str, str]]:
    for (region, name), times in Counter((year.region, year.id) for year in years).items():
        if region not in regions:
            yield name, f"unknown region {region!r}"
        if times > 1:
            yield name, "id used twice"


def _gaps(table: RegionTable) -> Iterator[tuple[str, str]]:
    """Give what shows only when the entries of a region are laid beside each other."""
    if not table.school_years:
        yield table.region.id, "has no school year"
        return
    first = table.school_years[0]
    if table.region.first_day.year != int(first.id[:4]) or table.region.first_day > first.herfst[0]:
        yield table.region.id, f"first_day does not lie in {first.id}"
    for year in table.school_years:
        start, end = (int(part) for part in year.id.split("-"))
        if end != start + 1 or (year.herfst[0].year, year.zomer[1].year) != (start, end):
            yield year.id, "the vacations do not lie in the school year of the id"
    for before, after in pairwise(table.school_years):
        if before.id[5:] != after.id[:4]:
            yield after.id, f"does not follow {before.id}"
    yield from _holiday_gaps(table)


def _holiday_gaps(table: RegionTable) -> Iterator[tuple[str, str]]:
    """A holiday must be listed in every calendar year in which the table holds its time of the year."""
    last_day = table.school_years[-1].zomer[1]
    for holiday in table.holidays:
        listed = {day.year for day in holiday.days}
        latest = max((day.month, day.day) for day in holiday.days)
        starts = table.region.first_day
        first_year = starts.year if latest >= (starts.month, starts.day) else starts.year + 1
        missing = set(range(first_year, last_day.year + 1)) - listed
        if missing:
            yield holiday.id, f"has no day in {', '.join(str(year) for year in sorted(missing))}"
