"""«Meer weten»: the worksheet of a case, and the weeks behind it as a picture."""

import json
from dataclasses import dataclass, replace

from bot.cases.case import Case
from bot.cases.desk import Desk
from bot.cases.recording import raw_history
from bot.pictures import TIMELINE
from bot.worksheet import worded
from knowledge.calendar import region_calendar
from knowledge.rules import MazlWindow, read_history
from knowledge.worksheet import Worksheet, explain

SPELLS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Background:
    """What lies behind a case: words, and what the picture is drawn from."""

    words: str
    picture: dict[str, str]


async def background(desk: Desk, case: Case, language: str) -> Background:
    """Give what lies behind a case, as of today."""
    raw = await raw_history(desk.session, case.school, case.code, desk.today)
    history = read_history(raw, region_calendar(case.school.region))
    sheet = explain(history, mazl_window=MazlWindow(case.school.mazl_window))
    picture = {
        "name": TIMELINE,
        "language": language,
        "history": json.dumps(raw),
        "region": case.school.region,
        "mazl_window": case.school.mazl_window,
    }
    return Background(worded(_about(sheet, case), desk.renderer, language, beside_case=True), picture)


def _about(sheet: Worksheet, case: Case) -> Worksheet:
    """Keep what is about this case: a year of reports would not fit in a message."""
    mine = (case.row.rule, case.row.fired_on)
    return replace(
        sheet,
        reasons=tuple(why for why in sheet.reasons if (why.finding.rule, why.finding.fired_on) == mine),
        spells=sheet.spells[-SPELLS_SHOWN:] if case.kind == "mazl" else (),
        presences=sheet.presences[-2:] if case.kind == "aanwezigheid" else (),
        ignored=(),
    )
