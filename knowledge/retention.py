"""How long what is kept stays: one table that the clock deletes by and that people are told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from knowledge.faults import TableError
from knowledge.model import Record, Slug, Text
from knowledge.table_file import TableFile

FILE = Path(__file__).parent / "data" / "retention.toml"
PERIODS = (
    "updates",
    "sent_texts",
    "case_messages",
    "drafts",
    "threads",
    "limits",
    "advice",
    "editor_questions",
    "invitations",
    "signals",
    "codes",
    "closed_cases",
    "meetings",
    "audit_log",
    "membership",
)
TELEGRAM_DELETES_WITHIN = timedelta(hours=48)


class Period(Record):
    """Something that is kept: what, why, how long, and what stays when its content is gone."""

    id: Slug
    what: Text
    why: Text
    left: Text | None = None
    hours: int | None = Field(default=None, gt=0)
    days: int | None = Field(default=None, gt=0)
    until: Literal["school_year", "leaving"] | None = None

    @model_validator(mode="after")
    def _lasts_one_way(self) -> Self:
        if [self.hours, self.days, self.until].count(None) != 2:
            raise ValueError("give one of hours, days and until")
        return self

    @property
    def lasts(self) -> timedelta:
        """Give the length; raises LookupError for what lasts until a day instead."""
        if self.until is not None:
            raise LookupError(self.id)
        return timedelta(hours=self.hours or 0, days=self.days or 0)


class LastDay(Record):
    """The last day of a school year, the same one each year."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)

    @model_validator(mode="after")
    def _is_a_day_of_every_year(self) -> Self:
        date(2026, self.month, self.day)
        return self


@dataclass(frozen=True, slots=True)
class Retention:
    """The whole table."""

    periods: Mapping[str, Period]
    last_day: LastDay

    def lasts(self, period: str) -> timedelta:
        """Give how long something is kept; raises LookupError for what lasts until a day instead."""
        return self.periods[period].lasts

    def year_end(self, day: date) -> date:
        """Give the last day of the school year that `day` is in."""
        end = day.replace(month=self.last_day.month, day=self.last_day.day)
        return end if day <= end else end.replace(year=end.year + 1)

    def last_year_end(self, today: date) -> date:
        """Give the last day of the school year before the one `today` is in: what ended on or before it may go."""
        end = self.year_end(today)
        return end.replace(year=end.year - 1)


@cache
def retention() -> Retention:
    """Give the table that ships with the product; raises TableError when it is wrong."""
    return read_retention()


def read_retention(file: Path = FILE) -> Retention:
    """Read and check the table; raises TableError with every fault."""
    table = TableFile(file, ("period", "school_year"))
    periods, last_day = table.by_id("period", Period), table.one("school_year", LastDay)
    table.blame(_contradictions(periods))
    if last_day is None or table.faults:
        raise TableError(table.faults)
    return Retention(periods, last_day)


def _contradictions(periods: Mapping[str, Period]) -> Iterator[tuple[str, str]]:
    if tuple(periods) != PERIODS:
        yield "period", f"the periods are, in this order: {', '.join(PERIODS)}"
    for period in periods.values():
        if period.id == "case_messages" and (period.until or period.lasts >= TELEGRAM_DELETES_WITHIN):
            yield period.id, "Telegram lets a bot delete a message within 48 hours only"
