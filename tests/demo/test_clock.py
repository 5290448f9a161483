"""The clock of the demo runs from a moment on which people are at school, and can be put forward."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.clockwork import LONGEST_STEP, DemoClock, at_school
from bot.local_time import AMSTERDAM

from .conftest import Page

TOLERANCE = timedelta(seconds=5)


def moment(day: int, month: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.mark.parametrize("at", [moment(17, 11, 8), moment(17, 11, 16, 59)])
def test_on_a_school_day_the_demo_begins_now(at: datetime) -> None:
    assert at_school(at) == at


@pytest.mark.parametrize(
    ("at", "begins"),
    [
        (moment(17, 11, 7, 59), moment(17, 11, 10)),
        (moment(17, 11, 17), moment(18, 11, 10)),
        (moment(21, 11, 12), moment(23, 11, 10)),
        (moment(19, 12, 12), datetime(2027, 1, 4, 10, tzinfo=AMSTERDAM)),
    ],
)
def test_otherwise_it_begins_at_ten_on_the_next_school_day(at: datetime, begins: datetime) -> None:
    assert at_school(at) == begins


def test_a_restart_does_not_go_back_in_time(tmp_path: Path) -> None:
    clock = DemoClock(tmp_path / "clock")
    clock.forward(timedelta(days=3))
    again = DemoClock(tmp_path / "clock")
    again.to(datetime.now(UTC))
    assert abs(again.now() - datetime.now(UTC) - timedelta(days=3)) < TOLERANCE


def test_it_goes_to_a_moment_however_far_and_in_one_step_sixty_days() -> None:
    clock = DemoClock()
    clock.forward(timedelta(days=600))
    assert abs(clock.now() - datetime.now(UTC) - LONGEST_STEP) < TOLERANCE
    clock.to(datetime.now(UTC) + timedelta(days=600))
    assert abs(clock.now() - datetime.now(UTC) - timedelta(days=600)) < TOLERANCE


@pytest.fixture
def moved() -> list[timedelta]:
    return []


@pytest.fixture
def settings(moved: list[timedelta]) -> dict[str, object]:
    return {"forward": moved.append}


async def test_the_page_puts_it_forward_by_hours(page: Page, moved: list[timedelta]) -> None:
    await page.post("clock", persona="anna", hours=24)
    assert moved == [timedelta(days=1)]


@pytest.mark.parametrize("settings", [{}])
async def test_a_stand_in_whose_clock_stands_fast_says_so(page: Page) -> None:
    assert await page.problem("clock", persona="anna", hours=1) == (404, "De klok staat hier vast.")


async def test_who_rests_goes_on_when_it_is_put_forward_also_just_before() -> None:
    clock = DemoClock()
    async with asyncio.timeout(5):
        clock.forward(timedelta(hours=1))
        await clock.rest(60)
        resting = asyncio.create_task(clock.rest(60))
        await asyncio.sleep(0)
        assert not resting.done()
        clock.forward(timedelta(hours=1))
        await resting
