"""Reminders by the clock, on a real database: once each, late with the right words, never after the meeting."""

from datetime import timedelta

import pytest
from databases import ON_BOTH, ON_SQLITE
from loop_house import House
from meeting_house import BRIDGE, CHAIR, DOCTOR, OFFICER, Meetings, at
from sqlalchemy import select

from bot.clock import Clock
from bot.local_time import local
from bot.meetings import reminding
from bot.meetings.gathering import gathering
from bot.models import EXPIRED, REFUSED, Attendance, Member, Outgoing, ReminderChoice

USUAL = [("two_weeks", "26-11 08:00"), ("two_days", "08-12 08:00"), ("morning", "10-12 08:00")]
pytestmark = ON_SQLITE


@pytest.fixture
def meetings(house: House) -> Meetings:
    return Meetings(house)


async def test_everybody_hears_two_weeks_two_days_and_the_morning_before(meetings: Meetings) -> None:
    await meetings.plans("2026-12-10 15:30")
    for moment in ("2026-11-26 08:00", "2026-12-08 08:00", "2026-12-10 08:00", "2026-12-10 15:31"):
        await meetings.looks_at(moment)
    assert await meetings.notices(OFFICER) == USUAL
    assert await meetings.said(OFFICER) == [
        "<b>Kom je ook?</b> AOJ-team: evaluatie",
        "<b>Over 14 dagen: AOJ-team: evaluatie</b>",
        "<b>Overmorgen: AOJ-team: evaluatie</b>",
        "<b>Vandaag: AOJ-team: evaluatie</b>",
    ]


async def test_each_reads_it_in_the_own_language_with_the_reason(meetings: Meetings) -> None:
    await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-12-10 08:00")
    assert "Today: AOJ-team: evaluation" in await meetings.last_to(DOCTOR)
    assert "You get this because you are in the AOJ-team as jeugdarts (youth doctor)" in await meetings.last_to(DOCTOR)
    assert "Je krijgt dit omdat je als leerplichtambtenaar in het AOJ-team zit" in await meetings.last_to(OFFICER)


@ON_BOTH
async def test_clocks_of_programs_that_start_anew_say_it_once(meetings: Meetings, house: House) -> None:
    await meetings.plans("2026-12-10 15:30", kind="casusoverleg")
    for minute in range(2):
        house.moment = at(f"2026-11-26 08:0{minute}")
        await Clock(house.database, house.renderer, now=house.now, wake=lambda: None).look()
    assert await meetings.notices(OFFICER) == USUAL[:1]


async def test_nobody_is_told_a_minute_too_early(meetings: Meetings) -> None:
    await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-11-26 07:59")
    assert await meetings.notices(OFFICER) == []


async def test_a_member_with_longer_quiet_hours_hears_it_later(meetings: Meetings, house: House) -> None:
    await house.change(Member, 3, quiet_until=9)
    await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-11-26 08:00")
    await meetings.looks_at("2026-11-26 09:00")
    assert await meetings.notices(BRIDGE) == [("two_weeks", "26-11 09:00")]
    assert await meetings.notices(OFFICER) == USUAL[:1]


async def test_eight_o_clock_is_eight_o_clock_on_both_sides_of_summer_time(meetings: Meetings, house: House) -> None:
    house.goes_to(28, 9)
    await meetings.plans("2026-10-30 15:30")
    for moment in ("2026-10-16 08:00", "2026-10-28 08:00", "2026-10-30 08:00"):
        await meetings.looks_at(moment)
    assert [at for _, at in await meetings.notices(OFFICER)] == ["16-10 08:00", "28-10 08:00", "30-10 08:00"]


async def test_after_an_outage_of_a_day_it_comes_late_with_the_words_of_that_day(meetings: Meetings) -> None:
    await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-11-26 08:00")
    await meetings.looks_at("2026-12-09 09:30")
    said = await meetings.last_to(OFFICER)
    assert said.startswith("<b>Morgen: AOJ-team: evaluatie</b>")
    assert "Deze herinnering komt later dan bedoeld" in said


