"""What is kept goes in time: whole walks, with a clock the story moves."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from loop_world import LoopWorld, loop_world
from sqlalchemy import select
from test_cases import hears, often_ill
from world import Phone

from bot.models import DONE, Deletion, FleetingMessage, Incoming, Outgoing

CODE = "L3-017"
LINE = "Over een zaak. Open /zaken voor de details."


@pytest.fixture
async def loop(tmp_path: Path) -> AsyncIterator[LoopWorld]:
    async with loop_world(tmp_path) as world:
        yield world


async def reads_nowhere(phone: Phone, words: str) -> None:
    """Wait until these words stand nowhere in the chat any more, not even in what was typed."""
    for _ in range(400):
        if not any(words in message.text for message in await phone.messages()):
            return
        await asyncio.sleep(0.02)
    raise AssertionError([message.text for message in await phone.messages()])


async def test_a_case_leaves_the_chat_before_48_hours_and_is_still_there_to_be_taken(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await often_ill(loop)
    await hears(mentor, "Waarom nu?")
    loop.waits(hours=41)
    await hears(mentor, LINE)
    await reads_nowhere(mentor, CODE)
    await mentor.asks("/zaken")
    await hears(mentor, "Lopende zaken", CODE)
    await mentor.taps(f"{CODE} · Vaak ziek")
    await hears(mentor, "Waarom nu?")
    await mentor.taps("Ik pak dit op")
    await hears(mentor, "opgepakt")


async def test_a_day_later_nothing_of_what_was_said_is_kept_but_that_it_was(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await often_ill(loop)
    await hears(mentor, "Waarom nu?")
    loop.waits(hours=25)
    for _ in range(200):
        async with loop.database.transaction() as session:
            kept = list(await session.scalars(select(Incoming).where(Incoming.state == DONE)))
            said = list(await session.scalars(select(Outgoing).where(Outgoing.sent_at < loop.now())))
            counted = set(await session.scalars(select(Deletion.kind)))
        if kept and all(row.chat_id is None for row in [*kept, *said]):
            break
        await asyncio.sleep(0.05)
    assert [row.payload for row in kept] == [{}] * len(kept)
    assert {str(row.params) for row in said} == {"{}"}
    assert {"updates", "sent_texts"} <= counted
    async with loop.database.transaction() as session:
        assert await session.scalar(select(FleetingMessage.id).limit(1))
