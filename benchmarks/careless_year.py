"""A school year of careless messages through the stand-in, and then a search for every name, number and code in them.

    python -m benchmarks.careless_year --messages 5000

People type, edit, forward, photograph and share; half of what they are asked they tap on. Several times in the year the
database, its write-ahead log, the log and a copy are searched for every secret used, and so is what the key opens. What
stands there is told apart: `missed` is what the guard did not see, `leaked` is what it saw and what was kept after all.
"""

import argparse
import asyncio
import contextlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, select

from benchmarks.careless import Careless, People
from benchmarks.searching import in_files, in_rows
from bot.app import run
from bot.backup import back_up
from bot.config import Settings
from bot.database import Database
from bot.demo.people import Group, Persona
from bot.demo.run import Place, made_up_school, settings_for
from bot.demo.seed import seed_database
from bot.local_time import AMSTERDAM
from bot.logs import set_up
from bot.models import SET_ASIDE, WAITING, Incoming, Member, Outgoing, School, Service

SCHOOL, BOT, COLLEAGUES = "zeven_bruggen", "WegwijsDemoBot", -1002000000002
FIRST_DAY, SCHOOL_DAYS = datetime(2026, 9, 7, 10, tzinfo=AMSTERDAM), 290
FIRST_PHONE, PATIENCE = 20_001, 180.0
TAPS = ("Zo versturen", "Niet versturen", "Ja, bewaar dit", "Klopt dit niet?", "Ik pak dit op", "Geen van deze")
BEFORE = "wie doet onderzoek naar dyslexie?"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000080000000808020000004b6d29dc0000000c49444154789c6360181e000000c80001ad4076"
    "220000000049454e44ae426082"
)
FILES = ("wegwijs.db", "wegwijs.db-wal", "wegwijs.db-shm", "log", "copy.db")


