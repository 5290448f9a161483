"""What is left of what was deleted: how much, of which kind, and on which day."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Deletion


async def record(
    session: AsyncSession, kind: str, count: int, *, on: date, school_id: str = "", about: str = ""
) -> int:
    """Keep that so much of a kind was deleted on a day, added to what was deleted before on that day; give it back."""
    if count:
        found = await session.get(Deletion, (on, kind, school_id, about))
        if found is None:
            session.add(Deletion(day=on, kind=kind, school_id=school_id, about=about, count=count))
        else:
            found.count += count
        await session.flush()
    return count
