"""Pictures for people who would rather look: each is drawn from words of a template, once per language."""

import json
from pathlib import Path

from bot import graphs, worksheet
from bot.render import Renderer
from bot.reports.document import REPORT, draw_report
from knowledge.calendar import region_calendar
from knowledge.rules import MazlWindow, read_history
from knowledge.worksheet import explain

TIMELINE, CALENDAR_ENTRY = "timeline", "calendar_entry"


class Pictures:
    """Draws pictures by name; what was drawn before is given again, but never what shows a pupil's days."""

    def __init__(self, renderer: Renderer, reports: Path | None = None) -> None:
        self._renderer, self._reports = renderer, reports
        self._drawn: dict[tuple[str, str], bytes] = {}

    def draw(self, picture: dict[str, str]) -> bytes:
        """Give a picture as PNG, or a file, by its name and language; raises KeyError for an unknown name."""
        name, language = picture["name"], picture["language"]
        if name == TIMELINE:
            return self._timeline(picture)
        if name == CALENDAR_ENTRY:
            from bot.drawings.calendar_entry import draw_calendar_entry  # noqa: PLC0415  # loads when first used

            return draw_calendar_entry(picture)
        if name == REPORT:
            return draw_report(picture, self._reports)
        if name in graphs.WORDED:
            return graphs.draw(picture, self._renderer)
        if (name, language) not in self._drawn:
            self._drawn[name, language] = self._draw(name, language)
        return self._drawn[name, language]

    def _draw(self, name: str, language: str) -> bytes:
        from bot.drawings.route_map import draw_route_map  # noqa: PLC0415  # the drawing library loads when first used

        drawers = {"route_map": draw_route_map}
        return drawers[name](self._renderer.words(f"{name}_picture", language))

    def _timeline(self, picture: dict[str, str]) -> bytes:
        history = read_history(json.loads(picture["history"]), region_calendar(picture["region"]))
        sheet = explain(history, mazl_window=MazlWindow(picture["mazl_window"]))
        return worksheet.picture(history, sheet, self._renderer, picture["language"])
