"""Questions in the terminal: one with its answer, or lines of them for scripts."""

import json
from collections.abc import Iterable
from functools import partial
from typing import TextIO

from rich.console import Console
from rich.table import Table

from bot import plain
from bot.questions import Asked, replies_to
from bot.render import Renderer
from bot.streaming import Answer, Line, stream
from knowledge.routing import Router, load_router
from knowledge.routing.ranking import Ranking
from knowledge.tables import knowledge


def show_answer(question: str, language: str) -> None:
    """Print what the bot would say to a question."""
    known = knowledge()
    renderer, console = Renderer(known), Console(highlight=False)
    for reply in replies_to(known, load_router(), Asked(question, update_id=0)):
        console.print(plain.of(renderer.message(reply.name, language, **reply.facts)), markup=False)
        console.print()


def show_why(question: str) -> None:
    """Print what decided: each candidate with its chance and what in the question spoke for it."""
    told, console = load_router().explain(question), Console(highlight=False)
    console.print(f"gevaar: {told.danger:.1%}   buiten ons terrein: {told.outside:.1%}")
    table = Table("onderwerp", "kans", "wat meewoog")
    for candidate in told.ranking.candidates:
        reasons = ", ".join(f"{reason.words} ({reason.weight:+.2f})" for reason in told.reasons[candidate.id])
        table.add_row(candidate.id, f"{candidate.score:.1%}", reasons)
    console.print(table)


def answer_lines(questions: Iterable[Line], answers: TextIO) -> int:
    """Answer lines of JSON with lines of JSON, in order; a line that is no question gets an error and exit status 1."""
    return stream(questions, answers, partial(_answer, load_router()))


def as_json(question: str, ranking: Ranking) -> dict[str, object]:
    """Give a ranking in the form that scripts rely on."""
    return {
        "q": question,
        "safety": ranking.safety,
        "certain": ranking.certain,
        "answer": ranking.answer,
        "candidates": [{"id": found.id, "score": round(found.score, 4)} for found in ranking.candidates],
    }


def _answer(router: Router, text: str | None) -> Answer:
    try:
        question = json.loads(text or "")["q"]
        answer, refused = as_json(question, router.rank(question)), False
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        answer, refused = {"q": None, "error": "a line is a JSON object with the text of a question in q"}, True
    return Answer(json.dumps(answer, ensure_ascii=False), refused)
