"""A school year of the ten that the benchmark lives through, and a judge that finds what was planted."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.due_reminders import DAYS_BEFORE, Memory, expected_at, faults
from benchmarks.ten_years import ten_years
from bot.local_time import AMSTERDAM

STARTS = datetime(2026, 12, 10, 15, 30, tzinfo=AMSTERDAM)


async def test_through_restarts_outages_and_moves_every_reminder_is_said_once_and_none_too_late(
    tmp_path: Path,
) -> None:
    counted, wrong = await ten_years(tmp_path, years=1, schools=1, seed=7)
    assert wrong == []
    assert counted["due"] > 40
    assert min(counted["restarts"], counted["move"], counted["made up for after an outage"]) > 0


def remembered() -> tuple[Memory, set[tuple[int, int, int, str]]]:
    """One meeting with one member, of which everything was said in time."""
    memory = Memory(waking={2: (8, 18)}, moments={2: list(DAYS_BEFORE)})
    memory.begins(1, STARTS, [2], STARTS - timedelta(days=30))
    stamp = int(STARTS.timestamp())
    noted = {(1, 2, stamp, moment) for moment in DAYS_BEFORE}
    for moment, days in DAYS_BEFORE.items():
        memory.sent.append((f"meeting:1:remind:{moment}:{stamp}:2", expected_at(STARTS, days, 8, 18)))
    return memory, noted


def test_the_judge_finds_nothing_where_all_was_said() -> None:
    assert faults(*remembered()) == []


@pytest.mark.parametrize("moment", DAYS_BEFORE)
def test_the_judge_finds_a_reminder_that_was_not_said_and_one_said_twice(moment: str) -> None:
    memory, noted = remembered()
    (said,) = [one for one in memory.sent if f":{moment}:" in one[0]]
    memory.sent.append(said)
    assert any("was said 2 times" in fault for fault in faults(memory, noted))
    memory.sent = [one for one in memory.sent if one != said]
    assert any("was not said" in fault for fault in faults(memory, noted))


def test_the_judge_finds_what_was_said_after_the_meeting_began() -> None:
    memory, noted = remembered()
    memory.sent[-1] = (memory.sent[-1][0], STARTS)
    assert any("after the meeting began" in fault for fault in faults(memory, noted))
