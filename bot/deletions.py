"""What is left of what was deleted: how much, of which kind, and on which day."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Deletion


@dataclass(frozen=True, slots=True)
class Deleted:
    """So much of a kind that was deleted on a day; of a case also the school, and the rule and how it ended."""

    kind: str
    count: int
    day: date
    school_id: str = ""
    about: str = ""


async def record(session: AsyncSession, deleted: Deleted) -> int:
    """Keep how much was deleted, added to what was deleted of that kind before on that day; give it back."""
    if deleted.count:
        found = await session.get(Deletion, (deleted.day, deleted.kind, deleted.school_id, deleted.about))
        if found is None:
            session.add(Deletion(**asdict(deleted)))
        else:
            found.count += deleted.count
        await session.flush()
    return deleted.count
