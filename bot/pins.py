"""The optional PIN before cases: open for as long as it is used, locked again after ten quiet minutes."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot import attempts
from bot.access import access_table
from bot.attempts import PINS
from bot.door.pins import EASY, MISSHAPEN
from bot.flood import Entry
from bot.models import Member, Pin

IDLE = timedelta(minutes=10)
NOTED_EVERY = timedelta(minutes=1)
WITHOUT = ("log_signal", "ask_advice", "give_advice")
"""Writing something down shows nothing: it needs no PIN."""
State = Literal[
    "none", "locked", "open", "set", "opened", "changed", "wrong", "easy", "misshapen", "too_often", "silent"
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of giving a PIN; `left` tries are left after a wrong one."""

    state: State
    left: int = 0


async def enter(session: AsyncSession, member: Member, given: Sequence[str], now: datetime) -> Outcome:
    """Set, open or change somebody's PIN by what was given at the door; with nothing given, tell how it stands."""
    pin = await session.get(Pin, member.id)
    if not given:
        return Outcome("none" if pin is None else "open" if _is_open(pin, now) else "locked")
    if pin is None:
        return _keep(session, Pin(member_id=member.id), given[0], now, "set")
    entry = await attempts.entry(session, _account(member), PINS, now)
    if entry is not Entry.IN:
        return Outcome("too_often" if entry is Entry.TOLD else "silent")
    if not hmac.compare_digest(pin.recognised_by, given[0]):
        return await _wrong(session, member, pin, now)
    await attempts.forgive(session, _account(member), PINS)
    if len(given) > 1:
        return _keep(session, pin, given[1], now, "changed")
    pin.opened_at = now
    return Outcome("opened")


async def is_locked(session: AsyncSession, member: Member, action: str, now: datetime) -> bool:
    """Tell whether a PIN stands before an action; where it is open, this keeps it open."""
    if action in WITHOUT or not access_table().actions[action].pupils:
        return False
    pin = await session.get(Pin, member.id)
    if pin is None:
        return False
    if not _is_open(pin, now):
        return True
    if pin.opened_at is None or now - pin.opened_at >= NOTED_EVERY:
        pin.opened_at = now
    return False


async def has_one(session: AsyncSession, member: Member) -> bool:
    """Tell whether somebody keeps cases behind a PIN."""
    return await session.get(Pin, member.id) is not None


async def lock(session: AsyncSession, member: Member) -> None:
    """Lock at once."""
    pin = await session.get(Pin, member.id)
    if pin:
        pin.opened_at = None


async def take_off(session: AsyncSession, member: Member, now: datetime) -> bool:
    """Do away with a PIN that is open; False when it is locked."""
    pin = await session.get(Pin, member.id)
    if pin is not None and not _is_open(pin, now):
        return False
    await reset(session, member)
    return True


async def reset(session: AsyncSession, member: Member) -> None:
    """Do away with a PIN and the tries that failed, for who forgot it."""
    await session.execute(delete(Pin).where(Pin.member_id == member.id))
    await attempts.forgive(session, _account(member), PINS)


async def _wrong(session: AsyncSession, member: Member, pin: Pin, now: datetime) -> Outcome:
    pin.opened_at = None
    left = await attempts.failed(session, _account(member), PINS, now)
    if left:
        return Outcome("wrong", left)
    await attempts.entry(session, _account(member), PINS, now)
    return Outcome("too_often")


def _keep(session: AsyncSession, pin: Pin, given: str, now: datetime, state: Literal["set", "changed"]) -> Outcome:
    if given == EASY:
        return Outcome("easy")
    if given == MISSHAPEN:
        return Outcome("misshapen")
    pin.recognised_by, pin.set_at, pin.opened_at = given, now, now
    session.add(pin)
    return Outcome(state)


def _is_open(pin: Pin, now: datetime) -> bool:
    return pin.opened_at is not None and now - pin.opened_at < IDLE


def _account(member: Member) -> int:
    return member.telegram_id or 0
