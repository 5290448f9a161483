"""Many rows as years of use would leave them, and the questions that are asked of them all day long."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import case, event, func, insert, join, literal, null, select, text, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot import expiring, queries
from bot.cases.desk import Desk
from bot.database import Database
from bot.health import health
from bot.meetings import reminding
from bot.models import AT_ONCE, REFUSED, SENT, Attendance, Meeting, Member, Outgoing
from bot.render import Renderer
from knowledge.tables import knowledge

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
DAY = timedelta(days=1)
TIMES = 5
BLOCK, RECENT, WAITING_ROWS, LATER_ROWS = 1_000, 20, 10_000, 10_000
PEOPLE = 1_000
DUE_OF = 1_000
"""One meeting in so many has somebody to remind now, and another one somebody to remind later."""
Asks = Callable[[AsyncSession], Awaitable[object]]


@dataclass(frozen=True)
class Question:
    """What was asked, how long it took, and how the database went about it."""

    name: str
    seconds: float
    plan: str


async def fill(database: Database, rows: int) -> float:
    """Write so many rows in the outbox and in the attendances; give the seconds that took."""
    since = time.perf_counter()
    await _fill_outbox(database, rows)
    await _fill_attendances(database, rows)
    if database.shared:
        async with database.transaction() as session:
            await session.execute(text("ANALYZE"))
    return time.perf_counter() - since


async def _fill_outbox(database: Database, rows: int) -> None:
    """Write a block of what was sent over and over, and beside it what waits: each in a chat of its own."""
    async with database.transaction() as session:
        session.add_all(_sent(number) for number in range(min(BLOCK, rows)))
    columns = [column for column in Outgoing.__table__.columns if column.name != "id"]
    written = min(BLOCK, rows)
    while written < rows:
        more = min(written, rows - written)
        again = select(*columns).order_by(Outgoing.id).limit(more)
        async with database.transaction() as session:
            await session.execute(insert(Outgoing).from_select([column.name for column in columns], again))
        written += more
    few = min(rows // 10, WAITING_ROWS)
    async with database.transaction() as session:
        session.add_all(_waiting(number, AT_ONCE) for number in range(few))
        session.add_all(_waiting(number, NOW + DAY) for number in range(few, few + min(rows // 10, LATER_ROWS)))


def _sent(number: int) -> Outgoing:
    """Make what was said: long ago without its chat, as that is forgotten."""
    recent = number < RECENT
    at = NOW - (timedelta(minutes=number) if recent else DAY * number)
    return Outgoing(
        chat_id=number if recent else None,
        method="sendMessage",
        params={},
        state=REFUSED if number % 200 == 1 else SENT,
        outcome="blocked" if number % 200 == 1 else "sent",
        created_at=at,
        not_before=AT_ONCE,
        sent_at=at,
        message_id=number,
    )


def _waiting(number: int, since: datetime) -> Outgoing:
    return Outgoing(
        chat_id=BLOCK + number, method="sendMessage", params={"text": "Dag"}, created_at=NOW - DAY, not_before=since
    )


async def _fill_attendances(database: Database, rows: int) -> None:
    """Let everybody have been at every meeting; a few of those are still to come."""
    people = min(PEOPLE, rows)
    async with database.transaction() as session:
        session.add_all(Member(name=f"Iemand {number}", role="mentor") for number in range(people))
        await session.flush()
        by = await session.scalar(select(func.min(Member.id)))
        session.add_all(
            Meeting(
                kind="stedelijk",
                starts_at=NOW - DAY + timedelta(minutes=number),
                minutes=60,
                uid=f"many{number}",
                made_by=by,
                made_at=NOW - DAY,
                changed_at=NOW - DAY,
            )
            for number in range(rows // people)
        )
    next_at = case(
        (Meeting.id % DUE_OF == 0, literal(NOW, Attendance.next_at.type)),
        (Meeting.id % DUE_OF == 1, literal(NOW + DAY, Attendance.next_at.type)),
        else_=null(),
    )
    pairs = join(Meeting, Member, true())
    who = select(Meeting.id, Member.id, literal("mentor"), literal("none"), next_at).select_from(pairs)
    every = who.where(Meeting.uid.startswith("many"), Member.name.is_not(None))
    names = ["meeting_id", "member_id", "seat", "answer", "next_at"]
    async with database.transaction() as session:
        if database.shared:
            # Looking up twenty million times whether a member exists takes longer than all the rest.
            await session.execute(text("SET LOCAL session_replication_role = replica"))
        await session.execute(insert(Attendance).from_select(names, every))


async def questions(database: Database) -> AsyncIterator[Question]:
    """Ask each question some times; give the median."""
    renderer = Renderer(knowledge())
    asked: dict[str, Asks] = {
        "meetings to remind of": lambda session: reminding.due_meetings(session, NOW),
        "what may be sent now": lambda session: queries.due_to_send(session, NOW, 16),
        "when to send next": lambda session: queries.next_send_moment(session, NOW),
        "what waits, for the figures": lambda session: health(session, NOW),
        "what was kept long enough": lambda session: expiring.expire(Desk(session, renderer, NOW)),
    }
    for name, ask in asked.items():
        seconds = []
        for _ in range(TIMES):
            async with database.transaction() as session:
                since = time.perf_counter()
                await ask(session)
                seconds.append(time.perf_counter() - since)
        yield Question(name, median(seconds), await _plan(database, ask))


async def _plan(database: Database, ask: Asks) -> str:
    """Tell which indexes the database uses for a question, and which tables it would read from end to end."""
    said: list[tuple[str, Any]] = []

    def hear(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        said.append((statement, values))

    async with database.transaction() as session:
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", hear)
        await ask(session)
        event.remove(engine, "before_cursor_execute", hear)
        explain = "EXPLAIN" if database.shared else "EXPLAIN QUERY PLAN"
        connection = await session.connection()
        lines = [
            str(row[-1])
            for statement, values in said
            if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE"))
            for row in await connection.exec_driver_sql(f"{explain} {statement}", values)
        ]
    return ", ".join(dict.fromkeys(filter(None, map(_told, lines))))


def _told(line: str) -> str:
    """Say of one step of a plan what matters: the index, or that a large table is read whole, be it in some order."""
    words = line.replace("(", " ").split()
    large = [name for name in ("outbox", "attendances") if name in words]
    if large and (words[0] == "SCAN" or "Seq" in words):
        return f"ALL OF {large[0]}"
    found = [word for word in words if word.startswith(("ix_", "pk_", "uq_", "sqlite_autoindex"))]
    return found[0] if found else ""
