"""Updates a second and latency through everything, beside bare echo bots in the same run before the same stand-in.

    python -m benchmarks.pipeline                      # all: echoes, SQLite, PostgreSQL with 1, 2 and 3 replicas
    python -m benchmarks.pipeline --only ptb sqlite --updates 500 --rate 25

Ours stores each update, commits, tells Telegram that it has it, handles it and writes down the reply in one
transaction, sends the reply and records that it was sent. An echo fetches and answers: nothing is stored, what is in
memory is lost when it stops.

Throughput: so many people each write once, all at the same moment; until the last is answered. Latency: they
write at a fixed rate; from writing to the reply at the stand-in. Both are of many chats, with the limit of 30 messages
a second put aside (WEGWIJS_SENDS_A_SECOND), which otherwise is all one would measure. The stand-in, and the proxy
before replicas, run in this process on the same computer: they take their share of it, so the processor time of the
bot itself, all its processes together, is told as well. PostgreSQL's own processor time is not in it.

aiogram is not among what we install, as it asks for other versions of the same libraries; in an environment of its own:

    python -m venv aio && aio/bin/pip install aiogram
    python -m benchmarks.pipeline --aiogram aio/bin/python
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.crowd import Crowd, processor_seconds
from benchmarks.replicas import Program, Town, quiet_town
from bot.demo.run import TOKEN

PATIENCE = 60.0
WARMING, SETTLING = 20, 3.0
ECHOES = {"ptb", "aiogram"}
SAID = {"command": "/help", "question": "wie regelt een dyslexieverklaring voor een leerling?"}


@dataclass(frozen=True)
class Runner:
    """A bot that takes part: its name, and where it keeps what it must not lose."""

    name: str
    database: str = "sqlite"
    replicas: int = 1

    def programs(self, here: Town, aiogram: str) -> list[Program]:
        """Give the programs to start."""
        if self.name not in ECHOES:
            return here.programs
        arguments = ("-m", "benchmarks.echoes", self.name, here.standin.url, TOKEN)
        return [Program({}, arguments=arguments, python=aiogram if self.name == "aiogram" else sys.executable)]


@dataclass(frozen=True)
class Measured:
    """What one bot did."""

    a_second: float
    processor: float
    median: float
    slowest: float


RUNNERS = (
    Runner("ptb"),
    Runner("aiogram"),
    Runner("sqlite"),
    *(Runner(f"postgresql x{replicas}", "postgresql", replicas) for replicas in (1, 2, 3)),
)


async def measure(runner: Runner, said: str, given: argparse.Namespace) -> Measured | None:
    """Measure one bot; None when it did not answer in time."""
    crowd = Crowd(given.updates)
    async with quiet_town(runner.database, runner.replicas, crowd) as here:
        here.programs = runner.programs(here, given.aiogram)
        for program in here.programs:
            await program.start()
        if not await _warmed_up(here, crowd, said):
            return None
        begun, since = _processor(here), time.perf_counter()
        for _ in crowd.people:
            crowd.ask(here.standin.says, said)
        if not await crowd.answered(given.updates, PATIENCE):
            return None
        a_second = given.updates / (crowd.last - since)
        processor = (_processor(here) - begun) / given.updates
        crowd.forget()
        for _ in range(given.rate * given.seconds):
            crowd.ask(here.standin.says, said)
            await asyncio.sleep(1 / given.rate)
        if not await crowd.answered(given.rate * given.seconds, PATIENCE):
            return None
        return Measured(a_second, processor, *crowd.milliseconds())


async def _warmed_up(here: Town, crowd: Crowd, said: str) -> bool:
    """Let it answer a few, and do what it does once after a start."""
    for _ in range(WARMING):
        crowd.ask(here.standin.says, said)
    answered = await crowd.answered(WARMING, PATIENCE)
    await asyncio.sleep(SETTLING)
    crowd.forget()
    return answered


def _processor(here: Town) -> float:
    return sum(processor_seconds(program.pid) for program in here.programs)


def taking_part(given: argparse.Namespace) -> Iterator[Runner]:
    """Give the bots that were asked for and can run here."""
    for runner in RUNNERS:
        if given.only and not any(runner.name.startswith(name) for name in given.only):
            continue
        if runner.name == "aiogram" and not given.aiogram:
            print("  aiogram         takes no part: see --aiogram")
            continue
        yield runner


def run(kind: str, given: argparse.Namespace) -> None:
    """Measure all of them on one thing that is said, and print the figures."""
    print(f"\n«{SAID[kind]}» from {given.updates:,} people; then {given.rate} a second for {given.seconds} s")
    print(f"  {'':<16}{'a second':>9}{'of ptb':>8}{'processor':>11}{'of ptb':>8}{'p50':>9}{'p99':>9}")
    base: Measured | None = None
    for runner in taking_part(given):
        found = asyncio.run(measure(runner, SAID[kind], given))
        if found is None:
            print(f"  {runner.name:<16}no answer for {PATIENCE:.0f} s")
            continue
        base = found if runner.name == "ptb" else base
        speed = f"{found.a_second / base.a_second:.2f}" if base else "-"
        cost = f"{found.processor / base.processor:.2f}" if base else "-"
        print(
            f"  {runner.name:<16}{found.a_second:>9.0f}{speed:>8}{found.processor * 1000:>8.2f} ms{cost:>8}"
            f"{found.median:>6.0f} ms{found.slowest:>6.0f} ms"
        )


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--updates", type=int, default=1000)
    parser.add_argument("--rate", type=int, default=25)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--say", choices=tuple(SAID), nargs="*", default=tuple(SAID))
    parser.add_argument("--only", nargs="*", default=[], help="names that begin so")
    parser.add_argument("--aiogram", default="", metavar="PYTHON", help="the Python of an environment with aiogram")
    given = parser.parse_args()
    for kind in given.say:
        run(kind, given)


if __name__ == "__main__":
    main()
