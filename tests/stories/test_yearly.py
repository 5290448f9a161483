"""In September every member is asked whether days and stand-in still hold."""

from datetime import UTC, datetime

from sqlalchemy import update
from world import World

from bot import yearly
from bot.cases.desk import Desk
from bot.models import Outgoing
from bot.render import Renderer
from knowledge.tables import knowledge

SEPTEMBER = datetime(2027, 9, 7, 10, tzinfo=UTC)


async def september_comes(world: World) -> None:
    """Ask what is asked in September, and let it be sent today."""
    async with world.database.transaction() as session:
        await yearly.ask(Desk(session, Renderer(knowledge()), SEPTEMBER))
        await session.execute(update(Outgoing).values(not_before=world.now()))
    await world.phone("brug").types("/help")


async def test_who_says_that_all_is_right_is_confirmed_today(world: World) -> None:
    await september_comes(world)
    phone = world.phone("mentor")
    await phone.sees("Klopt dit nog, bij De Zeven Bruggen?", "Werkdagen: ma di wo do vr")
    told = await phone.taps("Ja, dit klopt")
    assert told["text"].startswith("Dank je. Bevestigd op ")
    await phone.sees("Jij bij De Zeven Bruggen", "Laatst bevestigd:")


async def test_who_works_here_no_longer_says_so_and_the_chair_hears_it(world: World) -> None:
    await september_comes(world)
    phone = world.phone("jongerenwerker")
    await phone.sees("Klopt dit nog, bij De Zeven Bruggen?", "Werkdagen: wo do vr", "Vervanger: Brugfunctionaris")
    await phone.taps("Ik werk hier niet meer")
    await phone.sees("Werk je echt niet meer bij De Zeven Bruggen?")
    await phone.taps("Ja, haal me uit het team")
    await phone.sees("Je zit niet meer in het team")
    await world.phone("coordinator").sees("Jongerenwerker (jongerenwerker) heeft gezegd niet meer")
