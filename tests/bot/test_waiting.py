"""The clock: what is due is done once, also when it looks twice or stood still."""

from datetime import date, timedelta

from databases import ON_BOTH, ON_SQLITE
from loop_house import House, absent, ill_on, worry
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox, queries
from bot.audit import audit
from bot.cases import acting
from bot.cases.case import case_for, case_of
from bot.cases.reading import Reading
from bot.message import Message
from bot.models import AT_ONCE, Escalation, Member, Person, Service

MENTOR, COORDINATOR, BRIDGE, OFFICER = 701, 702, 703, 705
pytestmark = ON_SQLITE


async def taken_by(house: House, telegram_id: int, case_id: int = 1) -> bool:
    async with house.database.transaction() as session:
        desk = house.desk(session)
        member = await session.scalar(select(Member).where(Member.telegram_id == telegram_id))
        case = await case_of(desk, case_id)
        return await acting.take(desk, case, member)


async def house_case(session: AsyncSession) -> Escalation:
    return await session.get_one(Escalation, 1)


async def texts(house: House, telegram_id: int) -> list[str]:
    return [row.params["text"] for row in await house.said(telegram_id)]


@ON_BOTH
async def test_looking_twice_says_it_once(house: House) -> None:
    await house.logs(worry("thuissituatie"))
    house.goes_to(18, 11, 11)
    for _ in range(3):
        await house.looks()
    assert len(await texts(house, BRIDGE)) == 2


async def test_no_reminder_before_a_school_day_has_passed(house: House) -> None:
    await house.logs(worry("thuissituatie"))
    house.moment += timedelta(hours=23, minutes=59)
    await house.looks()
    assert len(await texts(house, BRIDGE)) == 1
    house.moment += timedelta(minutes=1)
    await house.looks()
    assert len(await texts(house, BRIDGE)) == 2


async def test_the_line_ends_with_the_chair_who_is_reminded_until_somebody_acts(house: House) -> None:
    await house.logs(worry("schoolprestaties"))
    asked = []
    for day in (18, 19, 20, 23, 24, 25):
        house.goes_to(day, 11, 11)
        await house.looks()
        async with house.database.transaction() as session:
            asked.append((await session.get_one(Member, (await house_case(session)).owner_id)).telegram_id)
    assert asked == [COORDINATOR, MENTOR, MENTOR, COORDINATOR, COORDINATOR, COORDINATOR]
    assert "Herinnering" in (await texts(house, COORDINATOR))[-1]


async def test_no_reminder_falls_in_a_vacation(house: House) -> None:
    house.goes_to(18, 12, 12)
    await house.logs(worry("schoolprestaties"))
    for day in range(19, 32):
        house.goes_to(day, 12, 12)
        await house.looks()
    assert len(await texts(house, COORDINATOR)) == 1
    house.goes_to(4, 1, 13, year=2027)
    await house.looks()
    assert len(await texts(house, COORDINATOR)) == 2


async def test_a_term_that_ends_in_a_vacation_is_told_on_the_last_school_day_before_it(house: House) -> None:
    house.goes_to(16, 12)
    await house.logs(absent("2026-12-14", "8"), absent("2026-12-16", "8"))
    await taken_by(house, COORDINATOR)
    (case,) = await house.cases()
    assert case.due == date(2026, 12, 23)
    house.goes_to(17, 12)
    await house.looks()
    before = len(await texts(house, COORDINATOR))
    house.goes_to(18, 12)
    await house.looks()
    told = await texts(house, COORDINATOR)
    assert (before, len(told)) == (1, 2)
    assert "nog 3 werkdagen" in told[-1]


@ON_BOTH
async def test_after_the_report_nothing_is_counted_down_any_more(house: House) -> None:
    await house.logs(absent("2026-11-09", "8"), absent("2026-11-16", "8"))
    await taken_by(house, COORDINATOR)
    async with house.database.transaction() as session:
        desk = house.desk(session)
        member = await session.scalar(select(Member).where(Member.telegram_id == COORDINATOR))
        assert await acting.report(desk, await case_of(desk, 1), member)
        assert not await acting.report(desk, await case_of(desk, 1), member)
    house.goes_to(23, 11)
    await house.looks()
    assert not [text for text in await texts(house, COORDINATOR) if "nog te melden" in text]
    assert len(await texts(house, OFFICER)) == 1


async def test_an_open_spell_of_six_school_days_is_quiet_and_the_seventh_fires(house: House) -> None:
    await house.logs(Reading("sick", "L3-017", start=date(2026, 11, 16)))
    house.goes_to(23, 11, 9)
    await house.looks()
    assert await house.cases() == []
    house.goes_to(24, 11, 9)
    await house.looks()
    (case,) = await house.cases()
    assert (case.rule, case.fired_on) == ("mazl.duur", date(2026, 11, 24))


async def test_a_clock_that_stood_still_for_days_still_finds_the_seventh_day(house: House) -> None:
    await house.logs(Reading("sick", "L3-017", start=date(2026, 11, 16), end=date(2026, 11, 24)))
    house.goes_to(30, 11, 9)
    await house.looks()
    assert [case.fired_on for case in await house.cases()] == [date(2026, 11, 24)]


