"""«/wis»: what was in hand goes on first, and then nothing in the database tells who it was."""

from typing import Any

from loop_house import CODE, OFTEN_ILL, SCHOOL, House
from sqlalchemy import select

from bot import leaving, outbox
from bot.audit import audit
from bot.cases import acting
from bot.cases.case import case_of
from bot.message import Message
from bot.models import (
    DONE,
    LEFT,
    Agreement,
    Base,
    Escalation,
    EscalationStep,
    FleetingMessage,
    Incoming,
    Member,
    Outgoing,
    Person,
    Service,
    Signal,
    Thread,
)
from knowledge.datamap import data_map

MENTOR, COORDINATOR, BRIDGE, STRANGER = 701, 702, 703, 12345


async def leaves(house: House, telegram_id: int, update_id: int = 99) -> bool:
    async with house.database.transaction() as session:
        desk = house.desk(session)
        return await leaving.erase(desk, await leaving.leaver(desk, telegram_id, update_id))


async def takes(house: House, role: str) -> None:
    async with house.database.transaction() as session:
        case = await case_of(house.desk(session), 1)
        member = await session.scalar(select(Member).where(Member.role == role))
        assert case is not None
        assert member is not None
        assert await acting.take(house.desk(session), case, member)


async def rows(house: House, kind: type[Any]) -> list[Any]:
    async with house.database.transaction() as session:
        return list(await session.scalars(select(kind).order_by(*kind.__table__.primary_key)))


async def member(house: House, telegram_id: int) -> Member | None:
    async with house.database.transaction() as session:
        found: Member | None = await session.scalar(select(Member).where(Member.telegram_id == telegram_id))
        return found