async def test_an_outage_over_two_moments_gives_one_word(meetings: Meetings) -> None:
    await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-12-09 09:30")
    assert len(await meetings.said(OFFICER)) == 2
    assert [moment for moment, _ in await meetings.notices(OFFICER)] == ["two_days", "two_weeks"]


async def test_an_outage_until_the_start_gives_none(meetings: Meetings) -> None:
    await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-12-10 15:30")
    assert await meetings.notices(OFFICER) == []
    assert len(await meetings.said(OFFICER)) == 1


@ON_BOTH
async def test_a_moved_meeting_is_reminded_of_anew_and_no_more_of_the_old_day(meetings: Meetings, house: House) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-11-26 08:00")
    house.goes_to(27, 11)
    assert await meetings.moves(number, "2026-12-17 10:00")
    for moment in ("2026-12-03 08:00", "2026-12-08 08:00", "2026-12-10 08:00", "2026-12-15 08:00", "2026-12-17 08:00"):
        await meetings.looks_at(moment)
    assert await meetings.notices(OFFICER) == [
        *USUAL[:1],
        ("two_weeks", "03-12 08:00"),
        ("two_days", "15-12 08:00"),
        ("morning", "17-12 08:00"),
    ]


@ON_BOTH
async def test_moved_there_and_back_says_nothing_twice_for_the_same_day(meetings: Meetings, house: House) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-12-08 08:00")
    for start in ("2026-12-17 10:00", "2026-12-10 15:30"):
        assert await meetings.moves(number, start)
    await meetings.looks_at("2026-12-08 08:10")
    assert [moment for moment, _ in await meetings.notices(OFFICER)] == ["two_days", "two_weeks"]


@ON_BOTH
async def test_a_cancelled_meeting_is_told_once_and_reminded_of_no_more(meetings: Meetings) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    await meetings.arrives()
    assert await meetings.cancels(number)
    assert not await meetings.cancels(number)
    await meetings.looks_at("2026-12-10 08:00")
    assert (await meetings.said(OFFICER))[1:] == ["<b>Gaat niet door:</b> AOJ-team: evaluatie"]
    assert [one.next_at for one in await meetings.attendances()] == [None] * 4


async def test_who_cannot_come_is_reminded_no_more(meetings: Meetings) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    assert await meetings.answers(number, OFFICER, comes=False)
    await meetings.looks_at("2026-12-10 08:00")
    assert await meetings.notices(OFFICER) == []
    assert (await meetings.notices(BRIDGE))[0] == ("morning", "10-12 08:00")


async def test_the_moments_one_chose_take_the_place_of_the_usual(meetings: Meetings, house: House) -> None:
    await meetings.plans("2026-12-10 15:30")
    async with house.database.transaction() as session:
        desk = house.desk(session)
        member = await session.scalar(select(Member).where(Member.telegram_id == OFFICER))
        for moment in ("two_weeks", "two_days", "week"):
            assert await reminding.toggle(desk, member, moment)
        assert not await reminding.toggle(desk, member, "yesterday")
        assert (await session.get_one(ReminderChoice, member.id)).moments == ["week", "morning"]
    for moment in ("2026-11-26 08:00", "2026-12-03 08:00", "2026-12-08 08:00", "2026-12-10 08:00"):
        await meetings.looks_at(moment)
    assert await meetings.notices(OFFICER) == [("week", "03-12 08:00"), ("morning", "10-12 08:00")]


async def test_a_moment_turned_on_after_it_passed_is_not_made_up_for(meetings: Meetings, house: House) -> None:
    await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-12-04 10:00")
    async with house.database.transaction() as session:
        member = await session.scalar(select(Member).where(Member.telegram_id == OFFICER))
        assert await reminding.toggle(house.desk(session), member, "week")
    before = len(await meetings.said(OFFICER))
    await meetings.looks_at("2026-12-04 10:01")
    assert len(await meetings.said(OFFICER)) == before


async def test_who_comes_after_all_hears_only_what_is_still_to_come(meetings: Meetings) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    await meetings.answers(number, OFFICER, comes=False)
    await meetings.looks_at("2026-12-04 10:00")
    await meetings.answers(number, OFFICER, comes=True)
    await meetings.looks_at("2026-12-04 10:01")
    await meetings.looks_at("2026-12-08 08:00")
    assert await meetings.notices(OFFICER) == USUAL[1:2]


