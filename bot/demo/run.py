"""The whole thing on this machine: stand-in, bot and a made-up school, from one command."""

import asyncio
import logging
import shutil
import tomllib
import webbrowser
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import typer

from bot.app import run
from bot.config import Settings
from bot.demo.clockwork import DemoClock, at_school
from bot.demo.people import Group, Persona
from bot.demo.seed import SCHOOL, seed_database
from bot.demo.standin import StandIn
from bot.i18n import DEFAULT
from bot.keyring import new_key, write_key
from bot.local_time import AMSTERDAM, local
from bot.logs import set_up
from bot.render import written_day, written_weekday
from bot.stopping import until_stopped

HOME = Path(".wegwijs") / "demo"
TOKEN = "100:made-up-token-of-the-demo"  # noqa: S105  # opens nothing: the stand-in listens on loopback only


@dataclass(frozen=True, slots=True)
class Place:
    """Where a demo keeps its files, on which port its page is, and how late it is there."""

    home: Path
    port: int = 0
    transcript: Path | None = None
    clock: DemoClock = field(default_factory=DemoClock)


def demo(*, port: int, browser: bool, fresh: bool, transcript: Path | None, at: datetime | None) -> None:
    """Run the demo until it is stopped, and say where its page is and how late it is there.

    Its clock starts at `at` in local time, without it at a moment on which people are at school; it never goes back.
    """
    if fresh and HOME.exists():
        shutil.rmtree(HOME)
    HOME.mkdir(parents=True, exist_ok=True)
    set_up(logging.WARNING)
    try:
        clock = DemoClock(HOME / "clock")
        clock.to(at.replace(tzinfo=AMSTERDAM) if at else at_school(clock.now()))
        asyncio.run(until_stopped(_demo(Place(HOME, port, transcript, clock), browser=browser)))
    except OSError as error:
        typer.echo(f"Poort {port} is bezet ({error.strerror}). Kies een andere: wegwijs demo --port 0", err=True)
        raise typer.Exit(1) from None


async def _demo(place: Place, *, browser: bool) -> None:
    standin = made_up_school(place)
    await standin.start(place.port)

    def ready() -> None:
        typer.echo(f"Wegwijs draait op {standin.url} (stoppen: Ctrl-C)")
        typer.echo(f"In de demo is het {_told(place.clock.now())}. In het menu van een chat zet je de klok verder.")
        if browser:
            webbrowser.open(standin.url)

    settings = settings_for(standin, place)
    try:
        await seed_database(settings, place.clock.now())
        await run(settings, ready=ready, now=place.clock.now, rest=place.clock.rest)
    finally:
        await standin.stop()


def _told(moment: datetime) -> str:
    here = local(moment)
    return f"{written_weekday(here.weekday(), DEFAULT)} {written_day(here.date(), DEFAULT)}, {here:%H:%M}"


def made_up_school(place: Place) -> StandIn:
    """Build the stand-in with the personas and the group of `school.toml`."""
    school = tomllib.loads(SCHOOL.read_text(encoding="utf-8"))
    return StandIn(
        token=TOKEN,
        username=school["bot"]["username"],
        bot_name=school["bot"]["name"],
        personas=[Persona(**persona) for persona in school["persona"]],
        groups=[Group(**group) for group in school["group"]],
        store=place.home / "telegram.db",
        transcript=place.transcript,
        clock=place.clock.time,
        forward=place.clock.forward,
    )


def settings_for(standin: StandIn, place: Place) -> Settings:
    """Give the bot settings that know of the stand-in only as an address."""
    return Settings.read(
        token=TOKEN,
        api_url=standin.url,
        poll_seconds=20,
        clock_seconds=1,
        # Who tries the demo by a program is no flood.
        a_minute=100_000,
        key=None,
        backup_dir=place.home / "backups",
        key_file=_own_key(place.home / "key"),
        database_url=f"sqlite+aiosqlite:///{(place.home / 'wegwijs.db').resolve()}",
    )


def _own_key(file: Path) -> Path:
    if not file.exists():
        write_key(file, new_key())
    return file
