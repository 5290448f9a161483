"""The chat page in a real browser, before the real bot. One browser serves all tests; each has its own world."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Unpack

import pytest
import pytest_asyncio
from chromium import ARGUMENTS, found_chromium
from playwright.async_api import Browser, async_playwright
from screen import Habits, OpenScreen, Screen, opened_screen
from world import World, running_world

from bot.outbox import pacing


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next message of a chat come at once: that it waits a second is tried where pacing is."""
    monkeypatch.setattr(pacing, "ONE_CHAT", (1, 0.01))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Debian's chromium, or whatever goes by that name."""
    executable = found_chromium()
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def world(browser: Browser, tmp_path: Path) -> AsyncIterator[World]:
    """A world of its own for each test, on the loop of the browser."""
    async with running_world(tmp_path) as world:
        yield world


@pytest_asyncio.fixture(loop_scope="session")
async def look(browser: Browser, world: World) -> AsyncIterator[OpenScreen]:
    """Open the page as somebody: `await look("mentor", size=PHONE)`. No screen may report an error."""
    async with AsyncExitStack() as screens:

        async def opened(persona: str, **habits: Unpack[Habits]) -> Screen:
            return await screens.enter_async_context(opened_screen(browser, world, persona, **habits))

        yield opened
