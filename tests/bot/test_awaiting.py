"""What somebody was asked is remembered for an hour, in the chat where it was asked."""

from datetime import timedelta

from desk import ANNE, GROUP, Clock

from bot.awaiting import AWAITED_LASTS, Asked, Place, awaited, expect, forget, forget_old
from bot.database import Database

HERE = Place(ANNE, ANNE)


async def test_an_answer_is_awaited_for_an_hour_and_no_longer(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        await expect(session, HERE, Asked("agreement", {"school": "stroom"}), clock())
        assert await awaited(session, HERE, clock() + AWAITED_LASTS) == Asked("agreement", {"school": "stroom"})
        assert await awaited(session, HERE, clock() + AWAITED_LASTS + timedelta(seconds=1)) is None


async def test_what_is_asked_next_takes_the_place_of_what_was_asked_before(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        await expect(session, HERE, Asked("agreement", {"a": 1}, "Ouders bellen"), clock())
        await expect(session, HERE, Asked("advice", {}), clock())
        assert await awaited(session, HERE, clock()) == Asked("advice", {})


async def test_what_is_asked_in_private_is_not_awaited_in_a_group(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        await expect(session, HERE, Asked("agreement", {}), clock())
        assert await awaited(session, Place(ANNE, GROUP), clock()) is None


async def test_what_was_answered_or_is_old_is_forgotten(database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        for place in (HERE, Place(ANNE, GROUP)):
            await expect(session, place, Asked("agreement", {}), clock())
        await forget(session, HERE)
        assert await awaited(session, HERE, clock()) is None
        await forget_old(session, clock() + AWAITED_LASTS)
        assert await awaited(session, Place(ANNE, GROUP), clock()) is not None
        await forget_old(session, clock() + AWAITED_LASTS + timedelta(seconds=1))
        assert await awaited(session, Place(ANNE, GROUP), clock()) is None
