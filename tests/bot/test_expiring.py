"""What is kept goes in time: both sides of each limit, and what must stay stays."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from loop_house import CODE, OFTEN_ILL, SCHOOL, House, ill_on, worry
from sqlalchemy import func, select

from bot import expiring, joining
from bot.cases import acting
from bot.cases.case import case_of
from bot.local_time import AMSTERDAM
from bot.models import (
    DONE,
    REFUSED,
    SENT,
    SET_ASIDE,
    WAITING,
    AgendaPoint,
    Agreement,
    Attendance,
    Deletion,
    EditorQuestion,
    Escalation,
    EscalationStep,
    EvaluationAnswer,
    Incoming,
    Invitation,
    Meeting,
    MeetingNotice,
    Member,
    Outgoing,
    Signal,
    Thread,
)

MENTOR = 701
A_MOMENT, A_DAY, A_MONTH = timedelta(minutes=1), timedelta(hours=24), timedelta(days=30)
LAST_DAY, DAY_AFTER = datetime(2027, 7, 31, 23, 59, tzinfo=AMSTERDAM), datetime(2027, 8, 1, tzinfo=AMSTERDAM)


async def add(house: House, *rows: Any) -> None:
    async with house.database.transaction() as session:
        session.add_all(rows)


async def expires(house: House) -> int:
    async with house.database.transaction() as session:
        return await expiring.expire(house.desk(session))


async def all_of(house: House, *columns: Any) -> list[tuple[Any, ...]]:
    async with house.database.transaction() as session:
        return [tuple(row) for row in await session.execute(select(*columns).order_by(columns[0]))]


async def count(house: House, model: Any) -> int:
    async with house.database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(model)) or 0


async def deletions(house: House) -> list[tuple[Any, ...]]:
    return await all_of(house, Deletion.kind, Deletion.count, Deletion.day, Deletion.school_id, Deletion.about)


def update(house: House, number: int, state: str, handled: datetime | None) -> Incoming:
    payload = {"message": {"text": f"{CODE} ziek"}}
    received = house.now() - timedelta(days=9)
    return Incoming(
        update_id=number, chat_id=MENTOR, payload=payload, state=state, received_at=received, handled_at=handled
    )


def message(house: House, state: str, sent: datetime | None, **more: Any) -> Outgoing:
    old = house.now() - timedelta(days=9)
    params = {"text": f"over {CODE}", "chat_id": MENTOR}
    return Outgoing(
        chat_id=MENTOR,
        method="sendMessage",
        params=params,
        state=state,
        sent_at=sent,
        created_at=old,
        not_before=old,
        **more,
    )


@pytest.mark.parametrize("state", [DONE, SET_ASIDE])
@pytest.mark.parametrize(("age", "gone"), [(A_DAY - A_MOMENT, False), (A_DAY, True)])
async def test_an_update_loses_its_content_a_day_after_it_was_handled(
    house: House, state: str, age: timedelta, *, gone: bool
) -> None:
    await add(house, update(house, 1, state, house.now() - age))
    assert await expires(house) == gone
    ((number, payload, chat, hashed, kept),) = await all_of(
        house, Incoming.update_id, Incoming.payload, Incoming.chat_id, Incoming.chat_hash, Incoming.state
    )
    assert (number, kept) == (1, state)
    assert (payload == {}, chat is None, hashed is None) == (gone, gone, gone)
    assert await expires(house) == 0


@pytest.mark.parametrize("state", [WAITING, "kept_back"])
async def test_an_update_that_is_not_handled_waits_however_long(house: House, state: str) -> None:
    await add(house, update(house, 1, state, None))
    assert await expires(house) == 0


@pytest.mark.parametrize("state", [SENT, REFUSED])
@pytest.mark.parametrize(("age", "gone"), [(A_DAY - A_MOMENT, False), (A_DAY, True)])
async def test_a_message_is_forgotten_a_day_after_it_was_sent_or_refused(
    house: House, state: str, age: timedelta, *, gone: bool
) -> None:
    await add(house, message(house, state, house.now() - age))
    assert await expires(house) == gone
    ((_, params, chat, hashed),) = await all_of(
        house, Outgoing.id, Outgoing.params, Outgoing.chat_id, Outgoing.chat_hash
    )
    assert (params == {}, chat is None, hashed is None) == (gone, gone, gone)


@pytest.mark.parametrize(("days", "gone"), [(8, False), (9, True)])
async def test_a_question_for_advice_is_found_in_its_chat_until_it_has_been_taken_away(
    house: House, days: int, *, gone: bool
) -> None:
    row = message(house, SENT, house.now() - timedelta(days=days), key="advice:1:asked:2")
    row.created_at = house.now() - timedelta(days=days) + A_MOMENT
    await add(house, row)
    assert await expires(house) == gone


async def test_a_message_that_could_not_be_sent_yet_waits_however_long(house: House) -> None:
    await add(house, message(house, WAITING, None))
    assert await expires(house) == 0


@pytest.mark.parametrize(("age", "gone"), [(A_MONTH - A_MOMENT, False), (A_MONTH, True)])
async def test_a_question_for_the_editors_loses_its_words_after_thirty_days(
    house: House, age: timedelta, *, gone: bool
) -> None:
    asked = house.now() - age
    await add(
        house, EditorQuestion(kind="disputed", topic="dyslexie", words="klopt dit?", language="nl", asked_at=asked)
    )
    assert await expires(house) == gone
    assert await all_of(house, EditorQuestion.topic, EditorQuestion.words) == [
        ("dyslexie", None if gone else "klopt dit?")
    ]


@pytest.mark.parametrize(("minutes", "left"), [(59, 1), (60, 0)])
async def test_the_topic_of_a_conversation_is_forgotten_after_an_hour(house: House, minutes: int, left: int) -> None:
    told = house.now() - timedelta(minutes=minutes)
    await add(house, Thread(chat_hash=MENTOR, telegram_hash=MENTOR, topic="dyslexie", told_at=told))
    await expires(house)
    assert await count(house, Thread) == left


@pytest.mark.parametrize(("days", "left"), [(29, 1), (30, 0)])
async def test_an_invitation_is_forgotten_thirty_days_after_it_was_made(house: House, days: int, left: int) -> None:
    async with house.database.transaction() as session:
        made = house.now() - timedelta(days=days)
        await joining.invite(session, SCHOOL, "mentor", made_by=None, now=made)
    await expires(house)
    assert await count(house, Invitation) == left


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


async def test_what_is_deleted_on_one_day_is_counted_together(house: House) -> None:
    for number in (1, 2):
        await add(house, update(house, number, DONE, house.now() - A_DAY))
        await expires(house)
    assert await deletions(house) == [("updates", 2, date(2026, 11, 17), "", "")]


async def test_the_clock_forgets_and_leaves_nothing_in_the_log_beside_the_database(house: House) -> None:
    await add(house, update(house, 1, DONE, house.now() - A_DAY))
    await house.looks()
    if not house.database.shared:
        log = Path(f"{house.database.url.database}-wal")
        assert (await asyncio.to_thread(log.stat)).st_size == 0
    assert await all_of(house, Incoming.payload) == [({},)]
    async with house.database.transaction() as session:
        assert await session.scalar(select(Deletion.count)) == 1
