"""Words a message: one small template for each, in the reader's language, from facts."""

import re
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from babel.dates import format_date, get_day_names
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.access import access_table
from bot.i18n import translations
from bot.message import Message, read_buttons
from knowledge.meetings import meeting_table
from knowledge.model import Text
from knowledge.tables import Knowledge

TEMPLATES = Path(__file__).parent / "templates"
ABOUT_CASES = re.compile(r"(case|signal|agreement|code)s?(_\w+)?|lead_named|term|insight|agenda(_item)?")
BLANK_LINES = re.compile(r"\n{3,}")


def tells_of_case(name: str) -> bool:
    """Tell whether a message shows what is under a pupil code; templates are named after what they are about."""
    return ABOUT_CASES.fullmatch(name) is not None


class Renderer:
    """Makes messages from templates; a fact that was forgotten is an error, a language is always told."""

    def __init__(self, known: Knowledge, bot_name: str = "") -> None:
        self._known = known
        self.bot_name = bot_name

    def message(self, name: str, language: str, **facts: Any) -> Message:
        """Word the message `name`: its text and its buttons."""
        template = _environment(self._known, language).get_template(f"{name}.html")
        context = {**facts, "bot_name": self.bot_name, "language": language}
        buttons = read_buttons(unescape(_block(template, "buttons", context)))
        return Message(_block(template, "text", context), buttons, facts.get("picture"), tells_of_case(name))

    def words(self, name: str, language: str, **facts: Any) -> str:
        """Word a text without buttons or mark-up, such as a toast, a command's description or a terminal page."""
        template = _environment(self._known, language).get_template(f"{name}.txt")
        return unescape(_tidy(template.render({**facts, "bot_name": self.bot_name, "language": language})))


@cache
def _environment(known: Knowledge, language: str) -> Environment:
    """Give what words in a language: templates are read once, whoever renders them."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    environment.filters["to"] = lambda text: text.to(language) if isinstance(text, Text) else text
    environment.filters["opening"] = lambda words: words[:1].upper() + words[1:]
    environment.filters["day"] = lambda day: written_day(day, language)
    environment.filters["short_day"] = lambda day: written_short_day(day, language)
    environment.filters["clock"] = lambda at: at.strftime("%H:%M")
    environment.filters["seat"] = lambda seat: name_of_seat(seat).to(language)
    environment.filters["number"] = lambda number: format_decimal(number, locale=language)
    environment.filters["percent"] = lambda share: format_percent(share, format="0.0%", locale=language)
    environment.filters["weekday"] = lambda number: written_weekday(number, language)
    environment.globals.update(known=known, party=known.parties.__getitem__, roles=access_table().roles)
    return environment


def name_of_seat(seat: str) -> Text:
    """Give what people call a seat at a meeting: a role at a school, or an organisation of the city."""
    role = access_table().roles.get(seat)
    return role.name if role else meeting_table().seats[seat].name


@cache
def written_day(day: date, language: str) -> str:
    """Write a day as people do: 21 nov 2026."""
    return format_date(day, "d MMM y", locale=language).replace(".", "")


@cache
def written_short_day(day: date, language: str) -> str:
    """Write a day whose year goes without saying: 21 nov."""
    return format_date(day, "d MMM", locale=language).replace(".", "")


@cache
def written_weekday(number: int, language: str) -> str:
    """Write a weekday short, 0 is Monday: ma."""
    return str(get_day_names("abbreviated", locale=language)[number])


def _block(template: Template, name: str, facts: dict[str, Any]) -> str:
    block = template.blocks.get(name)
    return _tidy("".join(block(template.new_context(facts)))) if block else ""


def _tidy(text: str) -> str:
    lines = "\n".join(line.strip() for line in text.splitlines())
    return BLANK_LINES.sub("\n\n", lines).strip()
