"""Messages about a case leave the chat before Telegram no longer lets us; a line without content stays."""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import delete, select

from bot import members, outbox, queries
from bot.cases.desk import Desk
from bot.i18n import DEFAULT
from bot.message import Message
from bot.models import FleetingMessage
from bot.outbox import When
from knowledge.retention import retention

AT_ONCE = 200
"""What is left is taken away the next time the clock looks."""


async def take_away(desk: Desk) -> None:
    """Take what is about a case out of the chats where it has stood long enough."""
    since = desk.now - retention().lasts("case_messages")
    due = select(FleetingMessage).where(FleetingMessage.since <= since).order_by(FleetingMessage.id).limit(AT_ONCE)
    rows = sorted(await desk.session.scalars(due), key=lambda row: row.chat_id)
    for chat_id, group in groupby(rows, key=lambda row: row.chat_id):
        messages = list({row.message_id: row for row in group}.values())
        await _forget(desk, chat_id, messages)
        if not await _may_stay(desk, chat_id):
            await _empty(desk, chat_id, messages)


async def take_all_away(desk: Desk, chat_id: int) -> None:
    """Take everything about cases out of a chat now, because its reader leaves."""
    found = await desk.session.scalars(select(FleetingMessage).where(FleetingMessage.chat_id == chat_id))
    messages = list({row.message_id: row for row in found}.values())
    if messages:
        await _forget(desk, chat_id, messages)
        _delete(desk, chat_id, messages, await _line(desk, chat_id))


async def _may_stay(desk: Desk, chat_id: int) -> bool:
    """Say whether every school this member serves chose that such messages stay."""
    reader = await members.colleague(desk.session, chat_id)
    return bool(reader and reader.schools and all(school.case_messages_stay for school in reader.schools))


async def _empty(desk: Desk, chat_id: int, messages: Sequence[FleetingMessage]) -> None:
    """Delete the messages and leave one line for all, without a sound, once a day."""
    line = await _line(desk, chat_id)
    _delete(desk, chat_id, messages, line)
    key = f"taken_away:{messages[0].chat_hash}:{desk.today}"
    await outbox.say_once(desk.session, chat_id, line, key=key, now=desk.now, when=When(desk.now, silently=True))


async def _line(desk: Desk, chat_id: int) -> Message:
    """Word the line that stays."""
    reader = await members.colleague(desk.session, chat_id)
    language = await queries.language_of(desk.session, chat_id) or (reader.member.language if reader else DEFAULT)
    return desk.renderer.message("taken_away", language)


def _delete(desk: Desk, chat_id: int, messages: Sequence[FleetingMessage], line: Message) -> None:
    for message in messages:
        away = outbox.empty if message.can_be_edited else outbox.take_away
        away(desk.session, chat_id, message.message_id, otherwise=line, now=desk.now)


async def _forget(desk: Desk, chat_id: int, messages: Sequence[FleetingMessage]) -> None:
    """Forget where they stand, also what was put in the place of the same message later."""
    numbers = [message.message_id for message in messages]
    here = FleetingMessage.chat_id == chat_id, FleetingMessage.message_id.in_(numbers)
    await desk.session.execute(delete(FleetingMessage).where(*here), execution_options={"synchronize_session": False})
