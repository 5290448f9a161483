"""How long `wegwijs run` takes until it is ready, and what it holds in memory: at rest, and after answering.

    python -m benchmarks.start                          # seven starts on SQLite
    python -m benchmarks.start --database postgresql

The tables are there already, as on any start but the first. One start before those that count fills what the operating
system remembers. Others on the same computer cost time on the clock; the processor time beside it they do not change.
"""

import argparse
import asyncio
import time
from dataclasses import dataclass
from statistics import median

from benchmarks.crowd import Crowd, megabytes, processor_seconds
from benchmarks.replicas import Program, Town, quiet_town

READY = b'"ready"'
PATIENCE = 60.0
READY_GOAL, MEMORY_GOAL = 1.5, 150.0
QUESTIONS = ("wie regelt een dyslexieverklaring?", "wie betaalt het vervoer naar school?", "/help", "/tabel")


@dataclass(frozen=True)
class Start:
    """One start: seconds until ready, by the clock and of the processor; megabytes at rest and after answering."""

    seconds: float
    processor: float
    at_rest: float
    after: float


async def start(here: Town, crowd: Crowd, program: Program, rest: float) -> Start:
    """Start the program once; give how long that took and what it holds in memory."""
    began = time.perf_counter()
    await program.start(hears=True)
    async with asyncio.timeout(PATIENCE):
        await program.says(READY)
    seconds, processor = time.perf_counter() - began, processor_seconds(program.pid)
    await asyncio.sleep(rest)
    at_rest = megabytes(program.pid)
    crowd.forget()
    for number in range(len(crowd.people)):
        crowd.ask(here.standin.says, QUESTIONS[number % len(QUESTIONS)])
    if not await crowd.answered(len(crowd.people), PATIENCE):
        raise SystemExit("no answer")
    after = megabytes(program.pid)
    await program.stop()
    return Start(seconds, processor, at_rest, after)


async def measure(database: str, starts: int, people: int, rest: float) -> list[Start]:
    """Start it so many times, and once before those that count."""
    crowd = Crowd(people)
    async with quiet_town(database, 1, crowd) as here:
        (program,) = here.programs
        return [await start(here, crowd, program, rest) for _ in range(starts + 1)][1:]


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--people", type=int, default=100, help="who each ask something after that")
    parser.add_argument("--rest", type=float, default=3.0, help="seconds at rest before memory is looked at")
    given = parser.parse_args()
    found = asyncio.run(measure(given.database, given.starts, given.people, given.rest))
    ready = [one.seconds for one in found]
    print(f"{given.starts} starts on {given.database}, the median of each:")
    print(f"  ready                {median(ready):.2f} s ({min(ready):.2f} to {max(ready):.2f}); goal {READY_GOAL} s")
    print(f"  processor until then {median(one.processor for one in found):.2f} s")
    print(f"  memory at rest       {median(one.at_rest for one in found):.0f} MB; goal {MEMORY_GOAL:.0f} MB")
    print(f"  memory after answers {median(one.after for one in found):.0f} MB, to {given.people} people")


if __name__ == "__main__":
    main()
