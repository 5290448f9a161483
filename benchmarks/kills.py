"""kill -9 at random moments under a stream of updates: nothing lost, no effect twice, each reply said.

    python -m benchmarks.kills --database sqlite --kills 500
    python -m benchmarks.kills --database postgresql --replicas 3 --kills 200

Each update leaves one row in the outbox: that is its effect. What was in flight at a kill may be said twice: then it
carries a reference.
"""

import argparse
import asyncio
import random
import re
import sys
import time
from collections import Counter

from rich.progress import track
from sqlalchemy import func, select

from benchmarks.replicas import CHATS, Town, town
from bot.database import Database
from bot.models import DONE, SENT, Incoming, Outgoing

EVERY = 0.4
PATIENCE = 120.0
REPLIES = (Outgoing.method == "sendMessage",)
REFERENCE = re.compile(r"ref\. ([0-9A-F]+)")


async def stream(here: Town, stop: asyncio.Event) -> int:
    """Ask one question after the other; give how many."""
    asked = 0
    people = list(CHATS)
    while not stop.is_set():
        await here.types(people[asked % len(people)], "/help")
        asked += 1
        await asyncio.sleep(EVERY)
    return asked


async def kill(here: Town, kills: int, dice: random.Random) -> None:
    """Kill a program every so often, and start it again."""
    for _ in track(range(kills), description="kills", disable=not sys.stderr.isatty()):
        await asyncio.sleep(dice.uniform(0.2, 3.0))
        program = dice.choice(here.programs)
        await program.kill()
        await program.start()


async def settle(here: Town, asked: int) -> None:
    """Wait until every question has had its reply, or for two minutes nothing more comes of it."""
    database, before, since = Database.of(here.settings), -1, time.monotonic()
    while time.monotonic() < since + PATIENCE:
        async with database.transaction() as session:
            sent = select(func.count()).select_from(Outgoing).where(*REPLIES, Outgoing.state == SENT)
            said = await session.scalar(sent) or 0
        if said >= asked:
            break
        if said > before:
            before, since = said, time.monotonic()
        await asyncio.sleep(1)
    await database.close()


async def count(here: Town, asked: int) -> dict[str, int]:
    """Count what was lost, and what was said twice."""
    database = Database.of(here.settings)
    async with database.transaction() as session:
        states = Counter(await session.scalars(select(Incoming.state)))
        rows = Counter(await session.scalars(select(Outgoing.state).where(*REPLIES)))
    await database.close()
    replies, marked = 0, 0
    for persona in CHATS:
        theirs = [str(m["text"]) for m in await here.messages(persona) if not m["mine"]]
        replies += len(theirs)
        marked += sum(1 for text in theirs if REFERENCE.search(text))
    effects = sum(rows.values())
    return {
        "updates": asked,
        "updates lost": max(0, asked - sum(states.values())),
        "updates not handled": sum(states.values()) - states[DONE],
        "effects lost": max(0, asked - effects),
        "effects twice": max(0, effects - asked),
        "replies never said": effects - rows[SENT],
        "replies said twice": replies - effects,
        "replies with a reference": marked,
    }


async def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--replicas", type=int, default=1)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    async with town(given.database, given.replicas) as here:
        stop = asyncio.Event()
        streaming = asyncio.create_task(stream(here, stop))
        await asyncio.sleep(3)
        await kill(here, given.kills, random.Random(given.seed))
        stop.set()
        asked = await streaming
        await settle(here, asked)
        found = await count(here, asked)
    for name, value in {"kills": given.kills, **found}.items():
        print(f"{name:30} {value}")
    wrong = ("updates lost", "updates not handled", "effects lost", "effects twice", "replies never said")
    sound = not any(found[name] for name in wrong)
    repeats = found["replies said twice"]
    sys.exit(0 if sound and repeats <= min(given.kills, found["replies with a reference"]) else 1)


if __name__ == "__main__":
    asyncio.run(main())
