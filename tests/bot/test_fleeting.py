"""What is about a case leaves the chat in time, and a line without content stays."""

import re
from datetime import timedelta

import pytest
from desk import ANNE, Clock, Desk
from fake_telegram import FakeApi
from loop_house import CODE, OFTEN_ILL, House
from sqlalchemy import select
from telegram.error import BadRequest, Forbidden

from bot import outbox
from bot.cases import fleeting
from bot.database import Database
from bot.message import Message
from bot.models import REFUSED, SENT, FleetingMessage, Outgoing, School
from bot.render import TEMPLATES, tells_of_case

MENTOR, OFFICER, GROUP = 701, 705, -100
LASTS, A_MOMENT = timedelta(hours=40), timedelta(minutes=1)
CASE = Message(f"{CODE}: vier keer ziek", fleeting=True)
LINE = "Over een zaak. Open /zaken voor de details."
SHOWS_A_CODE = re.compile(r"\.code\b|code=|_case\.html|_signal\.html|_agenda\.html")
NO_PUPILS_CODE = {"failed": "of a fault"}


def test_every_message_that_shows_a_code_is_fleeting() -> None:
    showing = {file.stem for file in TEMPLATES.glob("[!_]*.html") if SHOWS_A_CODE.search(file.read_text("utf-8"))}
    assert {name for name in showing if not tells_of_case(name)} == set(NO_PUPILS_CODE)
    assert not tells_of_case("taken_away")


async def stand(house: House, *numbers: int, chat: int = MENTOR, age: timedelta = LASTS, editable: bool = True) -> None:
    async with house.database.transaction() as session:
        where = {"chat_id": chat, "can_be_edited": editable, "since": house.now() - age}
        session.add_all(FleetingMessage(message_id=number, **where) for number in numbers)


async def looks(house: House) -> list[Outgoing]:
    async with house.database.transaction() as session:
        await fleeting.take_away(house.desk(session))
    return await house.said()


async def left(house: House) -> list[int]:
    async with house.database.transaction() as session:
        return list(await session.scalars(select(FleetingMessage.message_id).order_by(FleetingMessage.id)))


@pytest.mark.parametrize(("age", "gone"), [(LASTS - A_MOMENT, False), (LASTS, True)])
async def test_a_message_about_a_case_is_taken_away_after_forty_hours(
    house: House, age: timedelta, *, gone: bool
) -> None:
    await stand(house, 5, age=age)
    said = await looks(house)
    assert [row.method for row in said] == (["deleteMessage", "sendMessage"] if gone else [])
    assert await left(house) == ([] if gone else [5])


async def test_one_line_without_content_and_without_a_sound_stays_for_all(house: House) -> None:
    await stand(house, 5, 6, 6)
    *deleted, line = await looks(house)
    assert [row.params["message_id"] for row in deleted] == [5, 6]
    assert (line.params["text"], line.params["disable_notification"], line.fleeting) == (LINE, True, False)


async def test_the_line_is_said_once_a_day_in_the_readers_language(house: House) -> None:
    for hours in (0, 1, 24):
        house.moment += timedelta(hours=hours)
        await stand(house, 5 + hours, chat=704)
        await looks(house)
    said = [row.params["text"] for row in await house.said(704) if row.method == "sendMessage"]
    assert said == ["About a case. Open /cases for the details."] * 2


async def test_when_it_is_too_late_the_line_is_put_in_the_place_of_a_text_only(house: House) -> None:
    await stand(house, 5)
    await stand(house, 6, editable=False)
    text, picture, _ = await looks(house)
    assert text.params["otherwise"]["message_id"] == 5
    assert "message_id" not in picture.params["otherwise"]


@pytest.mark.parametrize(("chat", "chose", "stays"), [(MENTOR, 1, True), (MENTOR, 0, False), (OFFICER, 1, False)])
async def test_it_stays_when_every_school_of_the_reader_chose_so(
    house: House, chat: int, chose: int, *, stays: bool
) -> None:
    async with house.database.transaction() as session:
        for school in list(await session.scalars(select(School).order_by(School.id.desc())))[:chose]:
            school.case_messages_stay = True
    await stand(house, 5, chat=chat)
    assert [row.method for row in await looks(house)] == ([] if stays else ["deleteMessage", "sendMessage"])
    assert await left(house) == []


async def test_what_a_case_says_to_people_is_fleeting(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    assert [row.fleeting for row in await house.said(MENTOR)] == [True]


async def noted(database: Database) -> list[tuple[int, int, bool]]:
    async with database.transaction() as session:
        rows = await session.execute(
            select(FleetingMessage.chat_id, FleetingMessage.message_id, FleetingMessage.can_be_edited)
        )
        return [tuple(row) for row in rows]


async def sent(database: Database, desk: Desk, chat: int, message: Message) -> None:
    async with database.transaction() as session:
        outbox.say(session, chat, message, now=desk.clock())
    async with desk.sending():
        await desk.until(settled=1)


async def test_where_it_stands_is_known_once_it_is_sent(database: Database, desk: Desk) -> None:
    await sent(database, desk, ANNE, CASE)
    assert await noted(database) == [(ANNE, 1, True)]


async def test_a_picture_cannot_be_edited_into_a_line(database: Database, desk: Desk) -> None:
    await sent(database, desk, ANNE, Message("K7T-4", picture={"name": "route_map"}, fleeting=True))
    assert await noted(database) == [(ANNE, 1, False)]


async def test_nothing_is_kept_of_what_is_about_no_case_or_in_a_group_or_did_not_arrive(
    database: Database, desk: Desk, api: FakeApi
) -> None:
    await sent(database, desk, ANNE, Message("Welkom"))
    await sent(database, desk, GROUP, CASE)
    api.answers(ANNE, Forbidden("blocked"))
    await sent(database, desk, ANNE, CASE)
    assert await noted(database) == []


async def test_a_message_that_telegram_no_longer_deletes_is_emptied(
    database: Database, desk: Desk, api: FakeApi, clock: Clock
) -> None:
    api.answers(ANNE, BadRequest("Message can't be deleted for everyone"))
    async with database.transaction() as session:
        outbox.empty(session, ANNE, 5, otherwise=Message(LINE), now=clock())
    async with desk.sending():
        await desk.until(settled=2)
    assert await desk.outcomes() == [(REFUSED, "not_deleted"), (SENT, "sent")]
    method, params = api.asked[-1]
    assert (method, params["message_id"], params["text"]) == ("editMessageText", 5, LINE)
