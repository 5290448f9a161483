"""What a story asks for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from world import World, running_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A world of its own for each story."""
    async with running_world(tmp_path) as world:
        yield world
