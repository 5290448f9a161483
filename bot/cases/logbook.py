"""The signals somebody logged: to look back at, to withdraw, to correct."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from bot.cases.desk import Desk
from bot.cases.reading import Reading, reading_of
from bot.cases.recording import UNDO_WITHIN
from bot.local_time import local_day
from bot.members import Colleague
from bot.models import Signal

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Logged:
    """One signal and how it reads."""

    row: Signal
    reading: Reading

    @property
    def day(self) -> date:
        """Give the day on which it was logged."""
        return local_day(self.row.logged_at)

    @property
    def undo_until(self) -> datetime:
        """Give until when one tap undoes it."""
        return self.row.logged_at + UNDO_WITHIN


def logged(row: Signal) -> Logged:
    """Give a signal with how it reads."""
    return Logged(row, reading_of(row.event, row.code, replaces=row.id))


async def latest(desk: Desk, who: Colleague) -> list[Logged]:
    """Give the signals that somebody logged last and that still stand, newest first."""
    rows = await desk.session.scalars(
        select(Signal)
        .where(
            Signal.logged_by == who.id,
            Signal.withdrawn_at.is_(None),
            Signal.school_id.in_([school.id for school in who.schools]),
        )
        .order_by(Signal.id.desc())
        .limit(SHOWN)
    )
    return [logged(row) for row in rows]


async def mine(desk: Desk, who: Colleague, signal_id: int) -> Logged | None:
    """Give a signal that this member may change: his or her own, the coordinator any of the school."""
    row = await desk.session.get(Signal, signal_id)
    if row is None or who.school(row.school_id) is None or row.withdrawn_at is not None:
        return None
    return logged(row) if row.logged_by == who.id or who.may("see_school_codes") else None
