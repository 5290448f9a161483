"""Whose data it is: what is kept is told, given as a file, and erased when somebody leaves."""

from pathlib import Path

from case_steps import takes_up_a_case
from loop_world import LoopWorld, loop_world
from sqlalchemy import select
from world import CHATS

from bot.models import Incoming, Member, Outgoing, Person

ILL = ("2026-10-05", "2026-11-02", "2026-11-09")


async def left_of(loop: LoopWorld, telegram_id: int) -> list[str]:
    """Name what still tells of an account."""
    async with loop.database.transaction() as session:
        found = {
            "member": await session.scalar(select(Member.id).where(Member.telegram_id == telegram_id)),
            "person": await session.scalar(select(Person.id).where(Person.telegram_id == telegram_id)),
            "said": await session.scalar(select(Outgoing.id).where(Outgoing.chat_id == telegram_id)),
            "heard": await session.scalar(select(Incoming.update_id).where(Incoming.chat_id == telegram_id)),
        }
    return [name for name, row in found.items() if row is not None]


async def test_a_mentor_leaves_and_the_case_goes_on_without_the_name(tmp_path: Path) -> None:
    async with loop_world(tmp_path) as loop:
        mentor, chair = loop.phone("mentor"), loop.phone("coordinator")
        await takes_up_a_case(loop)
        await mentor.types("/wis")
        asked = await mentor.sees("Alles wissen en stoppen?", "Zaken: 1", "zonder je naam")
        assert asked.labels == ["Ja, wis alles", "Eerst mijn gegevens opvragen", "Nee, terug"]
        assert "member" in await left_of(loop, CHATS["mentor"])
        await mentor.taps("Ja, wis alles")
        await mentor.sees("Alles is gewist.", "Verwijder ook deze chat")
        await chair.sees("L3-017", "niet te bereiken is of gestopt is")
        assert "een oud-collega (mentor): opgepakt" in (await chair.asks("/inzage")).text
        assert await left_of(loop, CHATS["mentor"]) == []
        await mentor.types("/zaken")
        await mentor.sees("Dat kan ik niet voor je doen.")
        await mentor.types("/privacy")
        await mentor.sees("Wat Wegwijs bewaart", "na 24 uur weg")


async def test_a_mentor_gets_all_that_is_kept_as_a_file_and_nothing_of_it_stays_behind(tmp_path: Path) -> None:
    async with loop_world(tmp_path) as loop:
        mentor = loop.phone("mentor")
        await loop.was_ill("L3-017", *ILL)
        await mentor.types("/mijngegevens")
        sent = await mentor.sees("Dit is alles wat ik over jou bewaar.")
        assert sent.raw["document"]["name"] == "wegwijs-mijn-gegevens.json"
        told = await loop.file(sent.raw["document"]["url"])
        tables = {table["tabel"]: table["rijen"] for table in told["data"]}
        assert tables["members"][0]["naam"] == "Mentor 3 havo"
        assert len(tables["signals"]) == len(ILL)
        assert "L3-017" not in str(told)
        # What is said next goes only after the file was recorded as sent.
        await mentor.asks("/help")
        async with loop.database.transaction() as session:
            rows = await session.scalars(select(Outgoing).where(Outgoing.method == "sendDocument"))
            assert [(row.state, row.picture, row.params) for row in rows] == [("sent", None, {})]


async def test_the_only_coordinator_hears_what_to_do_first(tmp_path: Path) -> None:
    async with loop_world(tmp_path) as loop:
        chair = loop.phone("coordinator")
        await chair.types("/wis")
        told = await chair.sees("Je bent de enige ondersteuningscoördinator van De Zeven Bruggen.")
        assert "Iemand uitnodigen" in told.labels
        assert "Ja, wis alles" not in told.labels
