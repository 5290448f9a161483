"""What the stories of forgetting share: rows put in, a round of forgetting, and what is left."""

from datetime import datetime, timedelta
from typing import Any

from loop_house import House
from sqlalchemy import func, select

from bot import expiring
from bot.local_time import AMSTERDAM
from bot.models import Deletion

MENTOR = 701
A_MOMENT, A_DAY, A_MONTH = timedelta(minutes=1), timedelta(hours=24), timedelta(days=30)
LAST_DAY, DAY_AFTER = datetime(2027, 7, 31, 23, 59, tzinfo=AMSTERDAM), datetime(2027, 8, 1, tzinfo=AMSTERDAM)


async def add(house: House, *rows: Any) -> None:
    async with house.database.transaction() as session:
        session.add_all(rows)


async def expires(house: House) -> int:
    async with house.database.transaction() as session:
        return await expiring.expire(house.desk(session))


async def all_of(house: House, *columns: Any) -> list[tuple[Any, ...]]:
    async with house.database.transaction() as session:
        return [tuple(row) for row in await session.execute(select(*columns).order_by(columns[0]))]


async def count(house: House, model: Any) -> int:
    async with house.database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(model)) or 0


async def deletions(house: House) -> list[tuple[Any, ...]]:
    return await all_of(house, Deletion.kind, Deletion.count, Deletion.day, Deletion.school_id, Deletion.about)
