"""What a story asks for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from loop_world import LoopWorld, loop_world
from world import World, running_world

from bot.outbox import pacing


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next message of a chat come at once: that it waits a second is tried where pacing is."""
    monkeypatch.setattr(pacing, "ONE_CHAT", (1, 0.01))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A world of its own for each story."""
    async with running_world(tmp_path) as world:
        yield world


@pytest.fixture
async def loop(tmp_path: Path) -> AsyncIterator[LoopWorld]:
    """A world of its own whose clock the story moves."""
    async with loop_world(tmp_path) as loop:
        yield loop
