"""A signal is kept, judged, and leads to one case for each finding: never two, never none."""

from datetime import date
from decimal import Decimal

import pytest
from databases import ON_BOTH, ON_SQLITE
from loop_house import CODE, OFTEN_ILL, SCHOOL, House, absent, ill_on, worry
from sqlalchemy import func, select

from bot.audit import audit
from bot.cases.reading import Reading, UnfitError, as_code
from bot.cases.recording import withdraw
from bot.models import Escalation, Member, Outgoing, School, Signal

MENTOR, COORDINATOR, BRIDGE = 701, 702, 703
pytestmark = ON_SQLITE


async def takes_back(house: House, signal_id: int) -> int:
    async with house.database.transaction() as session:
        signal = await session.get_one(Signal, signal_id)
        member = await session.get_one(Member, signal.logged_by)
        return len((await withdraw(house.desk(session), signal, member)).signals)


async def test_three_spells_open_nothing_and_the_fourth_opens_one_case(house: House) -> None:
    await house.logs(*OFTEN_ILL[:3])
    assert await house.cases() == []
    await house.logs(OFTEN_ILL[3])
    (case,) = await house.cases()
    assert (case.rule, case.fired_on, case.role) == ("mazl.frequentie", date(2026, 11, 16), "mentor")
    assert case.evidence == ["2026-10-05", "2026-11-02", "2026-11-09", "2026-11-16"]


@ON_BOTH
async def test_the_same_report_again_opens_no_second_case(house: House) -> None:
    await house.logs(*OFTEN_ILL, OFTEN_ILL[3])
    assert len(await house.cases()) == 1


async def test_15_and_three_quarter_hours_open_nothing_and_16_do(house: House) -> None:
    await house.logs(absent("2026-11-09", "8"), absent("2026-11-10", "7.75"))
    assert await house.cases() == []
    await house.logs(absent("2026-11-11", "0.25"))
    (case,) = await house.cases()
    assert (case.rule, case.due) == ("leerplicht.16uur", date(2026, 11, 18))


@ON_BOTH
async def test_an_earlier_spell_logged_late_moves_the_case_and_makes_no_second(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    await house.logs(ill_on("2026-10-12"))
    (case,) = await house.cases()
    assert case.fired_on == date(2026, 11, 9)


async def test_a_withdrawn_signal_lets_its_case_lapse_and_logging_it_again_opens_it_again(house: House) -> None:
    recorded = await house.logs(*OFTEN_ILL)
    assert await takes_back(house, recorded.signals[0].id) == 1
    (case,) = await house.cases()
    assert (case.state, case.outcome, case.next_at) == ("closed", "vervallen", None)
    await house.logs(OFTEN_ILL[3])
    (case,) = await house.cases()
    assert (case.state, case.outcome) == ("open", None)


@ON_BOTH
async def test_withdrawing_twice_withdraws_once(house: House) -> None:
    recorded = await house.logs(worry("thuissituatie"))
    assert [await takes_back(house, recorded.signals[0].id) for _ in range(2)] == [1, 0]


@ON_BOTH
async def test_several_days_logged_in_one_line_are_withdrawn_together(house: House) -> None:
    reading = Reading("unexcused", CODE, start=date(2026, 11, 12), end=date(2026, 11, 16), hours=Decimal(7))
    recorded = await house.logs(reading)
    assert [signal.event["day"] for signal in recorded.signals] == ["2026-11-12", "2026-11-13", "2026-11-16"]
    assert await takes_back(house, recorded.signals[0].id) == 3


async def test_a_signal_withdrawn_before_anybody_was_told_is_never_told(house: House) -> None:
    house.goes_to(17, 11, 20)
    recorded = await house.logs(worry("schoolprestaties"))
    assert len(await house.said(COORDINATOR)) == 1
    await takes_back(house, recorded.signals[0].id)
    assert await house.said(COORDINATOR) == []


@ON_BOTH
async def test_a_correction_stands_in_the_place_of_what_it_corrects(house: House) -> None:
    """Were it read last, the open report would begin after the recovery and stay open."""
    first = await house.logs(Reading("sick", CODE, start=date(2026, 11, 10)))
    await house.logs(Reading("recovered", CODE, start=date(2026, 11, 12)))
    corrected = Reading("sick", CODE, start=date(2026, 11, 9), replaces=first.signals[0].id)
    recorded = await house.logs(corrected)
    (spell,) = recorded.verdict.spells
    assert (spell.first, spell.last) == (date(2026, 11, 9), date(2026, 11, 11))


@ON_BOTH
async def test_another_school_with_the_same_code_has_a_history_of_its_own(house: House) -> None:
    await house.logs(*OFTEN_ILL[:3])
    async with house.database.transaction() as session:
        session.add(School(id="elders", name="Elders", closed_days=[]))
        await session.flush()
        mentor = await session.scalar(select(Member.id).where(Member.telegram_id == MENTOR))
        session.add(
            Signal(
                school_id="elders",
                code=CODE,
                event={"kind": "sick", "first_day": "2026-11-16", "last_day": "2026-11-16"},
                last_day=date(2026, 11, 16),
                logged_by=mentor,
                logged_at=house.now(),
            )
        )
    recorded = await house.logs(ill_on("2026-11-10"))
    assert recorded.verdict.reports == 4
    assert await house.cases() == []


@pytest.mark.parametrize(
    ("reading", "reason"),
    [
        (absent("2026-11-15", "2"), "no_school_day"),
        (absent("2026-11-16", "12.5"), "hours_out_of_range"),
        (Reading("sick", CODE, start=date(2024, 1, 8)), "calendar_unknown"),
        (Reading("sick", CODE, days=(date(2024, 6, 3), date(2024, 6, 6))), "calendar_unknown"),
        (Reading("sick", CODE, start=date(2026, 11, 9), end=date(2026, 11, 8)), "last_before_first"),
        (Reading("attendance", CODE, percentage=Decimal("100.5")), "attended_above_scheduled"),
    ],
)
async def test_what_the_rules_would_refuse_is_not_kept(house: House, reading: Reading, reason: str) -> None:
    with pytest.raises(UnfitError, match=reason):
        await house.logs(reading)
    async with house.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Signal)) == 0


