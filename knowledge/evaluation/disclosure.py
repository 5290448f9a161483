"""What may be shown of counts of several schools to those who see only figures: nothing below five, and nothing that
subtraction brings out.

A count below five is shown as «less than five». That is not enough: from a total and all counts but one, the last
follows. So we look at it as an outsider does who has everything that is shown, and as somebody of one school does who
knows that school's own counts besides. Whatever stays hidden must leave each of them at least five values to choose
from, and a count below five all of 0 to 4. Where it does not, more is hidden, until it does.

What was shown of a period is remembered, so it is decided once, for that period by itself; the total of a year is shown
only when it gives away nothing beside all that was shown before.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

LEAST = 5
"""The smallest count that is shown, and how many values must stay possible for what is hidden."""
LEAST_SCHOOLS = 3
"""Of two schools, each knows the other's count from the total."""
NO_LIMIT = 10**9


class Hidden(StrEnum):
    """Why a count is not shown: it is below five, or showing it would give another away."""

    BELOW = "below"
    WITHHELD = "withheld"


Shown = int | Hidden


class Range(NamedTuple):
    """The values somebody still holds possible, both ends inclusive."""

    low: int
    high: int

    @property
    def safe(self) -> bool:
        """Say whether it leaves enough to choose from: of a count below five all of 0 to 4."""
        return self.high - self.low >= LEAST - 1


@dataclass(frozen=True, slots=True)
class Column:
    """The counts of one period by school, and what is shown of them; `total` is what is shown of their sum.

    A sum that is not shown is always withheld: «less than five» tells a school with four that the others have none.
    """

    counts: Mapping[str, int]
    cells: Mapping[str, Shown]
    total: Shown

    @property
    def sum(self) -> int:
        """Give the real sum."""
        return sum(self.counts.values())


def protect(counts: Mapping[str, int]) -> Column:
    """Decide what is shown of the counts of one period, by school.

    The total is kept as long as it can be: other schools are hidden for it, in the order of their ids, so that which
    one it is tells nothing about how large it is.
    """
    cells: dict[str, Shown] = {school: one if one >= LEAST else Hidden.BELOW for school, one in counts.items()}
    column = Column(counts, cells, sum(counts.values()))
    if not _enough(counts):
        return replace(column, total=Hidden.WITHHELD)
    for school in (None, *sorted(counts)):
        if school is not None:
            column = replace(column, cells={**column.cells, school: _withheld(column.cells[school])})
        if _keeps_secrets([column], column.sum):
            return column
    return Column(counts, cells, Hidden.WITHHELD)


def total_of(columns: Iterable[Column]) -> Shown:
    """Decide what is shown of the sum of several periods, beside what was shown of each before."""
    told = list(columns)
    real = sum(column.sum for column in told)
    schools: dict[str, int] = {}
    for column in told:
        for school, one in column.counts.items():
            schools[school] = schools.get(school, 0) + one
    known = bool(told) and all(isinstance(column.total, int) for column in told)
    return real if known or (_enough(schools) and _keeps_secrets(told, real)) else Hidden.WITHHELD


def _enough(counts: Mapping[str, int]) -> bool:
    """Say whether a total is about enough schools, and stays at five or more when any one of them takes its own off."""
    among = [one for one in counts.values() if one]
    return len(among) >= LEAST_SCHOOLS and sum(among) - max(among) >= LEAST


def _withheld(cell: Shown) -> Shown:
    return cell if cell is Hidden.BELOW else Hidden.WITHHELD


def _keeps_secrets(columns: list[Column], total: int) -> bool:
    """Say whether the sum of the columns may be known, to an outsider and to somebody of each of the schools."""
    schools = sorted({school for column in columns for school in column.counts})
    return all(_keeps_from(insider, columns, total) for insider in (None, *schools))


def _keeps_from(insider: str | None, columns: list[Column], total: int) -> bool:
    possible = [_possible(column, insider) for column in columns]
    sums = [_sum(column, cells) for column, cells in zip(columns, possible, strict=True)]
    for at, column in enumerate(columns):
        others = Range(sum(one.low for one in sums) - sums[at].low, sum(one.high for one in sums) - sums[at].high)
        left = Range(max(sums[at].low, total - others.high), min(sums[at].high, total - others.low))
        if not all(found.safe for found in _hidden(possible[at], left)):
            return False
        if not isinstance(column.total, int) and not _rest(column, left, insider).safe:
            return False
    return True


def _possible(column: Column, insider: str | None) -> dict[str, Range]:
    """Give what each count can be, by what is shown of it alone."""
    return {
        school: _alone(column.counts[school] if school == insider else cell) for school, cell in column.cells.items()
    }


def _alone(cell: Shown) -> Range:
    if isinstance(cell, int):
        return Range(cell, cell)
    return Range(0, LEAST - 1) if cell is Hidden.BELOW else Range(LEAST, NO_LIMIT)


def _sum(column: Column, cells: Mapping[str, Range]) -> Range:
    if isinstance(column.total, int):
        return Range(column.sum, column.sum)
    return Range(sum(cell.low for cell in cells.values()), sum(cell.high for cell in cells.values()))


def _hidden(cells: Mapping[str, Range], total: Range) -> Iterator[Range]:
    """Give what each hidden count can still be when the total of its column lies in a range."""
    low, high = sum(cell.low for cell in cells.values()), sum(cell.high for cell in cells.values())
    for cell in cells.values():
        if cell.low < cell.high:
            yield Range(max(cell.low, total.low - high + cell.high), min(cell.high, total.high - low + cell.low))


def _rest(column: Column, total: Range, insider: str | None) -> Range:
    own = column.counts.get(insider, 0) if insider else 0
    return Range(total.low - own, total.high - own)
