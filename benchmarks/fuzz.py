"""Hostile updates through the real intake and handlers: nothing breaks, nothing is lost, nothing reaches a log.

    python -m benchmarks.fuzz                      # 100,000 on SQLite
    python -m benchmarks.fuzz --updates 20000 --seed monday
    python -m benchmarks.fuzz --updates 3000 --database postgresql

Set aside may be only what is no update: what lacks something that Telegram promises of every update of its kind. Each
message that comes of them is judged by the stand-in as Telegram would. Last come messages that are as long as Telegram
allows, made to keep the guard and the router busy.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from rich.progress import track

from bot.database import Database
from bot.demo.seed import seed
from knowledge.privacy import identifies
from knowledge.routing import load_router

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "bot"))
from desk import Clock
from keys import KEYS
from office import Office
from siege import Siege

from benchmarks.replicas import database_for

BATCH = 500
SHOWN = 20
LONGEST = 4096
WORDS = (
    *("a", "9", "A", "Aa", "é", "0", "-", ".", "'", "🙂", "(", "@", "\n", "abcdefghijklmnop", "drieëntwintig", "a-"),
    *("hoi ", "Jan ", "Jan de Vries ", "06-12345678 ", "jan@", "jan@x.nl ", "www.", "https://", "van de ", "12-"),
    *("woont ", "straat 1 ", "januari ", "1-1-2010 ", "klas 3a ", "L3-017 ", "L3-017 ziek ", "zoon van ", "J.", "x:"),
    *("wie regelt een dyslexieverklaring? ", "ik wil niet meer leven ", "NL91", "+31", "1 ", "’s-", "Mc", "dhr. "),
)


async def besiege(kind: str, updates: int, seed_given: str) -> Siege:
    """Throw so many hostile updates at the bot, until something goes wrong."""
    with tempfile.TemporaryDirectory() as folder, database_for(kind, Path(folder)) as url:
        database, clock = Database(url, KEYS), Clock()
        await database.upgrade()
        async with database.transaction() as session:
            await seed(session, clock())
        office = Office(database, clock, load_router())
        office.a_minute = updates
        siege = Siege(office, seed_given)
        for done in track(range(0, updates, BATCH), description="updates", disable=not sys.stderr.isatty()):
            await siege.stand(min(BATCH, updates - done))
            if siege.faults:
                break
        await database.close()
    return siege


def longest_messages() -> list[tuple[float, float, str]]:
    """Time the guard and the router on messages that repeat one thing to the end, slowest first."""
    router, taken = load_router(), []
    for word in WORDS:
        text = (word * LONGEST)[:LONGEST]
        start = time.process_time()
        identifies(text)
        between = time.process_time()
        router.rank(text)
        taken.append((between - start, time.process_time() - between, word))
    return sorted(taken, key=lambda each: -sum(each[:2]))


def main() -> None:
    """Run it and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", default="fuzz")
    given = parser.parse_args()
    start = time.monotonic()
    siege = asyncio.run(besiege(given.database, given.updates, given.seed))
    seconds = time.monotonic() - start
    print(f"{given.updates:,} hostile updates on {given.database}, seed {given.seed}: {seconds:,.0f} s")
    for outcome, count in siege.outcomes.most_common():
        print(f"  {outcome:<28}{count:>9,}")
    print(f"faults: {len(siege.faults)}")
    for fault in siege.faults[:SHOWN]:
        print(f"  {fault}")
    print(f"messages of {LONGEST} characters that are slowest, processor time of guard and router")
    for guard, router, word in longest_messages()[:5]:
        print(f"  {guard * 1000:>6.0f} ms {router * 1000:>6.0f} ms   {word!r} again and again")
    sys.exit(bool(siege.faults))


if __name__ == "__main__":
    main()
