"""What editors must look at: questions without an answer, and answers somebody disputed."""

from rich.console import Console
from rich.table import Table

from bot import queries
from bot.command_session import command_session
from bot.config import Settings

KINDS = {"unanswered": "zonder antwoord", "disputed": "klopt niet"}
REASONS = {"onderwerp": "ging ergens anders over", "fout": "het antwoord is fout", "oud": "verouderd"}
NOT_KEPT = "(woorden niet bewaard)"


async def show(settings: Settings) -> None:
    """Print the questions for the editors, oldest first."""
    async with command_session(settings) as session:
        questions = await queries.editor_questions(session)
    table = Table("dag", "soort", "onderwerp", "waarom", "vraag", expand=True)
    for question in questions:
        table.add_row(
            f"{question.asked_at:%Y-%m-%d}",
            KINDS[question.kind],
            question.topic or "",
            REASONS.get(question.reason or "", ""),
            question.words or NOT_KEPT,
        )
    Console().print(table if questions else "Geen vragen voor de redactie.")
