"""A period that is over is counted once and for good, of all schools together."""

from datetime import date
from decimal import Decimal

from loop_house import CODE, SCHOOL, House, absent, ill_on
from sqlalchemy import select

from bot.cases.reading import Reading
from bot.evaluation.settled import COUNTED, settle
from bot.models import School, SettledCount

AUTUMN = (date(2026, 8, 31), date(2026, 10, 25))


async def settles(house: House) -> dict[str, dict[str, int | None]]:
    """Let what is due be settled; give what is kept of the autumn, by school."""
    async with house.database.transaction() as session:
        await settle(house.desk(session))
    async with house.database.transaction() as session:
        rows = list(await session.scalars(select(SettledCount).where(SettledCount.first == AUTUMN[0])))
    schools = {row.school_id for row in rows}
    return {school: {row.figure: row.value for row in rows if row.school_id == school} for school in schools}


async def test_the_autumn_is_settled_two_weeks_into_its_vacation_and_not_a_day_before(house: House) -> None:
    house.goes_to(30, 10)
    assert await settles(house) == {}
    house.goes_to(31, 10)
    assert set((await settles(house))[SCHOOL]) == set(COUNTED)


async def test_what_was_logged_is_counted_and_what_was_not_is_unknown(house: House) -> None:
    house.goes_to(15, 10)
    presence = Reading("attendance", CODE, start=date(2026, 9, 1), end=date(2026, 9, 30), percentage=Decimal(40))
    await house.logs(presence, absent("2026-09-08", "3"), absent("2026-09-09", "2", "B-2"))
    house.goes_to(31, 10)
    found = (await settles(house))[SCHOOL]
    assert {figure: value for figure, value in found.items() if value} == {"cases": 1, "rood": 1, "unexcused": 2}
    assert (found["sick"], found["groen"], found["safe"]) == (None, 0, None)


async def test_what_is_logged_afterwards_changes_nothing_that_was_settled(house: House) -> None:
    house.goes_to(15, 10)
    await house.logs(ill_on("2026-09-08"))
    house.goes_to(31, 10)
    before = await settles(house)
    await house.logs(ill_on("2026-09-15", "B-2"))
    assert await settles(house) == before


async def test_a_school_that_is_made_later_is_not_added_to_a_period_that_was_shown(house: House) -> None:
    house.goes_to(31, 10)
    before = await settles(house)
    async with house.database.transaction() as session:
        session.add(School(id="nieuw", name="De Nieuwe", region="midden"))
    assert set(await settles(house)) == set(before) == {SCHOOL, "stroom"}


async def test_the_last_period_of_a_year_is_settled_before_its_signals_are_deleted(house: House) -> None:
    """The summer vacation of 2027 begins on 17 July, and signals are kept until the 31st."""
    house.goes_to(30, 7, year=2027)
    for _ in range(6):
        await settles(house)
    async with house.database.transaction() as session:
        assert await session.scalar(select(SettledCount.first).where(SettledCount.last == date(2027, 8, 29))) is None
    house.goes_to(31, 7, year=2027)
    await settles(house)
    async with house.database.transaction() as session:
        lasts = set(await session.scalars(select(SettledCount.last)))
    assert len(lasts) == 5
    assert date(2027, 8, 29) in lasts
