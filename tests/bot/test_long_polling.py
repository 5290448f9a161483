"""Long polling: what Telegram gives is stored before we ask for more, and nothing is missed."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from office import ANNE, BAS, Office, message
from sqlalchemy import select
from structlog.testing import capture_logs
from telegram.error import NetworkError

from bot.database import Database
from bot.models import DONE, WAITING, Incoming
from bot.polling import Polling

# The program makes requests by their name, and says so to the library when it starts.
pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot")


class Line:
    """Telegram's side of long polling: gives batches, and notes what was stored when the next was asked for."""

    def __init__(self, database: Database, *batches: Sequence[dict[str, Any]] | Exception) -> None:
        self._database, self._batches = database, list(batches)
        self.offsets: list[int | None] = []
        self.stored: list[list[int]] = []
        self.empty = asyncio.Event()

    async def __call__(self, offset: int | None) -> Sequence[dict[str, Any]]:
        async with self._database.transaction() as session:
            self.stored.append(list(await session.scalars(select(Incoming.update_id).order_by(Incoming.update_id))))
        self.offsets.append(offset)
        if not self._batches:
            self.empty.set()
            await asyncio.Event().wait()
        batch = self._batches.pop(0)
        if isinstance(batch, Exception):
            raise batch
        return batch


async def _polls(office: Office, line: Line) -> None:
    office.serves(line)
    async with office.application:
        intake = office.intake()
        await intake.take_up()
        polling = Polling(office.database, office.application, intake, 1)
        running = asyncio.create_task(polling.run())
        await asyncio.wait([running, asyncio.create_task(line.empty.wait())], return_when=asyncio.FIRST_COMPLETED)
        polling.stop()
        await running


async def test_telegram_hears_that_we_have_an_update_only_after_it_was_stored(
    office: Office, database: Database
) -> None:
    line = Line(database, [message(7, "/help"), message(8, "/help", person=BAS)], [message(12, "/taal")])
    await _polls(office, line)
    assert line.offsets == [None, 9, 13]
    assert line.stored == [[], [7, 8], [7, 8, 12]]
    assert await office.states() == [DONE, DONE, DONE]


async def test_what_has_no_number_does_not_keep_us_from_asking_for_more(office: Office, database: Database) -> None:
    line = Line(database, [{"message": {}}], [message(7, "/help"), {"update_id": None}])
    await _polls(office, line)
    assert line.offsets == [None, None, 8]
    assert await office.states() == [DONE]


async def test_after_a_restart_we_go_on_after_the_last_update_we_have(office: Office, database: Database) -> None:
    await office.takes(message(41, "/help"))
    line = Line(database)
    await _polls(office, line)
    assert line.offsets == [42]


async def test_what_waited_at_a_restart_is_handled_without_news(office: Office, database: Database) -> None:
    async with database.transaction() as session:
        session.add(
            Incoming(update_id=5, chat_id=ANNE, payload=message(5, "/help"), received_at=office.clock(), state=WAITING)
        )
    await _polls(office, Line(database))
    assert await office.states() == [DONE]


async def test_trouble_on_the_line_asks_again_for_the_same_updates(office: Office, database: Database) -> None:
    line = Line(database, [message(7, "/help")], NetworkError("connection lost"), [message(8, "/taal")])
    with capture_logs() as logs:
        await _polls(office, line)
    assert line.offsets == [None, 8, 8, 9]
    assert [entry["event"] for entry in logs] == ["fetching_failed"]
    assert await office.states() == [DONE, DONE]


async def test_an_update_that_is_given_again_is_handled_once(office: Office, database: Database) -> None:
    line = Line(database, [message(7, "/help")], [message(7, "/help")])
    await _polls(office, line)
    assert len(await office.said()) == 1
