"""Nobody in line can be told: whoever is left gets it, and nothing lies idle."""

from datetime import date

from loop_house import House, worry
from sqlalchemy import select

from bot import administrators, queries
from bot.audit import audit
from bot.joining import Newcomer
from bot.models import Agreement, Member

MENTOR, CHAIR, BRIDGE, DOCTOR, OFFICER, YOUTH_WORKER = 701, 702, 703, 704, 705, 706


async def block(house: House, *phones: int, reachable: bool = False) -> None:
    async with house.database.transaction() as session:
        for phone in phones:
            await queries.remember_person(session, phone, reachable=reachable)


async def owner(house: House) -> int | None:
    (case,) = await house.cases()
    async with house.database.transaction() as session:
        member = await session.get(Member, case.owner_id) if case.owner_id else None
        return member and member.telegram_id


async def faults(house: House) -> list[str]:
    async with house.database.transaction() as session:
        return await audit(session, house.now())


async def test_another_partner_gets_what_nobody_in_line_can_be_told(house: House) -> None:
    await block(house, CHAIR, MENTOR)
    await house.logs(worry("schoolprestaties"))
    assert await owner(house) == BRIDGE
    (told,) = [row.params["text"] for row in await house.said(BRIDGE)]
    assert "Je krijgt dit omdat verder niemand van het team te bereiken is." in told
    assert await faults(house) == []


async def test_a_case_of_which_the_owner_is_lost_goes_on_to_whoever_is_left(house: House) -> None:
    await house.logs(worry("schoolprestaties"))
    await block(house, CHAIR, MENTOR, BRIDGE)
    await house.looks()
    assert await owner(house) == DOCTOR
    assert await faults(house) == []


async def test_who_raised_the_signal_is_the_last_and_with_nobody_at_all_the_auditor_says_so(house: House) -> None:
    await block(house, CHAIR, BRIDGE, DOCTOR, OFFICER, YOUTH_WORKER)
    await house.logs(worry("schoolprestaties"))
    assert await owner(house) == MENTOR
    await block(house, MENTOR)
    await house.looks()
    assert await owner(house) is None
    assert await faults(house) == ["case 1 (zorg.schoolprestaties): has no owner"]
    await block(house, CHAIR, reachable=True)
    house.goes_to(17, 11, 12)
    await house.looks()
    assert await owner(house) == CHAIR


async def test_an_agreement_goes_on_to_whoever_is_left(house: House) -> None:
    async with house.database.transaction() as session:
        chair = await session.scalar(select(Member.id).where(Member.telegram_id == CHAIR))
        row = Agreement(school_id="zeven_bruggen", words="ouders bellen", regiehouder_id=chair, due=date(2026, 12, 1))
        row.made_by, row.made_at = chair, house.now()
        session.add(row)
    await block(house, CHAIR, MENTOR)
    await house.looks()
    assert await faults(house) == []
    assert any("ouders bellen" in said.params["text"] for said in await house.said(BRIDGE))


async def test_who_administers_hears_once_a_day_and_by_day_that_something_has_nobody(house: House) -> None:
    await block(house, CHAIR, BRIDGE, DOCTOR, OFFICER, YOUTH_WORKER)
    await house.logs(worry("schoolprestaties"))
    await block(house, MENTOR)
    async with house.database.transaction() as session:
        link = await administrators.invite(session, house.now())
        opened = await administrators.open_link(session, link, Newcomer(811, "Beheer", "nl"), house.now())
        await administrators.confirm(session, opened.number or "", house.now())
    for day, hour in ((17, 19), (18, 9), (18, 15), (21, 9)):
        house.goes_to(day, 11, hour)
        await house.looks()
    (told,) = [row.params["text"] for row in await house.said(811)]
    assert "1 zaak of afspraak heeft nu niemand." in told
    assert "L3-017" not in told
