"""Planning, answering, stand-ins, and what the chair hears, on a real database."""

from datetime import date, timedelta

import pytest
from databases import ON_BOTH, ON_SQLITE
from loop_house import SCHOOL, House
from meeting_house import CHAIR, DOCTOR, OFFICER, YOUTH, Meetings, at, words_of
from sqlalchemy import select

from bot import members
from bot.cases.moments import calendar_of
from bot.meetings import agenda, answering, gathering, leading, partners, planning, wishing
from bot.meetings.planning import Wish
from bot.meetings.wishing import Draft
from bot.models import HELD, AgendaPoint, Agreement, Attendance, CitySeat, Member, School, Service
from knowledge.meetings import meeting_table

pytestmark = ON_SQLITE


@pytest.fixture
def meetings(house: House) -> Meetings:
    return Meetings(house)


async def test_the_four_core_partners_are_invited_and_who_plans_it_comes(meetings: Meetings) -> None:
    await meetings.plans("2026-12-10 15:30")
    assert {(one.seat, one.answer) for one in await meetings.attendances()} == {
        ("ondersteuningscoordinator", "yes"),
        ("brugfunctionaris", "none"),
        ("jeugdarts", "none"),
        ("leerplichtambtenaar", "none"),
    }


async def test_an_invitation_waits_for_the_morning_unless_the_meeting_is_near(meetings: Meetings, house: House) -> None:
    house.goes_to(17, 11, 19)
    await meetings.plans("2026-12-10 15:30")
    await meetings.plans("2026-11-18 09:00")
    later, near = [row for row in await house.said(OFFICER) if (row.key or "").startswith("meeting:")]
    assert (later.not_before, near.not_before <= house.now()) == (at("2026-11-18 08:00"), True)


async def test_a_meeting_moved_before_the_invitation_left_is_just_an_invitation(meetings: Meetings) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    assert await meetings.moves(number, "2026-12-17 15:30")
    assert await meetings.said(OFFICER) == ["<b>Kom je ook?</b> AOJ-team: evaluatie"]
    assert "do 17 dec 2026" in await meetings.last_to(OFFICER)


async def test_a_move_asks_everybody_anew_and_tells_the_old_day(meetings: Meetings) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    await meetings.answers(number, OFFICER, comes=True)
    await meetings.arrives()
    assert await meetings.moves(number, "2026-12-17 15:30")
    assert not await meetings.moves(number, "2026-12-17 15:30")
    assert "<s>do 10 dec 2026, 15:30</s>" in await meetings.last_to(OFFICER)
    assert sorted(one.answer for one in await meetings.attendances()) == ["none", "none", "none", "yes"]


async def test_the_chair_hears_at_once_that_a_core_partner_cannot_come_and_that_one_can_after_all(
    meetings: Meetings,
) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    assert await meetings.answers(number, DOCTOR, comes=False)
    assert "De jeugdarts kan niet." in await meetings.last_to(CHAIR)
    assert await meetings.answers(number, DOCTOR, comes=True)
    assert "Er komt toch iemand: jeugdarts." in await meetings.last_to(CHAIR)


@ON_BOTH
async def test_saying_the_same_twice_tells_the_chair_once(meetings: Meetings) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    for _ in range(2):
        await meetings.answers(number, DOCTOR, comes=False)
    assert len(await meetings.said(CHAIR)) == 2


@ON_BOTH
async def test_a_stand_in_is_asked_counts_and_is_reminded(meetings: Meetings) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    assert await meetings.sends(number, DOCTOR, YOUTH)
    assert "Kom je voor Youth doctor?" in await meetings.last_to(YOUTH)
    assert await states(meetings, number) == {"jeugdarts": "stand_in"}
    await meetings.looks_at("2026-12-10 08:00")
    assert (await meetings.notices(DOCTOR), (await meetings.notices(YOUTH))[0][0]) == ([], "morning")


async def test_a_stand_in_who_cannot_come_is_told_to_both(meetings: Meetings) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    await meetings.sends(number, DOCTOR, YOUTH)
    assert await meetings.answers(number, YOUTH, comes=False)
    assert "cannot come in your place" in await meetings.last_to(DOCTOR)
    assert "De jeugdarts kan niet." in await meetings.last_to(CHAIR)
    assert await states(meetings, number) == {"jeugdarts": "stays_away"}


async def test_somebody_who_does_not_serve_the_school_cannot_stand_in(meetings: Meetings, house: House) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    async with house.database.transaction() as session:
        desk = house.desk(session)
        of = await gathering.gathering(desk, number)
        elsewhere = await session.scalar(select(Member).where(Member.telegram_id.is_(None)))
        doctor = await session.scalar(select(Member).where(Member.telegram_id == DOCTOR))
        assert await answering.send_stand_in(desk, of, doctor, elsewhere.id) is None


