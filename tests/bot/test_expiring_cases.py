"""Forgetting at the end of the school year: cases, their signals, agreements and what was brought in."""

from datetime import UTC, date, datetime

import pytest
from expiring_house import DAY_AFTER, LAST_DAY, MENTOR, all_of, count, deletions, expires
from loop_house import CODE, OFTEN_ILL, SCHOOL, House, ill_on, worry
from sqlalchemy import select

from bot.cases import acting
from bot.cases.case import case_of
from bot.local_time import AMSTERDAM
from bot.models import (
    AgendaPoint,
    Agreement,
    Attendance,
    Escalation,
    EscalationStep,
    EvaluationAnswer,
    Meeting,
    MeetingNotice,
    Member,
    Signal,
)


async def often_ill_and_closed(house: House, closed: datetime, code: str = CODE) -> None:
    """Let a case be opened in November and closed at a moment."""
    house.moment = datetime(2026, 11, 17, 10, tzinfo=AMSTERDAM)
    recorded = await house.logs(*(ill_on(reading.start.isoformat(), code) for reading in OFTEN_ILL if reading.start))
    async with house.database.transaction() as session:
        case = await case_of(house.desk(session), recorded.opened[0].row.id)
        member = await session.get_one(Member, case.row.owner_id)
        case.row.safety = "ja"
        house.moment = closed
        assert await acting.close(house.desk(session), case, member, "gesprek")


@pytest.mark.parametrize(("now", "cases", "signals"), [(LAST_DAY, 1, 4), (DAY_AFTER, 0, 0)])
async def test_a_closed_case_goes_with_its_signals_when_the_school_year_is_over(
    house: House, now: datetime, cases: int, signals: int
) -> None:
    await often_ill_and_closed(house, datetime(2026, 12, 1, 9, tzinfo=AMSTERDAM))
    house.moment = now
    await expires(house)
    assert (await count(house, Escalation), await count(house, Signal)) == (cases, signals)
    assert bool(await count(house, EscalationStep)) == bool(cases)


async def test_what_is_left_is_a_count_without_a_code(house: House) -> None:
    await often_ill_and_closed(house, datetime(2026, 12, 1, 9, tzinfo=AMSTERDAM))
    await often_ill_and_closed(house, datetime(2026, 12, 2, 9, tzinfo=AMSTERDAM), "2231")
    house.moment = DAY_AFTER
    assert await expires(house) == 10
    day = date(2027, 8, 1)
    assert await deletions(house) == [
        ("closed_cases", 2, day, SCHOOL, "mazl.frequentie:gesprek"),
        ("signals", 8, day, "", ""),
    ]


@pytest.mark.parametrize(("closed", "left"), [(LAST_DAY, 0), (DAY_AFTER, 1)])
async def test_a_case_closed_in_the_new_school_year_stays_that_year(house: House, closed: datetime, left: int) -> None:
    await often_ill_and_closed(house, closed)
    house.moment = datetime(2027, 9, 1, tzinfo=AMSTERDAM)
    await expires(house)
    assert await count(house, Escalation) == left
    assert await count(house, Signal) == left * 4
    house.moment = datetime(2028, 8, 1, tzinfo=AMSTERDAM)
    await expires(house)
    assert await count(house, Escalation) == await count(house, Signal) == 0


async def test_while_a_case_of_a_code_runs_nothing_of_that_code_goes_and_nothing_opens_again(
    house: House,
) -> None:
    await often_ill_and_closed(house, datetime(2026, 12, 1, 9, tzinfo=AMSTERDAM))
    await house.logs(worry("thuissituatie"))
    await often_ill_and_closed(house, datetime(2026, 12, 1, 9, tzinfo=AMSTERDAM), "2231")
    house.moment = DAY_AFTER
    await expires(house)
    assert [row.code for row in await house.cases()] == [CODE, CODE]
    house.goes_to(30, 8, year=2027)
    before = [(row.id, row.state) for row in await house.cases()]
    await house.logs(ill_on("2027-08-30"))
    assert [(row.id, row.state) for row in await house.cases()] == before


