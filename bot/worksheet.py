"""Words the worksheet of one history: why a rule fired, or why the history cannot be judged."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from bot.assess import plain
from bot.render import Renderer
from bot.timeline import Legend, as_picture, in_terminal, read_legend, timeline
from knowledge.calendar import Calendar, region_calendar
from knowledge.model import Certainty, Citation, Text
from knowledge.rules import History, HistoryRefusedError, MazlWindow, Reason, read_history
from knowledge.worksheet import Reasons, Worksheet, explain

MAZL_WINDOW_FIGURE = "mazl.frequentie.window"


def explain_file(
    path: Path, renderer: Renderer, *, language: str = "nl", region: str = "midden", mazl_window: str = "calendar"
) -> str:
    """Give the worksheet and the timeline of the one history in a JSON file, as plain text for the terminal.

    Raises HistoryRefusedError, which `refusal` words; CalendarUnknownError for a region we do not know; OSError.
    """
    history = read_file(path, region_calendar(region))
    sheet = explain(history, mazl_window=MazlWindow(mazl_window))
    weeks, legend = timeline(history, sheet.verdict), _legend(renderer, language, history.on)
    return f"{worded(sheet, renderer, language)}\n\n{in_terminal(weeks, legend, language)}\n"


def read_file(path: Path, calendar: Calendar) -> History:
    """Read the one history in a JSON file; raises HistoryRefusedError."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise HistoryRefusedError(None, Reason.NOT_JSON) from None
    return read_history(raw, calendar)


def worded(sheet: Worksheet, renderer: Renderer, language: str, *, beside_case: bool = False) -> str:
    """Word a worksheet; beside a case, what the message of that case says already is left out."""
    return renderer.words(
        "worksheet",
        language,
        sheet=sheet,
        beside_case=beside_case,
        quotes=_quotes,
        choices=lambda why: _choices(why, sheet.mazl_window),
        number=lambda amount: _number(amount, language),
    )


def refusal(refused: HistoryRefusedError, renderer: Renderer, *, language: str = "nl", region: str = "midden") -> str:
    """Say in one sentence what is wrong with a history, its events numbered from 1."""
    calendar = region_calendar(region)
    return renderer.words(
        "worksheet_refused",
        language,
        reason=refused.reason,
        facts=refused.facts,
        number=None if refused.event is None else refused.event + 1,
        first=calendar.first,
        last=calendar.last,
    )


def picture(history: History, sheet: Worksheet, renderer: Renderer, language: str) -> bytes:
    """Draw the timeline of a history as a PNG for the chat."""
    return as_picture(timeline(history, sheet.verdict), _legend(renderer, language, history.on), language)


def _legend(renderer: Renderer, language: str, on: date) -> Legend:
    return read_legend(renderer.words("worksheet_timeline", language, on=on))


def _quotes(why: Reasons) -> list[tuple[Citation, Certainty | None]]:
    """Give what the rule rests on, each sentence of a source once: its figures, or else the route map."""
    quotes = {(figure.citation, figure.certainty): None for figure in why.figures}
    return list(quotes) if quotes else [(why.rule.citation, None)]


def _choices(why: Reasons, mazl_window: MazlWindow) -> list[Text]:
    """Give what we filled in; a school that counts in school weeks made its own choice of window."""
    own = {MAZL_WINDOW_FIGURE} if mazl_window is MazlWindow.SCHOOL_WEEKS else set()
    return [figure.choice for figure in why.figures if figure.choice and figure.id not in own]


def _number(amount: Decimal | int, language: str) -> str:
    written = plain(Decimal(amount))
    return written.replace(".", ",") if language == "nl" else written