@pytest.mark.parametrize("text", ["l3-017", "2231", "LL 88", "k7t-4", "h4b-12"])
def test_a_code_holds_a_digit_and_is_written_in_capitals(text: str) -> None:
    assert as_code(text) == text.upper()


@pytest.mark.parametrize("text", ["Jan", "123456789", "0612345678", "3812 AB", "L3-017-L3-0172", "wie is L3-017"])
def test_a_name_a_personal_number_or_a_postcode_is_no_code(text: str) -> None:
    assert as_code(text) is None


async def test_who_is_asked_first_follows_the_working_method(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    await house.logs(worry("thuissituatie"), worry("twijfel"), worry("schoolprestaties"), worry("groep"))
    await house.logs(worry("specialistisch"))
    async with house.database.transaction() as session:
        owners = {
            case.rule: (await session.get_one(Member, case.owner_id)).telegram_id
            for case in await session.scalars(select(Escalation))
        }
    assert owners == {
        "mazl.frequentie": MENTOR,
        "zorg.thuissituatie": BRIDGE,
        "zorg.twijfel": 704,
        "zorg.schoolprestaties": COORDINATOR,
        "zorg.groep": COORDINATOR,
        "zorg.specialistisch": COORDINATOR,
    }


async def test_a_school_without_jongerenwerker_asks_the_brugfunctionaris(house: House) -> None:
    async with house.database.transaction() as session:
        worker = await session.scalar(select(Member).where(Member.role == "jongerenwerker"))
        worker.telegram_id = None
    await house.logs(worry("laagdrempelig"))
    assert len(await house.said(BRIDGE)) == 1


async def test_on_a_day_off_the_stand_in_is_asked(house: House) -> None:
    house.goes_to(18, 11)
    await house.logs(worry("twijfel"))
    assert [len(await house.said(chat)) for chat in (704, COORDINATOR)] == [0, 1]


@ON_BOTH
async def test_nobody_at_all_is_said_loudly_by_the_auditor(house: House) -> None:
    async with house.database.transaction() as session:
        for member in await session.scalars(select(Member)):
            member.reachable = False
    await house.logs(worry("thuissituatie"))
    async with house.database.transaction() as session:
        (fault,) = await audit(session, house.now())
    assert fault.endswith("has no owner")


async def test_nothing_that_is_told_names_the_signal_of_another_school(house: House) -> None:
    await house.logs(worry("thuissituatie"))
    (row,) = await house.said(BRIDGE)
    assert "De Zeven Bruggen" in row.params["text"]
    async with house.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Outgoing)) == 1
    assert (await house.cases())[0].school_id == SCHOOL
