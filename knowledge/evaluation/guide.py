"""The gespreksleidraad as a table: the questions by part, the categories, the terms and the report, checked."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Field, StringConstraints, ValidationError, model_validator

from knowledge.faults import Fault, TableError, of_validation
from knowledge.model import BUTTON_LENGTH, Certainty, Citation, Record, Slug, Text

FILE = Path(__file__).parent.parent / "data" / "evaluation.toml"
PARTS = ("algemeen", "partners", "team")
FIGURES = ("cases", "unexcused", "sick", "long_absent", "thuiszitters", "safety")
UNITS = {"no_education": "maand", "evaluations": "keer_per_schooljaar", "ask_before": "dag"}
Asked = Literal["success", "snag"]
ASKED: tuple[Asked, ...] = ("success", "snag")
Address = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$")]
Entry = TypeVar("Entry", bound=Record)


class Part(Record):
    """One part of the discussion; `certainty` is that its questions stand under this heading in the source."""

    id: Slug
    title: Text
    button: Text
    certainty: Certainty
    citation: Citation

    @model_validator(mode="after")
    def _fits_a_phone(self) -> Self:
        if self.button.longest > BUTTON_LENGTH:
            raise ValueError(f"button is longer than {BUTTON_LENGTH} characters")
        return self


class Question(Record):
    """One question, in the words of the source; one that we added says so and is cited by itself."""

    id: Slug
    part: Slug
    text: Text
    figure: Slug | None = None
    asked: Asked | None = None
    under: Slug | None = None
    added: Text | None = None
    citation: Citation | None = None

    @model_validator(mode="after")
    def _an_addition_is_cited(self) -> Self:
        if (self.added is None) != (self.citation is None):
            raise ValueError("a question of our own has both `added` and `citation`, one of the source neither")
        return self


class Category(Record):
    """One meaning of «thuiszitter»; `known` when it can be read from what is logged."""

    id: Slug
    name: Text
    known: bool
    certainty: Certainty
    citation: Citation


class Term(Record):
    """A figure of the evaluation, with its source and what we chose where the source leaves it open."""

    id: Slug
    value: int = Field(gt=0)
    unit: Slug
    certainty: Certainty
    citation: Citation
    choice: Text | None = None

    @model_validator(mode="after")
    def _is_one_we_use(self) -> Self:
        if self.id not in UNITS:
            raise ValueError("nothing uses this term")
        if self.unit != UNITS[self.id]:
            raise ValueError(f"the unit is {UNITS[self.id]}")
        return self


class Report(Record):
    """Where the report goes and when: days are counted from the day of the evaluation."""

    party: Slug
    address: Address
    due_days: int = Field(gt=0)
    remind_on: tuple[int, ...] = Field(min_length=1)
    certainty: Certainty
    citation: Citation
    choice: Text

    @model_validator(mode="after")
    def _reminds_in_time(self) -> Self:
        if any(later <= earlier for earlier, later in pairwise((0, *self.remind_on, self.due_days + 1))):
            raise ValueError("the days to remind on go up, and none lies after the last day")
        return self


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole table, each part in the order of the source."""

    parts: Mapping[str, Part]
    questions: Mapping[str, Question]
    categories: Mapping[str, Category]
    terms: Mapping[str, Term]
    report: Report

    def questions_of(self, part: str) -> tuple[Question, ...]:
        """Give the questions of a part, each followed by those under it."""
        return tuple(question for question in self.questions.values() if question.part == part)

    def citation_of(self, question: Question) -> Citation:
        """Give where a question stands: its own citation, or that of its part with the question's words."""
        return question.citation or self.parts[question.part].citation.model_copy(update={"words": question.text.nl})

    def certainty_of(self, question: Question) -> Certainty:
        """Tell how sure we are that the source asks this in this part; what we added is as sure as its citation."""
        return Certainty.HOOG if question.added else self.parts[question.part].certainty

    def term(self, name: str) -> int:
        """Give the value of a term."""
        return self.terms[name].value


