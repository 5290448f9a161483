"""Pupil codes at a school: who recognises which, how long they are good, and who lets them go on."""

from datetime import date, timedelta

import pytest
from loop_house import CODE, SCHOOL, House, ill_on
from sqlalchemy import select

from bot import codes, yearly
from bot.members import Colleague
from bot.models import Member, Outgoing, PupilCode, School
from knowledge.pupil_codes import fits

YEAR_END, NEXT_END = date(2027, 7, 31), date(2028, 7, 31)
OTHER_SCHOOL = "stroom"


async def member(house: House, role: str) -> Colleague:
    async with house.database.transaction() as session:
        found = (await session.scalars(select(Member).where(Member.role == role))).first()
        school = await session.get_one(School, SCHOOL)
        assert found is not None
        return Colleague(found, (school,))


async def issued_to(house: House, role: str, code: str = "K7T-4", school: str = SCHOOL) -> None:
    """Let the bot have issued this code to somebody."""
    who = await member(house, role)
    async with house.database.transaction() as session:
        session.add(
            PupilCode(
                school_id=school, code=code, issued=True, made_by=who.id, made_at=house.now(), valid_until=YEAR_END
            )
        )


async def looked_up(house: House, typed: str, role: str = "mentor") -> codes.Looked:
    who = await member(house, role)
    async with house.database.transaction() as session:
        school = await session.get_one(School, SCHOOL)
        return await codes.look_up(session, codes.Typed(typed, school, who), house.desk(session).today)


async def rows(house: House) -> list[PupilCode]:
    async with house.database.transaction() as session:
        return list(await session.scalars(select(PupilCode).order_by(PupilCode.id)))


async def test_an_issued_code_fits_and_is_good_until_the_school_year_ends(house: House) -> None:
    who = await member(house, "mentor")
    async with house.database.transaction() as session:
        school = await session.get_one(School, SCHOOL)
        made = [await codes.issue(session, school, who, house.now()) for _ in range(20)]
    assert len({row.code for row in made}) == 20
    assert all(fits(row.code) and row.issued and row.valid_until == YEAR_END for row in made)


async def test_a_school_that_gave_out_half_of_the_short_codes_gets_longer_ones(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "HALF_OF_SHORT", 1)
    who = await member(house, "mentor")
    async with house.database.transaction() as session:
        school = await session.get_one(School, SCHOOL)
        made = [(await codes.issue(session, school, who, house.now())).code for _ in range(3)]
    assert [len(code) for code in made] == [5, 6, 6]


async def test_a_code_is_kept_from_the_first_signal_on(house: House) -> None:
    await house.logs(ill_on("2026-11-16"), ill_on("2026-11-17"))
    (kept,) = await rows(house)
    assert (kept.code, kept.issued, kept.valid_until) == (CODE, False, YEAR_END)


async def test_an_own_code_of_the_school_is_taken_as_it_is(house: House) -> None:
    assert await looked_up(house, "2231") == codes.Looked("2231")


async def test_a_code_without_its_dash_is_recognised(house: House) -> None:
    await issued_to(house, "mentor")
    assert await looked_up(house, "K7T4") == codes.Looked("K7T-4")


async def test_a_wrong_check_character_leads_to_the_code_that_was_meant(house: House) -> None:
    await issued_to(house, "mentor")
    assert (await looked_up(house, "K7T-9")).meant == ("K7T-4",)


async def test_the_chair_is_led_to_every_code_the_bot_issued_for_the_school(house: House) -> None:
    await issued_to(house, "mentor")
    assert (await looked_up(house, "K7T-9", "ondersteuningscoordinator")).meant == ("K7T-4",)


async def test_a_mentor_is_not_led_to_a_code_of_somebody_else(house: House) -> None:
    await issued_to(house, "ondersteuningscoordinator")
    assert not (await looked_up(house, "K7T-9")).doubtful


