"""What is asked of the database: plain functions on a session."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Table, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert_on
from bot.models import (
    EXPIRED,
    REFUSED,
    SENT,
    WAITING,
    EditorQuestion,
    Incoming,
    Member,
    Outgoing,
    Person,
    Thread,
    UtcDateTime,
)

IN_FLIGHT = "in_flight"


class Due(NamedTuple):
    """What may be sent now, as it stands in the outbox."""

    id: int
    chat_id: int | None
    method: str
    params: dict[str, Any]
    picture: dict[str, Any] | None
    key: str | None
    outcome: str | None
    not_after: datetime | None
    fleeting: bool


# Asked for each update: they are put together once.
_NOW = bindparam("now", type_=UtcDateTime)
OUTBOX, INBOX = cast("Table", Outgoing.__table__), cast("Table", Incoming.__table__)
_OUTBOX, _INBOX = OUTBOX.c, INBOX.c
_EARLIER = OUTBOX.alias("earlier").c
_OVERTAKEN = exists().where(
    _EARLIER.chat_hash == _OUTBOX.chat_hash,
    _EARLIER.state == WAITING,
    _EARLIER.id < _OUTBOX.id,
    or_(_EARLIER.attempts > 0, _EARLIER.not_before <= _NOW),
)
_DUE = (
    select(*(_OUTBOX[name] for name in Due._fields))
    .where(
        _OUTBOX.state == WAITING,
        _OUTBOX.not_before <= _NOW,
        ~_OVERTAKEN,
        or_(_OUTBOX.chat_hash.is_(None), _OUTBOX.chat_hash.not_in(bindparam("chats", expanding=True))),
        _OUTBOX.id.not_in(bindparam("flying", expanding=True)),
    )
    .order_by(_OUTBOX.not_before, _OUTBOX.id)
    .limit(bindparam("most"))
)
_ROWS = _OUTBOX.id.in_(bindparam("rows", expanding=True))
_CLAIM = update(OUTBOX).where(_ROWS).values(outcome=IN_FLIGHT, attempts=_OUTBOX.attempts + 1).returning(_OUTBOX.id)
_EXPIRE = update(OUTBOX).where(_ROWS).values(state=REFUSED, outcome=EXPIRED, sent_at=_NOW, params={}, picture=None)
_NEXT_MOMENT = (
    select(_OUTBOX.not_before)
    .where(_OUTBOX.state == WAITING, _OUTBOX.not_before > _NOW)
    .order_by(_OUTBOX.not_before)
    .limit(1)
)
_NEXT = (
    select(_INBOX.update_id, _INBOX.payload)
    .where(_INBOX.state == WAITING, _INBOX.chat_hash == bindparam("chat"))
    .order_by(_INBOX.update_id)
    .limit(2)
)
_HANDLED = (
    update(INBOX).where(_INBOX.update_id == bindparam("update")).values(state=bindparam("becomes"), handled_at=_NOW)
)


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


async def next_updates(session: AsyncSession, chat_id: int) -> list[tuple[int, dict[str, Any]]]:
    """Give number and content of the oldest update of a chat that waits, and those of the one after it, if any."""
    found = await session.execute(_NEXT, {"chat": chat_id})
    return [(update_id, payload) for update_id, payload in found]


async def handled(session: AsyncSession, update_id: int, state: str, now: datetime) -> None:
    """Write down that an update is handled."""
    await session.execute(_HANDLED, {"update": update_id, "becomes": state, "now": now})


async def due_to_send(
    session: AsyncSession, now: datetime, limit: int, *, leave_out: Collection[int] = (), flying: Collection[int] = ()
) -> list[Due]:
    """Give what may be sent at `now` and is not `flying`, of each chat not left out only its oldest waiting row.

    So order is kept. What is held back on purpose, such as over a weekend, does not hold up what is said after it.
    """
    given = {"now": now, "most": limit, "chats": list(leave_out), "flying": list(flying)}
    return [Due._make(row) for row in await session.execute(_DUE, given)]


async def claim(session: AsyncSession, due: Sequence[Due]) -> list[Due]:
    """Write down that these are being sent, before they are: whether they arrive is not known until it is.

    Gives those that are still there: another may have taken one back since it was found.
    """
    claimed = set(await session.scalars(_CLAIM, {"rows": [one.id for one in due]}))
    return [one for one in due if one.id in claimed]


async def expire(session: AsyncSession, due: Iterable[Due], now: datetime) -> None:
    """Write down that these were not sent in time to be right."""
    await session.execute(_EXPIRE, {"rows": [one.id for one in due], "now": now})


async def next_send_moment(session: AsyncSession, now: datetime) -> datetime | None:
    """Give the earliest moment after `now` at which a waiting row may be sent."""
    return await session.scalar(_NEXT_MOMENT, {"now": now})


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
