"""The routes of the source: who acts first, with which step, and how a case can end."""

import pytest
from databases import ON_BOTH, ON_SQLITE
from loop_house import CODE, OFTEN_ILL, SCHOOL, House, absent, ill_on, worry
from sqlalchemy import select

from bot.cases import acting, trail
from bot.cases.case import Case, case_of
from bot.cases.reading import Reading
from bot.cases.recording import withdraw
from bot.models import Escalation, Member, School, Service, Signal

MENTOR, CHAIR, BRIDGE, DOCTOR = 701, 702, 703, 704
pytestmark = ON_SQLITE


async def member(session: object, telegram_id: int) -> Member:
    return await session.scalar(select(Member).where(Member.telegram_id == telegram_id))


async def owner(house: House) -> int | None:
    (row,) = await house.cases()
    async with house.database.transaction() as session:
        return (await session.get_one(Member, row.owner_id)).telegram_id


async def last_text(house: House, telegram_id: int) -> str:
    return (await house.said(telegram_id))[-1].params["text"]


async def with_the_doctor(house: House) -> None:
    """Let the mentor call in the jeugdarts after the talk, with consent."""
    await house.logs(*OFTEN_ILL)
    async with house.database.transaction() as session:
        desk, mentor = house.desk(session), await member(session, MENTOR)
        case = await case_of(desk, 1)
        await acting.take(desk, case, mentor)
        await acting.call_in_doctor(desk, case, mentor, consent=True)


@pytest.mark.parametrize(
    ("what", "asked", "step"),
    [
        ("twijfel", DOCTOR, "Look at it together with the school"),
        ("thuissituatie", BRIDGE, "Neem contact op met de ouders."),
        ("laagdrempelig", 706, "Zoek de leerling op."),
        ("specialistisch", CHAIR, "Het team vraagt de OSJ aan via SWV Eemland."),
        ("maatwerk", CHAIR, "Zet de leerling op de agenda van het AOJ-team."),
        ("groep", CHAIR, "Leg de vraag bij SWV Eemland"),
        ("schoolprestaties", CHAIR, "niet onder het AOJ-team."),
        ("veiligheid", CHAIR, "Veilig Thuis: 0800-2000"),
    ],
)
async def test_each_worry_goes_to_the_role_of_the_route_map_with_a_first_step(
    house: House, what: str, asked: int, step: str
) -> None:
    house.goes_to(19, 11)
    async with house.database.transaction() as session:
        doctor = await member(session, DOCTOR)
        doctor.language = "en"
    await house.logs(worry(what))
    assert await owner(house) == asked
    assert step in await last_text(house, asked)


async def test_called_in_by_the_mentor_the_jeugdarts_can_say_that_the_adapted_programme_fails(house: House) -> None:
    await with_the_doctor(house)
    assert await owner(house) == DOCTOR
    async with house.database.transaction() as session:
        desk, doctor = house.desk(session), await member(session, DOCTOR)
        case = await case_of(desk, 1)
        await acting.take(desk, case, doctor)
        assert (case.with_doctor, case.needs_lead) == (True, False)
        await acting.to_team(desk, case, doctor)
        assert (case.with_doctor, case.needs_lead) == (False, True)


@ON_BOTH
async def test_a_spell_logged_by_the_coordinator_is_put_to_the_mentor_who_logged_last(house: House) -> None:
    await house.logs(*OFTEN_ILL[:3])
    await house.logs(OFTEN_ILL[3], role="ondersteuningscoordinator")
    assert await owner(house) == MENTOR


async def outcomes_of(house: House, *readings: Reading) -> tuple[str, ...]:
    await house.logs(*readings)
    (row,) = await house.cases()
    async with house.database.transaction() as session:
        return Case(row, await session.get_one(School, SCHOOL)).outcomes


async def test_only_school_results_do_not_end_at_the_aoj_team(house: House) -> None:
    assert await outcomes_of(house, worry("schoolprestaties")) == ("school", "gesprek", "geen_actie")


async def test_a_group_and_specialist_help_can_end_in_a_request_at_the_swv(house: House) -> None:
    assert "swv" in await outcomes_of(house, worry("groep"))


