"""What is asked of the database: plain functions on a session."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert_on
from bot.models import REFUSED, SENT, WAITING, EditorQuestion, Incoming, Member, Outgoing, Person, Thread

IN_FLIGHT = "in_flight"


async def store_updates(session: AsyncSession, rows: Iterable[Mapping[str, Any]]) -> set[int]:
    """Store updates that were not stored before, by this replica or another; give the chats they belong to."""
    given = {row["update_id"]: row for row in rows}
    if not given:
        return set()
    fresh = insert_on(session)(Incoming).on_conflict_do_nothing().returning(Incoming.chat_id)
    return set(await session.scalars(fresh, list(given.values())))


async def newest_update(session: AsyncSession) -> int | None:
    """Give the highest update id that was ever stored."""
    return await session.scalar(select(func.max(Incoming.update_id)))


async def waiting_chats(session: AsyncSession, since: datetime | None = None) -> set[int]:
    """Give the chats with updates that wait to be handled; of those stored at or before `since`, if given."""
    waiting = select(Incoming.chat_id).where(Incoming.state == WAITING)
    if since is not None:
        waiting = waiting.where(Incoming.received_at <= since)
    return set(await session.scalars(waiting))


async def next_updates(session: AsyncSession, chat_id: int) -> list[Incoming]:
    """Give the oldest update of a chat that waits to be handled, and the one after it, if any."""
    rows = await session.scalars(
        select(Incoming)
        .where(Incoming.state == WAITING, Incoming.chat_id == chat_id)
        .order_by(Incoming.update_id)
        .limit(2),
    )
    return list(rows)


async def due_to_send(
    session: AsyncSession, now: datetime, limit: int, leave_out: Collection[int] = ()
) -> list[Outgoing]:
    """Give what may be sent at `now`, of each chat not left out only its oldest waiting row, so that order is kept.

    What is held back on purpose, such as over a weekend, does not hold up what is said after it.
    """
    earlier = Outgoing.__table__.alias("earlier")
    overtaken = exists().where(
        earlier.c.chat_id == Outgoing.chat_id,
        earlier.c.state == WAITING,
        earlier.c.id < Outgoing.id,
        or_(earlier.c.attempts > 0, earlier.c.not_before <= now),
    )
    left_out = or_(Outgoing.chat_id.is_(None), Outgoing.chat_id.not_in(leave_out)) if leave_out else true()
    rows = await session.scalars(
        select(Outgoing)
        .where(Outgoing.state == WAITING, Outgoing.not_before <= now, ~overtaken, left_out)
        .order_by(Outgoing.not_before, Outgoing.id)
        .limit(limit),
    )
    return list(rows)


async def next_send_moment(session: AsyncSession, now: datetime) -> datetime | None:
    """Give the earliest moment after `now` at which a waiting row may be sent."""
    return await session.scalar(
        select(Outgoing.not_before)
        .where(Outgoing.state == WAITING, Outgoing.not_before > now)
        .order_by(Outgoing.not_before)
        .limit(1),
    )


async def postpone_chat(session: AsyncSession, chat_id: int, until: datetime) -> None:
    """Let everything that waits for one chat wait until `until`."""
    await session.execute(update(Outgoing).where(*_waiting_for(chat_id)).values(not_before=until))


async def move_chat(session: AsyncSession, old: int, new: int) -> None:
    """Send what waits for `old` to `new`, because the group got another id."""
    for row in await session.scalars(select(Outgoing).where(*_waiting_for(old))):
        row.chat_id = new
        row.params = {**row.params, "chat_id": new}


async def outcomes(session: AsyncSession) -> Mapping[str, int]:
    """Count what was sent or refused, by outcome."""
    counted = await session.execute(
        select(Outgoing.outcome, func.count()).where(Outgoing.state.in_((SENT, REFUSED))).group_by(Outgoing.outcome),
    )
    return {outcome or "": count for outcome, count in counted}


async def language_of(session: AsyncSession, telegram_id: int) -> str | None:
    """Give the language a person chose, if any."""
    return await session.scalar(select(Person.language).where(Person.telegram_id == telegram_id))


async def person(session: AsyncSession, telegram_id: int) -> Person | None:
    """Give what we keep of a person, member or not."""
    return await session.scalar(select(Person).where(Person.telegram_id == telegram_id))


async def remember_person(session: AsyncSession, telegram_id: int, **changes: Any) -> None:
    """Keep a choice of a person, or whether messages still arrive; of a member likewise."""
    known = await person(session, telegram_id) or Person(telegram_id=telegram_id)
    session.add(known)
    for row in (known, *await session.scalars(select(Member).where(Member.telegram_id == telegram_id))):
        for name, value in changes.items():
            setattr(row, name, value)


async def remember_thread(session: AsyncSession, chat_id: int, telegram_id: int, *, topic: str, now: datetime) -> None:
    """Keep what somebody was told about in a chat."""
    await session.execute(delete(Thread).where(*_of(chat_id, telegram_id)))
    session.add(Thread(chat_hash=chat_id, telegram_hash=telegram_id, topic=topic, told_at=now))
    await session.flush()


async def thread_since(session: AsyncSession, chat_id: int, telegram_id: int, since: datetime) -> str | None:
    """Give the topic somebody was told about in a chat at or after `since`."""
    return await session.scalar(select(Thread.topic).where(*_of(chat_id, telegram_id), Thread.told_at >= since))


async def stored_update(session: AsyncSession, update_id: int, chat_id: int) -> Incoming | None:
    """Give an update that was stored, if it is of this chat."""
    return await session.scalar(
        select(Incoming).where(Incoming.update_id == update_id, Incoming.chat_id == chat_id),
    )


async def editor_questions(session: AsyncSession) -> list[EditorQuestion]:
    """Give the questions that editors must look at, oldest first."""
    return list(await session.scalars(select(EditorQuestion).order_by(EditorQuestion.asked_at, EditorQuestion.id)))


def _of(chat_id: int, telegram_id: int) -> tuple[ColumnElement[bool], ...]:
    return Thread.chat_hash == chat_id, Thread.telegram_hash == telegram_id


def _waiting_for(chat_id: int) -> tuple[ColumnElement[bool], ...]:
    return Outgoing.state == WAITING, Outgoing.chat_id == chat_id
