"""Schools: making one, with the link for whoever will chair its AOJ-team."""

import re
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import joining
from bot.access import CHAIR
from bot.errors import WegwijsError
from bot.models import School
from knowledge.calendar import CalendarUnknownError, region_calendar, tables

ID = re.compile(r"[a-z][a-z0-9_]{1,23}")


class SchoolError(WegwijsError):
    """A school that cannot be made; the words say what to do."""


async def add(session: AsyncSession, school_id: str, name: str, *, region: str, now: datetime) -> str:
    """Make a school and give the code by which its first chair joins; raises SchoolError.

    An id is 2 to 24 small letters, digits and underscores: it travels in buttons, which hold 64 bytes.
    """
    if not ID.fullmatch(school_id):
        raise SchoolError(f"{school_id}: een id is 2 tot 24 kleine letters, cijfers of _, en begint met een letter")
    if not name.strip():
        raise SchoolError("de school heeft een naam nodig")
    if region not in tables():
        raise SchoolError(f"{region}: kies een regio uit {', '.join(tables())}")
    if await session.get(School, school_id) is not None:
        raise SchoolError(f"{school_id}: deze school bestaat al")
    session.add(School(id=school_id, name=" ".join(name.split()), region=region))
    await session.flush()
    return await joining.invite(session, school_id, CHAIR, made_by=None, now=now)


async def invite_chair(session: AsyncSession, school_id: str, now: datetime) -> str:
    """Give a new code for the chair of a school, when the first one ran out; raises SchoolError for no such school."""
    if await session.get(School, school_id) is None:
        raise SchoolError(f"{school_id}: deze school bestaat niet")
    return await joining.invite(session, school_id, CHAIR, made_by=None, now=now)


async def set_closed_days(session: AsyncSession, school_id: str, days: list[date]) -> None:
    """Keep the days on which a school is closed besides vacations and holidays; raises SchoolError."""
    school = await session.get(School, school_id)
    if school is None:
        raise SchoolError(f"{school_id}: deze school bestaat niet")
    try:
        region_calendar(school.region).with_closed_days(days)
    except CalendarUnknownError as error:
        raise SchoolError(f"{error.asked}: valt buiten de schoolkalender") from None
    school.closed_days = [day.isoformat() for day in sorted(set(days))]


async def let_case_messages_stay(session: AsyncSession, school_id: str, *, stay: bool) -> None:
    """Keep whether messages about a case stay in the chats of who serves no other school; raises SchoolError."""
    school = await session.get(School, school_id)
    if school is None:
        raise SchoolError(f"{school_id}: deze school bestaat niet")
    school.case_messages_stay = stay


async def every(session: AsyncSession) -> list[School]:
    """Give every school, by name."""
    return list(await session.scalars(select(School).order_by(School.name)))
