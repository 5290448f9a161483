"""The table of absence figures and rules: dated, cited, and checked before anybody is judged by it."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple, Self

from pydantic import Field, field_validator, model_validator

from knowledge.model import Certainty, Citation, Record, Slug, Text
from knowledge.rules.events import What
from knowledge.table_file import TableFile, ids_beside

FILE = Path(__file__).parent.parent / "data" / "absence.toml"
Unit = Literal["keer_ziek", "week", "schooldag", "lesuur", "lesweek", "werkdag", "procent"]
UNITS: Mapping[str, Unit] = {
    "mazl.frequentie.spells": "keer_ziek",
    "mazl.frequentie.window": "week",
    "mazl.duur.school_days": "schooldag",
    "leerplicht.16uur.hours": "lesuur",
    "leerplicht.16uur.window": "lesweek",
    "leerplicht.lrv.window": "lesweek",
    "leerplicht.due": "werkdag",
    "aanwezigheid.groen": "procent",
    "aanwezigheid.geel": "procent",
    "aanwezigheid.oranje": "procent",
}
MAY_EXCLUDE = {
    "leerplicht.16uur.hours",
    "leerplicht.lrv.window",
    "aanwezigheid.groen",
    "aanwezigheid.geel",
    "aanwezigheid.oranje",
}
RULES = (
    "mazl.frequentie",
    "mazl.duur",
    "leerplicht.16uur",
    "leerplicht.lrv",
    "aanwezigheid.thuiszitter",
    *(f"zorg.{what.value}" for what in What),
)


class Figure(Record):
    """One figure as it holds from `valid_from` on; `inclusive` says whether the figure itself counts as reached."""

    id: str
    value: Decimal = Field(gt=0)
    unit: Unit
    inclusive: bool
    valid_from: date
    checked_on: date
    certainty: Certainty
    citation: Citation
    choice: Text | None = None

    @field_validator("value", mode="before")
    @classmethod
    def _is_no_float(cls, value: object) -> object:
        if not isinstance(value, str):
            raise ValueError("write the figure as text, so that it stays exact")  # noqa: TRY004 - pydantic wants it
        return value

    @model_validator(mode="after")
    def _is_one_we_use(self) -> Self:
        if self.id not in UNITS:
            raise ValueError("no rule uses this figure")
        if self.unit != UNITS[self.id]:
            raise ValueError(f"the unit is {UNITS[self.id]}")
        if self.unit not in {"lesuur", "procent"} and self.value != int(self.value):
            raise ValueError(f"{self.unit} is counted in whole numbers")
        if not self.inclusive and self.id not in MAY_EXCLUDE:
            raise ValueError("this figure is counted up to and including itself")
        return self


class Rule(Record):
    """A rule: whom the route map names, the first step where the source gives one, and the words that carry it."""

    id: str
    name: Text
    role: Slug
    first_step: Text | None = None
    citation: Citation


class AbsenceTable(NamedTuple):
    """All that the table holds, checked."""

    figures: tuple[Figure, ...]
    rules: Mapping[str, Rule]


def read_absence(file: Path = FILE) -> AbsenceTable:
    """Read the table, check it against the sources and parties beside it; raises TableError with every fault."""
    table = TableFile(file, ("figure", "rule"))
    figures = [figure for _, figure in table.listed("figure", Figure)]
    rules = [rule for _, rule in table.listed("rule", Rule)]
    table.blame(_crosscheck(figures, rules))
    table.blame(_unknown_names(figures, rules, file.parent))
    table.done()
    return AbsenceTable(tuple(figures), {rule.id: rule for rule in rules})


def _unknown_names(figures: list[Figure], rules: list[Rule], folder: Path) -> Iterator[tuple[str, str]]:
    sources, parties = ids_beside(folder / "sources.toml", "source"), ids_beside(folder / "parties.toml", "party")
    cited = [(figure.id, figure.citation) for figure in figures] + [(rule.id, rule.citation) for rule in rules]
    yield from ((name, f"unknown source {cite.source!r}") for name, cite in cited if cite.source not in sources)
    yield from ((rule.id, f"unknown party {rule.role!r}") for rule in rules if rule.role not in parties)


def _crosscheck(figures: list[Figure], rules: list[Rule]) -> Iterator[tuple[str, str]]:
    dated = [(figure.id, figure.valid_from) for figure in figures]
    for name, day in sorted({entry for entry in dated if dated.count(entry) > 1}):
        yield name, f"two entries are valid from {day}"
    for name in sorted(UNITS.keys() - {figure.id for figure in figures}):
        yield name, "the figure is missing"
    given = [rule.id for rule in rules]
    for name in sorted(set(given) - set(RULES)):
        yield name, "unknown rule"
    for name in RULES:
        if given.count(name) != 1:
            yield name, "the rule is missing" if name not in given else "id used twice"
