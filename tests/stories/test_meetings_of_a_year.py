"""Three evaluations through a whole school year: one moved across summer time, one in an outage, all of them held."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from loop_world import LoopWorld, loop_world
from sqlalchemy import select
from world import Phone

from bot.local_time import local
from bot.models import HELD, Meeting, MeetingNotice, Member

OFFICER = 705
MOMENTS = ("two_weeks", "two_days", "morning")
IN_THE_YEAR = [
    ("two_weeks", "13-10 08:00"),
    ("two_days", "26-10 08:00"),
    ("morning", "27-10 08:00"),
    ("two_weeks", "09-03 08:00"),
    ("two_days", "22-03 09:30"),
    ("morning", "23-03 08:00"),
    ("two_weeks", "17-06 08:00"),
    ("two_days", "29-06 08:00"),
    ("morning", "01-07 08:00"),
]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[LoopWorld]:
    async with loop_world(tmp_path) as world:
        world.goes_to(15, 9)
        yield world


async def plans(chair: Phone, words: str) -> None:
    await chair.types(f"/overleg evaluatie {words}")
    await chair.sees("AOJ-team: evaluatie", "Ik nodig uit:")
    await chair.taps("Ja, nodig uit")
    await chair.sees("Met dit bestand zet je het in je eigen agenda.")


async def opened(world: LoopWorld, phone: Phone, *words: str) -> Event:
    """Open the file in the newest message, once it holds these words, in another program's calendar."""
    seen = await phone.sees(*words)
    content = await world.bytes_of(seen.raw["document"]["url"])
    (event,) = IcsCalendarStream.calendar_from_ics(content.decode()).events
    return event


async def reminded(world: LoopWorld) -> list[tuple[str, str]]:
    """Give what one member was reminded of, and when on the clock at school."""
    async with world.database.transaction() as session:
        rows = await session.scalars(
            select(MeetingNotice)
            .join(Member, Member.id == MeetingNotice.member_id)
            .where(Member.telegram_id == OFFICER, MeetingNotice.moment.in_(MOMENTS))
            .order_by(MeetingNotice.at, MeetingNotice.id)
        )
        return [(row.moment, local(row.at).strftime("%d-%m %H:%M")) for row in rows]


async def holds(world: LoopWorld, chair: Phone, day: str) -> None:
    """Let the meeting end; the chair is asked whether it was held."""
    await chair.sees("Is dit overleg geweest?", day)
    await chair.taps("Ja, het is gehouden")
    await chair.sees("Het overleg is gehouden.")


async def moves(chair: Phone) -> None:
    """Move the first meeting by two weeks."""
    await chair.types("/overleg")
    await chair.sees("1. di 13 okt, 15:30: evaluatie")
    await chair.taps("1. Evaluatie")
    await chair.sees("Kernpartners die komen")
    await chair.taps("Wijzigen")
    await chair.sees("Wat wil je wijzigen?")
    await chair.taps("Verzetten")
    await chair.sees("In welke week?")
    await chair.types("di 27 okt 15:30")
    await chair.sees("di 27 okt 2026, 15:30")
    await chair.taps("Ja, verzet het")


async def outlives_an_outage(world: LoopWorld, officer: Phone) -> None:
    """Let the program stand still from Thursday noon until Monday: the reminder of Friday comes late."""
    world.goes_to(18, 3, 12, year=2027)
    world.goes_to(22, 3, 9, year=2027, minute=30)
    await officer.sees("Morgen: AOJ-team: evaluatie", "Deze herinnering komt later dan bedoeld")
    world.goes_to(23, 3, 8, year=2027)
    await officer.sees("Vandaag: AOJ-team: evaluatie")


async def test_three_evaluations_are_planned_invited_reminded_and_held(world: LoopWorld) -> None:
    chair, officer = world.phone("coordinator"), world.phone("leerplicht")
    await plans(chair, "di 13 okt 15:30")
    first = await opened(world, officer, "Kom je ook?", "di 13 okt 2026, 15:30–17:00")
    await moves(chair)
    moved = await opened(world, officer, "Verzet:", "Nieuw: di 27 okt 2026, 15:30–17:00", "di 13 okt 2026, 15:30")
    assert (moved.uid, moved.sequence) == (first.uid, (first.sequence or 0) + 1)
    assert first.dtstart == datetime(2026, 10, 13, 13, 30, tzinfo=UTC)
    assert moved.dtstart == datetime(2026, 10, 27, 14, 30, tzinfo=UTC)

    for day, month, words in ((13, 10, "Over 14 dagen"), (26, 10, "Morgen"), (27, 10, "Vandaag")):
        world.goes_to(day, month, 8)
        await officer.sees(f"{words}: AOJ-team: evaluatie", "di 27 okt 2026, 15:30–17:00")
    world.goes_to(27, 10, 17)
    await holds(world, chair, "di 27 okt 2026")

    await plans(chair, "di 23 mrt 2027 15:30")
    world.goes_to(9, 3, 8, year=2027)
    await officer.sees("Over 14 dagen: AOJ-team: evaluatie")
    await outlives_an_outage(world, officer)
    world.goes_to(23, 3, 17, year=2027)
    await holds(world, chair, "di 23 mrt 2027")

    await plans(chair, "do 1 juli 15:30")
    for day, month, words in ((17, 6, "Over 14 dagen"), (29, 6, "Overmorgen"), (1, 7, "Vandaag")):
        world.goes_to(day, month, 8, year=2027)
        await officer.sees(f"{words}: AOJ-team: evaluatie", "do 1 jul 2027")
    world.goes_to(1, 7, 17, year=2027)
    await holds(world, chair, "do 1 jul 2027")

    assert await reminded(world) == IN_THE_YEAR
    async with world.database.transaction() as session:
        states = list(await session.scalars(select(Meeting.state)))
    assert states == [HELD] * 3