@cache
def guide() -> Guide:
    """Give the table that ships with the product; raises TableError when it is wrong."""
    return read_guide()


def read_guide(file: Path = FILE) -> Guide:
    """Read the table and check it, also against the sources and parties beside it; raises TableError."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TableError([Fault(file.name, "", f"is not readable as TOML: {error}")]) from error
    kinds: dict[str, type[Record]] = {"part": Part, "question": Question, "category": Category, "term": Term}
    faults = [Fault(file.name, key, "unknown table") for key in content.keys() - {*kinds, "report"}]
    tables = {key: _entries(content.get(key), (key, kind), faults, file.name) for key, kind in kinds.items()}
    reports = _entries([content.get("report", {})], ("report", Report), faults, file.name)
    faults += [Fault(file.name, entry, reason) for entry, reason in _contradictions(tables)]
    faults += [Fault(file.name, entry, reason) for entry, reason in _unknown_names(tables, reports, file.parent)]
    if faults:
        raise TableError(faults)
    return Guide(tables["part"], tables["question"], tables["category"], tables["term"], *reports.values())


def _entries(raw_entries: Any, table: tuple[str, type[Entry]], faults: list[Fault], name: str) -> dict[str, Any]:
    key, kind = table
    entries: dict[str, Any] = {}
    if not isinstance(raw_entries, list) or not raw_entries:
        faults.append(Fault(name, key, f"holds no [[{key}]]"))
        return entries
    for position, raw in enumerate(raw_entries, 1):
        entry_name = str(raw.get("id", key)) if isinstance(raw, dict) else f"{key} {position}"
        if entry_name in entries:
            faults.append(Fault(name, entry_name, "id used twice"))
        try:
            entries[entry_name] = kind.model_validate(raw)
        except ValidationError as error:
            faults.extend(of_validation(name, entry_name, error))
    return entries


def _contradictions(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    questions: list[Question] = list(tables["question"].values())
    if tuple(tables["part"]) != PARTS:
        yield "part", f"the parts are, in this order: {', '.join(PARTS)}"
    for name in UNITS.keys() - tables["term"].keys():
        yield name, "the term is missing"
    figures = Counter(question.figure for question in questions if question.figure)
    for name in sorted({*FIGURES, *figures}):
        if name not in FIGURES:
            yield name, "unknown figure"
        elif figures[name] != 1:
            yield (
                name,
                "no question is about this figure" if not figures[name] else "two questions are about this figure",
            )
    asked = Counter((question.part, question.asked) for question in questions)
    for part in PARTS:
        for kind in ASKED:
            if asked[part, kind] != 1:
                yield part, f"exactly one question of this part takes what members answer about a {kind}"
    yield from _misplaced(questions)


def _misplaced(questions: list[Question]) -> Iterator[tuple[str, str]]:
    before: dict[str, Question] = {}
    for question in questions:
        if question.part not in PARTS:
            yield question.id, f"unknown part {question.part!r}"
        if question.under and (question.under not in before or before[question.under].part != question.part):
            yield question.id, f"stands under {question.under!r}, which does not come before it in the same part"
        before[question.id] = question


def _unknown_names(
    tables: Mapping[str, Mapping[str, Any]], reports: Mapping[str, Any], folder: Path
) -> Iterator[tuple[str, str]]:
    sources, parties = _ids(folder / "sources.toml", "source"), _ids(folder / "parties.toml", "party")
    for table in (*tables.values(), reports):
        for name, entry in table.items():
            if entry.citation and entry.citation.source not in sources:
                yield name, f"unknown source {entry.citation.source!r}"
    yield from ((name, f"unknown party {one.party!r}") for name, one in reports.items() if one.party not in parties)


def _ids(file: Path, key: str) -> set[str]:
    """Give the ids of another table; what is wrong with that table itself is told where it is read."""
    try:
        return {str(entry.get("id")) for entry in tomllib.loads(file.read_text(encoding="utf-8"))[key]}
    except (OSError, tomllib.TOMLDecodeError, KeyError):
        return set()