async def test_sixteen_hours_end_in_a_report_or_turn_out_excused(house: House) -> None:
    hours = [absent(f"2026-11-{day:02}", "8") for day in (9, 16)]
    assert await outcomes_of(house, *hours) == ("gemeld", "geoorloofd")


async def test_a_case_of_the_team_ends_with_its_regiehouder_only_when_one_was_named(house: House) -> None:
    await house.logs(worry("maatwerk"))
    async with house.database.transaction() as session:
        desk, chair = house.desk(session), await member(session, CHAIR)
        case = await case_of(desk, 1)
        await acting.take(desk, case, chair)
        await acting.answer_safety(desk, case, chair, "ja")
        assert not await acting.close(desk, case, chair, "regie")
        await acting.name_lead(desk, case, await member(session, BRIDGE), by=chair, weeks=2)
        assert await acting.close(desk, case, chair, "regie")


async def test_when_the_stand_in_gets_it_because_nobody_can_be_reached_the_coordinator_hears(house: House) -> None:
    async with house.database.transaction() as session:
        doctor, bridge = await member(session, DOCTOR), await member(session, BRIDGE)
        doctor.reachable = False
        service = await session.scalar(
            select(Service).where(Service.member_id == doctor.id, Service.school_id == SCHOOL)
        )
        service.stand_in_id = bridge.id
    await house.logs(worry("twijfel"))
    assert await owner(house) == BRIDGE
    assert "niet te bereiken of gestopt. De zaak ligt nu bij: Brugfunctionaris." in await last_text(house, CHAIR)


async def test_when_a_school_has_no_jongerenwerker_the_coordinator_hears_who_has_it(house: House) -> None:
    async with house.database.transaction() as session:
        worker = await member(session, 706)
        service = await session.scalar(select(Service).where(Service.member_id == worker.id))
        service.state = "left"
    await house.logs(worry("laagdrempelig"))
    assert await owner(house) == BRIDGE
    assert "op deze school niemand deze rol heeft: jongerenwerker" in await last_text(house, BRIDGE)
    assert "jongerenwerker (Indebuurt033). De zaak ligt nu bij: Brugfunctionaris." in await last_text(house, CHAIR)


async def test_who_raised_a_signal_hears_that_somebody_else_withdrew_it(house: House) -> None:
    kept = await house.logs(worry("thuissituatie"))
    async with house.database.transaction() as session:
        signal = await session.get_one(Signal, kept.signals[0].id)
        await withdraw(house.desk(session), signal, await member(session, CHAIR))
    assert "is ingetrokken of verbeterd" in await last_text(house, MENTOR)


async def test_who_withdraws_an_own_signal_hears_nothing_twice(house: House) -> None:
    kept = await house.logs(worry("thuissituatie"))
    async with house.database.transaction() as session:
        signal = await session.get_one(Signal, kept.signals[0].id)
        await withdraw(house.desk(session), signal, await member(session, MENTOR))
    assert await house.said(MENTOR) == []


@ON_BOTH
async def test_the_trail_of_a_case_tells_each_step_and_keeps_what_was_withdrawn(house: House) -> None:
    await with_the_doctor(house)
    kept = await house.logs(ill_on("2026-11-17"))
    async with house.database.transaction() as session:
        signal = await session.get_one(Signal, kept.signals[0].id)
        await withdraw(house.desk(session), signal, await member(session, MENTOR))
        desk = house.desk(session)
        case = Case(await session.get_one(Escalation, 1), await session.get_one(School, SCHOOL))
        steps, lines = await trail.steps_of(desk, case), await trail.signals_of(desk, case)
        words = house.renderer.message("case_trail", "nl", case=case, steps=steps, lines=lines).text
    assert [step.what for step in steps] == ["opened", "taken", "consent", "handed"]
    assert [line.stands for line in lines] == [True] * 4 + [False]
    assert f"{CODE}: ziek op 17 nov 2026 (telt niet meer mee)" in words
    assert "toestemming voor de jeugdarts: ja" in words
