"""What the door costs: milliseconds of one core a message, and how long a batch of a hundred holds up the event loop.

python -m benchmarks.door --messages 500
"""

import argparse
import asyncio
import statistics
import time
from typing import Any

from benchmarks.careless import People
from bot.door import Door, Myself
from knowledge.routing import load_router

BATCH = 100
ME = Myself(99, "WegwijsDemoBot")
TICK = 0.001


def update(number: int, text: str) -> dict[str, Any]:
    """Give an update with a text, as Telegram brings it."""
    person = {"id": 7, "is_bot": False, "first_name": "x", "language_code": "nl"}
    chat = {"id": 7, "type": "private", "first_name": "x"}
    return {"update_id": number, "message": {"message_id": 1, "date": 1, "chat": chat, "from": person, "text": text}}


async def longest_gap(door: Door, batch: list[dict[str, Any]]) -> float:
    """Look at a batch beside the event loop; give the longest time the loop did not turn, in milliseconds."""
    looking = asyncio.create_task(asyncio.to_thread(door.let_in, batch, ME))
    longest, last = 0.0, time.perf_counter()
    while not looking.done():
        await asyncio.sleep(TICK)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest * 1e3


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=500)
    count = parser.parse_args().messages
    router = load_router()
    door = Door(lambda words: router.rank(words).safety)
    updates = [update(number, message.text) for number, message in enumerate(People().messages(count))]
    door.let_in(updates[:BATCH], ME)
    spent = []
    for one in updates:
        began = time.thread_time()
        door.let_in([one], ME)
        spent.append((time.thread_time() - began) * 1e3)
    slowest = sorted(spent)[-count // 100]
    print(f"a message: {statistics.mean(spent):.2f} ms, of a hundred one takes more than {slowest:.2f}")
    print(f"a batch of {BATCH}: the loop turns at least every {asyncio.run(longest_gap(door, updates[:BATCH])):.0f} ms")


if __name__ == "__main__":
    main()
