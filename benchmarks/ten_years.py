"""Ten simulated years of meetings, with restarts at random moments: each reminder due is said once, none too late.

    python -m benchmarks.ten_years --years 10 --schools 3

The program is stopped at random, also in the middle of a transaction, and stands still for minutes or days; at other
times only Telegram is away. Meetings are planned, moved and cancelled, members say that they come or not. What must
have been said is worked out here a second time, day by day, from the dates alone.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time as stopwatch
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks.due_reminders import MINUTE, faults
from benchmarks.made_up_decade import FIRST, Act, Decade, gaps, people, plans, starts_after
from bot.cases.desk import Desk
from bot.database import Database
from bot.keyring import Keyring, new_key
from bot.local_time import AMSTERDAM
from bot.meetings import answering, leading, planning, reminding
from bot.meetings.gathering import gathering
from bot.meetings.planning import Wish
from bot.models import (
    EXPIRED,
    REFUSED,
    SENT,
    WAITING,
    Attendance,
    MeetingNotice,
    Member,
    Outgoing,
    School,
)
from bot.render import Renderer
from knowledge.meetings import meeting_table
from knowledge.tables import knowledge

MOVES, CANCELS, ANSWERS, COMES, STOPS = 0.3, 0.08, 0.7, 0.75, 0.03
PATIENCE = timedelta(minutes=15)


class StoppedError(Exception):
    """The program was stopped in the middle of something."""


async def ten_years(folder: Path, *, years: int, schools: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Live through the years; give what was counted, and everything that went wrong."""
    keys = Keyring.read(new_key())
    url = f"sqlite+aiosqlite:///{folder}/ten_years.db"
    database = Database(url, keys)
    await database.upgrade()
    start = datetime.combine(FIRST, time(9), AMSTERDAM)
    life = Decade(url, keys, random.Random(seed), Renderer(knowledge(), "WegwijsBot"), database, start)
    await people(life, schools)
    acts = plans(life, years, schools)
    gaps(life, start + timedelta(days=365 * years + 60))
    await _live(life, acts)
    async with life.database.transaction() as session:
        notices = await session.scalars(select(MeetingNotice))
        noted = {(one.meeting_id, one.member_id, int(one.starts_at.timestamp()), one.moment) for one in notices}
    await life.database.close()
    return life.memory.counted, faults(life.memory, noted)


async def _live(life: Decade, acts: list[Act]) -> None:
    """Do what people do at its moment; in between the clock looks whenever something may be due."""
    while acts or await _next_look(life):
        acts.sort(key=lambda act: act[0])
        due = await _next_look(life)
        if acts and (due is None or acts[0][0] <= due):
            at, what, about = acts.pop(0)
            await _go_to(life, at)
            acts += await _act(life, what, about)
        elif due is not None:
            await _go_to(life, due)
            await _look(life)


async def _next_look(life: Decade) -> datetime | None:
    async with life.database.transaction() as session:
        due = await session.scalar(
            select(Attendance.next_at).order_by(Attendance.next_at).limit(1).where(Attendance.next_at.is_not(None))
        )
        held_back = await session.scalar(
            select(Outgoing.not_before).where(Outgoing.state == WAITING).order_by(Outgoing.not_before).limit(1)
        )
    found = [at for at in (due, held_back) if at is not None]
    pause = PATIENCE if life.memory.away(life.now, telegram=True) else MINUTE
    return max(min(found), life.now + pause).astimezone(AMSTERDAM) if found else None


async def _go_to(life: Decade, at: datetime) -> None:
    """Let time pass: what lies in a time without the program happens after it, in a program that was just started."""
    gap = life.memory.away(at, telegram=False)
    passed = [one for one in life.memory.gaps if not one.telegram and life.now < one.first <= at]
    life.now = max(life.now, gap.last if gap else at) + MINUTE * life.chance.random()
    if gap or passed:
        await life.restart()


async def _look(life: Decade) -> None:
    """Look as the clock does, and send; sometimes the program stops in the middle of it."""
    with suppress(StoppedError):
        async with life.database.transaction() as session:
            due = await reminding.due_meetings(session, life.now)
        for number in due:
            async with life.database.transaction() as session:
                await reminding.remind(life.desk(session), number)
                _may_stop(life)
        async with life.database.transaction() as session:
            await leading.ask_whether_held(life.desk(session))
        await _send(life)
        return
    await life.restart()


