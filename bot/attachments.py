"""What goes with a message is made when it is sent, so that nothing of it waits anywhere."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot import own_data
from bot.database import Database
from bot.own_data import OWN_DATA
from bot.pictures import Pictures
from bot.render import Renderer


class Attachments:
    """Makes pictures and files; what is about a person is read from the database at that moment."""

    def __init__(
        self, database: Database, pictures: Pictures, renderer: Renderer, *, now: Callable[[], datetime]
    ) -> None:
        self._database, self._pictures, self._renderer, self._now = database, pictures, renderer, now

    async def draw(self, asked: dict[str, str]) -> bytes:
        """Give a picture or file by what it is made from; raises KeyError for an unknown name."""
        if asked["name"] != OWN_DATA:
            return await asyncio.to_thread(self._pictures.draw, asked)
        async with self._database.transaction() as session:
            who = await own_data.asker(session, int(asked["telegram_id"]))
            language, now = asked["language"], self._now()
            return await own_data.file(session, who, self._renderer, language=language, now=now)
