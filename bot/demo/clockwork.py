"""The clock of the demo: it runs like any other, ahead of the real one where that was chosen, and never goes back."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bot.local_time import AMSTERDAM, local
from knowledge.calendar import region_calendar

LONGEST_STEP = timedelta(days=60)
REGION, LESSONS, TEN = "midden", range(8, 17), time(10)
DAY = timedelta(days=1)


class DemoClock:
    """Tells the time of the demo, to the bot as well as to the stand-in.

    How far it is ahead is kept in a file: what was promised or leased before a restart must not lie in its future.
    """

    def __init__(self, kept: Path | None = None) -> None:
        self._kept = kept
        told = float(kept.read_text(encoding="utf-8")) if kept and kept.exists() else 0.0
        self._ahead = timedelta(seconds=told)
        self._put_forward = asyncio.Event()

    def now(self) -> datetime:
        """Give the moment it is in the demo."""
        return datetime.now(UTC) + self._ahead

    def time(self) -> float:
        """Give the same as Unix time."""
        return self.now().timestamp()

    async def rest(self, seconds: float) -> None:
        """Wait so long, or until the clock is put forward: what is due by then is not kept waiting."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._put_forward.wait()
        self._put_forward.clear()

    def forward(self, step: timedelta) -> None:
        """Put the clock forward, sixty days at most."""
        self._ahead += min(max(step, timedelta()), LONGEST_STEP)
        self._put_forward.set()
        if self._kept:
            self._kept.write_text(str(self._ahead.total_seconds()), encoding="utf-8")

    def to(self, moment: datetime) -> None:
        """Put the clock forward to a moment; it stays where it is when that has passed."""
        while self.now() < moment:
            self.forward(moment - self.now())


def at_school(moment: datetime) -> datetime:
    """Give a moment itself when people are at school then, otherwise ten o'clock on the next school day."""
    here, calendar = local(moment), region_calendar(REGION)
    if here.hour in LESSONS and calendar.is_school_day(here.date()):
        return moment
    day = here.date() if here.hour < LESSONS.start else here.date() + DAY
    while not calendar.is_school_day(day):
        day += DAY
    return datetime.combine(day, TEN, AMSTERDAM)