async def test_what_somebody_had_in_hand_goes_to_the_next_in_line_first(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    await takes(house, "mentor")
    coordinator = await member(house, COORDINATOR)
    assert coordinator is not None
    assert await leaves(house, MENTOR)
    (case,) = await house.cases()
    assert (case.owner_id, case.state) == (coordinator.id, "open")
    told = [str(row.params) for row in await house.said(COORDINATOR)]
    assert any("niet te bereiken is of gestopt is" in text for text in told)
    async with house.database.transaction() as session:
        assert await audit(session, house.now()) == []


async def test_an_agreement_goes_to_somebody_else_as_well(house: House) -> None:
    bridge, coordinator = await member(house, BRIDGE), await member(house, COORDINATOR)
    assert bridge is not None
    assert coordinator is not None
    async with house.database.transaction() as session:
        session.add(Agreement(school_id=SCHOOL, words=CODE, regiehouder_id=bridge.id, due=house.now().date()))
    assert await leaves(house, BRIDGE)
    (agreement,) = await rows(house, Agreement)
    assert agreement.regiehouder_id == coordinator.id


async def test_the_history_of_a_case_stays_without_the_name(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    await takes(house, "mentor")
    mentor = await member(house, MENTOR)
    assert mentor is not None
    steps = len(await rows(house, EscalationStep))
    assert await leaves(house, MENTOR)
    assert len(await rows(house, EscalationStep)) > steps
    assert {signal.logged_by for signal in await rows(house, Signal)} == {mentor.id}
    async with house.database.transaction() as session:
        left = await session.get_one(Member, mentor.id)
        assert (left.name, left.telegram_id, left.role) == ("", None, "mentor")


async def test_who_left_no_trace_in_anybodys_history_is_gone_altogether(house: House) -> None:
    before = len(await rows(house, Member))
    async with house.database.transaction() as session:
        for service in await session.scalars(select(Service)):
            service.stand_in_id = None
    assert await leaves(house, BRIDGE)
    assert len(await rows(house, Member)) == before - 1


async def test_nothing_of_what_was_said_or_chosen_is_left(house: House) -> None:
    async with house.database.transaction() as session:
        session.add(Person(telegram_id=MENTOR, language="nl"))
        session.add(Thread(chat_hash=MENTOR, telegram_hash=MENTOR, topic="x.y", told_at=house.now()))
        payload = {"update_id": 98, "message": {"text": "geheim"}}
        session.add(Incoming(update_id=98, chat_id=MENTOR, payload=payload, received_at=house.now(), state=DONE))
        session.add(Incoming(update_id=99, chat_id=MENTOR, payload={"tap": 1}, received_at=house.now()))
        session.add(Incoming(update_id=97, chat_id=BRIDGE, payload={"kept": 1}, received_at=house.now(), state=DONE))
        outbox.say(session, MENTOR, Message("Nog niet verstuurd"), now=house.now())
    assert await leaves(house, MENTOR)
    assert await rows(house, Person) == await rows(house, Thread) == []
    assert {row.update_id: row.payload for row in await rows(house, Incoming)} == {97: {"kept": 1}, 98: {}, 99: {}}
    assert await house.said(MENTOR) == []


async def test_what_stands_in_the_chat_about_cases_is_taken_away(house: House) -> None:
    async with house.database.transaction() as session:
        for chat, number in ((MENTOR, 11), (MENTOR, 12), (BRIDGE, 13)):
            session.add(FleetingMessage(chat_id=chat, message_id=number, can_be_edited=True, since=house.now()))
    assert await leaves(house, MENTOR)
    gone = [(row.method, row.params["message_id"]) for row in await house.said(MENTOR)]
    assert gone == [("deleteMessage", 11), ("deleteMessage", 12)]
    assert [row.message_id for row in await rows(house, FleetingMessage)] == [13]


async def test_no_own_row_of_any_table_is_left(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    mentor = await member(house, MENTOR)
    assert mentor is not None
    assert await leaves(house, MENTOR)
    async with house.database.transaction() as session:
        for name, kept in data_map().tables.items():
            if kept.leaving != "row":
                continue
            table = Base.metadata.tables[name]
            keys = [table.c[column].in_([MENTOR] if "hash" in column else [mentor.id]) for column in kept.whose]
            assert (await session.execute(select(table).where(*keys))).first() is None, name


async def test_the_last_coordinator_of_a_school_stays_until_there_is_another(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    assert not await leaves(house, COORDINATOR)
    coordinator = await member(house, COORDINATOR)
    assert coordinator is not None
    assert coordinator.name
    async with house.database.transaction() as session:
        second = Member(telegram_id=909, name="Opvolger", role="ondersteuningscoordinator")
        session.add(second)
        await session.flush()
        session.add(Service(school_id=SCHOOL, member_id=second.id))
    assert await leaves(house, COORDINATOR)


async def test_a_coordinator_who_already_left_the_school_may_go(house: House) -> None:
    coordinator = await member(house, COORDINATOR)
    assert coordinator is not None
    async with house.database.transaction() as session:
        for service in await session.scalars(select(Service).where(Service.member_id == coordinator.id)):
            service.state = LEFT
    assert await leaves(house, COORDINATOR)


async def test_somebody_who_never_joined_may_erase_what_is_kept(house: House) -> None:
    async with house.database.transaction() as session:
        session.add(Person(telegram_id=STRANGER, language="en"))
    assert await leaves(house, STRANGER)
    assert await rows(house, Person) == []


async def test_the_others_know_what_will_happen_before_it_does(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    async with house.database.transaction() as session:
        desk = house.desk(session)
        seen = await leaving.outlook(desk, await leaving.leaver(desk, MENTOR, 1))
        assert (seen.cases, seen.agreements, list(seen.without_chair)) == (1, 0, [])
        seen = await leaving.outlook(desk, await leaving.leaver(desk, COORDINATOR, 1))
        assert [school.id for school in seen.without_chair] == [SCHOOL]
    assert (await rows(house, Escalation))[0].owner_id is not None


async def test_what_is_written_after_the_goodbye_is_not_forgotten_with_it(house: House) -> None:
    async with house.database.transaction() as session:
        outbox.say(session, MENTOR, Message("Eerder"), now=house.now())
        outbox.say_last(session, MENTOR, Message("Dag"), now=house.now())
        outbox.say(session, MENTOR, Message("Weer hallo"), now=house.now())
    (_, last, _) = await house.said(MENTOR)
    async with house.database.transaction() as session:
        await outbox.forget_until(session, await session.get_one(Outgoing, last.id))
    assert [row.params["text"] for row in await house.said(MENTOR)] == ["Weer hallo"]
