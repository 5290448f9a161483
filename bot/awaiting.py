"""What somebody may answer in words of their own: kept in the database, so that any replica reads the answer."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Awaited

AWAITED_LASTS = timedelta(hours=1)


class Place(NamedTuple):
    """Who is typing, and in which chat."""

    telegram_id: int
    chat_id: int


class Asked(NamedTuple):
    """What was asked in a chat: who takes the answer, what is known so far, and the words typed before."""

    purpose: str
    about: dict[str, Any]
    words: str | None = None


async def expect(session: AsyncSession, place: Place, asked: Asked, now: datetime) -> None:
    """Let the next line typed in a chat be taken as an answer; what was asked before is forgotten."""
    await forget(session, place)
    session.add(Awaited(telegram_hash=place.telegram_id, chat_hash=place.chat_id, **asked._asdict(), asked_at=now))
    await session.flush()


async def awaited(session: AsyncSession, place: Place, now: datetime) -> Asked | None:
    """Give what somebody was asked in a chat; None when it is nothing, or longer than an hour ago."""
    row = await session.scalar(select(Awaited).where(*_of(place)))
    if row is None or row.asked_at < now - AWAITED_LASTS:
        return None
    return Asked(row.purpose, row.about, row.words)


async def forget(session: AsyncSession, place: Place) -> None:
    """Forget what somebody was asked in a chat."""
    await session.execute(delete(Awaited).where(*_of(place)))


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Forget what nobody answered within the hour."""
    await session.execute(delete(Awaited).where(Awaited.asked_at < now - AWAITED_LASTS))


def _of(place: Place) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Awaited.telegram_hash == place.telegram_id, Awaited.chat_hash == place.chat_id
