"""The report is due within fourteen days: the chair is reminded on day 7, 12 and 14, until it was sent."""

from datetime import date, timedelta

import pytest
from databases import ON_SQLITE
from evaluation_house import (
    CHAIR,
    TUESDAY_MORNING,
    forgets_what_was_said,
    heard,
    is_held,
    planned,
    reminds,
    report,
)
from loop_house import House
from sqlalchemy import select

from bot.evaluation import reporting
from bot.evaluation.evaluation import evaluation_of
from bot.models import CANCELLED, Meeting, Member, Outgoing

pytestmark = ON_SQLITE
NOVEMBER = TUESDAY_MORNING.replace(month=11, day=17)
"""Fourteen days after it, on 1 December, school is open."""
START = "<b>De evaluatie van 17 nov 2026 is geweest.</b>"
DAY_7 = "<b>Nog 7 dagen voor het verslag van de evaluatie.</b>"
DAY_12 = "<b>Nog 4 dagen voor het verslag van de evaluatie.</b>"
"""Day 12 is Sunday 29 November: the chair hears it on the Friday before."""
DAY_14 = "<b>Vandaag is de laatste dag voor het verslag van de evaluatie.</b>"


async def held(house: House) -> int:
    meeting = await planned(house, NOVEMBER)
    house.goes_to(17, 11, 12)
    await is_held(house, meeting)
    return meeting


async def sends(house: House, meeting: int, on: date) -> bool:
    async with house.database.transaction() as session:
        desk = house.desk(session)
        chair = (await session.scalars(select(Member).where(Member.telegram_id == CHAIR))).one()
        of = await evaluation_of(desk, meeting)
        assert of
        return await reporting.mark_sent(desk, of, chair, on)


async def goes_through(house: House, first: date, last: date) -> None:
    """Let the clock look twice on each day."""
    for passed in range((last - first).days + 1):
        day = first + timedelta(days=passed)
        for hour in (7, 15):
            house.goes_to(day.day, day.month, hour, year=day.year)
            await reminds(house)


async def test_the_chair_is_reminded_on_day_seven_twelve_and_fourteen_and_then_no_more(house: House) -> None:
    await held(house)
    await goes_through(house, date(2026, 11, 17), date(2026, 12, 11))
    assert await heard(house, CHAIR) == [START, DAY_7, DAY_12, DAY_14]


@pytest.mark.parametrize(("day", "told"), [(23, [START]), (24, [START, DAY_7])])
async def test_on_day_six_nothing_is_said_and_on_day_seven_it_is(house: House, day: int, told: list[str]) -> None:
    await held(house)
    await reminds(house)
    house.goes_to(day, 11)
    await reminds(house)
    assert await heard(house, CHAIR) == told


async def test_once_it_was_sent_nothing_more_is_said(house: House) -> None:
    meeting = await held(house)
    await goes_through(house, date(2026, 11, 17), date(2026, 11, 25))
    assert await sends(house, meeting, date(2026, 11, 25))
    await goes_through(house, date(2026, 11, 26), date(2026, 12, 4))
    assert await heard(house, CHAIR) == [START, DAY_7]
    kept = await report(house)
    assert kept
    assert kept.sent_on == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("on", "kept"),
    [
        (date(2026, 11, 16), False),
        (date(2026, 11, 17), True),
        (date(2026, 11, 25), True),
        (date(2026, 11, 26), False),
    ],
)
async def test_a_report_is_sent_on_the_day_of_the_evaluation_at_the_earliest_and_not_ahead(
    house: House, on: date, kept: bool
) -> None:
    meeting = await held(house)
    house.goes_to(25, 11)
    assert await sends(house, meeting, on) is kept


async def test_after_a_standstill_the_chair_hears_it_once_with_the_right_words(house: House) -> None:
    await held(house)
    house.goes_to(3, 12)
    for _ in range(3):
        await reminds(house)
    assert await heard(house, CHAIR) == ["<b>Het verslag van de evaluatie moest op 1 dec 2026 weg zijn.</b>"]


async def test_what_would_fall_in_a_vacation_is_said_on_the_last_school_day_before_it(house: House) -> None:
    """Day 12 and 14 after 8 December are in the Christmas vacation, which begins on the 19th."""
    meeting = await planned(house)
    house.goes_to(8, 12, 12)
    await is_held(house, meeting)
    await reminds(house)
    await goes_through(house, date(2026, 12, 14), date(2027, 1, 5))
    assert await heard(house, CHAIR) == [
        "<b>De evaluatie van 8 dec 2026 is geweest.</b>",
        "<b>Nog 7 dagen voor het verslag van de evaluatie.</b>",
        "<b>Nog 4 dagen voor het verslag van de evaluatie.</b>",
    ]
    async with house.database.transaction() as session:
        moments = list(await session.scalars(select(Outgoing.not_before).order_by(Outgoing.id)))
    assert moments[-1].date() == date(2026, 12, 18)


async def test_a_meeting_that_nobody_marked_as_held_is_asked_about_too_the_day_after(house: House) -> None:
    await planned(house, NOVEMBER)
    house.goes_to(17, 11, 17)
    await reminds(house)
    assert await heard(house, CHAIR) == []
    house.goes_to(18, 11)
    await reminds(house)
    assert await heard(house, CHAIR) == [START]


async def test_a_cancelled_evaluation_asks_for_no_report(house: House) -> None:
    meeting = await planned(house, NOVEMBER)
    await house.change(Meeting, meeting, state=CANCELLED)
    await goes_through(house, date(2026, 11, 17), date(2026, 12, 2))
    assert await house.said() == []


async def test_an_empty_outbox_brings_no_reminder_back(house: House) -> None:
    await held(house)
    await goes_through(house, date(2026, 11, 17), date(2026, 11, 24))
    await forgets_what_was_said(house)
    await goes_through(house, date(2026, 11, 24), date(2026, 11, 26))
    assert await house.said() == []


async def test_on_the_school_day_before_the_chair_hears_how_many_brought_something_in(house: House) -> None:
    await planned(house, TUESDAY_MORNING.replace(day=7))
    house.goes_to(3, 12)
    await reminds(house)
    assert await heard(house, CHAIR) == []
    house.goes_to(4, 12)
    await reminds(house)
    assert await heard(house, CHAIR) == ["<b>7 dec 2026: evaluatie van het AOJ-team.</b>"]