@dataclass
class Year:
    """The year so far: where it runs, what was used in it, and what of that was found."""

    home: Path
    settings: Settings
    database: Database
    web: httpx.AsyncClient
    moment: datetime = FIRST_DAY
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    used: set[str] = field(default_factory=set)
    missed: set[str] = field(default_factory=set)
    in_files: dict[str, set[str]] = field(default_factory=dict)
    in_rows: dict[str, set[str]] = field(default_factory=dict)

    def now(self) -> datetime:
        """Give the moment it is in this year."""
        return self.moment.astimezone(UTC)

    async def rest(self, seconds: float) -> None:
        """Let the clock wait until the year has gone on."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.moved.wait()
        self.moved.clear()

    async def post(self, path: str, **content: Any) -> dict[str, Any]:
        """Send something to the stand-in; give what it answers."""
        files = content.pop("files", None)
        how: dict[str, Any] = {"data": content, "files": files} if files else {"json": content}
        return dict((await self.web.post(f"/api/{path}", **how)).raise_for_status().json())

    async def search(self) -> None:
        """Look in every file, in a fresh copy, and in what the key opens, for everything used until now."""
        copy = self.home / "copy.db"
        await asyncio.to_thread(back_up, self.database.url, copy)
        files = [file for name in FILES if (file := self.home / name).exists()]
        _add(self.in_files, await asyncio.to_thread(in_files, files, self.used))
        _add(self.in_rows, await in_rows(self.database, self.used))
        copy.unlink()

    def leaked(self, messages: list[Careless]) -> set[str]:
        """Give what was found anywhere, is no code, and was seen by the guard in every message it stood in."""
        found = set().union(*self.in_files.values(), *self.in_rows.values())
        return found - self.missed - {code for message in messages for code in message.codes}


def _add(found: dict[str, set[str]], more: dict[str, set[str]]) -> None:
    for place, secrets in more.items():
        found.setdefault(place, set()).update(secrets)


async def send(year: Year, persona: str, message: Careless) -> None:
    """Let somebody send a careless message in the way it is sent."""
    year.used.update(message.secrets)
    year.missed.update(message.missed())
    phone = int(persona.removeprefix("m"))
    told: dict[str, Any] = {"persona": persona, "chat": str(phone)}
    group = told | {"chat": str(COLLEAGUES)}
    if message.way == "edited":
        sent = await year.post("send", **told, text=BEFORE)
        await year.post("edit", **told, message_id=sent["message_id"], text=message.text)
    elif message.way == "inline":
        await year.post("inline", persona=persona, query=message.text[:200], offset="")
    elif message.way in {"to_the_bot_in_a_group", "among_colleagues"}:
        name = "" if message.way == "among_colleagues" else f"@{BOT} "
        await year.post("send", **group, text=name + message.text)
    elif message.way in {"text", "forwarded"}:
        await year.post(
            "send", **told, text=message.text, forwarded_from=message.beside if message.way == "forwarded" else ""
        )
    else:
        await year.post(message.way, **told, **_shared(message))


def _shared(message: Careless) -> dict[str, Any]:
    """Give what is shared: a file with a name, or what a phone knows."""
    told: dict[str, Any] = {
        "photo": {"caption": message.text, "files": {"file": (message.beside, PNG, "image/png")}},
        "document": {"caption": message.text, "files": {"file": (message.beside, b"Verslag", "text/plain")}},
        "voice": {"caption": message.text},
        "contact": {"first_name": message.beside, "phone_number": "+31611111111"},
        "location": {"latitude": "52.155", "longitude": "5.387"},
    }
    return dict(told[message.way])


async def tap(year: Year, persona: str) -> None:
    """Let somebody tap one of the buttons under the newest message, if it is one that people tap."""
    told = {"persona": persona, "chat": persona.removeprefix("m")}
    chat = (await year.web.get("/api/chat", params=told)).raise_for_status().json()
    newest = chat["messages"][-1] if chat["messages"] else {"buttons": []}
    offered = [button for row in newest["buttons"] for button in row if button["text"] in TAPS]
    if offered and year.dice.random() < 0.8:
        button = year.dice.choice(offered)
        await year.post("tap", **told, message_id=newest["message_id"], data=button["data"])


async def until_quiet(year: Year) -> None:
    """Wait until all that came in is handled and all that may be said now is said."""
    until = time.monotonic() + PATIENCE
    while True:
        async with year.database.transaction() as session:
            due = Outgoing.state == WAITING, Outgoing.not_before <= year.now()
            left = await session.scalar(select(func.count()).select_from(Outgoing).where(*due)) or 0
            left += await session.scalar(select(func.count()).where(Incoming.state == WAITING)) or 0
        if not left:
            return
        assert time.monotonic() < until, f"{left} updates or messages still wait"
        await asyncio.sleep(0.1)


async def live(year: Year, messages: list[Careless], *, phones: int, looks: int) -> None:
    """Live through the year: everybody says something, taps something, and days pass."""
    rounds = [messages[first : first + phones] for first in range(0, len(messages), phones)]
    every = max(1, len(rounds) // looks)
    for number, said in enumerate(rounds, 1):
        personas = [f"m{FIRST_PHONE + at}" for at in range(len(said))]
        await asyncio.gather(*(send(year, persona, message) for persona, message in zip(personas, said, strict=True)))
        await until_quiet(year)
        await asyncio.gather(*(tap(year, persona) for persona in personas))
        await until_quiet(year)
        if number % every == 0 or number == len(rounds):
            await year.search()
        year.moment += timedelta(days=SCHOOL_DAYS / len(rounds))
        year.moved.set()
    # What is due by the clock after the last day, and once more what is left of it all.
    await asyncio.sleep(1)
    await year.search()


async def hire(year: Year, phones: int) -> None:
    """Give the school so many mentors more."""
    async with year.database.transaction() as session:
        for at in range(phones):
            member = Member(telegram_id=FIRST_PHONE + at, name=f"Collega {at}", role="mentor")
            session.add(member)
            await session.flush()
            session.add(Service(school_id=SCHOOL, member_id=member.id))


async def careless_year(home: Path, messages: list[Careless], *, phones: int, looks: int) -> Year:
    """Run the bot for a year of these messages; give what was found."""
    standin = made_up_school(Place(home))
    mentors = [
        Persona(f"m{n}", n, "Collega", "mentor", "nl", "", started=True)
        for n in range(FIRST_PHONE, FIRST_PHONE + phones)
    ]
    group = Group(COLLEAGUES, "Collega's", [mentor.id for mentor in mentors], bot_is_admin=True)
    standin.personas, standin.groups = [*standin.personas, *mentors], [*standin.groups, group]
    standin.transcript = None
    await standin.start()
    settings = settings_for(standin, Place(home)).model_copy(update={"clock_seconds": 60})
    # A connection that is kept may be closed just when it is used again; a machine under load sees that happen.
    web = httpx.AsyncClient(
        base_url=standin.url, timeout=60, verify=False, limits=httpx.Limits(max_keepalive_connections=0)
    )
    year = Year(home, settings, Database.of(settings), web)
    await seed_database(settings, year.now())
    await hire(year, phones)
    ready = asyncio.Event()
    running = asyncio.create_task(run(settings, ready=ready.set, now=year.now, rest=year.rest))
    await ready.wait()
    try:
        await live(year, messages, phones=phones, looks=looks)
        async with year.database.transaction() as session:
            assert not await session.scalar(select(func.count()).where(Incoming.state == SET_ASIDE))
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        await year.web.aclose()
        await standin.stop()
    return year


async def plant(year: Year, secret: str) -> None:
    """Put a secret where the search must find it: in a column that is not sealed, and in the log."""
    year.used.add(secret)
    async with year.database.transaction() as session:
        session.add(School(id="planted", name=secret))
    with (year.home / "log").open("a") as log:
        log.write(json.dumps({"event": "planted", "words": secret}) + "\n")


def places(year: Year, secrets: Iterable[str]) -> dict[str, int]:
    """Count in how many places some secrets were found."""
    wanted = set(secrets)
    told = {f"file {name}": len(found & wanted) for name, found in year.in_files.items()}
    return {
        where: count
        for where, count in told.items() | {f"table {n}": len(f & wanted) for n, f in year.in_rows.items()}.items()
        if count
    }


async def main(count: int, phones: int, looks: int) -> int:
    """Run it and print the figures."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        messages = list(People().messages(count))
        with (home / "log").open("w") as log, contextlib.redirect_stderr(log):
            set_up()
            year = await careless_year(home, messages, phones=phones, looks=looks)
        codes = {code for message in messages for code in message.codes}
        in_bytes = set().union(*year.in_files.values())
        by_us = year.leaked(messages)
        print(f"{count} messages with {len(year.used)} different secrets in {time.perf_counter() - began:.0f} s")
        print(f"in the bytes of the database, its log of changes, a copy or the log: {len(in_bytes)}")
        print(f"missed by the guard: {len(year.missed)}")
        print("missed, and there once the key has opened it:", places(year, year.missed))
        print("codes, there once the key has opened it:", places(year, codes))
        print("leaked past the guard:", len(by_us), places(year, by_us), *sorted(by_us)[:10])
        await plant(year, "Zwanenhoekstra")
        await year.search()
        print("planted and found:", places(year, {"Zwanenhoekstra"}))
        await year.database.close()
        return 1 if by_us or in_bytes or "log" not in year.in_files else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--phones", type=int, default=100)
    parser.add_argument("--looks", type=int, default=10)
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.messages, given.phones, given.looks)))
