"""Every button of a busy day, tapped by everybody it was not meant for: nothing happens."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from databases import ON_SQLITE
from desk import BUTTONS
from office import Office, message, tap
from sqlalchemy import select

from bot.demo.seed import seed
from bot.models import Base, Outgoing

MENTOR, CHAIR, BRIDGE, DOCTOR, OFFICER, YOUTH = people = range(701, 707)
GROUP = -1002
TYPED = {
    MENTOR: (
        "/start",
        "/help",
        "/tabel",
        "/routekaart",
        "/wie",
        "/taal",
        "/privacy",
        "/wis",
        "/mijn",
        "/signaal",
        *(f"/signaal L3-017 ziek op {day}" for day in ("5 oktober", "2 november", "9 november", "16 november")),
        "/signalen",
        "/zaken",
        "/inzage",
        "/pin",
    ),
    CHAIR: ("/team", "/uitnodigen", "/zaken", "/inzage", "/acties", "/mijn", "/codes"),
    BRIDGE: ("/zaken", "/acties", "/wie"),
    DOCTOR: ("/zaken",),
    OFFICER: ("/zaken", "/mijn"),
    YOUTH: ("/mijn",),
}
ENDS_IT = ("wis:ja", "jaar:uit", "sig:stop")
MOST_TAPS = 40
QUIET = {"inbox", "outbox"}
"""That something came in and was answered is no effect."""
Sent = tuple[int, str]


class Day:
    """A day at the made-up school, in which everybody types, and taps what they are sent."""

    def __init__(self, office: Office) -> None:
        self.office, self.number = office, 0
        office.a_minute = 100_000

    async def takes(self, *updates: dict[str, Any]) -> None:
        for update in updates:
            self.number += 1
            update["update_id"] = self.number
        await self.office.takes(*updates)

    async def goes_by(self) -> None:
        for person, lines in TYPED.items():
            for line in lines:
                await self.types(person, line)
                if "ziek" in line:
                    await self.taps(*[sent for sent in await self.buttons() if sent[1].startswith("sig:ja")][-1:])
        tapped: set[Sent] = set()
        while len(tapped) < MOST_TAPS:
            fresh = [one for one in await self.buttons() if one not in tapped and not one[1].startswith(ENDS_IT)]
            if not fresh:
                break
            tapped.update(fresh[:10])
            await self.taps(*fresh[:10])

    async def types(self, person: int, line: str) -> None:
        update = message(0, line, person)
        update["message"]["entities"][0]["length"] = len(line.split(maxsplit=1)[0])
        await self.takes(update)

    async def taps(self, *sent: Sent) -> None:
        await self.takes(*(tap(0, data, chat) for chat, data in sent))

    async def buttons(self) -> list[Sent]:
        """Give every button that was sent, and to which chat, each once."""
        rows = await self.office.rows(Outgoing)
        return list(dict.fromkeys(one for row in rows for one in _buttons(row)))

    async def state(self) -> dict[str, list[Any]]:
        """Give all that the database holds, but for what came in and went out."""
        tables = [table for table in Base.metadata.sorted_tables if table.name not in QUIET]
        async with self.office.database.transaction() as session:
            return {table.name: list(await session.execute(select(table))) for table in tables}


def _buttons(row: Outgoing) -> Iterator[Sent]:
    for line in row.params.get("reply_markup", {}).get("inline_keyboard", []):
        for button in line:
            if "callback_data" in button and row.chat_id:
                yield row.chat_id, button["callback_data"]


def replayed(chat: int, data: str, *, by: int, within: int) -> dict[str, Any]:
    """Give the tap of somebody else, or elsewhere, on a button as it was sent to a chat."""
    update = tap(0, data, by)
    query = update["callback_query"]
    query["data"] = data + BUTTONS.mark(chat, data)
    query["message"]["chat"] = {"id": within, "type": "private" if within > 0 else "supergroup"}
    return update


@pytest.fixture
async def day(office: Office) -> Day:
    office.clock.at = datetime(2026, 11, 17, 9, tzinfo=UTC)
    async with office.database.transaction() as session:
        await seed(session, office.clock())
    day = Day(office)
    await day.goes_by()
    return day


@ON_SQLITE
async def test_no_button_of_a_day_does_anything_for_whom_or_where_it_was_not_meant(day: Day) -> None:
    sent, before = await day.buttons(), await day.state()
    assert len({data.partition(":")[0] for _, data in sent}) > 20
    answered = len(await day.office.rows(Outgoing))
    taps = [one for number, (chat, data) in enumerate(sent) for one in wrong_taps(number, chat, data)]
    await day.takes(*taps)
    assert await day.state() == before
    after = (await day.office.rows(Outgoing))[answered:]
    assert [row.method for row in after] == ["answerCallbackQuery"] * len(taps)
    told = {row.params["text"] for row in after}
    assert all("werkt niet meer" in text or "no longer works" in text for text in told)
    # The same day, the same buttons, by whom they were meant for: that does do something.
    days_off = next(one for one in sent if one[1].startswith("dag:"))
    await day.taps(days_off)
    assert await day.state() != before


def wrong_taps(number: int, chat: int, data: str) -> list[dict[str, Any]]:
    """Give a tap of a button by a colleague in an own chat, and another: in this chat, or by who got it in a group."""
    others = [person for person in people if person != chat]
    other = others[number % len(others)]
    elsewhere = replayed(chat, data, by=other, within=other)
    if number % 2:
        return [elsewhere, replayed(chat, data, by=other, within=chat)]
    return [elsewhere, replayed(chat, data, by=chat, within=GROUP)]
