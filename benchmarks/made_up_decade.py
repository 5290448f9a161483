"""A made-up decade: people, the meetings they plan, and when the program or Telegram is away; all from a fixed seed."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.due_reminders import DAY, DAYS_BEFORE, MINUTE, Gap, Memory
from bot.cases.desk import Desk
from bot.database import Database
from bot.keyring import Keyring
from bot.local_time import AMSTERDAM
from bot.models import Member, ReminderChoice, School, Service
from bot.render import Renderer
from knowledge.meetings import CASES, EVALUATION, meeting_table

FIRST = date(2026, 9, 1)
ROLES = ("ondersteuningscoordinator", "brugfunctionaris", "jeugdarts", "leerplichtambtenaar")
MEETINGS_A_YEAR = {EVALUATION: 3, CASES: 8}
CHOOSES = 0.25
RESTARTS_EVERY, LONG_OUTAGE, TELEGRAM_AWAY = timedelta(days=3), 0.25, 0.2
Act = tuple[datetime, str, tuple[Any, ...]]
"""When somebody does what, about what."""


@dataclass
class Decade:
    """The years so far, and what is remembered beside the program to judge it afterwards."""

    url: str
    keys: Keyring
    chance: random.Random
    renderer: Renderer
    database: Database
    now: datetime
    memory: Memory = field(default_factory=Memory)

    def desk(self, session: AsyncSession) -> Desk:
        """Give what the use cases work with at this moment."""
        return Desk(session, self.renderer, self.now)

    async def restart(self) -> None:
        """Let the program stop and start anew."""
        await self.database.close()
        self.database = Database(self.url, self.keys)
        self.memory.counted["restarts"] += 1


async def people(life: Decade, schools: int) -> None:
    """Make schools, and people with hours and moments of their own."""
    async with life.database.transaction() as session:
        for number in range(schools):
            school = School(id=f"school_{number}", name=f"School {number}", region="midden")
            session.add(school)
            await session.flush()
            for place, role in enumerate(ROLES):
                wakes, sleeps = life.chance.choice(((7, 17), (8, 18), (9, 20), (8, 16)))
                member = Member(telegram_id=1000 + number * 10 + place, name=role, role=role)
                member.quiet_until, member.quiet_from = wakes, sleeps
                member.language = life.chance.choice(("nl", "en"))
                session.add(member)
                await session.flush()
                session.add(Service(school_id=school.id, member_id=member.id))
                chosen = list(meeting_table().usual)
                if life.chance.random() < CHOOSES:
                    chosen = life.chance.sample(list(DAYS_BEFORE), life.chance.randint(0, 4))
                    session.add(ReminderChoice(member_id=member.id, moments=chosen))
                life.memory.waking[member.id], life.memory.moments[member.id] = (wakes, sleeps), chosen


def plans(life: Decade, years: int, schools: int) -> list[Act]:
    """Draw when which meeting is planned, and for when, in the order of planning."""
    found: list[Act] = []
    for year in range(years):
        first = FIRST + timedelta(days=365 * year)
        for school in range(schools):
            for kind, count in MEETINGS_A_YEAR.items():
                for _ in range(count):
                    made = _moment(life, first + timedelta(days=life.chance.randint(0, 280)))
                    found.append((made, "plan", (school, kind, starts_after(life, made))))
    return sorted(found, key=lambda act: act[0])


def _moment(life: Decade, day: date) -> datetime:
    return datetime.combine(day, time(life.chance.randint(8, 17), life.chance.randint(0, 59)), AMSTERDAM)


def starts_after(life: Decade, after: datetime) -> datetime:
    """Draw when a meeting starts: on a working day within two months."""
    day = after.date() + timedelta(days=life.chance.randint(1, 60))
    while day.weekday() >= 5:
        day += DAY
    return datetime.combine(day, time(life.chance.randint(7, 17), life.chance.choice((0, 15, 30, 45))), AMSTERDAM)


def gaps(life: Decade, last: datetime) -> None:
    """Draw when the program, or Telegram, is away."""
    at = life.now
    while at < last:
        at += RESTARTS_EVERY * life.chance.expovariate(1)
        long = life.chance.random() < LONG_OUTAGE
        lasts = timedelta(hours=life.chance.uniform(2, 50)) if long else MINUTE * life.chance.uniform(0.2, 20)
        life.memory.gaps.append(Gap(at, at + lasts, life.chance.random() < TELEGRAM_AWAY))
        at += lasts
