"""A text from which something was taken out waits here, an hour at most, until its sender says that it may go on so."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import queries
from bot.awaiting import Place
from bot.cases.desk import Desk
from bot.door import words
from bot.door.keeping import part
from bot.models import DONE, KEPT_BACK, Incoming
from knowledge.retention import retention

HELD_LASTS = retention().lasts("drafts")
Raw = dict[str, Any]


async def held(session: AsyncSession, update_id: int, place: Place, now: datetime) -> Incoming | None:
    """Give what somebody's text became; None when it went on, was dropped, is too old or is somebody else's."""
    row = await queries.stored_update(session, update_id, place.chat_id)
    if row is None or row.state != KEPT_BACK or row.received_at < now - HELD_LASTS:
        return None
    return row if part(spoken(row.payload), "from").get("id") == place.telegram_id else None


def spoken(payload: Raw) -> Raw:
    """Give the message in an update, edited or not."""
    return part(payload, "message") or part(payload, "edited_message")


def release(row: Incoming) -> Raw:
    """Let a text go on as if it had just been typed so; give the update it then is."""
    message = spoken(row.payload)
    typed = words.as_typed(message["text"], message.get("entities"))
    entities = {"entities": typed.marks} if typed.marks else {}
    kept = {name: value for name, value in message.items() if name not in {"entities", "edit_date"}}
    row.payload = {"update_id": row.update_id, "message": {**kept, "text": typed.text, **entities}}
    row.state = DONE
    return row.payload


def drop(row: Incoming) -> None:
    """Keep nothing of what was typed."""
    row.payload = {"update_id": row.update_id}
    row.state = DONE


async def forget_old(desk: Desk) -> None:
    """Drop what nobody sent within the hour."""
    old = select(Incoming).where(Incoming.state == KEPT_BACK, Incoming.received_at < desk.now - HELD_LASTS)
    for row in await desk.session.scalars(old):
        drop(row)
