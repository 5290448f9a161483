"""A whole world for a story: the stand-in for Telegram, the real bot, and a phone for each member."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from world import World

from bot.app import run, utc_now
from bot.demo.run import Place, made_up_school, settings_for
from bot.demo.seed import seed_database


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The made-up school with the bot running; at the end nothing may have been set aside or refused."""
    place = Place(tmp_path)
    standin = made_up_school(place)
    await standin.start()
    settings = settings_for(standin, place)
    await seed_database(settings.database_url, utc_now())
    ready = asyncio.Event()
    running = asyncio.create_task(run(settings, ready=ready.set))
    await asyncio.wait([running, asyncio.create_task(ready.wait())], return_when=asyncio.FIRST_COMPLETED)
    world = World(standin.url, settings.database_url)
    try:
        yield world
        await world.must_be_unharmed()
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await world.close()
        await standin.stop()
