"""«/mijngegevens»: everything about the asking member, nothing about a pupil or a colleague."""

import json
from typing import Any

import pytest
from loop_house import CODE, OFTEN_ILL, House
from sqlalchemy import select

from bot import outbox, own_data
from bot.message import Message
from bot.models import Incoming, Member, Person, Signal

MENTOR, COORDINATOR, STRANGER = 701, 702, 12345


async def file_of(house: House, telegram_id: int, language: str = "nl") -> dict[str, Any]:
    async with house.database.transaction() as session:
        who = await own_data.asker(session, telegram_id)
        content = await own_data.file(session, who, house.renderer, language=language, now=house.now())
    told: dict[str, Any] = json.loads(content)
    return told


def tables(told: dict[str, Any]) -> dict[str, Any]:
    return {table.get("tabel") or table["table"]: table for table in told["data"]}


async def test_a_member_gets_who_he_is_and_where_he_works(house: House) -> None:
    told = tables(await file_of(house, MENTOR))
    (me,) = told["members"]["rijen"]
    assert (me["naam"], me["rol"], me["nummer bij Telegram"]) == ("Mentor 3 havo", "mentor", MENTOR)
    (service,) = told["services"]["rijen"]
    assert service["werkdagen"] == [0, 1, 2, 3, 4]
    assert told["members"]["bewaard"] == "tot je het wist met /wis"


async def test_what_he_logged_is_in_it_without_code_and_content(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    told = await file_of(house, MENTOR)
    signals = tables(told)["signals"]
    assert len(signals["rijen"]) == len(OFTEN_ILL)
    assert "de leerlingcode" in signals["niet_in_dit_bestand"]
    assert CODE not in json.dumps(told)
    assert "2026-10-05" not in json.dumps(told)


async def test_every_row_of_his_is_in_it_and_none_of_a_colleagues(house: House) -> None:
    await house.logs(OFTEN_ILL[0])
    await house.logs(OFTEN_ILL[1], role="ondersteuningscoordinator")
    signals = tables(await file_of(house, MENTOR))["signals"]["rijen"]
    async with house.database.transaction() as session:
        mine = select(Signal.id).join(Member, Member.id == Signal.logged_by).where(Member.role == "mentor")
        assert [row["volgnummer"] for row in signals] == list(await session.scalars(mine))


async def test_that_messages_came_and_went_is_in_it_and_what_they_said_is_in_the_chat(house: House) -> None:
    async with house.database.transaction() as session:
        update = {"update_id": 9, "message": {"text": f"{CODE} ziek"}}
        session.add(Incoming(update_id=9, chat_id=MENTOR, payload=update, received_at=house.now()))
        session.add(Person(telegram_id=MENTOR, language="nl"))
        outbox.say(session, MENTOR, Message("Nieuws"), now=house.now())
        outbox.say(session, COORDINATOR, Message("Voor een ander"), now=house.now())
    told = await file_of(house, MENTOR)
    assert {name: len(table["rijen"]) for name, table in tables(told).items() if name in {"inbox", "outbox"}} == {
        "inbox": 1,
        "outbox": 1,
    }
    assert CODE not in json.dumps(told)
    assert tables(told)["people"]["rijen"][0]["gekozen taal"] == "nl"


async def test_somebody_whom_nothing_is_kept_about_gets_an_empty_list(house: House) -> None:
    assert (await file_of(house, STRANGER))["data"] == []


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_the_file_reads_in_the_language_of_the_asker(house: House, language: str) -> None:
    told = await file_of(house, MENTOR, language)
    words = {"nl": "Alles wat Wegwijs over jou bewaart", "en": "All that Wegwijs keeps about you"}
    assert told["about"] == words[language]
    assert ("rijen" in told["data"][0]) == (language == "nl")
    assert ("rows" in told["data"][0]) == (language == "en")
