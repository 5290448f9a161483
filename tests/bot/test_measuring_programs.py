"""The programs that measure: each runs small, and says what it found."""

import asyncio
from argparse import Namespace

import pytest

from benchmarks import reminders, soak, start
from bot.outbox.pacing import A_SECOND


def test_a_start_is_timed_and_its_memory_weighed() -> None:
    (found,) = asyncio.run(start.measure("sqlite", starts=1, people=2, rest=0.0))
    assert found.processor > 0
    assert 50 < found.at_rest <= found.after


def test_reminders_due_in_one_minute_arrive_once_each(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(reminders.remind("sqlite", 25, A_SECOND))
    assert "25 of 25, 0 again" in capsys.readouterr().out


def test_what_is_asked_all_day_is_asked_of_an_index(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(reminders.ask("sqlite", 5_000))
    told = capsys.readouterr().out
    assert "ix_outbox_expired, ix_attendances_next_at" in told
    assert "ix_outbox_state_not_before_id" in told
    assert "ALL OF" not in told


def test_a_soak_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    given = Namespace(database="sqlite", replicas=1, minutes=0.03, a_second=20, say="command")
    asyncio.run(soak.run(given))
    told = capsys.readouterr().out
    assert "lost 0, answered twice 0" in told
    assert "not handled 0, not sent 0" in told