async def test_an_agreement_that_is_not_done_keeps_its_case(house: House) -> None:
    await often_ill_and_closed(house, datetime(2026, 12, 1, 9, tzinfo=AMSTERDAM))
    async with house.database.transaction() as session:
        lead = await session.scalar(select(Member.id).where(Member.telegram_id == MENTOR))
        due = date(2027, 9, 1)
        session.add(Agreement(school_id=SCHOOL, escalation_id=1, words=CODE, regiehouder_id=lead, due=due))
    house.moment = DAY_AFTER
    await expires(house)
    assert await count(house, Escalation) == 1
    await house.change(Agreement, 1, state="done", done_at=house.now())
    await expires(house)
    assert (await count(house, Escalation), await count(house, Agreement)) == (0, 0)


@pytest.mark.parametrize(
    ("state", "done", "left"),
    [("done", LAST_DAY, 0), ("dropped", LAST_DAY, 0), ("done", DAY_AFTER, 1), ("agreed", None, 1)],
)
async def test_what_was_agreed_outside_a_case_goes_when_it_was_done_last_year(
    house: House, state: str, done: datetime | None, left: int
) -> None:
    async with house.database.transaction() as session:
        lead = await session.scalar(select(Member.id).where(Member.telegram_id == MENTOR))
        due = date(2026, 12, 1)
        session.add(
            Agreement(school_id=SCHOOL, words="bel OSJ", regiehouder_id=lead, due=due, state=state, done_at=done)
        )
    house.moment = DAY_AFTER
    await expires(house)
    assert await count(house, Agreement) == left


async def test_a_sick_report_without_end_goes_too_and_signals_that_refer_to_it_let_go(house: House) -> None:
    async with house.database.transaction() as session:
        mentor = await session.scalar(select(Member.id).where(Member.telegram_id == MENTOR))
        event = {"kind": "sick", "first_day": "2027-07-05"}
        old = {"school_id": SCHOOL, "code": CODE, "logged_by": mentor, "logged_at": LAST_DAY.astimezone(UTC)}
        session.add(Signal(id=1, event=event, **old))
        session.add(Signal(id=2, event=event, last_day=date(2027, 7, 31), withdrawn_at=house.now(), **old))
        await session.flush()
        session.add(Signal(id=3, event=event, first_id=2, **old | {"logged_at": DAY_AFTER.astimezone(UTC)}))
        await session.flush()
        (await session.get_one(Signal, 2)).replaced_by = 3
    house.moment = DAY_AFTER
    await expires(house)
    assert await all_of(house, Signal.id, Signal.first_id) == [(3, None)]


@pytest.mark.parametrize(("now", "left"), [(LAST_DAY, 1), (DAY_AFTER, 0)])
async def test_what_was_brought_in_for_meetings_goes_with_the_school_year(
    house: House, now: datetime, left: int
) -> None:
    async with house.database.transaction() as session:
        mentor = await session.scalar(select(Member.id).where(Member.telegram_id == MENTOR))
        more = {"made_at": house.now(), "changed_at": house.now(), "made_by": mentor, "school_id": SCHOOL}
        held = datetime(2027, 6, 30, 15, tzinfo=AMSTERDAM)
        session.add(Meeting(id=1, kind="evaluatie", starts_at=held, minutes=60, uid="u", **more))
        await session.flush()
        session.add(AgendaPoint(school_id=SCHOOL, meeting_id=1, words="OSJ", member_id=mentor, made_at=house.now()))
        session.add(AgendaPoint(school_id=SCHOOL, words="later", member_id=mentor, made_at=house.now()))
        session.add(EvaluationAnswer(meeting_id=1, member_id=mentor, kind="snag", words="stroef", given_at=held))
        session.add(Attendance(meeting_id=1, member_id=mentor, seat="mentor"))
        session.add(MeetingNotice(meeting_id=1, member_id=mentor, moment="day", starts_at=held, at=held))
    house.moment = now
    await expires(house)
    assert (await count(house, EvaluationAnswer), await count(house, AgendaPoint)) == (left, left + 1)
    assert (await count(house, Attendance), await count(house, MeetingNotice)) == (left, left)