def _may_stop(life: Decade) -> None:
    if life.chance.random() < STOPS:
        life.memory.counted["stopped in a transaction"] += 1
        raise StoppedError


async def _send(life: Decade) -> None:
    """Send what may go, as the sender does: what is too late to be right is left out."""
    if life.memory.away(life.now, telegram=True):
        return
    async with life.database.transaction() as session:
        rows = await session.scalars(select(Outgoing).where(Outgoing.state == WAITING, Outgoing.not_before <= life.now))
        for row in rows:
            late = row.not_after is not None and row.not_after <= life.now
            row.state, row.outcome = (REFUSED, EXPIRED) if late else (SENT, "sent")
            if not late:
                life.memory.sent.append((row.key or "", life.now))


async def _act(life: Decade, what: str, about: tuple[Any, ...]) -> list[Act]:
    """Do one thing; give what somebody will do later."""
    if what == "plan":
        return await _plan(life, *about)
    async with life.database.transaction() as session:
        desk = life.desk(session)
        of = await gathering(desk, about[0])
        if of is None or not of.planned or not of.about_to(life.now):
            return []
        if what == "answer":
            await _answer(life, desk, of.id, about[1])
        else:
            chair = await session.get_one(Member, of.row.made_by)
            before = of.row.starts_at
            life.memory.ends(of.id, None, life.now)
            if what == "move":
                await planning.move(desk, of, starts_after(life, life.now), chair)
                life.memory.begins(
                    of.id, of.row.starts_at, [one.member_id for one in await _invited(desk, of.id)], life.now
                )
            else:
                await planning.cancel(desk, of, chair)
            life.memory.counted[what] += 1
            life.memory.counted["moved across summer time"] += what == "move" and _shift(before) != _shift(
                of.row.starts_at
            )
    await _look(life)
    return []


async def _plan(life: Decade, school: int, kind: str, starts: datetime) -> list[Act]:
    async with life.database.transaction() as session:
        desk = life.desk(session)
        chair = await session.scalar(select(Member).where(Member.telegram_id == 1000 + school * 10))
        assert chair is not None
        if starts <= life.now:
            return []
        place = await session.get_one(School, f"school_{school}")
        of = await planning.plan(desk, Wish(meeting_table().kinds[kind], place, starts, 60), chair)
        people = [one.member_id for one in await _invited(desk, of.id)]
        life.memory.begins(of.id, starts, people, life.now)
        life.memory.counted["planned"] += 1
    await _look(life)
    return [*_later(life, of.id, starts, people)]


def _later(life: Decade, meeting: int, starts: datetime, people: Sequence[int]) -> list[Act]:
    def some_time() -> datetime:
        return life.now + (starts - life.now) * life.chance.random()

    acts: list[Act] = []
    while life.chance.random() < MOVES:
        acts.append((some_time(), "move", (meeting,)))
    if life.chance.random() < CANCELS:
        acts.append((some_time(), "cancel", (meeting,)))
    for member in people[1:]:
        while life.chance.random() < ANSWERS:
            acts.append((some_time(), "answer", (meeting, member)))
    return acts


async def _answer(life: Decade, desk: Desk, meeting: int, member_id: int) -> None:
    of = await gathering(desk, meeting)
    member = await desk.session.get_one(Member, member_id)
    comes = life.chance.random() < COMES
    running = life.memory.running(meeting, member_id, life.now)
    if of is None or not await answering.answer(desk, of, member, comes=comes):
        return
    if not comes:
        life.memory.ends(meeting, member_id, life.now)
    elif not running:
        life.memory.begins(meeting, of.row.starts_at, [member_id], life.now)


async def _invited(desk: Desk, meeting: int) -> list[Attendance]:
    rows = await desk.session.scalars(
        select(Attendance).where(Attendance.meeting_id == meeting).order_by(Attendance.member_id)
    )
    return list(rows)


def _shift(at: datetime) -> timedelta | None:
    return at.astimezone(AMSTERDAM).utcoffset()


def main() -> int:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--schools", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = stopwatch.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        work = ten_years(Path(folder), years=given.years, schools=given.schools, seed=given.seed)
        counted, wrong = asyncio.run(work)
    for what, count in sorted(counted.items()):
        sys.stdout.write(f"{what:28} {count:8}\n")
    sys.stdout.write(f"{'faults':28} {len(wrong):8}\n{'seconds':28} {stopwatch.monotonic() - began:8.0f}\n")
    for fault in wrong[:20]:
        sys.stdout.write(f"{fault}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
