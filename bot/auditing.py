"""The audit as a command: over the database as it stands now."""

from datetime import UTC, datetime

from bot.audit import audit
from bot.command_session import command_session
from bot.config import Settings


async def faults(settings: Settings) -> list[str]:
    """Give a sentence for each running case that could end in silence, in the database of these settings."""
    async with command_session(settings) as session:
        return await audit(session, datetime.now(UTC))
