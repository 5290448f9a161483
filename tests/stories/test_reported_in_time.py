"""A school year with three evaluations: everybody is asked, each is held, and each report is sent in time."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import httpx
from docx import Document
from loop_world import AMSTERDAM, LoopWorld, loop_world
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from world import BOT, Phone, Seen

from bot.cases.desk import Desk
from bot.meetings.gathering import gathering
from bot.meetings.leading import hold
from bot.meetings.planning import Wish, invitees, plan
from bot.models import EvaluationReport, Member, School
from bot.render import Renderer
from knowledge.evaluation import guide
from knowledge.meetings import EVALUATION, meeting_table
from knowledge.tables import knowledge

CHAIR = 702
EVALUATIONS = (date(2026, 11, 17), date(2027, 3, 9), date(2027, 6, 8))
SUCCESS, SNAG = "Mentoren melden eerder.", "Wachten op hulp duurt lang."


def desk_of(loop: LoopWorld, session: AsyncSession) -> Desk:
    return Desk(session, Renderer(knowledge(), BOT), loop.now())


async def planned(loop: LoopWorld, day: date) -> int:
    """Let the chair plan an evaluation at three o'clock; all the team but the mentor comes."""
    async with loop.database.transaction() as session:
        desk, school = desk_of(loop, session), await session.get_one(School, "zeven_bruggen")
        chair = (await session.scalars(select(Member).where(Member.telegram_id == CHAIR))).one()
        kind, starts_at = (
            meeting_table().kinds[EVALUATION],
            datetime(day.year, day.month, day.day, 15, tzinfo=AMSTERDAM),
        )
        guests = frozenset(one.member.id for one in await invitees(desk, kind, school))
        return (await plan(desk, Wish(kind, school, starts_at, kind.minutes, guests=guests), chair)).id


async def held(loop: LoopWorld, meeting: int) -> None:
    async with loop.database.transaction() as session:
        of = await gathering(desk_of(loop, session), meeting)
        assert of
        assert await hold(desk_of(loop, session), of)


async def opened(loop: LoopWorld, message: Seen) -> list[str]:
    """Give the paragraphs of a Word file in a message."""
    async with httpx.AsyncClient(base_url=loop.url, verify=False) as web:
        content = (await web.get(message.raw["document"]["url"])).raise_for_status().content
    return [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]


async def brings_in(phone: Phone, day: str) -> None:
    await phone.sees(f"Op {day} evalueert het AOJ-team")
    await phone.taps("In het algemeen")
    await phone.sees("Wat ging goed?")
    await phone.types(SUCCESS)
    await phone.sees("stroef liep")
    await phone.taps("Met partners")
    await phone.sees("Wat liep stroef")
    await phone.types(SNAG)
    await phone.sees("Dank je", SUCCESS, SNAG)


async def sends(chair: Phone, on: str) -> None:
    await chair.taps("Het is verstuurd")
    await chair.sees("Wanneer is het verslag verstuurd?")
    await chair.taps("Vandaag")
    await chair.sees(f"Genoteerd: verstuurd op {on}, op tijd.")


async def sent_on(loop: LoopWorld) -> list[str]:
    """Give the days on which reports were sent."""
    async with loop.database.transaction() as session:
        kept = await session.scalars(select(EvaluationReport.sent_on).order_by(EvaluationReport.sent_on))
        return [str(day) for day in kept]


async def is_prepared(loop: LoopWorld) -> None:
    """Let a member bring something in, and the chair see it the day before."""
    chair, bridge = loop.phone("coordinator"), loop.phone("brug")
    loop.goes_to(3, 11)
    await brings_in(bridge, "17 nov 2026")
    assert "On 17 Nov 2026" in (await loop.phone("jeugdarts").sees("holds its evaluation")).text
    loop.goes_to(16, 11)
    await chair.sees("17 nov 2026: evaluatie", "1 van de 5 leden")
    await chair.taps("Wat is er ingebracht")
    await chair.sees("(zorg)partners", f"– {SNAG}")


async def holds_what_was_said(loop: LoopWorld, file: Seen) -> None:
    """Open the report, and find in it what was brought in and what nobody knew."""
    assert file.raw["document"]["name"] == "evaluatie-aoj-zeven-bruggen-2026-11-17.docx"
    told = await opened(loop, file)
    assert guide().questions["cases"].text.nl in told
    assert f"«{SUCCESS}»" in told
    assert "Niet bekend, vul in." in told


async def test_three_evaluations_are_prepared_held_and_reported_in_time(tmp_path: Path) -> None:
    async with loop_world(tmp_path) as loop:
        chair = loop.phone("coordinator")
        loop.goes_to(2, 11)
        autumn, spring, summer = [await planned(loop, day) for day in EVALUATIONS]

        # The first: sent after the reminder of day seven.
        await is_prepared(loop)
        loop.goes_to(17, 11, 16)
        await held(loop, autumn)
        await chair.sees("De evaluatie van 17 nov 2026 is geweest.", "uiterlijk 1 dec 2026")
        await chair.taps("Maak het verslag")
        await chair.sees("Beste collega's van SWV Eemland,", "Aan: info@swveemland.nl")
        await holds_what_was_said(loop, (await chair.messages())[-2])
        loop.goes_to(24, 11)
        await chair.sees("Nog 7 dagen voor het verslag")
        await sends(chair, "24 nov 2026")

        # The second: sent after the reminder of day twelve, which is a Sunday and so comes on the Friday before.
        loop.goes_to(23, 2, year=2027)
        loop.goes_to(9, 3, 20, year=2027)
        await held(loop, spring)
        loop.goes_to(10, 3, year=2027)
        await chair.sees("De evaluatie van 9 mrt 2027 is geweest.")
        loop.goes_to(16, 3, year=2027)
        await chair.sees("Nog 7 dagen voor het verslag")
        loop.goes_to(19, 3, year=2027)
        await chair.sees("Nog 4 dagen voor het verslag")
        await sends(chair, "19 mrt 2027")

        # The third: sent on the last day, for nobody had looked for two weeks.
        loop.goes_to(8, 6, 16, year=2027)
        await held(loop, summer)
        loop.goes_to(22, 6, year=2027)
        await chair.sees("Vandaag is de laatste dag voor het verslag")
        await sends(chair, "22 jun 2027")
        loop.goes_to(1, 7, year=2027)
        await chair.types("/evaluatie")
        await chair.sees("8 jun 2027", "Verslag verstuurd op 22 jun 2027.")
        assert await sent_on(loop) == ["2026-11-24", "2027-03-19", "2027-06-22"]
