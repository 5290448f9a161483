"""What a command in the terminal works in: a session on the database of the settings, brought up to date."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings
from bot.database import Database


@asynccontextmanager
async def command_session(settings: Settings) -> AsyncIterator[AsyncSession]:
    """Give a session; all that is done in it is one transaction."""
    database = Database.of(settings)
    try:
        await database.upgrade()
        async with database.transaction() as session:
            yield session
    finally:
        await database.close()