@ON_BOTH
async def test_the_first_tap_wins_and_the_second_changes_nothing(house: House) -> None:
    await house.logs(worry("thuissituatie"))
    assert [await taken_by(house, who) for who in (BRIDGE, COORDINATOR)] == [True, False]
    async with house.database.transaction() as session:
        owner = await session.get_one(Member, (await session.get_one(Escalation, 1)).owner_id)
    assert owner.telegram_id == BRIDGE


async def test_who_left_the_school_hands_a_taken_case_to_the_next_in_line(house: House) -> None:
    await house.logs(worry("thuissituatie"))
    await taken_by(house, BRIDGE)
    async with house.database.transaction() as session:
        bridge = await session.scalar(select(Member.id).where(Member.telegram_id == BRIDGE))
        await session.execute(update(Service).where(Service.member_id == bridge).values(state="left"))
    await house.looks()
    (case,) = await house.cases()
    assert case.state == "open"
    assert "niet te bereiken is of gestopt is" in (await texts(house, COORDINATOR))[0]


async def test_the_stand_in_is_asked_when_who_holds_the_role_blocked_the_bot(house: House) -> None:
    async with house.database.transaction() as session:
        session.add(Person(telegram_id=COORDINATOR, reachable=False))
    await house.logs(worry("schoolprestaties"))
    assert (len(await texts(house, MENTOR)), await texts(house, COORDINATOR)) == (1, [])


async def test_once_somebody_can_be_reached_again_a_case_without_owner_gets_one(house: House) -> None:
    async with house.database.transaction() as session:
        await session.execute(update(Member).values(reachable=False))
    await house.logs(worry("schoolprestaties"))
    async with house.database.transaction() as session:
        await session.execute(update(Member).values(reachable=True))
    house.moment += timedelta(hours=1)
    await house.looks()
    async with house.database.transaction() as session:
        assert await audit(session, house.now()) == []
    assert len(await texts(house, COORDINATOR)) == 1


async def test_a_safety_case_is_reminded_after_an_hour_also_at_night(house: House) -> None:
    house.goes_to(17, 11, 22)
    await house.logs(worry("veiligheid"))
    house.goes_to(17, 11, 23)
    await house.looks()
    rows = await house.said(COORDINATOR)
    assert [row.not_before for row in rows] == [AT_ONCE for _ in rows]
    assert len(rows) == 2


@ON_BOTH
async def test_a_message_that_is_held_back_holds_up_no_answer(house: House) -> None:
    house.goes_to(17, 11, 20)
    await house.logs(worry("thuissituatie"))
    async with house.database.transaction() as session:
        outbox.say(session, BRIDGE, Message("een antwoord"), now=house.now())
        await session.flush()
        due = await queries.due_to_send(session, house.now(), 10)
    assert [row.params["text"] for row in due] == ["een antwoord"]


@ON_BOTH
async def test_a_case_is_shown_to_who_was_asked_and_to_the_coordinator_and_to_nobody_else(house: House) -> None:
    await house.logs(worry("thuissituatie"))
    async with house.database.transaction() as session:
        members = list(await session.scalars(select(Member).order_by(Member.id)))
        seen = {member.telegram_id for member in members if await case_for(house.desk(session), 1, member)}
    assert seen == {COORDINATOR, BRIDGE}


async def test_a_case_cannot_be_closed_before_the_question_about_safety(house: House) -> None:
    await house.logs(worry("thuissituatie"))
    await taken_by(house, BRIDGE)
    async with house.database.transaction() as session:
        desk = house.desk(session)
        bridge = await session.scalar(select(Member).where(Member.telegram_id == BRIDGE))
        case = await case_of(desk, 1)
        assert not await acting.close(desk, case, bridge, "hulp")
        await acting.answer_safety(desk, case, bridge, "nee")
        assert not await acting.close(desk, case, bridge, "verzonnen")
        assert await acting.close(desk, case, bridge, "hulp")


@ON_BOTH
async def test_a_month_in_which_nobody_ever_answers_leaves_no_case_without_a_future(house: House) -> None:
    """Four weeks with the Christmas vacation: every case has an owner and a next moment after every look."""
    house.goes_to(10, 12, 9)
    await house.logs(*(ill_on(day) for day in ("2026-10-05", "2026-11-02", "2026-11-16", "2026-12-07")))
    await house.logs(worry("thuissituatie"), absent("2026-12-08", "9"), absent("2026-12-09", "9"))
    await house.logs(worry("twijfel", "2231"), worry("veiligheid", "2231"))
    assert len(await house.cases()) == 5
    for _ in range(4 * 7):
        house.moment += timedelta(days=1)
        await house.looks()
        async with house.database.transaction() as session:
            assert await audit(session, house.now()) == []
    keys = [row.key for row in await house.said()]
    assert len(keys) == len(set(keys))


async def test_where_the_calendar_ends_the_clock_goes_on(house: House) -> None:
    house.goes_to(3, 9, 10, year=2029)
    await house.looks()
    house.goes_to(4, 9, 10, year=2029)
    await house.looks()
