"""The report of an evaluation: what stands in it, worded, so that it can be drawn without looking anything up."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.access import access_table
from bot.cases.desk import Desk
from bot.evaluation.book import book_of
from bot.evaluation.bringing import answers
from bot.evaluation.evaluation import Evaluation, invited, periods
from bot.evaluation.seen import Looked, look
from bot.evaluation.sizes import size_of
from bot.models import COMES, REPLACED, EvaluationAnswer
from bot.render import written_day
from bot.reports.document import REPORT
from knowledge.evaluation import guide
from knowledge.evaluation.periods import Period
from knowledge.evaluation.records import Question

UNKNOWN = "? "


@dataclass(frozen=True, slots=True)
class Form:
    """How a report is made: in which language, and whether small numbers are hidden for who sees only figures."""

    language: str
    masked: bool


class Words(NamedTuple):
    """What goes with a report: whom it is to, its subject, and the text."""

    to: str
    subject: str
    body: str


async def picture(desk: Desk, of: Evaluation, form: Form) -> dict[str, str]:
    """Give what the file is drawn from when it is sent."""
    return {
        "name": REPORT,
        "file": f"evaluatie-aoj-{of.school.id.replace('_', '-')}-{of.day.isoformat()}.docx",
        "language": form.language,
        "school": of.school.id,
        "facts": json.dumps(await facts(desk, of, form), ensure_ascii=False),
    }


async def letter(desk: Desk, of: Evaluation, form: Form) -> Words:
    """Give the words that go with the report."""
    looked_back = (await periods(desk, of))[-1]
    subject, _, body = desk.renderer.words(
        "report_letter",
        form.language,
        school=of.school.name,
        day=written_day(of.day, form.language),
        first=written_day(looked_back.first, form.language),
        last=written_day(looked_back.last, form.language),
    ).partition("\n")
    return Words(guide().report.address, subject, body.strip())


async def facts(desk: Desk, of: Evaluation, form: Form) -> dict[str, Any]:
    """Give all that stands in the report, in words."""
    told = await _figures(desk, of, form)
    given = await answers(desk, of)
    looked_back = (await periods(desk, of))[-1]
    return {
        "school": of.school.name,
        "day": written_day(of.day, form.language),
        "first": written_day(looked_back.first, form.language),
        "last": written_day(looked_back.last, form.language),
        "due": written_day(of.due, form.language),
        "made_on": written_day(desk.today, form.language),
        "address": guide().report.address,
        "team": await _team(desk, of, form.language),
        "masked": form.masked,
        "parts": [
            {
                "title": part.title.to(form.language),
                "questions": [_asked(one, told, given, form) for one in guide().questions_of(part.id)],
            }
            for part in guide().parts.values()
        ],
    }


async def figure_lines(desk: Desk, of: Evaluation, form: Form) -> list[tuple[Question, list[dict[str, Any]]]]:
    """Give the questions that are answered by figures, each with its lines."""
    told = await _figures(desk, of, form)
    return [(one, told[one.figure]) for one in guide().questions.values() if one.figure]


async def _figures(desk: Desk, of: Evaluation, form: Form) -> Mapping[str, list[dict[str, Any]]]:
    looked = await _looked(desk, of, masked=form.masked)
    size = await size_of(desk.session, of.school, of.day)
    named = {"looked": looked, "size": size, "categories": list(guide().categories.values())}
    return {
        one.figure: _lines(desk.renderer.words("report_figure", form.language, figure=one.figure, **named))
        for one in guide().questions.values()
        if one.figure
    }


async def _looked(desk: Desk, of: Evaluation, *, masked: bool) -> Looked:
    book = await book_of(desk.session, of.school)
    counted = [book.figures(period, desk.today) for period in await periods(desk, of)]
    year = book.figures(Period(of.year.first, of.day), desk.today)
    return look(counted, year, masked=masked)


def _lines(words: str) -> list[dict[str, Any]]:
    return [
        {"text": line.removeprefix(UNKNOWN), "unknown": line.startswith(UNKNOWN)}
        for line in words.splitlines()
        if line.strip()
    ]


def _asked(
    question: Question, told: Mapping[str, list[dict[str, Any]]], given: list[EvaluationAnswer], form: Form
) -> dict[str, Any]:
    brought = [one.words for one in given if question.asked and (one.part, one.kind) == (question.part, question.asked)]
    return {
        "text": question.text.to(form.language),
        "under": question.under is not None,
        "added": question.added.to(form.language) if question.added else "",
        "lines": told.get(question.figure or "", []),
        "answers": [words for words in brought if words],
        "open": question.figure is None,
    }


async def _team(desk: Desk, of: Evaluation, language: str) -> str:
    """Name the roles that said they come, without anybody's name."""
    seats = [row.seat for row, _ in await invited(desk, of) if row.answer in {COMES, REPLACED}]
    roles = access_table().roles
    return ", ".join(roles[seat].name.to(language) if seat in roles else seat for seat in dict.fromkeys(seats))
