"""The whole thing on this machine: stand-in, bot and a made-up school, from one command."""

import asyncio
import logging
import shutil
import tomllib
import webbrowser
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.app import run, utc_now
from bot.config import Settings
from bot.demo.people import Group, Persona
from bot.demo.seed import SCHOOL, seed_database
from bot.demo.standin import StandIn
from bot.keyring import new_key, write_key
from bot.logs import set_up
from bot.stopping import until_stopped

HOME = Path(".wegwijs") / "demo"
TOKEN = "100:made-up-token-of-the-demo"  # noqa: S105  # opens nothing: the stand-in listens on loopback only


@dataclass(frozen=True, slots=True)
class Place:
    """Where a demo keeps its files, and on which port its page is."""

    home: Path
    port: int = 0
    transcript: Path | None = None


def demo(*, port: int, browser: bool, fresh: bool, transcript: Path | None) -> None:
    """Run the demo until it is stopped, and say in one line where its page is."""
    if fresh and HOME.exists():
        shutil.rmtree(HOME)
    HOME.mkdir(parents=True, exist_ok=True)
    set_up(logging.WARNING)
    try:
        asyncio.run(until_stopped(_demo(Place(HOME, port, transcript), browser=browser)))
    except OSError as error:
        typer.echo(f"Poort {port} is bezet ({error.strerror}). Kies een andere: wegwijs demo --port 0", err=True)
        raise typer.Exit(1) from None


async def _demo(place: Place, *, browser: bool) -> None:
    standin = made_up_school(place)
    await standin.start(place.port)

    def ready() -> None:
        typer.echo(f"Wegwijs draait op {standin.url} (stoppen: Ctrl-C)")
        if browser:
            webbrowser.open(standin.url)

    settings = settings_for(standin, place)
    try:
        await seed_database(settings, utc_now())
        await run(settings, ready=ready)
    finally:
        await standin.stop()


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
    )


def settings_for(standin: StandIn, place: Place) -> Settings:
    """Give the bot settings that know of the stand-in only as an address."""
    return Settings.read(
        token=TOKEN,
        api_url=standin.url,
        poll_seconds=20,
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
