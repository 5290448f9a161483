"""Guessed links through the whole intake: how many join, and how many words the bot spends on them.

    python -m benchmarks.guessed_links --guesses 10000

All come from one account, against an open invitation, with the limit on messages a minute lifted: what stops them is
the limit on links alone.
"""

import argparse
import asyncio
import secrets
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot import joining
from bot.app import build, utc_now
from bot.database import Database
from bot.demo.run import Place, made_up_school, settings_for
from bot.demo.seed import seed_database
from bot.intake import Intake
from bot.models import Member, Outgoing, Service

SCHOOL = "zeven_bruggen"
GUESSER = 999_001
AT_ONCE = 500


def guesses(count: int) -> Iterator[dict[str, Any]]:
    """Give updates in each of which somebody opens a made-up link of the right length."""
    person = {"id": GUESSER, "is_bot": False, "first_name": "x", "language_code": "nl"}
    for number in range(1, count + 1):
        yield {
            "update_id": number,
            "message": {
                "message_id": number,
                "date": 1_790_000_000,
                "chat": {"id": GUESSER, "type": "private", "first_name": "x"},
                "from": person,
                "text": f"/start {secrets.token_urlsafe(joining.CODE_BYTES)}",
                "entities": [{"type": "bot_command", "offset": 0, "length": len("/start")}],
            },
        }


async def guess(home: Path, count: int) -> dict[str, object]:
    """Let somebody guess so often; give what came of it."""
    standin = made_up_school(Place(home))
    await standin.start()
    settings = settings_for(standin, Place(home))
    await seed_database(settings, utc_now())
    database, application = Database.of(settings), build(settings)
    try:
        async with database.transaction() as session:
            await joining.invite(session, SCHOOL, "mentor", made_by=None, now=utc_now())
            before = await session.scalar(select(func.count()).select_from(Service))
        intake = Intake(database, application, wake=lambda: None, a_minute=settings.a_minute)
        began, updates = time.perf_counter(), list(guesses(count))
        async with application:
            for first in range(0, count, AT_ONCE):
                await intake.store(updates[first : first + AT_ONCE])
                await intake.finish()
        async with database.transaction() as session:
            after = await session.scalar(select(func.count()).select_from(Service))
            joined = await session.scalar(select(func.count()).where(Member.telegram_id == GUESSER))
            said = await session.scalar(select(func.count()).where(Outgoing.chat_id == GUESSER))
        seconds = round(time.perf_counter() - began, 1)
        return {"guesses": count, "joined": (after or 0) - (before or 0) + (joined or 0), "said": said, "s": seconds}
    finally:
        await database.close()
        await standin.stop()


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guesses", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        print(asyncio.run(guess(Path(home), asked.guesses)))


if __name__ == "__main__":
    main()
