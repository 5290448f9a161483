"""What is known of a school, read once and counted over any period."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases.case import AOJ_TEAM, LAPSED
from bot.cases.moments import calendar_of
from bot.cases.reading import Raw
from bot.cases.recording import standing
from bot.local_time import local_day
from bot.models import Escalation, School, Signal
from knowledge.calendar import Calendar, region_calendar
from knowledge.evaluation import guide
from knowledge.evaluation.figures import CaseFacts, Figures, count
from knowledge.evaluation.periods import Period
from knowledge.rules import read_history


@dataclass(frozen=True, slots=True)
class SchoolBook:
    """The events of each pupil code of a school, and its cases."""

    school: School
    events: Mapping[str, list[Raw]]
    cases: tuple[CaseFacts, ...]

    @property
    def calendar(self) -> Calendar:
        """Give the calendar of the school."""
        return calendar_of(self.school)

    def figures(self, period: Period, today: date) -> Figures:
        """Count a period, as of its last day or of today while it still runs."""
        asked = {"on": min(period.last, today).isoformat(), "closed_days": list(self.school.closed_days)}
        calendar = region_calendar(self.school.region)
        histories = [
            read_history({**asked, "id": code, "events": events}, calendar) for code, events in self.events.items()
        ]
        return count(histories, self.cases, period, months=guide().term("no_education"))


async def book_of(session: AsyncSession, school: School) -> SchoolBook:
    """Read what is known of a school."""
    logged: defaultdict[str, list[Signal]] = defaultdict(list)
    for row in await session.scalars(select(Signal).where(Signal.school_id == school.id).order_by(Signal.id)):
        logged[row.code].append(row)
    cases = await session.scalars(select(Escalation).where(Escalation.school_id == school.id))
    return SchoolBook(
        school,
        {code: standing(rows) for code, rows in logged.items()},
        tuple(_facts(case) for case in cases if case.outcome != LAPSED),
    )


def _facts(case: Escalation) -> CaseFacts:
    return CaseFacts(
        code=case.code,
        opened=local_day(case.opened_at),
        closed=local_day(case.closed_at) if case.closed_at else None,
        with_team=case.role == AOJ_TEAM,
        safety=case.safety,
    )
