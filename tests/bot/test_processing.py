"""The audit log: who saw or changed which case, in the fields of the standard, without content."""

from datetime import timedelta
from typing import Any

from loop_house import CODE, OFTEN_ILL, SCHOOL, House
from sqlalchemy import select

from bot import processing
from bot.cases import acting
from bot.cases.case import case_of
from bot.cases.recording import withdraw
from bot.models import Member, Signal, Verwerkingsactie
from bot.processing import About, as_standard
from knowledge.processing import LOG_SEEN
from knowledge.processing import processing as table
from knowledge.retention import retention

STANDARD = {
    "actieId",
    "actieNaam",
    "handelingNaam",
    "verwerkingNaam",
    "verwerkingId",
    "verwerkingsactiviteitId",
    "vertrouwelijkheid",
    "bewaartermijn",
    "uitvoerder",
    "systeem",
    "gebruiker",
    "gegevensbron",
    "tijdstip",
    "tijdstipRegistratie",
    "verwerkteObjecten",
}


async def logged(house: House) -> list[Verwerkingsactie]:
    async with house.database.transaction() as session:
        return list(await session.scalars(select(Verwerkingsactie)))


async def names(house: House) -> list[str]:
    return sorted(row.actie_naam for row in await logged(house))


async def member(session: Any, role: str) -> Member:
    found = await session.scalar(select(Member).where(Member.role == role))
    assert found is not None
    return found


async def test_logging_signals_and_being_sent_the_case_is_logged(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    assert await names(house) == ["shown", *["signal_kept"] * 4]


async def test_what_members_do_with_a_case_is_logged_and_what_the_clock_does_is_not(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    async with house.database.transaction() as session:
        case = await case_of(house.desk(session), 1)
        assert case is not None
        await acting.take(house.desk(session), case, await member(session, "mentor"))
        await acting.answer_safety(house.desk(session), case, await member(session, "mentor"), "ja")
        await acting.close(house.desk(session), case, await member(session, "mentor"), "gesprek")
    done = [row for row in await logged(house) if row.actie_naam in {"taken", "safety", "closed"}]
    assert sorted(row.actie_naam for row in done) == ["closed", "safety", "taken"]
    assert {(row.rol, row.verwerking_id, row.uitvoerder) for row in done} == {("mentor", 1, SCHOOL)}


async def test_a_withdrawn_signal_is_logged_once(house: House) -> None:
    kept = await house.logs(OFTEN_ILL[0])
    async with house.database.transaction() as session:
        signal = await session.get_one(Signal, kept.signals[0].id)
        for _ in range(2):
            await withdraw(house.desk(session), signal, await member(session, "mentor"))
    assert await names(house) == ["signal_kept", "signal_withdrawn"]


async def test_an_action_is_given_in_the_fields_of_the_standard(house: House) -> None:
    await house.logs(OFTEN_ILL[0])
    (row,) = await logged(house)
    given = as_standard(row)
    assert given.keys() == STANDARD
    assert given["bewaartermijn"] == "P365D"
    assert given["vertrouwelijkheid"] == "vertrouwelijk"
    (seen,) = given["verwerkteObjecten"]
    assert seen.keys() == {"objecttype", "soortObjectId", "objectId", "betrokkenheid"}


async def test_a_school_gets_its_whole_log_in_the_standards_fields(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    async with house.database.transaction() as session:
        given = await processing.of_school(session, SCHOOL)
        assert await processing.of_school(session, "de_linde") == []
    assert [fields["actieNaam"] for fields in given].count("signaal gemeld") == len(OFTEN_ILL)
    assert all(fields.keys() == STANDARD for fields in given)


async def test_the_log_holds_a_hash_and_no_code_or_content(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    written = str([as_standard(row) for row in await logged(house)])
    assert CODE not in written
    assert "2026-10-05" not in written
    assert "sick" not in written


async def test_the_same_code_has_the_same_hash_however_it_was_typed(house: House) -> None:
    await house.logs(OFTEN_ILL[0])
    async with house.database.transaction() as session:
        assert len(await processing.lines_of_school(session, SCHOOL, code=CODE.lower())) == 1
        assert await processing.lines_of_school(session, SCHOOL, code="L3-018") == []


async def test_the_coordinator_reads_who_it_was_and_which_code(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    async with house.database.transaction() as session:
        lines = await processing.lines_of_school(session, SCHOOL)
        mentor = await member(session, "mentor")
    assert {(line.name, line.role, line.code) for line in lines} == {(mentor.name, "mentor", CODE)}
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)


async def test_another_school_reads_nothing(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    async with house.database.transaction() as session:
        assert await processing.lines_of_school(session, "de_linde") == []


async def test_who_raised_a_case_reads_what_came_of_it_but_not_who_read_the_log(house: House) -> None:
    await house.logs(*OFTEN_ILL)
    async with house.database.transaction() as session:
        mentor, chair = await member(session, "mentor"), await member(session, "ondersteuningscoordinator")
        processing.write(session, LOG_SEEN, chair, About(SCHOOL, CODE, 1), house.now())
        mine = await processing.lines_of_school(session, SCHOOL, raised_by=mentor.id)
        assert [line.action.id for line in mine] == ["shown"]
        assert await processing.lines_of_school(session, SCHOOL, raised_by=chair.id) == []


async def test_the_log_is_forgotten_after_its_period_and_not_before(house: House) -> None:
    await house.logs(OFTEN_ILL[0])
    lasts = retention().lasts("audit_log")
    async with house.database.transaction() as session:
        await processing.forget_old(session, house.now() + lasts)
    assert len(await logged(house)) == 1
    async with house.database.transaction() as session:
        await processing.forget_old(session, house.now() + lasts + timedelta(seconds=1))
    assert await logged(house) == []


def test_what_has_no_name_of_its_own_is_a_change() -> None:
    assert table().action("something_new").id == "changed"
    assert table().action("taken").kind == "wijzigen"
    assert table().action("seen").kind == "inzien"
