"""The repeating work: once a minute it asks the database what is due, and what is due is done once."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import alarm, attempts, expiring, held, metrics, processing, yearly
from bot.audit import audit
from bot.cases import fleeting, forgetting, judging, keeping, waiting
from bot.cases.desk import Desk
from bot.database import Database, one_at_a_time
from bot.evaluation import bringing, reporting, settled
from bot.local_time import local_day
from bot.meetings import leading, planning, reminding
from bot.models import School
from bot.render import Renderer

log = structlog.get_logger()
AUDIT_EVERY = timedelta(minutes=5)
Work = Callable[[Desk], Awaitable[object]]
Find = Callable[[AsyncSession, datetime], Awaitable[list[int]]]
WorkOn = Callable[[Desk, int], Awaitable[object]]
Rest = Callable[[float], Coroutine[object, object, object]]
"""Waits so many seconds, or less where time is put forward."""


class Clock:
    """Does what is due. A reminder is a question to the database, not a job: nothing is lost by a restart."""

    def __init__(
        self,
        database: Database,
        renderer: Renderer,
        *,
        now: Callable[[], datetime],
        wake: Callable[[], None],
        seconds: float = 60,
        rest: Rest = asyncio.sleep,
    ) -> None:
        self._database, self._renderer, self._now, self._wake = database, renderer, now, wake
        self._seconds, self._rest = seconds, rest
        self._judged: dict[str, date] = {}
        self._audited: datetime | None = None
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Look every so often until stopped; a transaction is never cut off."""
        while not self._stop.is_set():
            await self.look()
            self._wake()
            waiting = [asyncio.create_task(self._rest(self._seconds)), asyncio.create_task(self._stop.wait())]
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in waiting:
                task.cancel()

    def stop(self) -> None:
        """Start nothing more."""
        self._stop.set()

    async def look(self) -> None:
        """Do all that is due now, each thing in a transaction of its own: what goes wrong holds up nothing else."""
        now = self._now()
        await self._judge_anew(now)
        for name, (find, work_on) in EACH.items():
            await self._do_each(name, find, work_on, now)
        for name, work in WORKS.items():
            await self._do(name, work, now)
        await self._expire(now)
        if self._audited is None or now - self._audited >= AUDIT_EVERY:
            self._audited = now
            await self._do("audit", _audit, now)

    async def _do_each(self, name: str, find: Find, work_on: WorkOn, now: datetime) -> None:
        due: list[int] = []

        async def look(desk: Desk) -> None:
            due.extend(await find(desk.session, now))

        await self._do(f"due: {name}", look, now)
        for number in due:
            await self._do(f"{name} {number}", lambda desk, number=number: work_on(desk, number), now)  # type: ignore[misc]
            # There may be thousands: what is said about the first need not wait for the last.
            self._wake()

    async def _judge_anew(self, now: datetime) -> None:
        """Judge once a day, when school has begun: a sick spell that goes on reaches its limit without a message."""
        schools: list[School] = []

        async def find(desk: Desk) -> None:
            schools.extend(await desk.session.scalars(select(School).order_by(School.id)))

        await self._do("schools", find, now)
        today = local_day(now)
        for school in schools:
            if self._judged.get(school.id) == today:
                continue
            judged: list[str] = []

            async def judge(desk: Desk, school: School = school, judged: list[str] = judged) -> None:
                # Where the calendar of a school has ended, the log says so and the others go on.
                if waiting.day_has_begun(school, now):
                    await judging.judge_anew(desk, school)
                    judged.append(school.id)

            if await self._do("judging", judge, now):
                self._judged.update(dict.fromkeys(judged, today))

    async def _expire(self, now: datetime) -> None:
        """Delete what has been kept long enough, after what must be counted from it: also from the log beside it."""
        deleted: list[int] = []

        async def expire(desk: Desk) -> None:
            deleted.append(await expiring.expire(desk))

        if await self._do("expiring", expire, now) and any(deleted):
            await self._database.empty_log()

    async def _do(self, name: str, work: Work, now: datetime) -> bool:
        """Do one thing in one transaction; False when it went wrong, of which the log tells what but no content."""
        try:
            async with self._database.transaction() as session:
                await self._keep_members_waiting(session)
                await work(Desk(session, self._renderer, now))
        except Exception as error:  # noqa: BLE001  # whatever one case does, the others must go on
            log.error("clock_failed", what=name, error=type(error).__name__)  # noqa: TRY400  # a traceback holds values
            return False
        return True

    async def _keep_members_waiting(self, session: AsyncSession) -> None:
        """Change no school's matters while a member, at whichever replica, is changing them."""
        if self._database.shared:
            schools = await session.scalars(select(School.id))
            await one_at_a_time(session, *(f"school {school_id}" for school_id in schools))


async def _audit(desk: Desk) -> None:
    faults = await audit(desk.session, desk.now)
    for fault in faults:
        log.error("case_without_future", fault=fault)
    await alarm.sound(desk, len(faults))
    metrics.AUDITED.set(desk.now.timestamp())
    metrics.AUDIT_FAULTS.set(len(faults))


async def _forget_tracks(desk: Desk) -> None:
    await attempts.forget_old(desk.session, desk.now)
    await processing.forget_old(desk.session, desk.now)


EACH: dict[str, tuple[Find, WorkOn]] = {
    "case": (waiting.due_cases, waiting.move_on),
    "meeting": (reminding.due_meetings, reminding.remind),
}
WORKS: dict[str, Work] = {
    "term": waiting.count_down,
    "agreements": keeping.remind,
    "lost_agreements": keeping.hand_over_lost,
    "advice": forgetting.look_after,
    "case_messages": fleeting.take_away,
    "held": held.forget_old,
    "drafts": waiting.forget_drafts,
    "yearly": yearly.ask,
    "newcomers": planning.invite_newcomers,
    "was it held": leading.ask_whether_held,
    "codes": yearly.ask_codes,
    "old_codes": yearly.forget_codes,
    "tracks": _forget_tracks,
    "settled": settled.settle,
    "bring_in": bringing.ask,
    "brought_in": bringing.forget,
    "report": reporting.remind,
}
