"""Who of several replicas does what only one may do: the holder of a row that must be renewed in time."""

import time
from datetime import timedelta
from secrets import token_hex

from sqlalchemy import delete, func, or_

from bot.database import Database, insert_on
from bot.models import Lease

LASTS = timedelta(seconds=6)
RENEWED_EVERY = 1.5
LEADING = "leading"


class Leadership:
    """Held by one replica at a time. SQLite has one process: there it is simply held."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._holder = token_hex(8)
        self._until = 0.0

    @property
    def held(self) -> bool:
        """Tell whether it is held now: another replica may have it as soon as this is False."""
        return not self._database.shared or time.monotonic() < self._until

    async def take(self) -> bool:
        """Take it, or renew it; False when another replica holds it. The database's own clock decides."""
        if not self._database.shared:
            return True
        asked_at = time.monotonic()
        free = or_(Lease.holder == self._holder, Lease.until < func.now())
        async with self._database.transaction() as session:
            wanted = insert_on(session)(Lease).values(name=LEADING, holder=self._holder, until=func.now() + LASTS)
            taken = wanted.on_conflict_do_update(
                index_elements=[Lease.name],
                set_={"holder": wanted.excluded.holder, "until": wanted.excluded.until},
                where=free,
            ).returning(Lease.holder)
            held = await session.scalar(taken) is not None
        self._until = asked_at + LASTS.total_seconds() if held else 0.0
        return held

    async def give_back(self) -> None:
        """Let another replica have it at once."""
        if self._database.shared and self.held:
            self._until = 0.0
            async with self._database.transaction() as session:
                await session.execute(delete(Lease).where(Lease.name == LEADING, Lease.holder == self._holder))
