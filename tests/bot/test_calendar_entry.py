"""The file for the calendar, opened by another implementation: made, moved and cancelled under one identity."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from databases import ON_SQLITE
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from loop_house import House
from meeting_house import OFFICER, Meetings, at

from bot.pictures import Pictures

LINE = re.compile(rb"[^\r\n]{1,75}\r\n")


pytestmark = ON_SQLITE


@pytest.fixture
def meetings(house: House) -> Meetings:
    return Meetings(house)


async def files(meetings: Meetings) -> list[bytes]:
    """Give the files that one member gets, in order."""
    rows = [row for row in await meetings.house.said(OFFICER) if row.method == "sendDocument"]
    pictures = Pictures(meetings.house.renderer)
    return [pictures.draw(row.picture) for row in rows]


def opened(content: bytes) -> tuple[str | None, Event]:
    calendar = IcsCalendarStream.calendar_from_ics(content.decode())
    (event,) = calendar.events
    return calendar.method, event


async def walked(meetings: Meetings) -> list[bytes]:
    """Let a meeting be planned, moved across the end of summer time, and cancelled."""
    meetings.house.moment = at("2026-10-13 10:00")
    number = await meetings.plans("2026-10-22 15:30", place="kamer 12")
    await meetings.arrives()
    assert await meetings.moves(number, "2026-10-29 15:30")
    await meetings.arrives()
    assert await meetings.cancels(number)
    return await files(meetings)


async def test_another_parser_reads_the_same_meeting_in_all_three(meetings: Meetings) -> None:
    read = [opened(content) for content in await walked(meetings)]
    assert len({event.uid for _, event in read}) == 1
    assert [event.sequence for _, event in read] == [0, 1, 2]
    assert [(method, str(event.status.value)) for method, event in read] == [
        ("PUBLISH", "CONFIRMED"),
        ("PUBLISH", "CONFIRMED"),
        ("CANCEL", "CANCELLED"),
    ]


async def test_half_past_three_is_half_past_three_on_both_sides_of_summer_time(meetings: Meetings) -> None:
    first, moved, _ = [opened(content)[1] for content in await walked(meetings)]
    assert first.dtstart == datetime(2026, 10, 22, 13, 30, tzinfo=UTC)
    assert moved.dtstart == datetime(2026, 10, 29, 14, 30, tzinfo=UTC)
    assert first.computed_duration == moved.computed_duration == timedelta(minutes=90)


async def test_the_entry_tells_what_and_where_and_nothing_of_the_agenda(meetings: Meetings) -> None:
    _, event = opened((await walked(meetings))[0])
    assert (event.summary, event.location) == ("AOJ-team: evaluatie · De Zeven Bruggen", "kamer 12")
    assert "@WegwijsDemoBot" in (event.description or "")
    assert event.classification == "PRIVATE"


async def test_every_line_is_as_the_standard_wants_it(meetings: Meetings) -> None:
    for content in await walked(meetings):
        assert LINE.sub(b"", content) == b""
        assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
        for needed in (b"UID:", b"DTSTAMP:", b"DTSTART:", b"DTEND:", b"SEQUENCE:", b"ORGANIZER", b"METHOD:"):
            assert content.count(needed) == 1


async def test_the_file_is_named_so_that_a_phone_opens_it_in_the_calendar(meetings: Meetings) -> None:
    await meetings.plans("2026-12-10 15:30")
    (row,) = [row for row in await meetings.house.said(OFFICER) if row.method == "sendDocument"]
    assert row.picture["file"] == "overleg.ics"
