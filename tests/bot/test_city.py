"""All schools together, for those who see only figures: nothing below five, no school to be worked out."""

import json
from collections.abc import Mapping
from datetime import date

from databases import ON_SQLITE
from loop_house import House

from bot.city import as_json, as_text
from bot.evaluation.city import City, city_periods, overview
from bot.models import School, SettledCount
from knowledge.calendar import region_calendar
from knowledge.evaluation.periods import Period, blocks_of

pytestmark = ON_SQLITE
YEAR = [block.period for block in blocks_of(region_calendar("midden"), date(2026, 11, 17))]
AUTUMN, CHRISTMAS = YEAR[:2]
WITHHELD = "withheld"


async def settled(house: House, period: Period, figure: str, counts: Mapping[str, int | None]) -> None:
    async with house.database.transaction() as session:
        for school, value in counts.items():
            if await session.get(School, school) is None:
                session.add(School(id=school, name=school, region="midden"))
                await session.flush()
            session.add(SettledCount(school_id=school, first=period[0], last=period[1], figure=figure, value=value))


async def city(house: House) -> City | None:
    async with house.database.transaction() as session:
        return await overview(session)


def line(found: City | None, figure: str) -> tuple[object, object]:
    assert found
    return next((one.now, one.before) for one in found.lines if one.figure == figure)


async def test_as_long_as_nothing_is_settled_there_are_no_figures(house: House) -> None:
    assert await city(house) is None


async def test_the_last_settled_period_stands_beside_the_one_before(house: House) -> None:
    await settled(house, AUTUMN, "cases", {"a": 20, "b": 11, "c": 9})
    await settled(house, CHRISTMAS, "cases", {"a": 12, "b": 10, "c": 8})
    found = await city(house)
    assert found
    assert (found.period, found.before, found.schools) == (CHRISTMAS, AUTUMN, 3)
    assert line(found, "cases") == (30, 40)


async def test_a_school_that_knows_nothing_is_left_out_and_not_counted_as_none(house: House) -> None:
    await settled(house, AUTUMN, "sick", {"a": 20, "b": 11, "c": 9, "d": None})
    found = await city(house)
    assert line(found, "sick") == (40, None)
    assert found
    assert found.schools == 3
    assert line(found, "unexcused") == (None, None)


async def test_of_two_schools_nothing_is_told_together(house: House) -> None:
    await settled(house, AUTUMN, "cases", {"a": 20, "b": 20})
    assert line(await city(house), "cases")[0] == WITHHELD


async def test_many_small_counts_are_told_together_and_none_apart(house: House) -> None:
    await settled(house, AUTUMN, "rood", dict.fromkeys("abcdef", 2))
    assert line(await city(house), "rood")[0] == 12
    async with house.database.transaction() as session:
        (period,) = await city_periods(session)
    assert {period.of(school, "rood") for school in "abcdef"} == {"below"}


async def test_the_year_is_told_once_all_of_it_is_settled(house: House) -> None:
    for period in YEAR[:4]:
        await settled(house, period, "cases", {"a": 20, "b": 11, "c": 9})
    found = await city(house)
    assert found
    assert found.year is None
    await settled(house, YEAR[4], "cases", {"a": 6, "b": 7, "c": 8})
    found = await city(house)
    assert found
    assert found.year == 4 * 40 + 21


async def test_a_year_that_would_give_one_period_away_is_withheld(house: House) -> None:
    for period in YEAR[:4]:
        await settled(house, period, "cases", {"a": 20, "b": 11, "c": 9})
    await settled(house, YEAR[4], "cases", {"a": 2, "b": 1, "c": 0})
    found = await city(house)
    assert found
    assert (found.year, line(found, "cases")) == (WITHHELD, (WITHHELD, 40))


async def test_the_terminal_shows_the_same_in_words_and_as_json(house: House) -> None:
    await settled(house, AUTUMN, "cases", {"a": 20, "b": 11, "c": 9})
    await settled(house, AUTUMN, "rood", {"a": 1, "b": 0, "c": 2})
    found = await city(house)
    words = as_text(found, "nl")
    assert "31 aug 2026 tot en met 25 okt 2026 · 3 scholen" in words
    assert "Nieuwe zaken: 40\n" in words
    assert "minder dan 50% aanwezig zijn: minder dan 5, of te herleiden" in words
    assert "Leerlingen met ziekteverzuim: niet bekend" in words
    told = {one["figure"]: one["now"] for one in json.loads(as_json(found))["lines"]}
    assert (told["cases"], told["rood"], told["sick"]) == (40, WITHHELD, None)


def test_without_figures_the_terminal_says_so(database_url: str) -> None:
    assert as_text(None, "en") == "There are no figures of all schools together yet."
    assert as_json(None) == "null"