async def test_a_mentor_who_logged_under_a_code_is_led_to_it(house: House) -> None:
    await issued_to(house, "ondersteuningscoordinator")
    await house.logs(ill_on("2026-11-16", "K7T-4"))
    assert (await looked_up(house, "K7T-9")).meant == ("K7T-4",)


async def test_nobody_is_led_to_a_code_of_another_school(house: House) -> None:
    await issued_to(house, "mentor", school=OTHER_SCHOOL)
    assert not (await looked_up(house, "K7T-9", "ondersteuningscoordinator")).doubtful


async def test_nobody_is_led_to_a_code_the_school_made_itself(house: House) -> None:
    await house.logs(ill_on("2026-11-16", "K7T-4"))
    assert not (await looked_up(house, "K7T-9")).doubtful


async def test_a_code_is_good_on_the_last_day_of_the_year_and_no_longer(house: House) -> None:
    await issued_to(house, "mentor")
    house.goes_to(31, 7, year=2027)
    assert not (await looked_up(house, "K7T-4")).doubtful
    house.goes_to(1, 8, year=2027)
    assert (await looked_up(house, "K7T-4")).expired_on == YEAR_END


async def test_nobody_is_led_to_an_expired_code(house: House) -> None:
    await issued_to(house, "mentor")
    house.goes_to(1, 8, year=2027)
    assert not (await looked_up(house, "K7T-9")).doubtful


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2027, 5, 31), None),
        (date(2027, 6, 1), NEXT_END),
        (date(2027, 7, 31), NEXT_END),
        (date(2027, 8, 1), NEXT_END),
        (date(2027, 9, 30), NEXT_END),
        (date(2027, 10, 1), None),
    ],
)
def test_codes_are_renewed_from_june_to_september(today: date, end: date | None) -> None:
    assert codes.next_end(today) == end


@pytest.mark.parametrize(
    ("today", "ends"),
    [
        (date(2027, 6, 1), [NEXT_END, YEAR_END, NEXT_END]),
        (date(2027, 9, 1), [NEXT_END, NEXT_END, NEXT_END]),
        (date(2027, 5, 1), [YEAR_END, YEAR_END, YEAR_END]),
    ],
)
def test_a_tap_too_many_is_taken_back_before_the_summer_and_ends_no_code_after_it(
    today: date, ends: list[date]
) -> None:
    row = PupilCode(valid_until=YEAR_END)
    seen = []
    for _ in range(3):
        codes.turn(row, today)
        seen.append(row.valid_until)
    assert seen == ends


async def asked(house: House) -> list[Outgoing]:
    async with house.database.transaction() as session:
        await yearly.ask_codes(house.desk(session))
        return [row for row in await session.scalars(select(Outgoing)) if (row.key or "").startswith("codes:")]


async def test_in_june_the_chair_is_asked_once_which_codes_go_on(house: House) -> None:
    await issued_to(house, "mentor")
    house.goes_to(31, 5, year=2027)
    assert await asked(house) == []
    house.goes_to(1, 6, year=2027)
    await asked(house)
    house.goes_to(2, 6, year=2027)
    (question,) = await asked(house)
    assert "Bij De Zeven Bruggen loopt 1 code af op 31 jul 2027." in question.params["text"]


async def test_when_every_code_goes_on_nobody_is_asked(house: House) -> None:
    await issued_to(house, "mentor")
    house.goes_to(1, 6, year=2027)
    async with house.database.transaction() as session:
        for row in await codes.ending(session, SCHOOL, date(2027, 6, 1)):
            codes.turn(row, date(2027, 6, 1))
    assert await asked(house) == []


@pytest.mark.parametrize(("after", "left"), [(61, 1), (62, 0)])
async def test_a_code_that_nobody_let_go_on_is_forgotten_after_two_months(house: House, after: int, left: int) -> None:
    await issued_to(house, "mentor")
    day = YEAR_END + timedelta(days=after)
    house.goes_to(day.day, day.month, year=day.year)
    async with house.database.transaction() as session:
        await yearly.forget_codes(house.desk(session))
    assert len(await rows(house)) == left
