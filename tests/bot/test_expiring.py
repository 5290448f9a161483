"""Forgetting what goes in and out: each side of each period."""

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from expiring_house import A_DAY, A_MOMENT, A_MONTH, MENTOR, add, all_of, count, deletions, expires
from loop_house import CODE, SCHOOL, House
from sqlalchemy import select

from bot import joining
from bot.models import (
    DONE,
    REFUSED,
    SENT,
    SET_ASIDE,
    WAITING,
    Deletion,
    EditorQuestion,
    Incoming,
    Invitation,
    Outgoing,
    Thread,
)


def update(house: House, number: int, state: str, handled: datetime | None) -> Incoming:
    payload = {"message": {"text": f"{CODE} ziek"}}
    received = house.now() - timedelta(days=9)
    return Incoming(
        update_id=number, chat_id=MENTOR, payload=payload, state=state, received_at=received, handled_at=handled
    )


def message(house: House, state: str, sent: datetime | None, **more: Any) -> Outgoing:
    old = house.now() - timedelta(days=9)
    params = {"text": f"over {CODE}", "chat_id": MENTOR}
    return Outgoing(
        chat_id=MENTOR,
        method="sendMessage",
        params=params,
        state=state,
        sent_at=sent,
        created_at=old,
        not_before=old,
        **more,
    )


@pytest.mark.parametrize("state", [DONE, SET_ASIDE])
@pytest.mark.parametrize(("age", "gone"), [(A_DAY - A_MOMENT, False), (A_DAY, True)])
async def test_an_update_loses_its_content_a_day_after_it_was_handled(
    house: House, state: str, age: timedelta, *, gone: bool
) -> None:
    await add(house, update(house, 1, state, house.now() - age))
    assert await expires(house) == gone
    ((number, payload, chat, hashed, kept),) = await all_of(
        house, Incoming.update_id, Incoming.payload, Incoming.chat_id, Incoming.chat_hash, Incoming.state
    )
    assert (number, kept) == (1, state)
    assert (payload == {}, chat is None, hashed is None) == (gone, gone, gone)
    assert await expires(house) == 0


@pytest.mark.parametrize("state", [WAITING, "kept_back"])
async def test_an_update_that_is_not_handled_waits_however_long(house: House, state: str) -> None:
    await add(house, update(house, 1, state, None))
    assert await expires(house) == 0


@pytest.mark.parametrize("state", [SENT, REFUSED])
@pytest.mark.parametrize(("age", "gone"), [(A_DAY - A_MOMENT, False), (A_DAY, True)])
async def test_a_message_is_forgotten_a_day_after_it_was_sent_or_refused(
    house: House, state: str, age: timedelta, *, gone: bool
) -> None:
    await add(house, message(house, state, house.now() - age))
    assert await expires(house) == gone
    ((_, params, chat, hashed),) = await all_of(
        house, Outgoing.id, Outgoing.params, Outgoing.chat_id, Outgoing.chat_hash
    )
    assert (params == {}, chat is None, hashed is None) == (gone, gone, gone)


@pytest.mark.parametrize(("days", "gone"), [(8, False), (9, True)])
async def test_a_question_for_advice_is_found_in_its_chat_until_it_has_been_taken_away(
    house: House, days: int, *, gone: bool
) -> None:
    row = message(house, SENT, house.now() - timedelta(days=days), key="advice:1:asked:2")
    row.created_at = house.now() - timedelta(days=days) + A_MOMENT
    await add(house, row)
    assert await expires(house) == gone


async def test_a_message_that_could_not_be_sent_yet_waits_however_long(house: House) -> None:
    await add(house, message(house, WAITING, None))
    assert await expires(house) == 0


@pytest.mark.parametrize(("age", "gone"), [(A_MONTH - A_MOMENT, False), (A_MONTH, True)])
async def test_a_question_for_the_editors_loses_its_words_after_thirty_days(
    house: House, age: timedelta, *, gone: bool
) -> None:
    asked = house.now() - age
    await add(
        house, EditorQuestion(kind="disputed", topic="dyslexie", words="klopt dit?", language="nl", asked_at=asked)
    )
    assert await expires(house) == gone
    assert await all_of(house, EditorQuestion.topic, EditorQuestion.words) == [
        ("dyslexie", None if gone else "klopt dit?")
    ]


@pytest.mark.parametrize(("minutes", "left"), [(59, 1), (60, 0)])
async def test_the_topic_of_a_conversation_is_forgotten_after_an_hour(house: House, minutes: int, left: int) -> None:
    told = house.now() - timedelta(minutes=minutes)
    await add(house, Thread(chat_hash=MENTOR, telegram_hash=MENTOR, topic="dyslexie", told_at=told))
    await expires(house)
    assert await count(house, Thread) == left


@pytest.mark.parametrize(("days", "left"), [(29, 1), (30, 0)])
async def test_an_invitation_is_forgotten_thirty_days_after_it_was_made(house: House, days: int, left: int) -> None:
    async with house.database.transaction() as session:
        made = house.now() - timedelta(days=days)
        await joining.invite(session, SCHOOL, "mentor", made_by=None, now=made)
    await expires(house)
    assert await count(house, Invitation) == left


async def test_what_is_deleted_on_one_day_is_counted_together(house: House) -> None:
    for number in (1, 2):
        await add(house, update(house, number, DONE, house.now() - A_DAY))
        await expires(house)
    assert await deletions(house) == [("updates", 2, date(2026, 11, 17), "", "")]


async def test_the_clock_forgets_and_leaves_nothing_in_the_log_beside_the_database(house: House) -> None:
    await add(house, update(house, 1, DONE, house.now() - A_DAY))
    await house.looks()
    if not house.database.shared:
        log = Path(f"{house.database.url.database}-wal")
        assert (await asyncio.to_thread(log.stat)).st_size == 0
    assert await all_of(house, Incoming.payload) == [({},)]
    async with house.database.transaction() as session:
        assert await session.scalar(select(Deletion.count)) == 1
