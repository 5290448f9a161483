"""Ten thousand reminders due in one minute, and what the clock and the sender ask the database each time they look.

    python -m benchmarks.reminders                               # SQLite, and then PostgreSQL
    python -m benchmarks.reminders --database sqlite --due 1000 --a-second 500 --rows 0

First: schools where as many people as asked meet a week from now, all to be reminded at eight. The clock looks once and
puts each reminder ready; the sender sends them to the stand-in at the pace Telegram allows (`--a-second`). Then: the
questions that are asked over and over, over many rows (`--rows`), with how the database means to answer them.
"""

import argparse
import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy import func, select

from benchmarks.crowd import FIRST_ID, Crowd
from benchmarks.many_rows import fill, questions
from benchmarks.replicas import Town, quiet_town
from bot.app import build
from bot.clock import Clock
from bot.context import SERVICES
from bot.database import Database
from bot.local_time import AMSTERDAM
from bot.models import COMES, Attendance, Meeting, MeetingNotice, Member, School, Service
from bot.outbox.pacing import A_SECOND, Pacing
from bot.outbox.sender import Sender

AT = datetime(2026, 12, 1, 8, tzinfo=AMSTERDAM)
MEETS = AT + timedelta(days=2, hours=2)
TOLD = AT - timedelta(days=1)
AT_A_SCHOOL = 20
SEATS = ("ondersteuningscoordinator", "brugfunctionaris", "jeugdarts", "leerplichtambtenaar")
LOOKS_EVERY = 0.5


async def people_meet(database: Database, count: int) -> None:
    """Let so many people meet, twenty at a school, all to be told of that now."""
    for first in range(0, count, AT_A_SCHOOL):
        async with database.transaction() as session:
            school = School(id=f"b{first}", name=f"School {first}", region="midden", closed_days=[])
            numbers = range(first, min(first + AT_A_SCHOOL, count))
            members = [
                Member(telegram_id=FIRST_ID + number, name=f"Iemand {number}", role=_role(at))
                for at, number in enumerate(numbers)
            ]
            session.add_all([school, *members])
            await session.flush()
            meeting = Meeting(
                school_id=school.id,
                kind="casusoverleg",
                starts_at=MEETS,
                minutes=60,
                uid=f"{first}@benchmark",
                made_by=members[0].id,
                made_at=TOLD,
                changed_at=TOLD,
            )
            session.add(meeting)
            await session.flush()
            session.add_all(Service(school_id=school.id, member_id=member.id) for member in members)
            session.add_all(
                Attendance(
                    meeting_id=meeting.id,
                    member_id=member.id,
                    seat=member.role,
                    answer=COMES,
                    known_since=TOLD,
                    next_at=AT,
                )
                for member in members
            )


def _role(at: int) -> str:
    return SEATS[at] if at < len(SEATS) else "mentor"


@asynccontextmanager
async def sending(here: Town, database: Database, a_second: int) -> AsyncIterator[Clock]:
    """Run the real sender before the stand-in; give a clock that wakes it."""
    application = build(here.settings, now=lambda: AT)
    services = application.bot_data[SERVICES]
    async with application:
        sender = Sender(
            database,
            application.bot,
            now=services.now,
            draw=_nothing_to_draw,
            buttons=services.buttons,
            pacing=Pacing(a_second),
        )
        running = asyncio.create_task(sender.run())
        try:
            yield Clock(database, services.renderer, now=services.now, wake=sender.wake)
        finally:
            sender.stop()
            await running


async def _nothing_to_draw(_picture: dict[str, str]) -> bytes:
    raise LookupError


async def ready(database: Database, due: int, looking: asyncio.Task[None]) -> float:
    """Give the moment at which every reminder was put ready, at the latest when the clock has looked."""
    noted = 0
    while noted < due and not looking.done():
        await asyncio.sleep(LOOKS_EVERY)
        async with database.transaction() as session:
            noted = await session.scalar(select(func.count()).select_from(MeetingNotice)) or 0
    return time.perf_counter()


async def remind(kind: str, due: int, a_second: int) -> None:
    """Let so many reminders be due in one minute, and print when they arrive."""
    crowd = Crowd(due)
    async with quiet_town(kind, 1, crowd) as here:
        database = Database.of(here.settings)
        await people_meet(database, due)
        async with sending(here, database, a_second) as clock:
            since = time.perf_counter()
            looking = asyncio.create_task(clock.look())
            put_ready = asyncio.create_task(ready(database, due, looking))
            crowd.expect(since)
            arrived = await crowd.answered(due, patience=60)
            took, heard = crowd.last - since, len(crowd.took)
            await asyncio.gather(looking, put_ready)
        await database.close()
    print(f"\n{kind}: {due:,} reminders due in one minute, {a_second} a second may be sent")
    print(f"  all put ready after   {put_ready.result() - since:8.1f} s")
    print(f"  first, last arrived   {crowd.first - since:8.1f} s, {took:.1f} s: {heard / took:.1f} a second")
    print(f"  arrived, each once    {heard:,} of {due:,}, {crowd.again:,} again")
    if not arrived or crowd.again:
        raise SystemExit("not every reminder arrived once")


async def ask(kind: str, rows: int) -> None:
    """Fill the tables, and print how each question is answered."""
    async with quiet_town(kind, 1) as here:
        database = Database.of(here.settings)
        took = await fill(database, rows)
        print(f"\n{kind}: {rows:,} rows in the outbox and in the attendances each, written in {took:.0f} s")
        async for one in questions(database):
            print(f"  {one.name:<34}{one.seconds * 1000:9.2f} ms   {one.plan}")
        await database.close()


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--due", type=int, default=10_000)
    parser.add_argument("--a-second", type=int, default=A_SECOND)
    parser.add_argument("--rows", type=int, default=10_000_000)
    given = parser.parse_args()
    for kind in given.database:
        if given.due:
            asyncio.run(remind(kind, given.due, given.a_second))
        if given.rows:
            asyncio.run(ask(kind, given.rows))


if __name__ == "__main__":
    main()
