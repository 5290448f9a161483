"""Many people who each write to the bot in their own chat, and a watch that runs until each is answered."""

import asyncio
import os
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles

from bot.demo.params import Params
from bot.demo.people import Persona

FIRST_ID = 1_000_000
TICKS = os.sysconf("SC_CLK_TCK")


class Crowd:
    """Whoever writes again before the answer has both answered in that order; an answer counts when it arrives."""

    def __init__(self, count: int) -> None:
        self.people = [
            Persona(f"crowd-{number}", FIRST_ID + number, "Iemand", "", "nl", "", started=True)
            for number in range(count)
        ]
        self.asked = self.again = 0
        self.took: list[float] = []
        self.first = self.last = 0.0
        self._since: defaultdict[int, deque[float]] = defaultdict(deque)
        self._news = asyncio.Event()

    @property
    def waiting(self) -> int:
        """Count what was asked and not answered yet."""
        return sum(map(len, self._since.values()))

    def ask(self, says: Callable[[str, str], None], text: str) -> None:
        """Let the next person in turn ask."""
        person = self.people[self.asked % len(self.people)]
        self.asked += 1
        self._since[person.telegram_id].append(time.perf_counter())
        says(person.id, text)

    def expect(self, since: float) -> None:
        """Let everybody wait for something since a moment."""
        for person in self.people:
            self._since[person.telegram_id].append(since)

    def hear(self, method: str, params: Params) -> None:
        """Take a request of the bot."""
        if method != "sendMessage":
            return
        now = time.perf_counter()
        since = self._since[params.integer("chat_id") or 0]
        if since:
            self.took.append(now - since.popleft())
            self.first, self.last = self.first or now, now
            self._news.set()
        else:
            self.again += 1

    async def answered(self, count: int, patience: float) -> bool:
        """Wait until so many are answered; False when it takes longer than that without anything happening."""
        while len(self.took) < count:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), patience)
            except TimeoutError:
                return False
        return True

    def forget(self) -> None:
        """Measure from here."""
        self.took, self.first, self.last = [], 0.0, 0.0

    def milliseconds(self) -> tuple[float, float]:
        """Give the median and the ninety-ninth percentile."""
        return of_hundred(self.took)


def of_hundred(took: Sequence[float]) -> tuple[float, float]:
    """Give the median and the ninety-ninth percentile of seconds, in milliseconds."""
    cut = quantiles(took, n=100)
    return cut[49] * 1000, cut[98] * 1000


def processor_seconds(pid: int) -> float:
    """Give what a process has used of the processor so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def megabytes(pid: int) -> float:
    """Give what a process holds in memory now."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
