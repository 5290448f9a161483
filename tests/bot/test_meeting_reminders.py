"""Reminders by the clock, on a real database: once each, whatever happens in between."""

import pytest
from loop_house import House
from meeting_house import CHAIR, DOCTOR, OFFICER, Meetings


@pytest.fixture
def meetings(house: House) -> Meetings:
    return Meetings(house)


async def test_everybody_is_invited_and_reminded_three_times(meetings: Meetings) -> None:
    await meetings.plans("2026-12-10 15:30")
    for moment in ("2026-11-26 08:00", "2026-12-08 08:00", "2026-12-10 08:00", "2026-12-10 15:31"):
        await meetings.looks_at(moment)
    print(*await meetings.said(OFFICER), sep="\n")
    print(await meetings.last_to(CHAIR))
    print(await meetings.last_to(DOCTOR))
    assert await meetings.notices(OFFICER) == [
        ("two_weeks", "26-11 08:00"),
        ("two_days", "08-12 08:00"),
        ("morning", "10-12 08:00"),
    ]
