"""Two weeks before an evaluation everybody is asked for a success and a snag; the chair sees them by part."""

from datetime import timedelta

import pytest
from caller import Caller
from databases import ON_SQLITE
from evaluation_house import (
    BRIDGE,
    CHAIR,
    DOCTOR,
    MENTOR,
    TUESDAY_MORNING,
    asks,
    brought,
    does,
    forgets_what_was_said,
    heard,
    is_held,
    planned,
)
from loop_house import CODE, House, ill_on
from office import Office
from sqlalchemy import text

from bot.evaluation import bringing
from bot.models import Meeting

pytestmark = ON_SQLITE
ASKED = "<b>Op 8 dec 2026 evalueert het AOJ-team van De Zeven Bruggen.</b>"
SUCCESS = "Mentoren melden eerder dan vorig jaar."
SNAG = "Wachten op de specialistische hulp duurt lang."


@pytest.fixture
def at(house: House, office: Office) -> House:
    """The house at the moment of the office: 23 November, fifteen days before."""
    house.moment = office.clock.at
    return house


async def test_fifteen_days_before_nobody_is_asked_and_fourteen_days_before_everybody_once(house: House) -> None:
    await planned(house)
    house.goes_to(23, 11)
    await asks(house)
    assert await house.said() == []
    house.goes_to(24, 11)
    for _ in range(3):
        await asks(house)
    assert [await heard(house, one) for one in (CHAIR, BRIDGE)] == [[ASKED], [ASKED]]
    assert await heard(house, MENTOR) == []


async def test_who_reads_english_is_asked_in_english(house: House) -> None:
    await planned(house)
    house.goes_to(24, 11)
    await asks(house)
    assert await heard(house, DOCTOR) == ["<b>On 8 Dec 2026 the AOJ-team of De Zeven Bruggen holds its evaluation.</b>"]


async def test_a_move_or_an_empty_outbox_asks_nobody_a_second_time(house: House) -> None:
    meeting = await planned(house)
    house.goes_to(24, 11)
    await asks(house)
    await house.change(Meeting, meeting, starts_at=TUESDAY_MORNING + timedelta(days=7))
    await forgets_what_was_said(house)
    house.goes_to(2, 12)
    await asks(house)
    assert await house.said() == []


async def test_after_a_standstill_people_are_asked_late_but_never_when_it_has_begun(house: House) -> None:
    await planned(house)
    house.goes_to(8, 12, 9)
    await asks(house)
    assert await heard(house, CHAIR) == [ASKED]
    await planned(house, TUESDAY_MORNING - timedelta(hours=2))
    await asks(house)
    assert await heard(house, CHAIR) == [ASKED]


async def test_what_would_arrive_only_after_the_start_is_not_asked(house: House) -> None:
    """It is evening: people would hear it at eight the next morning, when the evaluation begins."""
    await planned(house, TUESDAY_MORNING.replace(hour=8, minute=0))
    house.goes_to(7, 12, 19)
    await asks(house)
    assert await house.said() == []


async def test_a_success_and_a_snag_are_kept_with_the_part_they_are_about(at: House, office: Office) -> None:
    await planned(at, at.moment + timedelta(days=7))
    await asks(at)
    caller = Caller(office, BRIDGE)
    assert "Wat ging goed?" in await caller.taps("In het algemeen")
    assert "stroef liep" in await caller.types(SUCCESS)
    await caller.taps("Met partners")
    assert f"+ {SUCCESS}\n– {SNAG}" in await caller.types(SNAG)
    assert await brought(at) == [("success", "algemeen", SUCCESS), ("snag", "partners", SNAG)]


async def test_who_skips_is_thanked_and_brings_in_nothing(at: House, office: Office) -> None:
    await planned(at, at.moment + timedelta(days=7))
    await asks(at)
    caller = Caller(office, BRIDGE)
    await caller.taps("Sla over")
    assert "je brengt nu niets in" in await caller.taps("Sla over")
    assert await brought(at) == [("success", None, None), ("snag", None, None)]


