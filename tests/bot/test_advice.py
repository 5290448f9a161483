"""A case put to the team without a code: only advice comes back, and after a week nothing of it is left."""

from datetime import timedelta

import pytest
from caller import BRIDGE, CHAIR, DOCTOR, MENTOR, OFFICER, Caller
from databases import ON_BOTH, ON_SQLITE
from loop_house import SCHOOL, House
from office import Office
from sqlalchemy import select

from bot.audit import audit
from bot.cases import advice
from bot.cases.wording import WordsRefusedError
from bot.models import SENT, AdviceAsked, AdviceRequest, Member, Outgoing, School

CASE = "Leerling van 14 slaapt slecht en mist de eerste uren. Wat kunnen we doen?"
pytestmark = ON_SQLITE


async def brought(mentor: Caller) -> None:
    await mentor.types("/advies")
    await mentor.types(CASE)
    for left_out in ("✓ Ondersteuningscoördinator", "✓ Leerplichtambtenaar", "✓ Jongerenwerker"):
        await mentor.taps(left_out)
    await mentor.taps("Vraag advies")


async def test_a_case_is_put_to_the_roles_that_were_chosen_and_to_nobody_else(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    await brought(mentor)
    assert "Gevraagd aan: Brugfunctionaris, Youth doctor." in await mentor.sees()
    assert CASE in await Caller(school_office, BRIDGE).sees()
    assert CASE in await Caller(school_office, DOCTOR).sees()
    assert [await Caller(school_office, one).hears() for one in (CHAIR, OFFICER)] == [[], []]


async def test_only_advice_comes_back_to_who_brought_the_case_and_not_the_case_itself(school_office: Office) -> None:
    mentor, bridge = Caller(school_office, MENTOR), Caller(school_office, BRIDGE)
    await brought(mentor)
    await bridge.taps("Ik geef advies")
    assert "Dit stuur ik aan Mentor 3 havo:" in await bridge.types("Praat eerst met de ouders over het slapen.")
    assert "Je advies is verstuurd" in await bridge.taps("Stuur dit")
    heard = await mentor.sees()
    assert "Advies van: Brugfunctionaris" in heard
    assert "Praat eerst met de ouders over het slapen." in heard
    assert "Leerling van 14" not in heard


async def test_each_can_answer_once(school_office: Office) -> None:
    mentor, doctor = Caller(school_office, MENTOR), Caller(school_office, DOCTOR)
    await brought(mentor)
    asked = len(await mentor.hears())
    await doctor.taps("I will call you")
    assert "Youth doctor belt je." in await mentor.sees()
    assert "Je hebt hier al op geantwoord." in await doctor.taps("I will call you")
    assert "Je hebt hier al op geantwoord." in await doctor.taps("I give advice")
    assert len(await mentor.hears()) == asked + 1


async def test_advice_in_which_a_code_or_name_is_typed_is_checked_as_well(school_office: Office) -> None:
    mentor, bridge = Caller(school_office, MENTOR), Caller(school_office, BRIDGE)
    await brought(mentor)
    await bridge.taps("Ik geef advies")
    assert "Ik zie een naam." in await bridge.types("Bel Fatima even.")
    assert "belt" not in await mentor.sees()


async def test_who_was_not_asked_hears_the_same_as_for_a_case_that_is_gone(school_office: Office) -> None:
    await brought(Caller(school_office, MENTOR))
    officer = Caller(school_office, OFFICER)
    assert await officer.sends("raad:1") == await officer.sends("raad:999")


@pytest.mark.parametrize("typed", ["L3-017 slaapt slecht", "LL 88 mist uren", "leerling 2231 slaapt slecht"])
def test_a_case_with_a_pupil_code_is_refused(typed: str) -> None:
    with pytest.raises(WordsRefusedError) as refused:
        advice.fit_case(typed)
    assert refused.value.seen == ("code",)


@pytest.mark.parametrize(
    "typed",
    [
        CASE,
        "Meisje van 15, 3 havo, is al 12 dagen thuis. Ouders gescheiden sinds 2023.",
        "Jongen uit klas 2 wil niet meer naar gym. Hij was 4x te laat in 3 weken, 40% aanwezig.",
    ],
)
def test_an_ordinary_case_is_taken(typed: str) -> None:
    assert advice.fit_case(typed) == typed


async def asked(house: House, *roles: str) -> None:
    async with house.database.transaction() as session:
        mentor = await session.scalar(select(Member).where(Member.telegram_id == MENTOR))
        who = list(await session.scalars(select(Member).where(Member.role.in_(roles)).order_by(Member.id)))
        school = await session.get_one(School, SCHOOL)
        await advice.ask(house.desk(session), CASE, by=mentor, school=school, who=who)


async def heard(house: House, telegram_id: int) -> list[str]:
    return [row.params["text"] for row in await house.said(telegram_id)]


async def answers(house: House, telegram_id: int) -> None:
    async with house.database.transaction() as session:
        desk = house.desk(session)
        member = await session.scalar(select(Member).where(Member.telegram_id == telegram_id))
        question = await advice.question_for(desk, member, 1)
        assert await advice.call(desk, question, member)


async def test_after_two_school_days_without_advice_the_coordinator_hears_and_not_before(house: House) -> None:
    house.goes_to(19, 11, 15)
    await asked(house, "brugfunctionaris")
    house.moment += timedelta(days=4) - timedelta(minutes=1)
    await house.looks()
    assert await heard(house, CHAIR) == []
    house.moment += timedelta(minutes=1)
    await house.looks()
    await house.looks()
    assert ["Mentor 3 havo vroeg om advies. Er kwam nog niets." in text for text in await heard(house, CHAIR)] == [True]
    assert CASE not in (await heard(house, CHAIR))[0]
    assert ["tegen: Ondersteuningscoördinator" in text for text in await heard(house, MENTOR)] == [True]


async def test_when_there_was_advice_the_coordinator_hears_nothing(house: House) -> None:
    await asked(house, "brugfunctionaris", "jeugdarts")
    await answers(house, BRIDGE)
    house.goes_to(20, 11)
    await house.looks()
    assert await heard(house, CHAIR) == []


async def test_when_nobody_has_advice_the_coordinator_hears_at_once(house: House) -> None:
    await asked(house, "brugfunctionaris")
    async with house.database.transaction() as session:
        desk = house.desk(session)
        bridge = await session.scalar(select(Member).where(Member.telegram_id == BRIDGE))
        await advice.leave_to_others(desk, await advice.question_for(desk, bridge, 1), bridge)
    await house.looks()
    assert len(await heard(house, CHAIR)) == 1


async def kept(house: House) -> tuple[int, int]:
    async with house.database.transaction() as session:
        found = [len(list(await session.scalars(select(model.__table__)))) for model in (AdviceRequest, AdviceAsked)]
    return found[0], found[1]


@ON_BOTH
async def test_a_week_after_asking_nothing_is_kept_and_a_minute_before_it_still_is(house: House) -> None:
    await asked(house, "brugfunctionaris")
    async with house.database.transaction() as session:
        told = await session.scalar(select(Outgoing).where(Outgoing.chat_id == BRIDGE))
        told.state, told.message_id = SENT, 77
    await answers(house, BRIDGE)
    house.moment += timedelta(days=7) - timedelta(minutes=1)
    await house.looks()
    assert await kept(house) == (1, 1)
    house.moment += timedelta(minutes=1)
    await house.looks()
    assert await kept(house) == (0, 0)
    changed = (await house.said(BRIDGE))[-1]
    assert (changed.method, changed.params["message_id"]) == ("editMessageText", 77)
    assert "Na een week is die gewist." in changed.params["text"]


@ON_BOTH
async def test_what_was_never_sent_is_forgotten_with_the_case_and_who_brought_it_hears(house: House) -> None:
    await asked(house, "brugfunctionaris")
    house.moment += timedelta(days=7)
    await house.looks()
    assert [CASE in text for text in await heard(house, BRIDGE)] == []
    assert "Ik heb de vraag gewist." in (await heard(house, MENTOR))[-1]


@ON_BOTH
async def test_the_auditor_finds_a_question_whose_moment_passed(house: House) -> None:
    await asked(house, "brugfunctionaris")
    async with house.database.transaction() as session:
        assert await audit(session, house.now()) == []
        (fault,) = await audit(session, house.now() + timedelta(days=3))
    assert fault.startswith("advice 1: its next moment was")


async def test_before_a_vacation_a_case_is_not_taken_because_no_advice_could_come(school_office: Office) -> None:
    school_office.clock.at = school_office.clock.at.replace(month=12, day=18)
    mentor = Caller(school_office, MENTOR)
    await brought(mentor)
    assert "Het is vakantie of bijna." in await mentor.sees()
    assert await school_office.rows(AdviceRequest) == []
