"""How one joins: a link that works once, bound to a school and a role, and the chair who confirms."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import CHAIR, INVITABLE
from bot.local_time import local_day
from bot.members import Colleague, contacts, kept_name
from bot.models import ACTIVE, LEFT, WAITING_FOR_CHAIR, Invitation, Member, School, Service

CODE_BYTES = 24
LINK_LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who opened a link: the Telegram account, the name it goes by, the language it reads."""

    telegram_id: int
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Joining:
    """What came of opening a link; `service` is there unless the link is void or the role is another."""

    outcome: Literal["void", "already", "other_role", "waiting", "asked", "welcome"]
    school: School | None = None
    service: Service | None = None
    member: Member | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody who waits for the chair of a school."""

    service: Service
    member: Member
    school: School


async def invite(session: AsyncSession, school_id: str, role: str, *, made_by: int | None, now: datetime) -> str:
    """Make a one-time code for a role at a school; only its hash is kept. Raises LookupError for another role.

    `made_by` is the member who invites, None for who administers the platform.
    """
    if role not in INVITABLE:
        raise LookupError(role)
    code = new_code()
    invitation = Invitation(code_hash=hash_of(code), school_id=school_id, role=role)
    invitation.made_by, invitation.expires_at = made_by, now + LINK_LASTS
    session.add(invitation)
    await session.flush()
    return code


def link(bot_name: str, code: str) -> str:
    """Give the link that opens the chat with the bot and hands it the code."""
    return f"https://t.me/{bot_name}?start={code}"


async def join(session: AsyncSession, code: str, newcomer: Newcomer, now: datetime) -> Joining:
    """Open a link: ask the chair, or welcome a school's first chair. A guessed, used or expired code is just void."""
    invitation = await session.get(Invitation, hash_of(code))
    if invitation is None or invitation.expires_at <= now:
        return Joining("void")
    school = await session.get_one(School, invitation.school_id)
    member = await session.scalar(select(Member).where(Member.telegram_id == newcomer.telegram_id))
    service = await _service(session, school.id, member)
    if service and member and service.state == ACTIVE and member.role == invitation.role:
        return Joining("already", school, service, member)
    if service and service.state == WAITING_FOR_CHAIR:
        return Joining("waiting", school, service, member)
    if invitation.used_at is not None:
        return Joining("void")
    if member and member.role != invitation.role and await _works_somewhere(session, member):
        return Joining("other_role", school)
    return await _use(session, invitation, newcomer, now)


async def _use(session: AsyncSession, invitation: Invitation, newcomer: Newcomer, now: datetime) -> Joining:
    taken = await session.scalar(
        update(Invitation)
        .where(Invitation.code_hash == invitation.code_hash, Invitation.used_at.is_(None))
        .values(used_at=now)
        .returning(Invitation.code_hash),
    )
    if taken is None:
        return Joining("void")
    school = await session.get_one(School, invitation.school_id)
    member = await _member(session, newcomer, invitation.role)
    service = await _service(session, school.id, member) or Service(school_id=school.id, member_id=member.id)
    # The first chair of a school has nobody to confirm: who made the school handed over the link in person.
    first_chair = invitation.role == CHAIR and invitation.made_by is None and not await _has_chair(session, school.id)
    service.state = ACTIVE if first_chair else WAITING_FOR_CHAIR
    service.confirmed_on = local_day(now) if first_chair else None
    session.add(service)
    await session.flush()
    return Joining("welcome" if first_chair else "asked", school, service, member)


async def requests(session: AsyncSession, school_id: str) -> list[Request]:
    """Give who waits for the chair of a school, longest first."""
    rows = await session.execute(
        select(Service, Member, School)
        .join(Member, Member.id == Service.member_id)
        .join(School, School.id == Service.school_id)
        .where(Service.school_id == school_id, Service.state == WAITING_FOR_CHAIR)
        .order_by(Service.id),
    )
    return [Request(*row) for row in rows]


async def request_for(session: AsyncSession, chair: Colleague, service_id: int) -> Request | None:
    """Give a request by its id, if it still waits and this chair is the one to answer it."""
    service = await session.get(Service, service_id)
    school = chair.school(service.school_id) if service else None
    if service is None or school is None or service.state != WAITING_FOR_CHAIR:
        return None
    return Request(service, await session.get_one(Member, service.member_id), school)


def confirm(request: Request, now: datetime) -> None:
    """Make who waited a member of the school."""
    request.service.state, request.service.confirmed_on = ACTIVE, local_day(now)


async def turn_down(session: AsyncSession, request: Request) -> None:
    """Refuse who waited; somebody who serves no other school is forgotten."""
    await session.delete(request.service)
    await session.flush()
    left = await session.scalar(select(func.count()).where(Service.member_id == request.member.id))
    if not left:
        await session.delete(request.member)


async def _member(session: AsyncSession, newcomer: Newcomer, role: str) -> Member:
    member = await session.scalar(select(Member).where(Member.telegram_id == newcomer.telegram_id))
    member = member or Member(telegram_id=newcomer.telegram_id)
    member.name, member.role, member.language = kept_name(newcomer.name), role, newcomer.language
    member.reachable = True
    session.add(member)
    await session.flush()
    return member


async def _service(session: AsyncSession, school_id: str, member: Member | None) -> Service | None:
    if member is None:
        return None
    return await session.scalar(select(Service).where(Service.school_id == school_id, Service.member_id == member.id))


async def _works_somewhere(session: AsyncSession, member: Member) -> bool:
    found = select(Service.id).where(Service.member_id == member.id, Service.state != LEFT).limit(1)
    return await session.scalar(found) is not None


async def _has_chair(session: AsyncSession, school_id: str) -> bool:
    return any(contact.member.role == CHAIR for contact in await contacts(session, school_id))


def new_code() -> str:
    """Give a code that nobody guesses."""
    return secrets.token_urlsafe(CODE_BYTES)


def hash_of(code: str) -> str:
    """Give what is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()
