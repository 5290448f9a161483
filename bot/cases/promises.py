"""An agreement being made: what is known of it so far, and what must still be asked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Self

from bot.awaiting import Asked
from bot.cases.moments import DAY, next_school_day
from bot.cases.reading import MARK_LENGTH
from knowledge.calendar import Calendar

PURPOSE = "agreement"
LONGEST = 200
WEEKS_OFFERED = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Promise:
    """What is known of an agreement."""

    school_id: str | None = None
    words: str | None = None
    lead_id: int | None = None
    due: date | None = None

    @property
    def missing(self) -> str | None:
        """Name what must still be asked, in the order in which it is asked."""
        for name in ("school_id", "words", "lead_id", "due"):
            if getattr(self, name) is None:
                return name
        return None

    @property
    def mark(self) -> str:
        """Give a short mark of exactly this agreement: a button confirms what stood above it, and nothing else."""
        told = json.dumps([self._about(), self.words], sort_keys=True)
        return sha256(told.encode()).hexdigest()[:MARK_LENGTH]

    def as_asked(self) -> Asked:
        """Give it in the form in which it waits for an answer."""
        return Asked(PURPOSE, self._about(), self.words)

    @classmethod
    def from_asked(cls, asked: Asked) -> Self:
        """Read it back."""
        due = asked.about["due"]
        return cls(**{**asked.about, "due": due and date.fromisoformat(due)}, words=asked.words)

    def _about(self) -> dict[str, Any]:
        due = self.due and self.due.isoformat()
        return {"school_id": self.school_id, "lead_id": self.lead_id, "due": due}


def days_offered(calendar: Calendar, today: date) -> Sequence[date]:
    """Give the days that are offered: the next school day, and school days some weeks ahead."""
    ahead = [today + timedelta(weeks=weeks) - DAY for weeks in WEEKS_OFFERED]
    return list(dict.fromkeys(next_school_day(calendar, day) for day in (today, *ahead)))
