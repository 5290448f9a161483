"""Agreements: words, one regiehouder, a date and a state; kept in sight until they are done."""

from datetime import date, datetime, timedelta

import pytest
from databases import ON_BOTH, ON_SQLITE
from loop_house import House
from sqlalchemy import select

from bot import members
from bot.cases import agreements
from bot.cases.agreements import Agreed, Running
from bot.cases.promises import LONGEST, Promise, days_offered
from bot.cases.wording import WordsRefusedError, fit
from bot.local_time import AMSTERDAM
from bot.models import Agreement, Member, Service
from knowledge.calendar import region_calendar

MENTOR, CHAIR, BRIDGE = 701, 702, 703
FRIDAY = date(2026, 12, 4)
pytestmark = ON_SQLITE


async def agreed(
    house: House, words: str, due: date = FRIDAY, *, lead: int = BRIDGE, met_at: datetime | None = None
) -> Agreed:
    async with house.database.transaction() as session:
        chair, led = [await session.scalar(select(Member).where(Member.telegram_id == one)) for one in (CHAIR, lead)]
        promise = Promise("zeven_bruggen", words, led.id, due)
        return await agreements.make(house.desk(session), promise, by=chair, met_at=met_at)


async def seen_by(house: House, telegram_id: int) -> Running:
    async with house.database.transaction() as session:
        return await agreements.running(house.desk(session), await members.colleague(session, telegram_id))


async def texts(house: House, telegram_id: int) -> list[str]:
    return [row.params["text"] for row in await house.said(telegram_id)]


async def test_the_regiehouder_hears_of_an_agreement_and_sees_it_among_the_actions(house: House) -> None:
    await agreed(house, "ouders bellen")
    assert ["gemaakt door: Ondersteuningscoördinator" in text for text in await texts(house, BRIDGE)] == [True]
    assert [one.row.words for one in (await seen_by(house, BRIDGE)).mine] == ["ouders bellen"]
    assert [one.row.words for one in (await seen_by(house, CHAIR)).others] == ["ouders bellen"]


@ON_BOTH
async def test_a_mentor_sees_only_the_actions_that_are_the_mentors(house: House) -> None:
    await agreed(house, "ouders bellen")
    await agreed(house, "rooster nakijken", lead=MENTOR)
    seen = await seen_by(house, MENTOR)
    assert ([one.row.words for one in seen.mine], seen.others) == (["rooster nakijken"], [])


@ON_BOTH
async def test_what_the_last_meeting_agreed_comes_first_then_what_is_due_first(house: House) -> None:
    october, november = (datetime(2026, month, 3, 14, tzinfo=AMSTERDAM) for month in (10, 11))
    await agreed(house, "los, later", FRIDAY + timedelta(days=3))
    await agreed(house, "los, eerder", FRIDAY)
    await agreed(house, "uit oktober", FRIDAY - timedelta(days=3), met_at=october)
    await agreed(house, "uit november", FRIDAY + timedelta(days=30), met_at=november)
    words = [one.row.words for one in (await seen_by(house, BRIDGE)).mine]
    assert words == ["uit november", "uit oktober", "los, eerder", "los, later"]


async def test_it_is_told_on_its_day_and_not_on_the_day_before(house: House) -> None:
    await agreed(house, "ouders bellen")
    house.goes_to(3, 12)
    await house.looks()
    assert len(await texts(house, BRIDGE)) == 1
    house.goes_to(4, 12)
    await house.looks()
    await house.looks()
    assert (await texts(house, BRIDGE))[1:] == ["Afgesproken voor 4 dec 2026: ouders bellen"]


@ON_BOTH
async def test_what_is_overdue_comes_back_each_week_until_it_is_done(house: House) -> None:
    made = await agreed(house, "ouders bellen")
    house.goes_to(4, 12)
    await house.looks()
    house.goes_to(10, 12)
    await house.looks()
    assert len(await texts(house, BRIDGE)) == 2
    house.goes_to(11, 12)
    await house.looks()
    assert "Is het gelukt?" in (await texts(house, BRIDGE))[2]
    async with house.database.transaction() as session:
        agreements.done(await session.get_one(Agreement, made.row.id), house.now())
    house.goes_to(18, 12)
    await house.looks()
    assert len(await texts(house, BRIDGE)) == 3
    assert (await seen_by(house, BRIDGE)).mine == []


async def test_another_day_takes_the_place_of_the_first(house: House) -> None:
    made = await agreed(house, "ouders bellen")
    house.goes_to(4, 12)
    await house.looks()
    async with house.database.transaction() as session:
        agreements.postpone(await session.get_one(Agreement, made.row.id), date(2026, 12, 7))
    house.goes_to(7, 12)
    await house.looks()
    assert (await texts(house, BRIDGE))[2] == "Afgesproken voor 7 dec 2026: ouders bellen"


async def test_what_is_due_in_the_vacation_is_told_on_the_last_school_day_before_it(house: House) -> None:
    await agreed(house, "ouders bellen", date(2026, 12, 23))
    house.goes_to(17, 12)
    await house.looks()
    assert len(await texts(house, BRIDGE)) == 1
    house.goes_to(18, 12)
    await house.looks()
    assert len(await texts(house, BRIDGE)) == 2


@ON_BOTH
async def test_the_agreement_of_who_left_goes_to_the_stand_in_who_hears_why(house: House) -> None:
    await agreed(house, "ouders bellen")
    async with house.database.transaction() as session:
        bridge = await session.scalar(select(Member.id).where(Member.telegram_id == BRIDGE))
        service = await session.scalar(select(Service.id).where(Service.member_id == bridge))
    await house.change(Service, service, state="left")
    for _ in range(2):
        await house.looks()
    told = await texts(house, CHAIR)
    assert ["Je bent nu regiehouder" in text for text in told] == [True]
    assert [one.row.words for one in (await seen_by(house, CHAIR)).mine] == ["ouders bellen"]


async def test_only_the_regiehouder_the_maker_and_the_coordinator_change_it(house: House) -> None:
    made = await agreed(house, "ouders bellen")
    async with house.database.transaction() as session:
        desk = house.desk(session)
        may = {}
        for phone in (MENTOR, CHAIR, BRIDGE, 704):
            who = await members.colleague(session, phone)
            may[phone] = await agreements.changeable(desk, who, made.row.id) is not None
    assert may == {MENTOR: False, CHAIR: True, BRIDGE: True, 704: False}


@pytest.mark.parametrize(
    ("typed", "seen"),
    [("Fatima bellen over rooster", "person_name"), ("bel 06-12345678", "phone"), ("a" * (LONGEST + 1), "too_long")],
)
def test_words_in_which_somebody_is_recognised_are_refused_with_what_was_seen(typed: str, seen: str) -> None:
    with pytest.raises(WordsRefusedError) as refused:
        fit(typed, LONGEST)
    assert refused.value.seen == (seen,)


def test_words_are_kept_on_one_line_up_to_their_limit() -> None:
    assert fit("mentor belt\n ouders van L3-017", LONGEST) == "mentor belt ouders van L3-017"
    assert len(fit("a" * LONGEST, LONGEST)) == LONGEST


def test_the_days_offered_are_school_days_and_skip_the_vacation() -> None:
    offered = days_offered(region_calendar("midden"), date(2026, 12, 18))
    assert offered == [date(2027, 1, 4), date(2027, 1, 15)]
