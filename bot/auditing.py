"""The audit as a command: over the database as it stands now."""

from datetime import UTC, datetime

from bot.audit import audit
from bot.config import Settings
from bot.database import Database


async def faults(settings: Settings) -> list[str]:
    """Give a sentence for each running case that could end in silence, in the database of these settings."""
    database = Database.of(settings)
    try:
        await database.upgrade()
        async with database.transaction() as session:
            return await audit(session, datetime.now(UTC))
    finally:
        await database.close()
