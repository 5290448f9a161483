"""Who can be asked on a day, who may stand in, and whom to ask once a year."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from keys import KEYS
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from upgraded import upgraded_file

from bot import joining, members, own_days, schools
from bot.database import Database
from bot.demo.seed import seed
from bot.members import Colleague
from bot.models import Member, Outgoing, School, Service
from bot.pages import FEW, Page
from bot.render import Renderer
from handlers.taps import Tap, number_in, word_in
from knowledge.tables import knowledge

SCHOOL, OTHER = "zeven_bruggen", "stroom"
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[AsyncSession]:
    """The made-up schools, in one transaction."""
    database = Database(upgraded_file(tmp_path / "wegwijs.db"), KEYS)
    async with database.transaction() as session:
        await seed(session, NOW)
        yield session
    await database.close()


async def who(session: AsyncSession, telegram_id: int) -> Colleague:
    found = await members.colleague(session, telegram_id)
    assert found is not None
    return found


async def service(session: AsyncSession, telegram_id: int, school: str = SCHOOL) -> Service:
    found = await session.scalar(
        select(Service)
        .join(Member, Member.id == Service.member_id)
        .where(Member.telegram_id == telegram_id, Service.school_id == school)
    )
    assert found is not None
    return found


async def second_jeugdarts(session: AsyncSession, *, days: list[int], telegram_id: int | None = 777) -> Member:
    member = Member(telegram_id=telegram_id, name="Tweede jeugdarts", role="jeugdarts")
    session.add(member)
    await session.flush()
    session.add(Service(school_id=SCHOOL, member_id=member.id, working_days=days))
    await session.flush()
    return member


async def test_seeding_twice_changes_nothing(session: AsyncSession) -> None:
    before = len(list(await session.scalars(select(Service))))
    await seed(session, NOW)
    assert len(list(await session.scalars(select(Service)))) == before


async def test_a_partner_serves_two_schools_and_a_mentor_one(session: AsyncSession) -> None:
    jeugdarts, mentor = await who(session, 704), await who(session, 701)
    assert [school.name for school in jeugdarts.schools] == ["De Stroom", "De Zeven Bruggen"]
    assert jeugdarts.only_school is None
    assert mentor.only_school is not None
    assert mentor.school(OTHER) is None
    assert mentor.school("nergens") is None


async def test_somebody_unknown_is_nobody(session: AsyncSession) -> None:
    assert await members.colleague(session, 999) is None


@pytest.mark.parametrize(("on", "first"), [(MONDAY, "Tweede jeugdarts"), (TUESDAY, "Youth doctor")])
async def test_who_works_on_the_day_goes_first(session: AsyncSession, on: date, first: str) -> None:
    await second_jeugdarts(session, days=[0])
    found = await members.serving(session, SCHOOL, "jeugdarts", on)
    assert found[0].name == first


async def test_when_nobody_works_on_the_day_who_works_soonest_goes_first(session: AsyncSession) -> None:
    await second_jeugdarts(session, days=[0])
    found = await members.serving(session, SCHOOL, "jeugdarts", WEDNESDAY)
    assert [member.name for member in found] == ["Youth doctor", "Tweede jeugdarts"]


async def test_who_blocked_the_bot_is_not_asked_but_not_forgotten(session: AsyncSession) -> None:
    jeugdarts = (await who(session, 704)).member
    jeugdarts.reachable = False
    assert await members.serving(session, SCHOOL, "jeugdarts", TUESDAY) == []
    assert jeugdarts in [contact.member for contact in await members.contacts(session, SCHOOL)]


async def test_who_has_no_telegram_yet_cannot_be_asked(session: AsyncSession) -> None:
    assert await members.chairs(session, OTHER, MONDAY) == []
    named = [contact.member.name for contact in await members.contacts(session, OTHER)]
    assert "Coördinator De Stroom" in named


async def test_who_leaves_one_school_keeps_the_other_and_stands_in_no_longer(session: AsyncSession) -> None:
    coordinator = (await who(session, 702)).member
    await members.leave(session, await service(session, 702))
    mentor = (await who(session, 701)).member
    assert await members.stand_in_of(session, SCHOOL, mentor.id) is None
    assert await members.colleague(session, 702) is None
    assert coordinator not in await members.serving(session, SCHOOL, "ondersteuningscoordinator", MONDAY)
    await members.leave(session, await service(session, 704))
    assert [school.id for school in (await who(session, 704)).schools] == [OTHER]


@pytest.mark.parametrize(
    ("days", "on", "wait"),
    [([0], MONDAY, 0), ([1], MONDAY, 1), ([0], TUESDAY, 6), ([0, 2], TUESDAY, 1), ([], MONDAY, 7)],
)
def test_days_until_work_are_counted_over_the_weekend(days: list[int], on: date, wait: int) -> None:
    assert members.days_until_work(days, on) == wait


def test_a_name_cannot_make_a_button() -> None:
    assert members.kept_name("Kim || Ja => lid:ja:5") == "Kim Ja lid:ja:5"
    assert members.kept_name(" \n ") == "?"
    assert len(members.kept_name("x" * 80)) == 60


async def test_a_colleague_in_the_same_role_or_the_coordinator_may_stand_in(session: AsyncSession) -> None:
    jeugdarts = await who(session, 704)
    second = await second_jeugdarts(session, days=[4])
    own = await own_days.own_at(session, jeugdarts, SCHOOL)
    assert own is not None
    offered = await own_days.stand_ins(session, own, jeugdarts)
    assert {member.name for member in offered} == {"Ondersteuningscoördinator", "Tweede jeugdarts"}
    mentor = (await who(session, 701)).member
    assert not await own_days.choose_stand_in(session, own, jeugdarts, mentor.id)
    assert await own_days.choose_stand_in(session, own, jeugdarts, second.id)
    assert own.service.stand_in_id == second.id
    assert await own_days.choose_stand_in(session, own, jeugdarts, 0)
    assert own.service.stand_in_id is None


async def test_the_last_working_day_stays_and_a_weekend_day_is_none(session: AsyncSession) -> None:
    own = await service(session, 704)
    assert own_days.toggle_day(own, 1)
    assert own.working_days == [3]
    assert not own_days.toggle_day(own, 3)
    assert not own_days.toggle_day(own, 5)
    assert own.working_days == [3]


@pytest.mark.parametrize(
    ("at", "confirmed", "asked"),
    [
        (datetime(2027, 8, 31, 21, 59, tzinfo=UTC), date(2026, 11, 23), False),
        (datetime(2027, 8, 31, 22, 0, tzinfo=UTC), date(2026, 11, 23), True),
        (datetime(2027, 9, 30, 21, 59, tzinfo=UTC), date(2026, 11, 23), True),
        (datetime(2027, 9, 30, 22, 0, tzinfo=UTC), date(2026, 11, 23), False),
        (datetime(2027, 9, 7, 8, 0, tzinfo=UTC), date(2027, 6, 30), True),
        (datetime(2027, 9, 7, 8, 0, tzinfo=UTC), date(2027, 7, 1), False),
        (datetime(2027, 9, 7, 8, 0, tzinfo=UTC), None, True),
    ],
)
async def test_who_did_not_confirm_since_july_is_asked_in_september(
    session: AsyncSession, at: datetime, confirmed: date | None, asked: bool
) -> None:
    (await service(session, 701)).confirmed_on = confirmed
    await session.flush()
    due = await own_days.reconfirmations_due(session, at)
    assert (701 in {question.member.telegram_id for question in due}) == asked


async def test_who_was_asked_this_year_is_not_asked_again_before_the_next(session: AsyncSession) -> None:
    at = datetime(2027, 9, 7, 8, tzinfo=UTC)
    for question in await own_days.reconfirmations_due(session, at):
        key = f"{question.key}:{question.member.id}"
        session.add(Outgoing(method="sendMessage", params={}, key=key, created_at=at, not_before=at))
    await session.flush()
    assert await own_days.reconfirmations_due(session, at) == []
    assert await own_days.reconfirmations_due(session, at.replace(year=2028)) != []


async def test_a_member_of_two_schools_is_asked_for_each(session: AsyncSession) -> None:
    due = await own_days.reconfirmations_due(session, datetime(2027, 9, 7, 8, tzinfo=UTC))
    theirs = {question.own.school.id for question in due if question.member.telegram_id == 705}
    assert theirs == {SCHOOL, OTHER}


@pytest.mark.parametrize("school_id", ["Kompas", "k", "het-kompas", "k" * 25, "7bruggen"])
async def test_a_school_id_that_does_not_fit_in_a_button_is_refused(session: AsyncSession, school_id: str) -> None:
    with pytest.raises(schools.SchoolError, match="2 tot 24"):
        await schools.add(session, school_id, "Het Kompas", region="midden", now=NOW)


async def test_a_school_is_made_once_in_a_region_we_know(session: AsyncSession) -> None:
    with pytest.raises(schools.SchoolError, match="kies een regio"):
        await schools.add(session, "kompas", "Het Kompas", region="west", now=NOW)
    await schools.add(session, "kompas", " Het  Kompas ", region="midden", now=NOW)
    assert (await session.get_one(School, "kompas")).name == "Het Kompas"
    with pytest.raises(schools.SchoolError, match="bestaat al"):
        await schools.add(session, "kompas", "Het Kompas", region="midden", now=NOW)


async def test_only_the_first_chair_joins_without_being_confirmed(session: AsyncSession) -> None:
    first = await schools.add(session, "kompas", "Het Kompas", region="midden", now=NOW)
    second = await schools.invite_chair(session, "kompas", NOW)
    chair, other = (joining.Newcomer(number, "Kim", "nl") for number in (801, 802))
    assert (await joining.join(session, first, chair, NOW)).outcome == "welcome"
    assert (await joining.join(session, second, other, NOW)).outcome == "asked"


@pytest.mark.parametrize(("hours", "outcome"), [(7 * 24 - 1, "asked"), (7 * 24, "void")])
async def test_a_link_lasts_seven_days(session: AsyncSession, hours: int, outcome: str) -> None:
    code = await joining.invite(session, SCHOOL, "mentor", made_by=None, now=NOW)
    later = datetime.fromtimestamp(NOW.timestamp() + hours * 3600, UTC)
    assert (await joining.join(session, code, joining.Newcomer(801, "Kim", "nl"), later)).outcome == outcome


async def test_nobody_is_invited_to_administer_the_platform(session: AsyncSession) -> None:
    with pytest.raises(LookupError):
        await joining.invite(session, SCHOOL, "beheerder", made_by=None, now=NOW)


async def test_who_was_taken_out_can_be_invited_again_in_another_role(session: AsyncSession) -> None:
    await members.leave(session, await service(session, 706))
    code = await joining.invite(session, SCHOOL, "mentor", made_by=None, now=NOW)
    joined = await joining.join(session, code, joining.Newcomer(706, "Jongerenwerker", "nl"), NOW)
    assert (joined.outcome, joined.member.role if joined.member else None) == ("asked", "mentor")


async def test_a_school_with_eighty_mentors_still_fits_in_its_messages(session: AsyncSession) -> None:
    for number in range(80):
        member = Member(telegram_id=1000 + number, name=f"Mentor {number:02} {'x' * 50}", role="mentor")
        session.add(member)
        await session.flush()
        session.add(Service(school_id=SCHOOL, member_id=member.id, stand_in_id=member.id))
    await session.flush()
    everybody = await members.contacts(session, SCHOOL)
    assert everybody[0].member.role == "ondersteuningscoordinator"
    renderer = Renderer(knowledge(), "WegwijsBot")
    school = await session.get_one(School, SCHOOL)
    shown = 0
    number: int | None = 0
    while number is not None:
        page = Page.of(everybody, number, size=FEW)
        renderer.message("team", "nl", school=school, page=page, requests=[])
        renderer.message("who_school", "nl", school=school, page=page, others=[])
        shown, number = shown + len(page.items), page.after
    assert shown == len(everybody)


@pytest.mark.parametrize(("asked", "first"), [(0, 0), (1, 8), (2, 16), (3, 16), (99, 16)])
def test_a_page_beyond_the_list_is_the_last_one(asked: int, first: int) -> None:
    assert Page.of(list(range(17)), asked).items[0] == first


def test_a_list_that_just_fits_is_one_page() -> None:
    assert Page.of(list(range(8))).after is None
    assert Page.of(list(range(9))).after == 1
    assert list(Page.of([]).items) == []


@pytest.mark.parametrize(("carried", "number"), [("7", 7), ("", 0), ("x", 0), ("-1", 0), ("9" * 19, 0)])
def test_a_button_somebody_made_up_carries_no_number(carried: str, number: int) -> None:
    assert number_in(Tap("1", ["ja", carried], None)) == number
    assert number_in(Tap("1", ["ja"], None)) == 0
    assert word_in(Tap("1", [], None)) == ""
