"""Figures as a report shows them: exactly for the school itself, without small numbers for who sees only figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.evaluation.disclosure import LEAST, Hidden
from knowledge.evaluation.figures import Figures
from knowledge.evaluation.periods import Period

Seen = int | Decimal | Hidden
Counts = Mapping[str, Seen]
CASES, UNEXCUSED, SICK, SAFETY = "cases", "unexcused", "sick", "safety"


@dataclass(frozen=True, slots=True)
class SeenFigures:
    """The figures of a period by question, each with its numbers by name; a question that is missing is not known."""

    period: Period
    since: date | None
    counts: Mapping[str, Counts]
    thuiszitters: Mapping[str, Seen | None]


@dataclass(frozen=True, slots=True)
class Looked:
    """All that a report shows: this period, the school year so far, and the periods of the year before this one."""

    now: SeenFigures
    year: SeenFigures
    before: tuple[SeenFigures, ...]


def look(figures: Sequence[Figures], year: Figures, *, masked: bool) -> Looked:
    """Lay out the periods of a school year, the last of them this one, and the year so far."""
    parts = [_seen(one, masked=masked) for one in figures]
    whole = _seen(year, masked=masked)
    if masked and len(parts) > 1:
        whole = _without_giving_away(whole, parts)
    return Looked(parts[-1], whole, tuple(parts[:-1]))


def _seen(figures: Figures, *, masked: bool) -> SeenFigures:
    found = {CASES: figures.cases, UNEXCUSED: figures.unexcused, SICK: figures.sick, SAFETY: figures.safety}
    return SeenFigures(
        figures.period,
        figures.since,
        {name: _hidden(counts._asdict(), masked=masked) for name, counts in found.items() if counts is not None},
        {
            name: _shown(count, masked=masked) if count is not None else None
            for name, count in figures.thuiszitters.items()
        },
    )


def _hidden(counts: Mapping[str, int | Decimal], *, masked: bool) -> Counts:
    """Hide what is below five, and withhold what is about fewer than five pupils: hours of two pupils are theirs."""
    few = masked and counts.get("pupils", LEAST) < LEAST
    return {
        name: Hidden.WITHHELD if few and name != "opened" and count >= LEAST else _shown(count, masked=masked)
        for name, count in counts.items()
    }


def _shown(count: int | Decimal, *, masked: bool) -> Seen:
    return Hidden.BELOW if masked and count < LEAST else count


def _without_giving_away(year: SeenFigures, parts: Sequence[SeenFigures]) -> SeenFigures:
    """Withhold of the year what would tell, beside the periods that are shown, the one that is not."""
    counts = {
        name: {
            key: Hidden.WITHHELD if any(_is_hidden(part, name, key) for part in parts) else count
            for key, count in told.items()
        }
        for name, told in year.counts.items()
    }
    return SeenFigures(year.period, year.since, counts, year.thuiszitters)


def _is_hidden(part: SeenFigures, name: str, key: str) -> bool:
    return isinstance(part.counts.get(name, {}).get(key), Hidden)
