"""The audit as a command: over the database as it stands now."""

from datetime import UTC, datetime

from bot.audit import audit
from bot.database import Database


async def faults(database_url: str) -> list[str]:
    """Give a sentence for each running case that could end in silence, in the database at this address."""
    database = Database(database_url)
    try:
        await database.upgrade()
        async with database.transaction() as session:
            return await audit(session, datetime.now(UTC))
    finally:
        await database.close()
