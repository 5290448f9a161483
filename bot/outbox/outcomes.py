"""What came of each request to Telegram, and what follows from it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import structlog
from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot import queries
from bot.models import REFUSED, SENT, WAITING, FleetingMessage, Outgoing
from bot.outbox import ANSWERS_A_QUERY, ANSWERS_A_TAP, DELETES, GOODBYE, OTHERWISE, forget_until, write_down
from bot.queries import OUTBOX, Due

log = structlog.get_logger()
ATTEMPTS_AT_BROKEN = 4
LONGEST_BACKOFF = timedelta(minutes=5)
NOT_DELETED = "not_deleted"


class Landed(NamedTuple):
    """A request that was answered, or broke: what came of it is yet to be recorded."""

    due: Due
    outcome: dict[str, Any] | bool | Exception
    doubtful: bool

    @property
    def arrived_and_no_more(self) -> bool:
        """Tell whether nothing follows from it but that it arrived, as with nearly everything."""
        return not (isinstance(self.outcome, Exception) or self.due.fleeting or _is_goodbye(self.due))

    @property
    def message_id(self) -> int | None:
        """Give the number of the message it made, if any."""
        return self.outcome.get("message_id") if isinstance(self.outcome, dict) else None


# What has arrived need not be kept here: it may hold a one-time link or a pupil's code.
_ARRIVED: Mapping[str, Any] = {"state": SENT, "outcome": "sent", "params": {}, "picture": None}
_RECORD_ARRIVED = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("row"))
    .values(**_ARRIVED, sent_at=bindparam("now"), message_id=bindparam("made"))
)


async def record(session: AsyncSession, landed: Sequence[Landed], now: datetime) -> list[tuple[str, str]]:
    """Write down what came of each request; give the method and outcome of those that were not forgotten meanwhile."""
    arrived = [one for one in landed if one.arrived_and_no_more]
    others = [one for one in landed if not one.arrived_and_no_more]
    if arrived:
        made = [{"row": one.due.id, "made": one.message_id, "now": now} for one in arrived]
        await session.execute(_RECORD_ARRIVED, made)
    if not others:
        return [(one.due.method, "sent") for one in arrived]
    found = await session.scalars(select(Outgoing).where(Outgoing.id.in_([one.due.id for one in others])))
    rows = {row.id: row for row in found}
    for one in others:
        if one.due.id in rows:
            await _settle(session, rows[one.due.id], one, now)
    settled = [(row.method, row.outcome or "") for row in rows.values()]
    return [*((one.due.method, "sent") for one in arrived), *settled]


async def _settle(session: AsyncSession, row: Outgoing, landed: Landed, now: datetime) -> None:
    outcome = landed.outcome
    if not isinstance(outcome, Exception):
        _arrived(session, row, landed, now)
    elif isinstance(outcome, RetryAfter):
        # An earlier try that may have arrived is not forgotten.
        row.outcome = queries.IN_FLIGHT if landed.doubtful else "retry_after"
        row.not_before = now + _seconds(outcome)
        if row.chat_id is not None:
            await queries.postpone_chat(session, row.chat_id, row.not_before)
    elif isinstance(outcome, ChatMigrated):
        row.outcome = "chat_migrated"
        await queries.move_chat(session, row.chat_id or 0, outcome.new_chat_id)
    elif isinstance(outcome, NetworkError) and not isinstance(outcome, BadRequest):
        # The outcome stays «in flight»: it may have arrived, so it is sent again with a reference.
        row.not_before = now + _backoff(row)
        log.warning("network_trouble", row=row.id, method=row.method, attempts=row.attempts)
    elif isinstance(outcome, Forbidden):
        await _blocked(session, row, now)
    elif isinstance(outcome, TelegramError):
        _refused(row, outcome, now)
        if row.outcome == NOT_DELETED and OTHERWISE in row.params:
            otherwise = row.params[OTHERWISE]
            method = "editMessageText" if "message_id" in otherwise else "sendMessage"
            write_down(session, method, otherwise, now=now, chat_id=row.chat_id)
    else:
        _broke(row, now)
    if row.state != WAITING and _is_goodbye(row):
        await forget_until(session, row)


def _arrived(session: AsyncSession, row: Outgoing, landed: Landed, now: datetime) -> None:
    for name, value in _ARRIVED.items():
        setattr(row, name, value)
    row.sent_at, row.message_id = now, landed.message_id
    _must_go_in_time(session, row, now)


async def _blocked(session: AsyncSession, row: Outgoing, now: datetime) -> None:
    row.state, row.outcome, row.sent_at = REFUSED, "blocked", now
    if row.chat_id and row.chat_id > 0 and not _is_goodbye(row):
        await queries.remember_person(session, row.chat_id, reachable=False)


def _must_go_in_time(session: AsyncSession, row: Outgoing, now: datetime) -> None:
    """Keep where what is fleeting stands: it must be found to be taken away."""
    if row.fleeting and row.chat_id is not None and row.message_id is not None:
        has_text = row.method in {"sendMessage", "editMessageText"}
        session.add(FleetingMessage(chat_id=row.chat_id, message_id=row.message_id, since=now, can_be_edited=has_text))


def _is_goodbye(row: Outgoing | Due) -> bool:
    return row.key is not None and row.key.startswith(GOODBYE)


def _refused(row: Outgoing, error: TelegramError, now: datetime) -> None:
    row.state, row.sent_at = REFUSED, now
    if "message is not modified" in str(error).lower():
        row.state, row.outcome = SENT, "unchanged"
    elif row.method == DELETES:
        row.state, row.outcome = (SENT, "gone") if "not found" in str(error).lower() else (REFUSED, NOT_DELETED)
    elif row.method in {ANSWERS_A_TAP, ANSWERS_A_QUERY}:
        row.outcome = "too_late"
    else:
        row.outcome = "bad_request"
        log.error("request_refused", row=row.id, method=row.method, reason=str(error))


def _broke(row: Outgoing, now: datetime) -> None:
    if row.attempts < ATTEMPTS_AT_BROKEN:
        # It may have broken after it was sent, so the outcome stays «in flight» here too.
        row.not_before = now + _backoff(row)
    else:
        row.state, row.outcome, row.sent_at = REFUSED, "broke", now


def _backoff(row: Outgoing) -> timedelta:
    return min(LONGEST_BACKOFF, timedelta(seconds=2 ** min(row.attempts, 10)))


def _seconds(error: RetryAfter) -> timedelta:
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)
