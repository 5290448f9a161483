"""The rule book: what was valid on a day answers for that day, whatever the law became later."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from knowledge.rules.figures import UNITS, AbsenceTable, Figure, read_absence
from knowledge.rules.verdict import Band

DAYS_A_WEEK = 7
WEEKDAYS_A_WEEK = 5
BANDS = {"aanwezigheid.groen": Band.GROEN, "aanwezigheid.geel": Band.GEEL, "aanwezigheid.oranje": Band.ORANJE}


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that is reached at its value, or only above it."""

    value: Decimal
    inclusive: bool

    def reached_by(self, amount: Decimal) -> bool:
        """Say whether `amount` is enough."""
        return amount >= self.value if self.inclusive else amount > self.value


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures that are valid on one day, ready to count with; a window of days names how far apart its ends lie."""

    spells: int
    spell_days_apart: int
    spell_weekdays_apart: int
    school_days: int
    hours: Limit
    hours_weekdays_apart: int
    long_weekdays_apart: int
    due_working_days: int
    bands: tuple[tuple[Limit, Band], ...]


class RuleBook:
    """Every figure and rule; `at` gives what was valid on a day."""

    def __init__(self, table: AbsenceTable) -> None:
        self.rules = table.rules
        self.roles = {name: rule.role for name, rule in table.rules.items()}
        self._entries = {name: [one for one in table.figures if one.id == name] for name in UNITS}
        first = max(min(figure.valid_from for figure in entries) for entries in self._entries.values())
        later = {figure.valid_from for figure in table.figures if figure.valid_from > first}
        self._starts = [first, *sorted(later)]
        self._figures = [_ready(self.figure(name, start) for name in UNITS) for start in self._starts]
        self._latest_start, self._latest = self._starts[-1], self._figures[-1]
        self.fewest_spells = min(figures.spells for figures in self._figures)
        self.fewest_hours = min(figures.hours.value for figures in self._figures)
        self.fewest_weekdays_away = min(figures.long_weekdays_apart for figures in self._figures)
        self.fewest_school_days = min(figures.school_days for figures in self._figures)

    @property
    def first(self) -> date:
        """The first day for which every figure is known."""
        return self._starts[0]

    def at(self, day: date) -> Figures:
        """Give the figures valid on `day`; raises LookupError before the first day that all of them cover."""
        if day >= self._latest_start:
            return self._latest
        index = bisect_right(self._starts, day) - 1
        if index < 0:
            raise LookupError(f"no figures are known for {day}")
        return self._figures[index]

    def figure(self, name: str, day: date) -> Figure:
        """Give the entry of the table that is valid on `day`: its source, its words and how certain it is."""
        entries = [figure for figure in self._entries[name] if figure.valid_from <= day]
        if not entries:
            raise LookupError(f"no {name} is known for {day}")
        return max(entries, key=lambda figure: figure.valid_from)

    def periods(self, first: date, last: date) -> list[tuple[Figures, date, date]]:
        """Give the figures that hold from `first` to `last`, with the first and last day of each, inclusive."""
        if first >= self._starts[-1]:
            return [(self._figures[-1], first, last)]
        starts = [first, *(start for start in self._starts if first < start <= last)]
        ends = [*(start - timedelta(days=1) for start in starts[1:]), last]
        return [(self.at(start), start, end) for start, end in zip(starts, ends, strict=True)]


def _ready(valid: Iterable[Figure]) -> Figures:
    figure = {entry.id: entry for entry in valid}
    weeks = int(figure["mazl.frequentie.window"].value)
    lesweken = int(figure["leerplicht.16uur.window"].value)
    long = figure["leerplicht.lrv.window"]
    return Figures(
        spells=int(figure["mazl.frequentie.spells"].value),
        spell_days_apart=weeks * DAYS_A_WEEK - 1,
        spell_weekdays_apart=weeks * WEEKDAYS_A_WEEK - 1,
        school_days=int(figure["mazl.duur.school_days"].value),
        hours=_limit(figure["leerplicht.16uur.hours"]),
        hours_weekdays_apart=lesweken * WEEKDAYS_A_WEEK - 1,
        long_weekdays_apart=int(long.value) * WEEKDAYS_A_WEEK - (1 if long.inclusive else 0),
        due_working_days=int(figure["leerplicht.due"].value),
        bands=tuple((_limit(figure[name]), band) for name, band in BANDS.items()),
    )


def _limit(figure: Figure) -> Limit:
    return Limit(figure.value, figure.inclusive)


@cache
def rule_book() -> RuleBook:
    """Give the figures that ship with the product; raises TableError when they are wrong."""
    return RuleBook(read_absence())
