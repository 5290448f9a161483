"""So many updates a second for so many minutes on loopback: how long each takes, and whether memory stays flat.

    python -m benchmarks.soak                                          # ten minutes, a hundred a second, SQLite
    python -m benchmarks.soak --database postgresql --replicas 2 --minutes 1 --a-second 50

A thousand people write to the bot in turn, each in a chat of its own. The limit of 30 messages a second is put aside
(WEGWIJS_SENDS_A_SECOND). The stand-in runs on the same computer and takes its share of it: «processor» is the bot's
own, of one core, so what is near 100% there (and cannot be divided over replicas) is as fast as it goes.
"""

import argparse
import asyncio
import time
from dataclasses import dataclass

from sqlalchemy import func, select

from benchmarks.crowd import Crowd, megabytes, of_hundred, processor_seconds
from benchmarks.replicas import Town, quiet_town
from bot.database import Database
from bot.models import DONE, SENT, Incoming, Outgoing

SAID = {"command": "/help", "question": "wie regelt een dyslexieverklaring voor een leerling?"}
PEOPLE, WARMING, PATIENCE = 1_000, 50, 60.0
LINES = 10
GROWS = 1.1
"""More than a tenth more memory at the end than a fifth of the way is not flat."""


@dataclass(frozen=True)
class Stretch:
    """A part of the time: what was asked and answered in it, and what the bot used."""

    until: float
    asked: int
    took: list[float]
    memory: float
    processor: float

    def told(self) -> str:
        """Give the stretch as a line of the table."""
        middle, slow = of_hundred(self.took) if len(self.took) > 1 else (0.0, 0.0)
        return (
            f"  {self.until:7.0f} s{self.asked:9,}{len(self.took):10,}{middle:8.0f} ms{slow:8.0f} ms"
            f"{self.memory:9.0f} MB{self.processor:10.0%}"
        )


async def soak(here: Town, crowd: Crowd, said: str, given: argparse.Namespace) -> list[Stretch]:
    """Ask at a steady pace; who falls behind is not waited for."""
    found = []
    length = given.minutes * 60 / LINES
    began = time.perf_counter()
    asked = 0
    for number in range(1, LINES + 1):
        before, answered, used, since = asked, len(crowd.took), _processor(here), time.perf_counter()
        while (now := time.perf_counter() - began) < number * length:
            for _ in range(int(now * given.a_second) - asked):
                crowd.ask(here.standin.says, said)
                asked += 1
            await asyncio.sleep(1 / given.a_second)
        passed = time.perf_counter() - since
        memory = sum(megabytes(program.pid) for program in here.programs)
        used = (_processor(here) - used) / passed
        stretch = Stretch(number * length, asked - before, crowd.took[answered:], memory, used)
        print(stretch.told(), flush=True)
        found.append(stretch)
    return found


def _processor(here: Town) -> float:
    return sum(processor_seconds(program.pid) for program in here.programs)


async def kept(here: Town) -> tuple[int, int]:
    """Give how many updates were not handled, and how many messages were not sent, by the database."""
    database = Database.of(here.settings)
    async with database.transaction() as session:
        unhandled = select(func.count()).select_from(Incoming).where(Incoming.state != DONE)
        unsent = select(func.count()).select_from(Outgoing).where(Outgoing.state != SENT)
        counted = await session.scalar(unhandled) or 0, await session.scalar(unsent) or 0
    await database.close()
    return counted


async def run(given: argparse.Namespace) -> bool:
    """Run it and print the figures."""
    crowd = Crowd(PEOPLE)
    said = SAID[given.say]
    print(f"«{said}», {given.a_second} a second on {given.database} x{given.replicas}")
    print(f"  {'':>9}{'asked':>9}{'answered':>10}{'p50':>11}{'p99':>11}{'memory':>12}{'processor':>10}")
    async with quiet_town(given.database, given.replicas, crowd) as here:
        for program in here.programs:
            await program.start()
        for _ in range(WARMING):
            crowd.ask(here.standin.says, said)
        if not await crowd.answered(WARMING, PATIENCE):
            raise SystemExit("no answer")
        crowd.forget()
        found = await soak(here, crowd, said, given)
        asked = sum(one.asked for one in found)
        behind = crowd.waiting
        await crowd.answered(asked, PATIENCE)
        for program in here.programs:
            await program.stop()
        unhandled, unsent = await kept(here)
    middle, slow = crowd.milliseconds()
    took = crowd.last - crowd.first
    flat = found[-1].memory < GROWS * found[LINES // 5].memory
    print(f"  asked {asked:,}, answered {len(crowd.took):,}, lost {crowd.waiting:,}, answered twice {crowd.again:,}")
    print(f"  not handled {unhandled:,}, not sent {unsent:,}; still waiting at the end of the time {behind:,}")
    print(f"  {len(crowd.took) / took:.1f} a second, p50 {middle:.0f} ms, p99 {slow:.0f} ms")
    print(f"  memory {found[LINES // 5].memory:.0f} MB and {found[-1].memory:.0f} MB: {'flat' if flat else 'it grows'}")
    return flat and not (crowd.waiting or crowd.again or unhandled or unsent)


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--replicas", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--a-second", type=int, default=100)
    parser.add_argument("--say", choices=tuple(SAID), default="command")
    raise SystemExit(0 if asyncio.run(run(parser.parse_args())) else 1)


if __name__ == "__main__":
    main()
