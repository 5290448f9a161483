"""Joining the city meeting by a link that works once; whoever has another role keeps it."""

from datetime import timedelta

import pytest
from desk import Clock

from bot import city_seats, members
from bot.city_seats import CitySeatError, Taken
from bot.database import Database
from bot.joining import LINK_LASTS, Newcomer
from bot.models import CityInvitation, CitySeat, Member

MANAGER = Newcomer(801, "Manager", "nl")


async def test_a_link_gives_its_seat_once(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        code = await city_seats.invite(session, "swa", clock())
        assert await city_seats.take(session, code, MANAGER, clock()) == Taken("welcome", "swa")
        assert await city_seats.take(session, code, Newcomer(802, "Ander", "nl"), clock()) == Taken("void")
        who = await members.colleague(session, MANAGER.telegram_id)
        assert who is not None
        assert (who.role, who.schools) == ("stedelijk", ())
        assert (await session.get_one(CitySeat, who.id)).seat == "swa"
        assert not who.may("see_case")


async def test_a_link_is_void_after_a_week_and_a_guessed_one_always(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        code = await city_seats.invite(session, "swa", clock())
        late = clock() + LINK_LASTS
        assert await city_seats.take(session, code, MANAGER, late) == Taken("void")
        assert await city_seats.take(session, "guessed", MANAGER, clock()) == Taken("void")
        assert await city_seats.take(session, code, MANAGER, late - timedelta(seconds=1)) == Taken("welcome", "swa")


async def test_who_works_at_a_school_keeps_that_role_and_the_link_stays_good(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        session.add(Member(telegram_id=MANAGER.telegram_id, name="Jeugdarts", role="jeugdarts"))
        code = await city_seats.invite(session, "ggd_jgz", clock())
        assert await city_seats.take(session, code, MANAGER, clock()) == Taken("other_role", "ggd_jgz")
        assert await city_seats.take(session, code, Newcomer(803, "Ander", "nl"), clock()) == Taken(
            "welcome", "ggd_jgz"
        )


async def test_only_a_hash_of_the_code_is_kept_and_only_for_a_seat_that_exists(
    database: Database, clock: Clock
) -> None:
    async with database.transaction() as session:
        code = await city_seats.invite(session, "beleid", clock())
        assert await session.get(CityInvitation, code) is None
        with pytest.raises(CitySeatError, match="kies een zetel uit swv, swa"):
            await city_seats.invite(session, "wethouder", clock())
