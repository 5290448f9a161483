"""Whatever comes in: nothing breaks, nothing is set aside but what is no update, and no word of it reaches a log."""

import pytest
from hostile import Hostile, Known
from office import Office, tap
from promised import has_a_number, is_an_update
from siege import SHORT, Siege, known_here
from structlog.testing import capture_logs

from bot.models import DONE, Outgoing
from knowledge.routing import load_router

COORDINATOR = 702
SOME = 100
ARGUMENTS = ("", ":²:²:²", f":zeven_bruggen:{'9' * 19}:9999-12-31")
KNOWN = Known((1, 2), ("q", "zaak"), ("help",))


@pytest.fixture
def besieged(school_office: Office) -> Office:
    return Office(school_office.database, school_office.clock, load_router())


async def test_hostile_updates_are_handled_or_are_none(besieged: Office) -> None:
    besieged.a_minute = SOME
    siege = Siege(besieged, "some")
    await siege.stand(SOME)
    assert siege.faults == []
    assert siege.outcomes[DONE] > SOME / 3


async def test_whatever_a_real_button_carries_a_tap_is_answered(besieged: Office) -> None:
    besieged.a_minute = 10_000
    carried = [f"{verb}{given}" for verb in (await known_here(besieged)).verbs for given in ARGUMENTS]
    with capture_logs() as logs:
        await besieged.takes(*(tap(number, data, COORDINATOR) for number, data in enumerate(carried, start=1)))
    assert logs == []
    assert {*await besieged.states()} == {DONE}
    answered = [row for row in await besieged.rows(Outgoing) if row.method == "answerCallbackQuery"]
    assert len(answered) == len(carried)


def test_the_same_seed_gives_the_same_updates() -> None:
    first, again, other = (Hostile(seed, KNOWN) for seed in ("one", "one", "other"))
    made = [SHORT.repr(first.update()) for _ in range(50)]
    assert [SHORT.repr(again.update()) for _ in range(50)] == made
    assert [SHORT.repr(other.update()) for _ in range(50)] != made


def test_among_them_are_updates_and_such_as_are_none() -> None:
    hostile = Hostile("some", KNOWN)
    made = [hostile.update() for _ in range(500)]
    assert {has_a_number(raw) for raw in made} == {is_an_update(raw) for raw in made} == {True, False}
