"""Who administers the platform: a link made in the terminal works once, and counts after it is confirmed there."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import ADMINISTRATOR
from bot.errors import WegwijsError
from bot.joining import Newcomer, hash_of, new_code
from bot.members import kept_name
from bot.models import Administrator, Member

LINK_LASTS = timedelta(days=1)
DIGITS = 6


class AdministratorError(WegwijsError):
    """Something that cannot be confirmed or taken away; the words say what to do."""


class Opened(NamedTuple):
    """What came of opening a link; the number is there while it waits to be confirmed."""

    outcome: Literal["void", "other_role", "waiting"]
    number: str | None = None


class Known(NamedTuple):
    """Somebody who administers the platform, and since when."""

    member: Member
    since: datetime


async def invite(session: AsyncSession, now: datetime) -> str:
    """Make a one-time code; only its hash is kept."""
    await forget_unconfirmed(session, now)
    code = new_code()
    session.add(Administrator(code_hash=hash_of(code), expires_at=now + LINK_LASTS))
    await session.flush()
    return code


async def open_link(session: AsyncSession, code: str, newcomer: Newcomer, now: datetime) -> Opened:
    """Open a link: who opens it first gets a number, by which it is confirmed in the terminal."""
    row = await session.get(Administrator, hash_of(code))
    if row is None or row.expires_at <= now or row.confirmed_at is not None:
        return Opened("void")
    member = await session.scalar(select(Member).where(Member.telegram_id == newcomer.telegram_id))
    if row.member_id is not None:
        mine = member is not None and member.id == row.member_id
        return Opened("waiting", row.number) if mine else Opened("void")
    if member and member.role != ADMINISTRATOR:
        return Opened("other_role")
    member = member or Member(telegram_id=newcomer.telegram_id)
    member.name, member.role, member.language = kept_name(newcomer.name), ADMINISTRATOR, newcomer.language
    member.reachable = True
    session.add(member)
    await session.flush()
    number = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    taken = await session.scalar(
        update(Administrator)
        .where(Administrator.code_hash == row.code_hash, Administrator.member_id.is_(None))
        .values(member_id=member.id, number=number)
        .returning(Administrator.code_hash)
    )
    return Opened("waiting", number) if taken else Opened("void")


async def confirm(session: AsyncSession, number: str, now: datetime) -> Member:
    """Let who was given this number administer the platform; raises AdministratorError."""
    waiting = Administrator.number == number, Administrator.confirmed_at.is_(None), Administrator.expires_at > now
    row = await session.scalar(select(Administrator).where(*waiting))
    if row is None or row.member_id is None:
        raise AdministratorError(f"{number}: dit nummer wacht niet op bevestiging; maak zo nodig een nieuwe link")
    row.confirmed_at, row.number = now, None
    return await session.get_one(Member, row.member_id)


async def every(session: AsyncSession) -> Sequence[Known]:
    """Give who administers the platform, longest first."""
    confirmed = select(Member, Administrator.confirmed_at).join(Administrator, Administrator.member_id == Member.id)
    rows = await session.execute(
        confirmed.where(Administrator.confirmed_at.is_not(None)).order_by(Administrator.confirmed_at)
    )
    return [Known(member, since) for member, since in rows if since is not None]


async def remove(session: AsyncSession, member_id: int) -> Member:
    """Let somebody administer the platform no longer; raises AdministratorError."""
    member = await session.get(Member, member_id)
    if member is None or member.role != ADMINISTRATOR:
        raise AdministratorError(f"{member_id}: deze beheerder bestaat niet; zie «wegwijs beheer list»")
    await _forget(session, [member])
    return member


async def forget_unconfirmed(session: AsyncSession, now: datetime) -> None:
    """Forget links that nobody opened or confirmed in time, and who opened them."""
    over = Administrator.confirmed_at.is_(None), Administrator.expires_at <= now
    opened = select(Member).join(Administrator, Administrator.member_id == Member.id).where(*over)
    stay = {known.member.id for known in await every(session)}
    members = [member for member in await session.scalars(opened) if member.id not in stay]
    await session.execute(delete(Administrator).where(*over))
    await _forget(session, members)


async def _forget(session: AsyncSession, members: Sequence[Member]) -> None:
    gone = [member.id for member in members]
    await session.execute(delete(Administrator).where(Administrator.member_id.in_(gone)))
    for member in members:
        await session.delete(member)
    await session.flush()
