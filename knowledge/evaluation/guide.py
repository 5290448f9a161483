"""The gespreksleidraad as a table: the questions by part, the categories, the terms and the report, checked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.evaluation.records import UNITS, Asked, Category, Part, Question, Report, Target, Term
from knowledge.faults import TableError
from knowledge.model import Record
from knowledge.rules.verdict import Band
from knowledge.table_file import TableFile, ids_beside

FILE = Path(__file__).parent.parent / "data" / "evaluation.toml"
PARTS = ("algemeen", "partners", "team")
FIGURES = ("cases", "unexcused", "sick", "long_absent", "thuiszitters", "safety")
ASKED: tuple[Asked, ...] = ("success", "snag")
KINDS: dict[str, type[Record]] = {
    "part": Part,
    "question": Question,
    "category": Category,
    "target": Target,
    "term": Term,
}


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole table, each part in the order of the source."""

    parts: Mapping[str, Part]
    questions: Mapping[str, Question]
    categories: Mapping[str, Category]
    targets: Mapping[str, Target]
    terms: Mapping[str, Term]
    report: Report

    def questions_of(self, part: str) -> tuple[Question, ...]:
        """Give the questions of a part, each followed by those under it."""
        return tuple(question for question in self.questions.values() if question.part == part)

    def target_of(self, band: Band) -> Target:
        """Give the target that a band of the pyramid belongs to."""
        return next(target for target in self.targets.values() if band in target.bands)

    def term(self, name: str) -> int:
        """Give the value of a term."""
        return self.terms[name].value


@cache
def guide() -> Guide:
    """Give the table that ships with the product; raises TableError when it is wrong."""
    return read_guide()


def read_guide(file: Path = FILE) -> Guide:
    """Read the table and check it, also against the sources and parties beside it; raises TableError."""
    read = TableFile(file, (*KINDS, "report"))
    tables: dict[str, dict[str, Any]] = {key: read.by_id(key, kind) for key, kind in KINDS.items()}
    report = read.one("report", Report)
    read.blame(_contradictions(tables))
    read.blame(_unknown_names((*tables.values(), {"report": report} if report else {}), file.parent))
    if report is None or read.faults:
        raise TableError(read.faults)
    named = {"parts": "part", "questions": "question", "categories": "category", "targets": "target", "terms": "term"}
    return Guide(report=report, **{name: tables[key] for name, key in named.items()})


def _contradictions(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    questions: list[Question] = list(tables["question"].values())
    if tuple(tables["part"]) != PARTS:
        yield "part", f"the parts are, in this order: {', '.join(PARTS)}"
    for name in UNITS.keys() - tables["term"].keys():
        yield name, "the term is missing"
    aimed_at = Counter(band for target in tables["target"].values() for band in target.bands)
    for band in Band:
        if aimed_at[band] != 1:
            yield "target", f"{band} has {aimed_at[band] or 'no'} targets"
    yield from _not_once(questions)
    yield from _misplaced(questions)


def _not_once(questions: list[Question]) -> Iterator[tuple[str, str]]:
    figures = Counter(question.figure for question in questions if question.figure)
    for name in figures.keys() - set(FIGURES):
        yield name, "unknown figure"
    for name in FIGURES:
        if figures[name] != 1:
            yield name, f"{'two questions are' if figures[name] else 'no question is'} about this figure"
    asked = Counter((question.part, question.asked) for question in questions)
    for part in PARTS:
        for kind in ASKED:
            if asked[part, kind] != 1:
                yield part, f"exactly one question of this part takes what members answer about a {kind}"


def _misplaced(questions: list[Question]) -> Iterator[tuple[str, str]]:
    before: dict[str, Question] = {}
    for question in questions:
        if question.part not in PARTS:
            yield question.id, f"unknown part {question.part!r}"
        if question.under and (question.under not in before or before[question.under].part != question.part):
            yield question.id, f"stands under {question.under!r}, which does not come before it in the same part"
        before[question.id] = question


def _unknown_names(tables: Iterable[Mapping[str, Any]], folder: Path) -> Iterator[tuple[str, str]]:
    sources, parties = ids_beside(folder / "sources.toml", "source"), ids_beside(folder / "parties.toml", "party")
    for name, entry in (named for table in tables for named in table.items()):
        if entry.citation and entry.citation.source not in sources:
            yield name, f"unknown source {entry.citation.source!r}"
        if isinstance(entry, Report) and entry.party not in parties:
            yield name, f"unknown party {entry.party!r}"
