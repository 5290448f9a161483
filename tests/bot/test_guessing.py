"""Guessed links: nobody joins by guessing, and who guesses soon gets no word back."""

import secrets
from datetime import timedelta

import pytest
from desk import Clock
from office import ANNE, BAS, Office, message

from bot import attempts, joining
from bot.attempts import LINKS
from bot.flood import Entry
from bot.models import Attempt, Invitation, Member, School, Service
from knowledge.retention import retention

GUESSES = 60
AN_HOUR = LINKS.window


@pytest.fixture
async def code(office: Office) -> str:
    """A link for a mentor that nobody has opened yet."""
    async with office.database.transaction() as session:
        session.add(School(id="bruggen", name="De Bruggen"))
        await session.flush()
        return await joining.invite(session, "bruggen", "mentor", made_by=None, now=office.clock())


def opened(number: int, code: str, person: int = ANNE) -> dict:
    update = message(number, f"/start {code}", person)
    update["message"]["entities"][0]["length"] = len("/start")
    return update


def guesses(count: int, first: int = 1) -> list[dict]:
    return [opened(first + number, secrets.token_urlsafe(24)) for number in range(count)]


async def test_many_guesses_let_nobody_in_and_the_limiter_answers_once(office: Office, code: str) -> None:
    office.a_minute = GUESSES * 2
    await office.takes(*guesses(GUESSES))
    assert await office.rows(Member) == await office.rows(Service) == []
    (invitation,) = await office.rows(Invitation)
    assert invitation.used_at is None
    said = await office.said()
    assert ["werkt niet (meer)" in text for text in said] == [True] * LINKS.times + [False]
    assert "over een uur" in said[-1]
    assert len(await office.rows(Attempt)) == LINKS.times + 1


async def test_after_an_hour_a_good_link_works_again(office: Office, code: str) -> None:
    await office.takes(*guesses(LINKS.times + 1), opened(50, code))
    assert await office.rows(Member) == []
    office.clock.passes(AN_HOUR.total_seconds())
    await office.takes(opened(51, code))
    assert [member.role for member in await office.rows(Member)] == ["mentor"]


async def test_the_limit_holds_after_a_restart(office: Office, code: str, clock: Clock) -> None:
    await office.takes(*guesses(LINKS.times))
    again = Office(office.database, clock)
    await again.takes(opened(50, code))
    assert await again.rows(Member) == []


async def test_somebody_else_may_open_a_link_meanwhile(office: Office, code: str) -> None:
    await office.takes(*guesses(LINKS.times + 1), opened(50, code, BAS))
    assert [member.telegram_id for member in await office.rows(Member)] == [BAS]


async def test_one_fewer_than_the_limit_is_no_guessing(office: Office, code: str) -> None:
    await office.takes(*guesses(LINKS.times - 1), opened(50, code))
    assert len(await office.rows(Member)) == 1


async def test_who_guessed_is_not_in_the_database(office: Office, code: str) -> None:
    await office.takes(*guesses(1))
    (attempt,) = await office.rows(Attempt)
    assert len(attempt.who) == 64
    assert str(ANNE) != attempt.who


async def test_old_guesses_are_forgotten(office: Office) -> None:
    now = office.clock()
    async with office.database.transaction() as session:
        assert await attempts.failed(session, ANNE, LINKS, now) == LINKS.times - 1
        await attempts.forget_old(session, now + retention().lasts("limits"))
        assert await attempts.entry(session, ANNE, LINKS, now) is Entry.IN
    assert len(await office.rows(Attempt)) == 1
    async with office.database.transaction() as session:
        await attempts.forget_old(session, now + retention().lasts("limits") + timedelta(seconds=1))
    assert await office.rows(Attempt) == []
