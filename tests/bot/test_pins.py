"""The optional PIN: never kept, five tries, locked when idle; without it no case is shown."""

from datetime import timedelta
from typing import Any

import pytest
from databases import ON_BOTH, ON_SQLITE
from loop_house import CODE, OFTEN_ILL, House
from office import ANNE, BAS, Office, message, tap
from sqlalchemy import select

from bot import pins
from bot.attempts import PINS
from bot.door.pins import COST, EASY, MISSHAPEN, gives_pin, hidden, recognised
from bot.models import ACTIVE, Incoming, Member, Outgoing, Pin, School, Service

RIGHT, WRONG, OTHER = "482917", "482918", "73155"
MENTOR = 701
pytestmark = ON_SQLITE
AS_SHIPPED = dict(COST)


@pytest.fixture(autouse=True)
def cheap_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a try cost next to nothing here; what it costs who guesses is told below."""
    monkeypatch.setitem(COST, "n", 2)


def test_each_try_costs_sixteen_megabytes_to_work_in() -> None:
    assert 128 * AS_SHIPPED["n"] * AS_SHIPPED["r"] == 16 * 2**20


def given(*codes: str, person: int = MENTOR) -> list[str]:
    return [recognised(code, person) for code in codes]


async def enters(house: House, *codes: str) -> str:
    async with house.database.transaction() as session:
        member = await session.scalar(select(Member).where(Member.telegram_id == MENTOR))
        assert member is not None
        return (await pins.enter(session, member, given(*codes), house.now())).state


async def locked(house: House, action: str = "see_case") -> bool:
    async with house.database.transaction() as session:
        member = await session.scalar(select(Member).where(Member.telegram_id == MENTOR))
        assert member is not None
        return await pins.is_locked(session, member, action, house.now())


def goes_on(house: House, **passed: float) -> None:
    house.moment += timedelta(**passed)


@pytest.mark.parametrize("code", ["482", "482917482", "48a7", "٤٨٢٩", "-4829"])
def test_what_is_no_pin_is_said_to_be_none(code: str) -> None:
    assert recognised(code, ANNE) == MISSHAPEN


@pytest.mark.parametrize("code", ["0000", "1234", "98765432", "77777"])
def test_what_anybody_would_try_first_does_not_become_a_pin(code: str) -> None:
    assert recognised(code, ANNE) == EASY


@pytest.mark.parametrize("code", ["4821", "48291748", "1235", "1122"])
def test_four_to_eight_figures_become_a_pin(code: str) -> None:
    assert code not in recognised(code, ANNE)
    assert len(recognised(code, ANNE)) == 44


def test_the_same_pin_of_two_people_is_recognised_by_something_else() -> None:
    assert recognised(RIGHT, 1) != recognised(RIGHT, 2)


@pytest.mark.parametrize(("text", "does"), [("/pin 4821", True), ("/PIN@Bot 4821", True), ("/pincode 4821", False)])
def test_only_the_command_itself_gives_a_pin(text: str, does: bool) -> None:
    assert gives_pin(text) == does


def test_at_the_door_no_more_than_two_are_looked_at() -> None:
    kept = hidden("/pin " + "4821 " * 50, ANNE)
    assert len(kept.text.split()) == 3


async def test_without_a_pin_nothing_is_locked(house: House) -> None:
    assert await enters(house) == "none"
    assert not await locked(house)


@ON_BOTH
async def test_a_pin_locks_after_ten_quiet_minutes_and_not_before(house: House) -> None:
    assert await enters(house, RIGHT) == "set"
    goes_on(house, minutes=9, seconds=59)
    assert not await locked(house)
    goes_on(house, minutes=9, seconds=59)
    assert not await locked(house)
    goes_on(house, minutes=10)
    assert await locked(house)
    assert await enters(house) == "locked"
    assert await enters(house, RIGHT) == "opened"
    assert not await locked(house)


async def test_logging_a_signal_needs_no_pin(house: House) -> None:
    await enters(house, RIGHT)
    goes_on(house, minutes=11)
    assert not await locked(house, "log_signal")
    assert not await locked(house, "see_contacts")
    assert await locked(house, "see_own_codes")


@ON_BOTH
async def test_after_five_wrong_tries_the_right_one_does_not_open_for_a_quarter_of_an_hour(house: House) -> None:
    await enters(house, RIGHT)
    assert [await enters(house, WRONG) for _ in range(5)] == ["wrong"] * 4 + ["too_often"]
    assert await enters(house, RIGHT) == "silent"
    goes_on(house, seconds=PINS.window.total_seconds())
    assert await enters(house, RIGHT) == "opened"


async def test_a_wrong_try_locks_what_was_open(house: House) -> None:
    await enters(house, RIGHT)
    await enters(house, WRONG)
    assert await locked(house)


async def test_a_right_one_forgives_the_wrong_ones(house: House) -> None:
    await enters(house, RIGHT)
    for _ in range(3):
        assert [await enters(house, WRONG) for _ in range(4)] == ["wrong"] * 4
        assert await enters(house, RIGHT) == "opened"


async def test_a_pin_is_changed_with_the_old_one_only(house: House) -> None:
    await enters(house, RIGHT)
    assert await enters(house, WRONG, OTHER) == "wrong"
    assert await enters(house, RIGHT, "1234") == "easy"
    assert await enters(house, RIGHT, OTHER) == "changed"
    assert await enters(house, RIGHT) == "wrong"
    assert await enters(house, OTHER) == "opened"


async def test_who_forgot_it_is_helped_by_the_coordinator(house: House) -> None:
    await enters(house, RIGHT)
    for _ in range(6):
        await enters(house, WRONG)
    async with house.database.transaction() as session:
        member = await session.scalar(select(Member).where(Member.telegram_id == MENTOR))
        assert member is not None
        assert not await pins.take_off(session, member, house.now())
        await pins.reset(session, member)
    assert await enters(house) == "none"
    assert await enters(house, OTHER) == "set"


async def test_who_keeps_cases_behind_a_pin_is_sent_a_button_and_no_case(house: House) -> None:
    await enters(house, RIGHT)
    await house.logs(*OFTEN_ILL)
    (told,) = [row for row in await house.said(MENTOR) if row.key]
    assert CODE not in told.params["text"]
    assert "Er is een zaak voor je." in told.params["text"]


@pytest.fixture
async def anne(office: Office) -> Office:
    """Anne is a mentor."""
    async with office.database.transaction() as session:
        session.add(School(id="bruggen", name="De Bruggen"))
        member = Member(telegram_id=ANNE, name="Anne", role="mentor")
        session.add(member)
        await session.flush()
        session.add(Service(school_id="bruggen", member_id=member.id, state=ACTIVE))
    return office


def pin(number: int, text: str) -> dict[str, Any]:
    update = message(number, text)
    update["message"]["entities"][0]["length"] = len("/pin")
    return update


@ON_BOTH
async def test_the_message_is_taken_away_and_the_pin_is_nowhere(anne: Office) -> None:
    await anne.takes(pin(1, f"/pin {RIGHT}"))
    assert [row.method for row in await anne.rows(Outgoing)] == ["deleteMessage", "sendMessage"]
    assert "Je pincode staat aan." in (await anne.said())[-1]
    kept = [*await anne.rows(Incoming), *await anne.rows(Outgoing), *await anne.rows(Pin)]
    assert RIGHT not in str([vars(row) for row in kept])


async def test_behind_a_locked_pin_there_are_no_cases(anne: Office) -> None:
    await anne.takes(pin(1, f"/pin {RIGHT}"), message(2, "/zaken"))
    anne.clock.passes(600)
    await anne.takes(message(3, "/zaken"))
    assert "Er wacht niets op je." in (await anne.said())[1]
    assert "Op slot." in (await anne.said())[2]
    await anne.takes(pin(4, f"/pin {RIGHT}"), message(5, "/zaken"))
    assert "Er wacht niets op je." in (await anne.said())[-1]


@ON_BOTH
async def test_the_coordinator_erases_a_forgotten_pin_from_the_team_and_nobody_else_may(anne: Office) -> None:
    async with anne.database.transaction() as session:
        chair = Member(telegram_id=BAS, name="Bas", role="ondersteuningscoordinator")
        session.add(chair)
        await session.flush()
        session.add(Service(school_id="bruggen", member_id=chair.id, state=ACTIVE))
    (of_anne, _) = await anne.rows(Service)
    await anne.takes(pin(1, f"/pin {RIGHT}"), tap(2, f"pinweg:{of_anne.id}"))
    assert len(await anne.rows(Pin)) == 1
    await anne.takes(tap(3, f"weg:{of_anne.id}", BAS), tap(4, f"pinweg:{of_anne.id}", BAS))
    assert await anne.rows(Pin) == []
    shown = [row.params["text"] for row in await anne.rows(Outgoing) if row.method == "editMessageText"]
    assert "De pincode van Anne is gewist." in shown[-1]
    assert "heeft je pincode gewist" in (await anne.said())[-1]
