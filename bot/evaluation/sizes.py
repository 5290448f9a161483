"""How many pupils a school has this year: only its chair can say, and shares need it."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import awaiting
from bot.awaiting import Asked, Place
from bot.cases.moments import calendar_of
from bot.models import School, SchoolSize
from knowledge.evaluation.periods import school_year

PURPOSE = "school_size"
MOST_PUPILS = 9999


async def ask(session: AsyncSession, place: Place, school: School, now: datetime) -> None:
    """Let the next line typed in a chat be the number of pupils of a school."""
    await awaiting.expect(session, place, Asked(PURPOSE, {"school": school.id}), now)


def as_size(words: str) -> int | None:
    """Read a number of pupils, also written as 1.240; None for anything else."""
    digits = words.strip().replace(".", "").replace(" ", "")
    number = int(digits) if digits.isdecimal() and len(digits) <= len(str(MOST_PUPILS)) else 0
    return number or None


async def keep(session: AsyncSession, school: School, pupils: int, today: date) -> None:
    """Keep how many pupils a school has in the school year of `today`."""
    first = school_year(calendar_of(school), today).first
    await session.merge(SchoolSize(school_id=school.id, first=first, pupils=pupils))


async def size_of(session: AsyncSession, school: School, today: date) -> int | None:
    """Give how many pupils a school has in the school year of `today`; None where nobody said so."""
    kept = await session.get(SchoolSize, (school.id, school_year(calendar_of(school), today).first))
    return kept.pupils if kept else None