async def test_what_was_brought_in_can_be_changed(at: House, office: Office) -> None:
    await planned(at, at.moment + timedelta(days=7))
    await asks(at)
    caller = Caller(office, BRIDGE)
    await caller.taps("Sla over")
    await caller.taps("Sla over")
    await caller.taps("Wat goed ging")
    await caller.taps("Binnen het team")
    await caller.types(SUCCESS)
    assert (await brought(at))[0] == ("success", "team", SUCCESS)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Het ging goed met Fatima El Amrani.", "Ik zie"),
        (f"Het ging goed met {CODE.lower()}.", "leerlingcode"),
        ("lang " * 60, "te lang"),
    ],
)
async def test_what_makes_a_pupil_known_is_refused_and_not_kept(
    at: House, office: Office, typed: str, told: str
) -> None:
    await at.logs(ill_on("2026-11-10"))
    await planned(at, at.moment + timedelta(days=7))
    await asks(at)
    caller = Caller(office, BRIDGE)
    await caller.taps("In het algemeen")
    assert told in await caller.types(typed)
    assert await brought(at) == []


async def test_a_number_that_is_no_code_of_the_school_is_just_a_number(at: House, office: Office) -> None:
    await planned(at, at.moment + timedelta(days=7))
    await asks(at)
    caller = Caller(office, BRIDGE)
    await caller.taps("In het algemeen")
    await caller.types("In week 45 waren er 3 gesprekken meer.")
    assert (await brought(at))[0][2] == "In week 45 waren er 3 gesprekken meer."


async def test_the_words_are_sealed_at_rest(at: House, office: Office) -> None:
    await planned(at, at.moment + timedelta(days=7))
    await asks(at)
    caller = Caller(office, BRIDGE)
    await caller.taps("In het algemeen")
    await caller.types(SUCCESS)
    async with at.database.transaction() as session:
        kept = await session.scalar(text("SELECT words FROM evaluation_answers"))
    assert isinstance(kept, bytes)
    assert b"Mentoren" not in kept


async def test_after_the_evaluation_nothing_is_brought_in_any_more(at: House, office: Office) -> None:
    meeting = await planned(at, at.moment + timedelta(days=7))
    await asks(at)
    caller = Caller(office, BRIDGE)
    await caller.taps("In het algemeen")
    await is_held(at, meeting)
    assert "Inbrengen kan niet meer" in await caller.types(SUCCESS)
    assert "Inbrengen kan niet meer" in await caller.taps("Toch een ander onderdeel")
    assert await brought(at) == []


async def test_the_chair_sees_what_was_brought_in_by_part_and_without_names(at: House, office: Office) -> None:
    meeting = await planned(at, at.moment + timedelta(days=7))
    await asks(at)
    for person, part, words in ((BRIDGE, "In het algemeen", SUCCESS), (CHAIR, "Met partners", "Korte lijnen.")):
        caller = Caller(office, person)
        await caller.taps(part)
        await caller.types(words)
    chair = Caller(office, CHAIR)
    assert "Ingebracht door 2 van de 3 leden." in await chair.types("/evaluatie")
    await chair.taps("Wat is er ingebracht")
    told = (await chair.hears())[-2:]
    assert told == [
        f"<b>Algemene bespreekpunten</b>\n+ {SUCCESS}",
        "<b>Over de samenwerking met (zorg)partners</b>\n+ Korte lijnen.",
    ]
    assert "Dat kan ik niet" in await Caller(office, BRIDGE).sends(f"evaluatie:{meeting}:team")


async def test_an_evaluation_of_another_school_is_refused(at: House, office: Office) -> None:
    meeting = await planned(at, at.moment + timedelta(days=7))
    await at.change(Meeting, meeting, school_id="stroom")
    assert "Dat kan ik niet" in await Caller(office, BRIDGE).sends(f"inbreng:{meeting}:success:team")
    assert await brought(at) == []


async def test_what_was_brought_in_is_forgotten_when_the_school_year_is_over(at: House, office: Office) -> None:
    await planned(at, at.moment + timedelta(days=7))
    await asks(at)
    caller = Caller(office, BRIDGE)
    await caller.taps("In het algemeen")
    await caller.types(SUCCESS)
    at.goes_to(31, 7, year=2027)
    await does(at, bringing.forget)
    assert len(await brought(at)) == 1
    at.goes_to(1, 8, year=2027)
    await does(at, bringing.forget)
    assert await brought(at) == []
