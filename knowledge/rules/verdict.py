"""The verdict on a history: what was found, on which dates, and how near the next limits are."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from knowledge.rules.sifting import Ignored
from knowledge.rules.spells import Spell


class MazlWindow(StrEnum):
    """How the twelve weeks of M@ZL are counted: the working method says weeks, others say school weeks."""

    CALENDAR = "calendar"
    SCHOOL_WEEKS = "school_weeks"


class Band(StrEnum):
    """Where a presence stands in the pyramid of school attendance."""

    GROEN = "groen"
    GEEL = "geel"
    ORANJE = "oranje"
    ROOD = "rood"


class Finding(NamedTuple):
    """A rule that fired: identified by rule and day; `due` is the last working day of the legal term."""

    rule: str
    fired_on: date
    role: str
    evidence: tuple[date, ...]
    due: date | None


class Progress(NamedTuple):
    """How far each count stands on the day of assessment: spells, school days, lesson hours."""

    spells: int
    school_days: int
    hours: Decimal


class Verdict(NamedTuple):
    """What the rules say of one history on one day; findings by day, then rule."""

    on: date
    reports: int
    spells: tuple[Spell, ...]
    findings: tuple[Finding, ...]
    band: Band | None
    progress: Progress
    ignored: tuple[Ignored, ...]
