"""Who is regiehouder of a case of the team: chosen from the colleagues, a few at a time, in a school of any size."""

from caller import CHAIR, Caller
from office import Office
from sqlalchemy import select

from bot.cases.desk import Desk
from bot.cases.reading import Reading
from bot.cases.recording import record
from bot.models import Member, School, Service
from bot.pages import ON_A_PAGE
from bot.render import Renderer
from knowledge.tables import knowledge

SCHOOL, MORE = "zeven_bruggen", 80


async def a_case_of_the_team(office: Office) -> None:
    async with office.database.transaction() as session:
        desk = Desk(session, Renderer(knowledge()), office.clock())
        mentor = (await session.scalars(select(Member).where(Member.role == "mentor"))).one()
        await record(desk, Reading("concern", "K7T-4", what="maatwerk"), mentor, await session.get_one(School, SCHOOL))


async def hire(office: Office, count: int) -> None:
    async with office.database.transaction() as session:
        for number in range(count):
            member = Member(telegram_id=8_000 + number, name=f"Mentor {number:02}", role="mentor")
            session.add(member)
            await session.flush()
            session.add(Service(school_id=SCHOOL, member_id=member.id))


async def test_in_a_school_with_eighty_mentors_the_regiehouder_is_on_a_further_page(
    school_office: Office,
) -> None:
    await a_case_of_the_team(school_office)
    await hire(school_office, MORE)
    chair = Caller(school_office, CHAIR)
    assert "opgepakt" in await chair.sends("pak:1")
    assert "Wie is regiehouder van K7T-4?" in await chair.taps("Kies een regiehouder")
    assert len(await chair.labels()) == ON_A_PAGE + 2
    await chair.taps("Volgende →")
    assert "← Vorige" in await chair.labels()
    assert "Wanneer kijken jullie er weer naar?" in await chair.taps("Mentor 09")
    assert "Regiehouder van K7T-4: Mentor 09." in await chair.taps("Over 2 weken")
    assert "Regiehouder: Mentor 09. Afgesproken: er weer naar kijken op 7 dec 2026." in await chair.sends("zaak:1")
