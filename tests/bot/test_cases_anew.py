"""What happens to a case when its signal changes: it lapses, it is opened anew, and everybody hears what they must."""

from datetime import timedelta

from caller import BRIDGE, CHAIR, MENTOR, Caller
from loop_house import House, absent, worry
from office import Office
from sqlalchemy import select

from bot import line
from bot.cases import acting
from bot.cases.case import case_of
from bot.cases.recording import withdraw
from bot.models import Member, Outgoing, Service, Signal

DOCTOR = 704


async def closed_by(house: House, phone: int, *, reported: bool = False) -> None:
    """Let a member take the only case; report it, or close it with an outcome."""
    async with house.database.transaction() as session:
        desk, case = house.desk(session), await case_of(house.desk(session), 1)
        member = await session.scalar(select(Member).where(Member.telegram_id == phone))
        assert case is not None
        assert member is not None
        await acting.take(desk, case, member)
        if reported:
            await acting.report(desk, case, member)
            return
        await acting.answer_safety(desk, case, member, "ja")
        assert await acting.close(desk, case, member, "hulp")


async def all_sent(house: House) -> None:
    async with house.database.transaction() as session:
        for row in await session.scalars(select(Outgoing)):
            row.state, row.sent_at = "sent", house.now()


async def texts(house: House, phone: int) -> list[str]:
    return [row.params["text"] for row in await house.said(phone)]


async def test_the_same_worry_on_the_day_it_was_dealt_with_is_put_to_somebody_anew(house: House) -> None:
    await house.logs(worry("thuissituatie"))
    await all_sent(house)
    await closed_by(house, BRIDGE)
    recorded = await house.logs(worry("thuissituatie"))
    (case,) = await house.cases()
    assert [one.row.id for one in recorded.opened] == [case.id]
    assert (case.state, case.outcome, case.safety) == ("open", None, None)
    assert len([text for text in await texts(house, BRIDGE) if "Waarom nu?" in text]) == 2


async def test_the_same_worry_while_a_case_runs_opens_no_second_one(house: House) -> None:
    await house.logs(worry("thuissituatie"))
    recorded = await house.logs(worry("thuissituatie"))
    assert recorded.running is not None
    assert len(await house.cases()) == 1


async def test_who_logs_hears_that_there_is_a_case_already_and_which_one_lapses(school_office: Office) -> None:
    mentor = Caller(school_office, MENTOR)
    for told in ("Hier moet iemand iets mee", "Hierover loopt al een zaak."):
        await mentor.types("zorgen over thuissituatie K7T-4")
        assert told in await mentor.taps("Ja, bewaar dit")
    await mentor.types("L3-017 ziek sinds 9-11")
    assert "Lang ziek" in await mentor.taps("Ja, bewaar dit")
    await mentor.types("L3-017 weer beter sinds 11-11")
    await mentor.taps("Ja, bewaar dit")
    assert any("De zaak «Lang ziek» vervalt hiermee." in text for text in await mentor.hears())


async def test_a_report_that_lost_its_ground_is_to_be_withdrawn_in_the_register_too(house: House) -> None:
    await house.logs(absent("2026-11-09", "8"), absent("2026-11-16", "8"))
    await closed_by(house, CHAIR, reported=True)
    await all_sent(house)
    async with house.database.transaction() as session:
        signal = (await session.scalars(select(Signal).order_by(Signal.id.desc()))).first()
        mentor = await session.scalar(select(Member).where(Member.telegram_id == MENTOR))
        assert signal is not None
        assert mentor is not None
        gone = await withdraw(house.desk(session), signal, mentor)
    assert [case.row.rule for case in gone.lapsed] == ["leerplicht.16uur"]
    assert "Trek die melding daar ook in." in (await texts(house, CHAIR))[-1]


async def test_the_term_is_not_told_beside_the_case_itself_on_one_day(house: House) -> None:
    house.goes_to(10, 11)
    await house.logs(absent("2026-11-02", "8"), absent("2026-11-09", "8"))
    for day in (11, 12, 13):
        house.goes_to(day, 11, 11)
        await house.looks()
    told = [row for row in await house.said() if "verzuimregister" in row.params["text"]]
    by_day = [(row.chat_id, row.created_at.date()) for row in told]
    assert len(by_day) == len(set(by_day))


async def test_a_term_that_ends_while_the_school_is_closed_is_told_to_be_met_today(house: House) -> None:
    house.goes_to(15, 12)
    await house.logs(absent("2026-12-08", "8"), absent("2026-12-14", "8"))
    async with house.database.transaction() as session:
        case, chair = (
            await case_of(house.desk(session), 1),
            await session.scalar(select(Member).where(Member.telegram_id == CHAIR)),
        )
        assert case is not None
        assert chair is not None
        await acting.take(house.desk(session), case, chair)
    house.goes_to(18, 12, 11)
    await house.looks()
    assert "De school is dan dicht. Meld het vandaag nog." in (await texts(house, CHAIR))[-1]


async def test_a_stand_in_who_is_away_comes_after_who_stands_in_for_that_one(house: House) -> None:
    async with house.database.transaction() as session:
        by_phone = {member.telegram_id: member for member in await session.scalars(select(Member))}
        for phone, days, stand_in in ((BRIDGE, [0], DOCTOR), (DOCTOR, [0], 705), (705, [0, 1, 2, 3, 4], None)):
            service = await session.scalar(
                select(Service).where(Service.member_id == by_phone[phone].id, Service.school_id == "zeven_bruggen")
            )
            assert service is not None
            service.working_days, service.stand_in_id = days, stand_in and by_phone[stand_in].id
        await session.flush()
        tuesday = (house.now() + timedelta()).date()
        asked = await line.line(session, "zeven_bruggen", "brugfunctionaris", tuesday)
    assert [member.telegram_id for member in asked][:3] == [705, BRIDGE, DOCTOR]


async def test_who_stands_in_for_the_jeugdarts_is_told_to_call_the_jeugdarts(school_office: Office) -> None:
    async with school_office.database.transaction() as session:
        doctor = await session.scalar(select(Member).where(Member.role == "jeugdarts"))
        assert doctor is not None
        for service in await session.scalars(select(Service).where(Service.member_id == doctor.id)):
            service.state = "left"
    chair = Caller(school_office, CHAIR)
    await chair.types("L3-017 ziek sinds 9-11")
    await chair.taps("Ja, bewaar dit")
    await chair.taps("Ik pak dit op")
    await chair.taps("Gesprek gehad: jeugdarts inschakelen")
    assert await chair.labels() == ["Ja, toestemming", "Nee", "Er speelt meer: naar het AOJ-team", "Nog niet gevraagd"]
    await chair.taps("Ja, toestemming")
    assert any("Bel of mail de jeugdarts van GGD-JGZ" in text for text in await chair.hears())


async def test_a_stand_in_hears_why_it_comes_to_him_or_her_and_the_coordinator_is_not_troubled(house: House) -> None:
    await house.logs(worry("laagdrempelig"))
    (told,) = await texts(house, BRIDGE)
    assert "Je krijgt dit als vervanger: je collega werkt vandaag niet." in told
    assert await texts(house, CHAIR) == []