async def test_who_turned_all_off_hears_nothing_but_that_it_moves(meetings: Meetings, house: House) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    async with house.database.transaction() as session:
        member = await session.scalar(select(Member).where(Member.telegram_id == OFFICER))
        await reminding.mute(house.desk(session), member, muted=True)
    await meetings.looks_at("2026-12-10 08:00")
    await meetings.arrives()
    assert await meetings.moves(number, "2026-12-17 10:00")
    assert (await meetings.said(OFFICER))[1:] == ["<b>Verzet:</b> AOJ-team: evaluatie"]


@ON_BOTH
async def test_a_snoozed_reminder_comes_again_at_its_moment_and_not_after_the_start(
    meetings: Meetings, house: House
) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-12-10 08:00")
    async with house.database.transaction() as session:
        desk, of = house.desk(session), await gathering(house.desk(session), number)
        member = await session.scalar(select(Member).where(Member.telegram_id == OFFICER))
        attendance = await session.get_one(Attendance, (number, member.id))
        late = of.row.starts_at + timedelta(minutes=1)
        assert not await reminding.snooze(desk, of, attendance, member, late)
        offered = reminding.snoozes(of, member, house.now())
        assert list(offered) == ["uren"]
        assert await reminding.snooze(desk, of, attendance, member, offered["uren"])
    await meetings.looks_at("2026-12-10 10:59")
    before = len(await meetings.said(OFFICER))
    await meetings.looks_at("2026-12-10 11:00")
    await meetings.looks_at("2026-12-10 11:01")
    assert len(await meetings.said(OFFICER)) == before + 1


@ON_BOTH
async def test_what_telegram_could_not_take_on_its_day_is_said_again_with_the_words_of_the_next(
    meetings: Meetings, house: House
) -> None:
    await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-12-08 08:00")
    async with house.database.transaction() as session:
        row = (await session.scalars(select(Outgoing).where(Outgoing.chat_id == OFFICER).order_by(Outgoing.id))).all()[
            -1
        ]
        assert local(row.not_after).strftime("%d-%m %H:%M") == "09-12 00:00"
        row.state, row.outcome = REFUSED, EXPIRED
    await meetings.looks_at("2026-12-09 08:00")
    assert (await meetings.last_to(OFFICER)).startswith("<b>Morgen: ")


async def test_what_waits_on_the_morning_itself_is_not_sent_once_the_meeting_has_begun(
    meetings: Meetings, house: House
) -> None:
    await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-12-10 08:00")
    last = (await house.said(OFFICER))[-1]
    assert local(last.not_after).strftime("%d-%m %H:%M") == "10-12 15:30"


@ON_BOTH
async def test_the_chair_hears_a_week_before_who_has_not_said_to_come(meetings: Meetings) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    await meetings.answers(number, BRIDGE, comes=True)
    await meetings.looks_at("2026-11-26 08:00")
    await meetings.looks_at("2026-12-03 08:00")
    said = await meetings.last_to(CHAIR)
    assert said.startswith("<b>Kernpartners die komen: 2 van de 4</b>")
    assert "… jeugdarts: nog geen antwoord" in said
    assert "brugfunctionaris" not in said


async def test_where_everybody_comes_the_chair_hears_nothing_about_it(meetings: Meetings) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    for one in (BRIDGE, DOCTOR, OFFICER):
        await meetings.answers(number, one, comes=True)
    await meetings.looks_at("2026-11-26 08:00")
    before = len(await meetings.said(CHAIR))
    await meetings.looks_at("2026-12-03 08:00")
    assert len(await meetings.said(CHAIR)) == before


@ON_BOTH
async def test_the_chair_is_asked_once_whether_it_was_held(meetings: Meetings) -> None:
    await meetings.plans("2026-12-10 15:30")
    await meetings.looks_at("2026-12-10 16:59")
    before = len(await meetings.said(CHAIR))
    for moment in ("2026-12-10 17:00", "2026-12-10 17:01", "2026-12-11 09:00"):
        await meetings.looks_at(moment)
    assert (await meetings.said(CHAIR))[before:] == ["<b>Is dit overleg geweest?</b>"]
