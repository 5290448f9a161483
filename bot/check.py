"""Everything that can be wrong before a start, in one list."""

from collections.abc import Callable, Iterator

from bot import catalogs
from bot.access import read_access
from bot.config import Settings
from bot.errors import SettingsError, WegwijsError
from bot.i18n import LANGUAGES
from bot.render import Renderer
from bot.reports import trial
from knowledge.calendar_table import read_calendar
from knowledge.datamap import read_data_map
from knowledge.evaluation.guide import read_guide
from knowledge.faults import TableError
from knowledge.meetings import read_meetings
from knowledge.processing import read_processing
from knowledge.questions import read_questions
from knowledge.retention import read_retention
from knowledge.routing.freshness import stale_model
from knowledge.rules.figures import read_absence
from knowledge.signals.table import read_table as read_signal_words
from knowledge.tables import DATA, Knowledge, load
from knowledge.variety import variety_faults

TABLES: tuple[Callable[[], object], ...] = (
    read_calendar,
    read_absence,
    read_access,
    read_signal_words,
    read_retention,
    read_data_map,
    read_processing,
    read_meetings,
    read_guide,
)


def faults() -> list[str]:
    """Give every fault in tables, model, catalogs, templates and settings, each as a line."""
    found = [*catalogs.faults(), *_settings()]
    for read in TABLES:
        try:
            read()
        except TableError as error:
            found.extend(str(fault) for fault in error.faults)
    try:
        known = load(DATA, with_questions=True)
    except TableError as error:
        return [*(str(fault) for fault in error.faults), *found]
    if stale_model():
        found.append("knowledge/data/model: does not fit the example questions; make routing builds it anew")
    found.extend(str(fault) for fault in variety_faults(read_questions(DATA / "questions", [])))
    return [*found, *_messages(known)]


def _settings() -> Iterator[str]:
    try:
        settings = Settings.read(**Settings.given_or_made_up())
    except SettingsError as error:
        yield from error.faults
    else:
        yield from trial.faults(settings.report_templates)


def _messages(known: Knowledge) -> Iterator[str]:
    renderer = Renderer(known, "WegwijsBot")
    for language in LANGUAGES:
        for topic in known.topics.values():
            try:
                renderer.message("answer", language, topic=topic, update_id=10**10)
                for option in topic.condition.options if topic.condition else ():
                    renderer.message("answer_option", language, topic=topic, option=option, update_id=10**10)
            except WegwijsError as error:
                yield f"{topic.id} ({language}): {error}"
