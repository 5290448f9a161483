"""A made-up school year through the real loop: every case taken, passed on or closed, none silent, none twice.

    python -m benchmarks.school_year --schools 20 --days 320

Events and people are drawn from a fixed seed. The clock looks three times a day, and the auditor after each look.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import func, select, update

from bot import queries
from bot.audit import audit
from bot.cases import acting
from bot.cases.case import SAFETY_ANSWERS, case_of
from bot.cases.desk import Desk
from bot.cases.moments import calendar_of
from bot.cases.reading import Reading
from bot.cases.recording import record, withdraw
from bot.clock import Clock
from bot.database import Database
from bot.keyring import Keyring, new_key
from bot.local_time import AMSTERDAM
from bot.models import Escalation, EscalationStep, Member, Outgoing, Person, School, Service, Signal
from bot.models.cases import CLOSED, OPEN, TAKEN
from bot.render import Renderer
from knowledge.rules import What
from knowledge.tables import knowledge

FIRST = date(2026, 8, 31)
HOURS = (9, 13, 17)
PARTNERS = ("brugfunctionaris", "jeugdarts", "leerplichtambtenaar", "jongerenwerker")
PUPILS, MENTORS = 25, 3
EVENTS_A_DAY = 2
NEVER_ANSWERS, DECLINES, TAKES, CLOSES, BLOCKS = 0.15, 0.1, 0.5, 0.25, 0.004


@dataclass
class Year:
    """The year so far."""

    database: Database
    renderer: Renderer
    chance: random.Random
    now: datetime
    looks: int = 0

    def desk(self, session: object) -> Desk:
        return Desk(session, self.renderer, self.now)  # type: ignore[arg-type]


async def people(year: Year, schools: int) -> None:
    """Make schools with mentors and a coordinator; three schools share their partners, who work on some days."""
    phone = iter(range(10_000, 1_000_000))
    shared: dict[str, Member] = {}
    async with year.database.transaction() as session:
        for number in range(schools):
            school = School(id=f"s{number}", name=f"School {number}", region="midden", closed_days=[])
            chair = Member(telegram_id=next(phone), name=f"Chair {number}", role="ondersteuningscoordinator")
            mentors = [Member(telegram_id=next(phone), name=f"M{number}.{m}", role="mentor") for m in range(MENTORS)]
            if number % 3 == 0:
                shared = {
                    role: Member(telegram_id=next(phone), name=f"{role} {number}", role=role) for role in PARTNERS
                }
            session.add_all([school, chair, *mentors, *shared.values()])
            await session.flush()
            for member in (chair, *mentors):
                session.add(Service(school_id=school.id, member_id=member.id, stand_in_id=mentors[0].id))
            for role, member in shared.items():
                if role != "jongerenwerker" or number % 2:
                    days = sorted(year.chance.sample(range(5), 3))
                    session.add(Service(school_id=school.id, member_id=member.id, working_days=days))


def happens(year: Year, day: date) -> Reading:
    """Draw one event of one pupil."""
    code = f"L{year.chance.randrange(PUPILS):03d}"
    drawn = year.chance.random()
    if drawn < 0.45:
        end = day + timedelta(days=year.chance.randrange(3)) if year.chance.random() < 0.8 else None
        return Reading("sick", code, start=day, end=end)
    if drawn < 0.6:
        return Reading("recovered", code, start=day)
    if drawn < 0.85:
        return Reading("unexcused", code, start=day, hours=Decimal(year.chance.randrange(1, 8)))
    if drawn < 0.93:
        return Reading("attendance", code, percentage=Decimal(year.chance.randrange(30, 100)))
    return Reading("concern", code, what=year.chance.choice(list(What)).value)


async def school_day(year: Year) -> None:
    """Let mentors log what happened; now and then a signal is withdrawn."""
    async with year.database.transaction() as session:
        schools = list(await session.scalars(select(School)))
        mentors = {
            school.id: list(
                await session.scalars(
                    select(Member)
                    .join(Service, Service.member_id == Member.id)
                    .where(Service.school_id == school.id, Member.role == "mentor")
                )
            )
            for school in schools
        }
    for school in schools:
        if not calendar_of(school).is_school_day(year.now.date()):
            continue
        for _ in range(EVENTS_A_DAY):
            async with year.database.transaction() as session:
                mentor = year.chance.choice(mentors[school.id])
                recorded = await record(year.desk(session), happens(year, year.now.date()), mentor, school)
                if year.chance.random() < 0.05:
                    await withdraw(year.desk(session), recorded.signals[0], mentor)


async def people_act(year: Year) -> None:
    """Let owners answer, or not; a few block the bot, and some of those come back."""
    async with year.database.transaction() as session:
        running = list(await session.scalars(select(Escalation.id).where(Escalation.state != CLOSED)))
    for number in running:
        async with year.database.transaction() as session:
            await act(year, year.desk(session), number)
    async with year.database.transaction() as session:
        for member in await session.scalars(select(Member)):
            if year.chance.random() < BLOCKS:
                person = await queries.person(session, member.telegram_id) or Person(telegram_id=member.telegram_id)
                person.reachable = False
                session.add(person)
        if year.chance.random() < 0.3:
            await session.execute(update(Person).values(reachable=True))


async def act(year: Year, desk: Desk, number: int) -> None:
    """Let the owner of one case do something, or nothing."""
    case = await case_of(desk, number)
    owner = await desk.session.get(Member, case.row.owner_id) if case and case.row.owner_id else None
    if case is None or owner is None or (owner.id % 7 == 0 and year.chance.random() > NEVER_ANSWERS):
        return
    drawn = year.chance.random()
    if case.row.state == OPEN and drawn < DECLINES:
        await acting.decline(desk, case, owner, "anders")
    elif case.row.state == OPEN and drawn < TAKES:
        taken = [await acting.take(desk, case, owner) for _ in range(2)]
        assert taken == [True, False]
    elif case.row.state == TAKEN and case.may_ask_doctor and drawn < CLOSES:
        await acting.call_in_doctor(desk, case, owner, consent=drawn < CLOSES / 2)
    elif case.row.state == TAKEN and drawn < CLOSES:
        await acting.report(desk, case, owner)
        await acting.answer_safety(desk, case, owner, year.chance.choice(SAFETY_ANSWERS))
        assert await acting.close(desk, case, owner, year.chance.choice(case.outcomes))


async def live(year: Year, days: int) -> list[str]:
    """Live through the days; give what the auditor found."""
    faults: list[str] = []
    clock = Clock(year.database, year.renderer, now=lambda: year.now, wake=lambda: None)
    for passed in range(days):
        for hour in HOURS:
            day = FIRST + timedelta(days=passed)
            year.now = datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM)
            await clock.look()
            year.looks += 1
            async with year.database.transaction() as session:
                faults += [f"{year.now:%Y-%m-%d %H:%M} {fault}" for fault in await audit(session, year.now)]
            if hour == HOURS[0]:
                await school_day(year)
            elif hour == HOURS[1]:
                await people_act(year)
    return faults


async def told(year: Year, faults: list[str], seconds: float) -> int:
    """Print the figures; give the exit status."""
    async with year.database.transaction() as session:
        signals = await session.scalar(select(func.count()).select_from(Signal))
        messages = await session.scalar(select(func.count()).select_from(Outgoing))
        rows = list(await session.scalars(select(Escalation)))
        steps = Counter(await session.scalars(select(EscalationStep.what)))
    ended = Counter(row.outcome for row in rows if row.state == CLOSED)
    running = [row for row in rows if row.state != CLOSED]
    print(f"{signals} signals, {len(rows)} cases, {messages} messages, {year.looks} looks in {seconds:.0f} s")
    print("closed:", dict(ended), "still running, each with an owner and a next moment:", len(running))
    print("steps:", dict(steps))
    print("faults:", len(faults), *faults[:10], sep="\n  ")
    return 1 if faults else 0


async def main(schools: int, days: int) -> int:
    """Run it."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        database = Database(f"sqlite+aiosqlite:///{Path(home) / 'year.db'}", Keyring.read(new_key()))
        await database.upgrade()
        year = Year(database, Renderer(knowledge(), "Wegwijs"), random.Random(1), datetime.now(AMSTERDAM))
        await people(year, schools)
        faults = await live(year, days)
        status = await told(year, faults, time.perf_counter() - begun)
        await database.close()
    return status


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=20)
    parser.add_argument("--days", type=int, default=320)
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.schools, given.days)))
