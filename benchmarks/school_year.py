"""A made-up school year through the real loop: every case taken, passed on or closed, none silent, none twice.

    python -m benchmarks.school_year --schools 20 --days 365

Events and people are drawn from a fixed seed. The clock looks three times a day and the auditor after each look; what
is said goes through the real sender, to phones of which some have blocked the bot. Time is made up, the rest is real.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import func, select
from structlog.testing import capture_logs

from benchmarks.school_events import act, happens
from benchmarks.school_people import Phones, Staff
from bot.audit import audit
from bot.buttons import Buttons
from bot.cases.desk import Desk
from bot.cases.moments import calendar_of
from bot.cases.recording import record, withdraw
from bot.clock import Clock
from bot.database import Database
from bot.keyring import Keyring, new_key
from bot.local_time import AMSTERDAM
from bot.models import (
    SENT,
    WAITING,
    Agreement,
    Escalation,
    EscalationStep,
    Member,
    Outgoing,
    School,
    Service,
    Signal,
)
from bot.models.cases import CLOSED
from bot.outbox.pacing import Pacing
from bot.outbox.sender import Sender
from bot.render import Renderer
from knowledge.tables import knowledge

FIRST = date(2026, 8, 1)
HOURS = (9, 13, 17)
EVENTS_A_DAY, WITHDRAWN = 2, 0.05
ON_ITS_WAY = 0.005
STAMP = len("2026-08-01 09:00")


@dataclass
class Year:
    """The year so far."""

    database: Database
    staff: Staff
    renderer: Renderer
    now: datetime
    looks: int = 0
    left: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def chance(self) -> random.Random:
        """Give what everything is drawn from."""
        return self.staff.chance

    def desk(self, session: object) -> Desk:
        """Give what the use cases work with."""
        return Desk(session, self.renderer, self.now)  # type: ignore[arg-type]


async def live(year: Year, days: int) -> None:
    """Live through so many days from now."""
    first = year.now.date()
    clock = Clock(year.database, year.renderer, now=lambda: year.now, wake=lambda: None)
    async with sending(year) as sender:
        for day in (first + timedelta(days=passed) for passed in range(days)):
            for hour in HOURS:
                year.now = datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM)
                refused = year.staff.phones.refused
                await clock.look()
                await arrives(year, sender)
                if year.staff.phones.refused > refused:
                    # Who turned out to be unreachable is dealt with at the next look, a minute later.
                    year.now += timedelta(minutes=1)
                    await clock.look()
                await look_over(year)
                if hour == HOURS[0]:
                    await signals(year)
                elif hour == HOURS[1]:
                    await people_act(year)


@asynccontextmanager
async def sending(year: Year) -> AsyncIterator[Sender]:
    """Run the real sender on a clock on which each look at it takes a second, so that its pacing costs no time."""
    seconds = count()

    async def drawn(_: dict[str, str]) -> bytes:
        return b""

    sender = Sender(
        year.database,
        year.staff.phones,
        now=lambda: year.now,
        draw=drawn,
        buttons=Buttons("made up"),
        pacing=Pacing(now=lambda: float(next(seconds))),
    )
    running = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        sender.stop()
        await running


async def arrives(year: Year, sender: Sender) -> None:
    """Wait until all that may be sent now has been."""
    due = select(func.count()).select_from(Outgoing).where(Outgoing.state == WAITING, Outgoing.not_before <= year.now)
    while True:
        async with year.database.transaction() as session:
            if not await session.scalar(due):
                return
        sender.wake()
        await asyncio.sleep(ON_ITS_WAY)


async def look_over(year: Year) -> None:
    """Let the auditor look."""
    year.looks += 1
    async with year.database.transaction() as session:
        year.faults += [f"{year.now:%Y-%m-%d %H:%M} {fault}" for fault in await audit(session, year.now)]


async def signals(year: Year) -> None:
    """Let mentors log what happened today; now and then a signal is withdrawn."""
    async with year.database.transaction() as session:
        schools = list(await session.scalars(select(School).order_by(School.id)))
    for school in schools:
        if calendar_of(school).is_school_day(year.now.date()):
            for _ in range(EVENTS_A_DAY):
                await one_signal(year, school)


async def one_signal(year: Year, school: School) -> None:
    """Log one signal."""
    async with year.database.transaction() as session:
        serving = select(Member).join(Service, Service.member_id == Member.id)
        mentors = await session.scalars(
            serving.where(Service.school_id == school.id, Service.state == "active", Member.role == "mentor").order_by(
                Member.id
            )
        )
        mentor = year.chance.choice(mentors.all())
        recorded = await record(year.desk(session), happens(year.chance, year.now.date()), mentor, school)
        if year.chance.random() < WITHDRAWN:
            await withdraw(year.desk(session), recorded.signals[0], mentor)


async def people_act(year: Year) -> None:
    """Let owners answer, or not; a few block the bot, come back, leave."""
    async with year.database.transaction() as session:
        running = list(await session.scalars(select(Escalation.id).where(Escalation.state != CLOSED)))
    for number in running:
        async with year.database.transaction() as session:
            await act(year.desk(session), year.chance, number)
    async with year.database.transaction() as session:
        year.left += await year.staff.come_and_go(session)


async def figures(year: Year) -> dict[str, object]:
    """Count what came of it."""
    async with year.database.transaction() as session:
        cases = list(await session.scalars(select(Escalation)))
        steps = Counter(await session.scalars(select(EscalationStep.what)))
        told = set(await session.scalars(select(Outgoing.key).where(Outgoing.key.startswith("case:"))))
        sent = await session.scalar(
            select(func.count()).where(Outgoing.state == SENT, Outgoing.method.startswith("send"))
        )
        kept = [await session.scalar(select(func.count()).select_from(one)) for one in (Signal, Agreement)]
    heard = {int(key.split(":")[1]) for key in told if key}
    ended = Counter(case.outcome for case in cases if case.state == CLOSED)
    phones = year.staff.phones
    return {
        "signals": kept[0],
        "cases": len(cases),
        "taken": steps["taken"],
        "passed on": steps["passed"] + steps["handed"],
        "reminded": steps["reminded"] + steps["asked_again"],
        "closed": dict(ended.most_common()),
        "running, each with an owner and a next moment": sum(case.state != CLOSED for case in cases),
        "agreements": kept[1],
        "messages": phones.arrived,
        "refused by a blocked phone": phones.refused,
        "members who left": year.left,
        "looks of the auditor": year.looks,
        "silent": sum(case.id not in heard and case.outcome != "vervallen" for case in cases),
        "twice": phones.arrived - (sent or 0),
        "faults": len(year.faults),
    }


async def run(schools: int, days: int, *, first: date = FIRST) -> tuple[Year, dict[str, object]]:
    """Live through so many days of so many schools; give the year and its figures."""
    with tempfile.TemporaryDirectory() as home, capture_logs() as logs:
        database = Database(f"sqlite+aiosqlite:///{Path(home) / 'year.db'}", Keyring.read(new_key()))
        await database.upgrade()
        begins = datetime(first.year, first.month, first.day, tzinfo=AMSTERDAM)
        year = Year(database, Staff(Phones(), random.Random(1)), Renderer(knowledge(), "Wegwijs"), begins)
        async with database.transaction() as session:
            await year.staff.hire(session, schools)
        await live(year, days)
        year.faults += [str(line) for line in logs if line["log_level"] == "error"]
        found = await figures(year)
        await database.close()
    return year, found


async def main(schools: int, days: int) -> int:
    """Run it and print the figures; give the exit status."""
    begun = time.perf_counter()
    year, found = await run(schools, days)
    for name, figure in found.items():
        print(f"{name}: {figure}")
    print(f"{schools} schools, {days} days from {FIRST}, in {time.perf_counter() - begun:.0f} s")
    said: dict[str, list[str]] = {}
    for fault in year.faults:
        moment, what = fault[:STAMP], fault[STAMP:]
        said.setdefault(what, []).append(moment)
    print(*(f"{len(at)} times, {at[0]} to {at[-1]}:{what}" for what, at in said.items()), sep="\n")
    return 1 if found["faults"] or found["silent"] or found["twice"] else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=20)
    parser.add_argument("--days", type=int, default=365)
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.schools, given.days)))