@ON_BOTH
async def test_who_comes_to_the_school_later_is_invited_once_to_what_is_planned(
    meetings: Meetings, house: House
) -> None:
    await meetings.plans("2026-12-10 15:30")
    async with house.database.transaction() as session:
        nurse = Member(telegram_id=990, name="Jeugdverpleegkundige", role="jeugdarts")
        session.add(nurse)
        await session.flush()
        session.add(Service(school_id=SCHOOL, member_id=nurse.id))
        await session.flush()
        for _ in range(2):
            await planning.invite_newcomers(house.desk(session))
    assert await meetings.said(990) == ["<b>Kom je ook?</b> AOJ-team: evaluatie"]


async def test_who_left_the_school_is_neither_reminded_nor_counted(meetings: Meetings, house: House) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    async with house.database.transaction() as session:
        for contact in await members.contacts(session, SCHOOL):
            if contact.member.role == "jeugdarts":
                await members.leave(session, contact.service)
    await meetings.looks_at("2026-12-10 08:00")
    assert await meetings.notices(DOCTOR) == []
    assert await states(meetings, number) == {"jeugdarts": "nobody"}


async def test_after_the_start_no_answer_is_taken(meetings: Meetings, house: House) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    house.moment = at("2026-12-10 15:30")
    assert not await meetings.answers(number, DOCTOR, comes=True)
    assert not await meetings.sends(number, DOCTOR, YOUTH)


async def test_a_school_without_a_jeugdarts_shows_that_nobody_holds_the_seat(meetings: Meetings, house: House) -> None:
    async with house.database.transaction() as session:
        for contact in await members.contacts(session, SCHOOL):
            if contact.member.role == "jeugdarts":
                await members.leave(session, contact.service)
    number = await meetings.plans("2026-12-10 15:30")
    assert await states(meetings, number) == {"jeugdarts": "nobody"}


@ON_BOTH
async def test_proposed_days_are_planned_at_once_and_leave_nothing_to_propose(meetings: Meetings, house: House) -> None:
    house.goes_to(1, 9)
    async with house.database.transaction() as session:
        desk, school = house.desk(session), await session.get_one(School, SCHOOL)
        found = await planning.proposals(desk, school)
        assert [one.day for one in found] == [date(2026, 12, 1), date(2027, 3, 23), date(2027, 7, 1)]
    for one in found:
        await meetings.plans(f"{one.day} 15:30")
    async with house.database.transaction() as session:
        assert await planning.proposals(house.desk(session), await session.get_one(School, SCHOOL)) == []


async def test_a_cancelled_evaluation_is_proposed_again(meetings: Meetings, house: House) -> None:
    house.goes_to(1, 9)
    number = await meetings.plans("2026-12-01 15:30")
    await meetings.cancels(number)
    async with house.database.transaction() as session:
        found = await planning.proposals(house.desk(session), await session.get_one(School, SCHOOL))
    assert len(found) == 3


def test_what_a_button_confirms_is_the_draft_that_stood_above_it() -> None:
    draft = Draft("evaluatie", SCHOOL, (date(2026, 12, 8),), None)
    assert Draft.from_asked(draft.as_asked()) == draft
    assert draft.mark != Draft("evaluatie", SCHOOL, (date(2026, 12, 9),), None).mark
    assert (draft.missing, draft.longer().minutes, draft.longer().longer().minutes) == ("at", 120, 30)


async def test_days_without_school_and_members_off_are_shown_before_it_is_planned(
    meetings: Meetings, house: House
) -> None:
    async with house.database.transaction() as session:
        desk, school = house.desk(session), await session.get_one(School, SCHOOL)
        draft = Draft("evaluatie", SCHOOL, (date(2026, 12, 23), date(2026, 12, 9)))
        shown = await wishing.shown(desk, draft, school, calendar_of(school))
    assert shown.closed == [date(2026, 12, 23)]
    assert [(day, [one.role for one in people]) for day, people in shown.off] == [
        (date(2026, 12, 23), ["brugfunctionaris", "jeugdarts"]),
        (date(2026, 12, 9), ["brugfunctionaris", "jeugdarts"]),
    ]


def test_no_day_of_a_vacation_is_offered() -> None:
    from knowledge.calendar import region_calendar  # noqa: PLC0415

    weeks = wishing.weeks(region_calendar("midden"), date(2026, 12, 16))
    assert [week.number for week in weeks][:3] == [51, 1, 2]
    assert weeks[0].days == [date(2026, 12, 16) + timedelta(days=number) for number in range(3)]


