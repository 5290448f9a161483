"""Pupil codes at a school: issued, recognised when mistyped, good until the school year ends, renewed by the chair."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import SystemRandom
from typing import NamedTuple

from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.local_time import local_day
from bot.members import Colleague
from bot.models import PupilCode, School, Signal
from knowledge import pupil_codes
from knowledge.retention import retention

AROUND_THE_END = timedelta(days=61)
"""From 1 June, when school is still open, until 30 September the chair says which codes go on."""
HALF_OF_SHORT = len(pupil_codes.LETTERS) ** 2 * len(pupil_codes.DIGITS) // 2


class Typed(NamedTuple):
    """A code as a member of a school typed it."""

    code: str
    school: School
    who: Colleague


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of a typed code: how the school writes it, when it expired, or which codes may be meant."""

    code: str
    expired_on: date | None = None
    meant: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Tell whether something must be said of it first."""
        return self.expired_on is not None or bool(self.meant)


async def issue(session: AsyncSession, school: School, who: Colleague, now: datetime) -> PupilCode:
    """Make a code that this school never used."""
    dice = SystemRandom()
    used = await session.scalar(select(func.count()).where(PupilCode.school_id == school.id, PupilCode.issued)) or 0
    while True:
        code = pupil_codes.drawn(dice, long=used >= HALF_OF_SHORT)
        if await _known(session, school.id, code) is None:
            row = used_from(school.id, code, who.id, now)
            row.issued = True
            session.add(row)
            return row


async def look_up(session: AsyncSession, typed: Typed, today: date) -> Looked:
    """Recognise a typed code. A mistyped one leads only to codes that this member knows already."""
    written = pupil_codes.as_issued(typed.code)
    known = await _known(session, typed.school.id, typed.code)
    if known is None and written and pupil_codes.fits(written):
        known = await _known(session, typed.school.id, written)
    if known:
        return Looked(known.code, known.valid_until if known.valid_until < today else None)
    return Looked(typed.code, meant=await _meant(session, typed, today))


def used_from(school_id: str, code: str, member_id: int, now: datetime) -> PupilCode:
    """Give a code that a school uses from now on; it is good until the school year ends."""
    row = PupilCode(school_id=school_id, code=code, issued=False, made_by=member_id, made_at=now)
    row.valid_until = retention().year_end(local_day(now))
    return row


async def keep(session: AsyncSession, row: PupilCode) -> None:
    """Keep that a school uses a code, from the first time on."""
    if await _known(session, row.school_id, row.code) is None:
        session.add(row)
        await session.flush()


async def of_school(session: AsyncSession, school_id: str) -> list[PupilCode]:
    """Give the codes of a school, by code."""
    rows = await session.scalars(select(PupilCode).where(PupilCode.school_id == school_id))
    return sorted(rows, key=lambda row: row.code)


def next_end(today: date) -> date | None:
    """Give until when codes go on that are renewed now; None when that is not asked now."""
    end = retention().year_end(today)
    if asked_now(today):
        return retention().year_end(end + timedelta(days=1))
    return end if today <= retention().last_year_end(today) + AROUND_THE_END else None


def turn(row: PupilCode, today: date) -> None:
    """Let a code go on for another year; until the year is over that can be taken back."""
    end, this_end = next_end(today), retention().year_end(today)
    if end is not None and row.valid_until < end:
        row.valid_until = end
    elif end is not None and end > this_end:
        row.valid_until = this_end


async def ending(session: AsyncSession, school_id: str, today: date) -> list[PupilCode]:
    """Give the codes that end, or have ended, unless they are renewed now."""
    end = next_end(today)
    return [row for row in await of_school(session, school_id) if end and row.valid_until < end]


async def ending_count(session: AsyncSession, school_id: str, today: date) -> int:
    """Count the codes that end unless they are renewed now."""
    of_school = PupilCode.school_id == school_id
    counted = select(func.count()).where(of_school, PupilCode.valid_until < (next_end(today) or today))
    return await session.scalar(counted) or 0


def asked_now(today: date) -> date | None:
    """Give the last day of the school year in the weeks in which the chair is asked which codes go on."""
    end = retention().year_end(today)
    return end if end - today < AROUND_THE_END else None


async def forget_old(session: AsyncSession, today: date) -> None:
    """Forget codes that nobody let go on."""
    await session.execute(delete(PupilCode).where(PupilCode.valid_until < today - AROUND_THE_END))


async def _known(session: AsyncSession, school_id: str, code: str) -> PupilCode | None:
    found: PupilCode | None = await session.scalar(
        select(PupilCode).where(PupilCode.school_id == school_id, PupilCode.code_hash == code)
    )
    return found


async def _meant(session: AsyncSession, typed: Typed, today: date) -> tuple[str, ...]:
    school, who, near = typed.school, typed.who, pupil_codes.meant_by(typed.code)
    logged = exists().where(
        Signal.school_id == school.id, Signal.code_hash == PupilCode.code_hash, Signal.logged_by == who.id
    )
    query = select(PupilCode).where(
        PupilCode.school_id == school.id,
        PupilCode.issued,
        PupilCode.code_hash.in_(near),
        PupilCode.valid_until >= today,
    )
    if not who.may("see_school_codes"):
        query = query.where(or_(PupilCode.made_by == who.id, logged))
    rows = await session.scalars(query) if near else ()
    return tuple(sorted(row.code for row in rows))
