"""The absence rules: events, a calendar and a day give a verdict that explains itself."""

from knowledge.rules.assessing import assess
from knowledge.rules.book import RuleBook, rule_book
from knowledge.rules.events import (
    Attendance,
    Concern,
    Event,
    HistoryRefusedError,
    Reason,
    Recovered,
    Sick,
    Unexcused,
    What,
)
from knowledge.rules.history import History, history_of
from knowledge.rules.presence import percentage
from knowledge.rules.reading import read_history
from knowledge.rules.sifting import Ignored, Why
from knowledge.rules.spells import Spell
from knowledge.rules.verdict import Band, Finding, MazlWindow, Progress, Verdict

__all__ = [
    "Attendance",
    "Band",
    "Concern",
    "Event",
    "Finding",
    "History",
    "HistoryRefusedError",
    "Ignored",
    "MazlWindow",
    "Progress",
    "Reason",
    "Recovered",
    "RuleBook",
    "Sick",
    "Spell",
    "Unexcused",
    "Verdict",
    "What",
    "Why",
    "assess",
    "history_of",
    "percentage",
    "read_history",
    "rule_book",
]
