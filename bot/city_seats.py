"""Who sits in the city meeting: a link that works once, for one of its organisations."""

from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import CITY
from bot.errors import WegwijsError
from bot.joining import LINK_LASTS, Newcomer, hash_of, new_code
from bot.members import kept_name
from bot.models import CityInvitation, CitySeat, Member
from knowledge.meetings import meeting_table


class CitySeatError(WegwijsError):
    """A seat that does not exist; the words say which there are."""


class Taken(NamedTuple):
    """What came of opening a link; the seat is there unless the link is no (longer) one for the city."""

    outcome: Literal["void", "welcome", "other_role"]
    seat: str | None = None


async def invite(session: AsyncSession, seat: str, now: datetime) -> str:
    """Make a one-time code for a seat; only its hash is kept. Raises CitySeatError."""
    seats = meeting_table().seats
    if seat not in seats:
        raise CitySeatError(f"{seat}: kies een zetel uit {', '.join(seats)}")
    code = new_code()
    session.add(CityInvitation(code_hash=hash_of(code), seat=seat, expires_at=now + LINK_LASTS))
    await session.flush()
    return code


async def take(session: AsyncSession, code: str, newcomer: Newcomer, now: datetime) -> Taken:
    """Open a link: whoever administers the platform handed it over in person, so nobody needs to confirm it."""
    invitation = await session.get(CityInvitation, hash_of(code))
    if invitation is None or invitation.expires_at <= now:
        return Taken("void")
    member = await session.scalar(select(Member).where(Member.telegram_id == newcomer.telegram_id))
    if member and member.role != CITY:
        return Taken("other_role", invitation.seat)
    used = await session.scalar(
        update(CityInvitation)
        .where(CityInvitation.code_hash == invitation.code_hash, CityInvitation.used_at.is_(None))
        .values(used_at=now)
        .returning(CityInvitation.code_hash)
    )
    if used is None:
        return Taken("void")
    await _seat(session, member or Member(telegram_id=newcomer.telegram_id), newcomer, invitation.seat)
    return Taken("welcome", invitation.seat)


async def _seat(session: AsyncSession, member: Member, newcomer: Newcomer, seat: str) -> None:
    member.name, member.role, member.language = kept_name(newcomer.name), CITY, newcomer.language
    member.reachable = True
    session.add(member)
    await session.flush()
    await session.merge(CitySeat(member_id=member.id, seat=seat))