@ON_BOTH
async def test_the_agenda_begins_with_what_the_last_meeting_agreed_and_holds_safety_and_points(
    meetings: Meetings, house: House
) -> None:
    number = await meetings.plans("2026-12-10 15:30", kind="casusoverleg")
    async with house.database.transaction() as session:
        chair = await session.scalar(select(Member).where(Member.telegram_id == CHAIR))
        for words, met in (("Eerder", None), ("Vorige keer", at("2026-11-10 15:30"))):
            row = Agreement(school_id=SCHOOL, words=words, regiehouder_id=chair.id, due=date(2026, 12, 1), met_at=met)
            session.add(row)
        await agenda.add_point(house.desk(session), chair, "Vervanging", school_id=SCHOOL, meeting_id=None)
        desk = house.desk(session)
        items = await agenda.items(desk, await gathering.gathering(desk, number))
    assert [item.what for item in items] == ["action", "action", "safety", "point", "end"]
    assert [item.about.row.words for item in items[:2]] == ["Vorige keer", "Eerder"]


async def test_a_point_for_the_next_meeting_goes_to_the_first_one_only(meetings: Meetings, house: House) -> None:
    first = await meetings.plans("2026-12-10 15:30", kind="casusoverleg")
    second = await meetings.plans("2027-01-14 15:30", kind="casusoverleg")
    async with house.database.transaction() as session:
        desk = house.desk(session)
        chair = await session.scalar(select(Member).where(Member.telegram_id == CHAIR))
        await agenda.add_point(desk, chair, "Vervanging", school_id=SCHOOL, meeting_id=None)
        of, after = await gathering.gathering(desk, first), await gathering.gathering(desk, second)
        assert (len(await agenda.points_of(desk, of)), len(await agenda.points_of(desk, after))) == (1, 0)
        house.moment = at("2026-12-10 15:30")
        await leading.begin(house.desk(session), of)
        point = (await session.scalars(select(AgendaPoint))).one()
        await session.refresh(point)
        assert point.meeting_id == first
        await leading.next_time(house.desk(session), of, point.id)
        assert await leading.hold(house.desk(session), of)
        assert (of.row.state, len(await agenda.points_of(house.desk(session), after))) == (HELD, 1)


async def test_a_meeting_is_not_held_before_it_can_have_begun(meetings: Meetings, house: House) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    for moment, may in (("2026-12-10 14:29", False), ("2026-12-10 14:30", True)):
        house.moment = at(moment)
        async with house.database.transaction() as session:
            desk = house.desk(session)
            of = await gathering.gathering(desk, number)
            assert leading.may_begin(of, desk.now) == may
            assert await leading.hold(desk, of) == may


@ON_BOTH
async def test_the_city_meets_without_a_school_and_counts_its_five_organisations(
    meetings: Meetings, house: House
) -> None:
    async with house.database.transaction() as session:
        desk, kind = house.desk(session), meeting_table().kinds["stedelijk"]
        for number, seat in enumerate(kind.seats):
            one = Member(telegram_id=900 + number, name=f"Manager {seat}", role="stedelijk")
            session.add(one)
            await session.flush()
            session.add(CitySeat(member_id=one.id, seat=seat))
        await session.flush()
        policy = await session.scalar(select(Member).where(Member.telegram_id == 904))
        of = await planning.plan(desk, Wish(kind, None, at("2026-12-10 15:30"), 90), policy)
        who = await members.colleague(session, 900)
        assert [one.row.id for one in await gathering.coming(desk, who)] == [of.id]
        assert await gathering.leads(desk, await members.colleague(session, 904), of)
        assert not await gathering.leads(desk, who, of)
        assert {one.seat: one.state for one in await partners.counted(desk, of)} == {
            **dict.fromkeys(("swv", "swa", "ggd_jgz", "leerplicht"), "waits"),
            "beleid": "comes",
        }
    await meetings.looks_at("2026-11-26 08:00")
    last = (await house.said(901))[-1]
    assert "Je krijgt dit omdat je in het stedelijk overleg zit voor Stichting Wijkteams Amersfoort" in words_of(last)


async def states(meetings: Meetings, number: int) -> dict[str, str]:
    async with meetings.house.database.transaction() as session:
        desk = meetings.house.desk(session)
        of = await gathering.gathering(desk, number)
        found = {one.seat: one.state for one in await partners.counted(desk, of)}
    return {seat: state for seat, state in found.items() if seat == "jeugdarts"}


@ON_BOTH
async def test_a_member_sees_no_meeting_he_or_she_was_not_invited_to(meetings: Meetings, house: House) -> None:
    number = await meetings.plans("2026-12-10 15:30")
    async with house.database.transaction() as session:
        desk = house.desk(session)
        mentor, doctor = await members.colleague(session, 701), await members.colleague(session, DOCTOR)
        assert await gathering.gathering_for(desk, number, mentor) is None
        assert await gathering.gathering_for(desk, number, doctor) is not None
        assert await session.get(Attendance, (number, mentor.id)) is None
        assert await gathering.coming(desk, mentor) == []
