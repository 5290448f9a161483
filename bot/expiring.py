"""What has been kept long enough is deleted, by the table of retention; a count without content stays behind."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Executable,
    String,
    and_,
    delete,
    func,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute

from bot import administrators
from bot.cases import school_year
from bot.cases.desk import Desk
from bot.deletions import Deleted, record
from bot.joining import LINK_LASTS
from bot.local_time import day_after
from bot.models import (
    DONE,
    SET_ASIDE,
    WAITING,
    AgendaPoint,
    Attendance,
    EditorQuestion,
    EvaluationAnswer,
    Incoming,
    Invitation,
    Meeting,
    MeetingNotice,
    Outgoing,
    Thread,
)
from knowledge.retention import retention

A_DAY_MORE = timedelta(days=1)


async def expire(desk: Desk) -> int:
    """Delete everything that has been kept long enough; give how much that was."""
    works = (_updates, _sent, _threads, _questions, _invitations, _meetings, school_year.forget)
    counts = [await work(desk) for work in works]
    return sum(counts)


async def _updates(desk: Desk) -> int:
    """Take what was typed, and by whom, out of updates; that they came must stay, or they would be handled again."""
    old = func.coalesce(Incoming.handled_at, Incoming.received_at) <= _since(desk, "updates")
    content: dict[str, Any] = {"payload": {}, "chat_id": None, "chat_hash": None}
    handled = Incoming.state.in_((DONE, SET_ASIDE)), _has_chat(Incoming.chat_hash), old
    return await _done(desk, "updates", update(Incoming).where(*handled).values(content))


async def _sent(desk: Desk) -> int:
    """Take what was said, and to whom, out of messages; that they were said stays, or they would be said again."""
    content: dict[str, Any] = {"params": {}, "picture": None, "chat_id": None, "chat_hash": None}
    # Not «sent or refused»: then SQLite would look through all that ever was.
    said = Outgoing.state != WAITING, Outgoing.sent_at <= _since(desk, "sent_texts")
    where = *said, _has_chat(Outgoing.chat_hash), ~_asks_advice(desk)
    return await _done(desk, "sent_texts", update(Outgoing).where(*where).values(content))


def _asks_advice(desk: Desk) -> ColumnElement[bool]:
    """Say whether this put a case to somebody: after a week it is taken out of the chat, and must be found there."""
    lasts = retention().lasts("advice") + A_DAY_MORE
    asks = func.coalesce(Outgoing.key, "").startswith("advice:")
    return and_(asks, Outgoing.created_at > desk.now - lasts)


async def _threads(desk: Desk) -> int:
    return await _done(desk, "threads", delete(Thread).where(Thread.told_at <= _since(desk, "threads")))


async def _questions(desk: Desk) -> int:
    """Take the words out of questions for the editors; which topic they were about stays."""
    old = EditorQuestion.words.is_not(None), EditorQuestion.asked_at <= _since(desk, "editor_questions")
    return await _done(desk, "editor_questions", update(EditorQuestion).where(*old).values(words=None))


async def _invitations(desk: Desk) -> int:
    await administrators.forget_unconfirmed(desk.session, desk.now)
    old = Invitation.expires_at <= _since(desk, "invitations") + LINK_LASTS
    return await _done(desk, "invitations", delete(Invitation).where(old))


async def _meetings(desk: Desk) -> int:
    """Delete who came to meetings of past school years, what was discussed, and what was brought in to evaluate."""
    over = day_after(retention().last_year_end(desk.today))
    of_past_years = select(Meeting.id).where(Meeting.starts_at < over)
    return sum(
        [
            await _done(desk, "meetings", delete(kind).where(kind.meeting_id.in_(of_past_years)))
            for kind in (AgendaPoint, EvaluationAnswer, Attendance, MeetingNotice)
        ]
    )


async def _done(desk: Desk, kind: str, statement: Executable) -> int:
    result = await desk.session.execute(statement, execution_options={"synchronize_session": False})
    count = result.rowcount if isinstance(result, CursorResult) else 0
    return await record(desk.session, Deleted(kind, count, desk.today))


def _has_chat(chat_hash: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    """Leave out what was done before, so said that the index is used."""
    return type_coerce(chat_hash, String) > ""


def _since(desk: Desk, period: str) -> datetime:
    return desk.now - retention().lasts(period)
