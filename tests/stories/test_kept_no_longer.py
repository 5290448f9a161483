"""What is kept goes in time: whole walks, with a clock the story moves."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from case_steps import often_ill
from loop_world import LoopWorld, loop_world
from sqlalchemy import select

from bot.models import SENT, Deletion, EditorQuestion, Escalation, FleetingMessage, Incoming, Outgoing, Signal

CODE = "L3-017"
QUESTION = "wie betaalt een laptop bij dyslexie?"
DISPUTING = (("Klopt dit niet?", "Wat klopt er niet"), ("Het antwoord is fout", "De redactie kijkt ernaar."))
CLOSING = (
    ("Ik pak dit op", "opgepakt"),
    ("Afgehandeld", "Is de veiligheid besproken?"),
    ("Ja", "afgelopen?"),
    ("Gesprek gehad, wij volgen het", "afgehandeld"),
)
LINE = "Over een zaak. Open /zaken voor de details."


@pytest.fixture
async def loop(tmp_path: Path) -> AsyncIterator[LoopWorld]:
    async with loop_world(tmp_path) as world:
        yield world


async def kept(loop: LoopWorld, *columns: Any) -> list[tuple[Any, ...]]:
    async with loop.database.transaction() as session:
        return [tuple(row) for row in await session.execute(select(*columns))]


async def until_kept(loop: LoopWorld, wanted: list[tuple[Any, ...]], *columns: Any) -> None:
    """Wait until just this is kept."""
    for _ in range(400):
        if (found := await kept(loop, *columns)) == wanted:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(found)


async def test_a_case_leaves_the_chat_before_48_hours_and_is_still_there_to_be_taken(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await often_ill(loop)
    await mentor.hears("Waarom nu?")
    loop.waits(hours=41)
    await mentor.hears(LINE)
    await mentor.reads_nowhere(CODE)
    await mentor.asks("/zaken")
    await mentor.hears("Lopende zaken", CODE)
    await mentor.taps(f"{CODE} · Vaak ziek")
    await mentor.hears("Waarom nu?")
    await mentor.taps("Ik pak dit op")
    await mentor.hears("opgepakt")


async def test_a_day_later_nothing_of_what_was_said_is_kept_but_that_it_was(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await often_ill(loop)
    await mentor.hears("Waarom nu?")
    came = len(await kept(loop, Incoming.update_id))
    loop.waits(hours=23)
    await loop.looks()
    assert {} not in [payload for (payload,) in await kept(loop, Incoming.payload)]
    loop.waits(hours=2)
    await until_kept(loop, [({}, None)] * came, Incoming.payload, Incoming.chat_id)
    said = [params for params, state in await kept(loop, Outgoing.params, Outgoing.state) if state == SENT]
    assert said == [{}] * len(said)
    assert {("updates",), ("sent_texts",)} <= set(await kept(loop, Deletion.kind))
    assert await kept(loop, FleetingMessage.message_id)


async def test_a_question_for_the_editors_goes_after_a_month_and_a_closed_case_with_the_year(loop: LoopWorld) -> None:
    mentor = loop.phone("mentor")
    await often_ill(loop)
    await mentor.hears("Waarom nu?")
    for tapped, heard in CLOSING:
        await mentor.taps(tapped)
        await mentor.hears(heard)
    await mentor.types(QUESTION)
    await mentor.sees("Hulpmiddelen bij dyslexie")
    for tapped, heard in DISPUTING:
        await mentor.taps(tapped)
        await mentor.sees(heard)
    loop.goes_to(17, 12, 9, minute=59)
    await loop.looks()
    assert await kept(loop, EditorQuestion.words) == [(QUESTION,)]
    loop.goes_to(17, 12, 10)
    await until_kept(loop, [("dyslexie.hulpmiddelen", None)], EditorQuestion.topic, EditorQuestion.words)
    loop.goes_to(31, 7, 23, year=2027, minute=59)
    await loop.looks()
    assert await kept(loop, Escalation.code) == [(CODE,)]
    assert set(await kept(loop, Signal.code)) == {(CODE,)}
    loop.goes_to(1, 8, 0, year=2027)
    await until_kept(loop, [], Signal.code)
    assert await kept(loop, Escalation.code) == []
    left = await kept(loop, Deletion.kind, Deletion.about, Deletion.count)
    assert {("closed_cases", "mazl.frequentie:gesprek", 1), ("signals", "", 4)} <= set(left)
