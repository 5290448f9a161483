"""The pyramid and the trend of a school: what they are drawn from, for its chair and for who sees only figures."""

import json
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from databases import ON_SQLITE
from loop_house import CODE, SCHOOL, House, absent, ill_on
from PIL import Image

from bot.cases.reading import Reading
from bot.evaluation import sizes
from bot.evaluation.settled import settle
from bot.evaluation.trends import Look, pyramid, trend
from bot.graphs import pyramid_words, trend_words
from bot.models import School
from bot.pictures import Pictures

pytestmark = ON_SQLITE
PHONE = 1080


def present(code: str, percentage: str, until: date = date(2026, 10, 9)) -> Reading:
    return Reading("attendance", code, start=until, end=until, percentage=Decimal(percentage))


async def facts(house: House, what: Any = pyramid, *, exact: bool = True) -> dict[str, Any] | None:
    async with house.database.transaction() as session:
        look = Look(await session.get_one(School, SCHOOL), house.desk(session).today, exact=exact)
        picture = await what(session, look, "nl")
    return json.loads(picture["facts"]) if picture else None


async def settled(house: House) -> None:
    async with house.database.transaction() as session:
        await settle(house.desk(session))


async def test_without_any_presence_there_is_no_pyramid(house: House) -> None:
    await house.logs(ill_on("2026-11-10"))
    assert await facts(house) is None


async def test_the_chair_sees_each_band_as_it_is(house: House) -> None:
    await house.logs(present("A1", "97"), present("A2", "81"), present("A3", "79"), present("A4", "20"))
    found = await facts(house)
    assert found
    assert found["bands"] == {"rood": 1, "oranje": 1, "geel": 1, "groen": 1}


async def test_who_sees_only_figures_sees_none_below_five_and_only_what_is_settled(house: House) -> None:
    house.goes_to(15, 10)
    await house.logs(*[present(f"G{n}", "96") for n in range(5)], *[present(f"R{n}", "20") for n in range(4)])
    assert await facts(house, exact=False) is None
    house.goes_to(31, 10)
    await settled(house)
    found = await facts(house, exact=False)
    assert found
    assert found["bands"] == {"rood": "below", "oranje": "below", "geel": "below", "groen": 5}
    assert (found["last"], found["pupils"]) == ("2026-10-25", None)


async def test_the_trend_goes_by_period_and_the_last_one_still_runs(house: House) -> None:
    await house.logs(ill_on("2026-09-08"), ill_on("2026-11-10"), ill_on("2026-11-10", "B-2"))
    found = await facts(house, trend)
    assert found
    assert (found["periods"], found["running"]) == (["herfst", "kerst"], True)
    assert found["rows"] == {"cases": [0, 0], "unexcused": [None, None], "sick": [1, 2], "rood": [None, None]}


async def test_who_sees_only_figures_sees_no_period_that_still_runs(house: House) -> None:
    house.goes_to(15, 10)
    await house.logs(absent("2026-09-08", "2"))
    house.goes_to(31, 10)
    await settled(house)
    found = await facts(house, trend, exact=False)
    assert found
    assert (found["periods"], found["running"]) == (["herfst"], False)
    assert (found["rows"]["unexcused"], found["rows"]["sick"]) == (["below"], [None])


@pytest.mark.parametrize(
    ("typed", "read"), [("820", 820), ("1.240", 1240), ("0", None), ("12345", None), ("veel", None), ("", None)]
)
def test_a_number_of_pupils_is_read_as_people_type_it(typed: str, read: int | None, database_url: str) -> None:
    assert sizes.as_size(typed) == read


async def test_a_share_is_told_once_the_chair_gave_the_number_of_pupils(house: House) -> None:
    await house.logs(present(CODE, "20"))
    unknown = await facts(house)
    assert unknown
    assert "aandeel: niet bekend" in pyramid_words(unknown, house.renderer, "nl")
    async with house.database.transaction() as session:
        school = await session.get_one(School, SCHOOL)
        await sizes.keep(session, school, 800, house.desk(session).today)
    known = await facts(house)
    assert known
    words = pyramid_words(known, house.renderer, "nl")
    assert "band: rood | Minder dan 50% | 1 | 0,1% van de leerlingen | doel: hooguit 5%" in words
    assert "Van 799 leerlingen is in Wegwijs geen aanwezigheid gemeld." in words
    assert "0.1% of the pupils" in pyramid_words(known, house.renderer, "en")


async def test_what_is_hidden_is_told_as_hidden(house: House) -> None:
    told = {"school": "X", "first": "2026-08-31", "last": "2027-08-29", "exact": False, "running": False}
    rows = {"cases": [12, "below", "withheld", None]}
    periods = ["herfst", "kerst", "voorjaar", "mei"]
    words = trend_words({**told, "rows": rows, "periods": periods}, house.renderer, "nl").splitlines()
    assert [line for line in words if line.startswith("bar:")] == [
        "bar: herfst | 12 | 12 | full",
        "bar: kerst | <5 | 0 | hidden",
        "bar: voorjaar | – | 0 | unknown",
        "bar: mei | ? | 0 | unknown",
    ]
    assert "foot: <5: minder dan vijf." in words


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_both_pictures_are_as_wide_as_a_phone(house: House, language: str) -> None:
    await house.logs(present("A1", "97"), ill_on("2026-09-08"))
    async with house.database.transaction() as session:
        look = Look(await session.get_one(School, SCHOOL), house.desk(session).today, exact=True)
        pictures = [await draw(session, look, language) for draw in (pyramid, trend)]
    for picture in pictures:
        assert picture
        image = Image.open(BytesIO(Pictures(house.renderer).draw(picture)))
        assert (image.format, image.width) == ("PNG", PHONE)
        assert image.height < 2 * PHONE
