"""What happened to a case, in order, and the signals under its code: also those that were withdrawn or corrected."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from bot.cases.case import Case
from bot.cases.desk import Desk
from bot.cases.reading import Reading, reading_of
from bot.local_time import local_day
from bot.models import EscalationStep, Member, Signal

LATEST = 12


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a case: on which day, by whom, to whom."""

    day: date
    what: str
    reason: str | None
    by: str | None
    to: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One signal: on which day it was logged, how it reads, and whether it still counts."""

    day: date
    reading: Reading
    stands: bool


async def steps_of(desk: Desk, case: Case) -> list[Step]:
    """Give what happened to a case, oldest first; only the latest when it is much."""
    rows = await desk.session.scalars(
        select(EscalationStep)
        .where(EscalationStep.escalation_id == case.row.id)
        .order_by(EscalationStep.id.desc())
        .limit(LATEST)
    )
    steps = []
    for row in reversed(rows.all()):
        by, to = await _name(desk, row.member_id), await _name(desk, row.to_member_id)
        steps.append(Step(local_day(row.at), row.what, row.reason, by, to))
    return steps


async def signals_of(desk: Desk, case: Case) -> list[Line]:
    """Give the signals under the code of a case, oldest first; only the latest when they are many."""
    rows = await desk.session.scalars(
        select(Signal)
        .where(Signal.school_id == case.school.id, Signal.code == case.code)
        .order_by(Signal.id.desc())
        .limit(LATEST)
    )
    return [
        Line(local_day(row.logged_at), reading_of(row.event, row.code, replaces=row.id), row.withdrawn_at is None)
        for row in reversed(rows.all())
    ]


async def _name(desk: Desk, member_id: int | None) -> str | None:
    member = await desk.session.get(Member, member_id) if member_id else None
    return member.name if member else None
