"""What must be said is written down here, in the transaction that decided it; the sender says it afterwards."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.message import FILE, Message
from bot.models import AT_ONCE, WAITING, Outgoing

GOODBYE = "goodbye:"
"""The key of the last thing said in a chat: once it is sent, nothing of that chat is kept."""
ANSWERS_A_TAP = "answerCallbackQuery"
ANSWERS_A_QUERY = "answerInlineQuery"
DELETES = "deleteMessage"
OTHERWISE = "otherwise"
"""What to say when a message may not be deleted: for us, never part of the request."""


def say(session: AsyncSession, chat_id: int, message: Message, *, now: datetime, reply_to: int | None = None) -> None:
    """Send `message` to a chat, as an answer to one of its messages when given."""
    params = {**_content(message), "chat_id": chat_id}
    if reply_to is not None:
        params["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    row = write_down(session, _method(message), params, now=now, chat_id=chat_id, picture=message.picture)
    row.fleeting = _is_fleeting(message, chat_id)


class When(NamedTuple):
    """When something may be said: from a moment on, perhaps until another after which it would be wrong.

    `silently` it makes no sound.
    """

    start: datetime
    end: datetime | None = None
    silently: bool = False


async def say_once(
    session: AsyncSession, chat_id: int, message: Message, *, key: str, now: datetime, when: When
) -> bool:
    """Send `message` to a chat in its time, unless something with this key was said before; tell whether."""
    if await session.scalar(select(Outgoing.id).where(Outgoing.key == key)) is not None:
        return False
    session.add(
        Outgoing(
            chat_id=chat_id,
            method=_method(message),
            params={
                **_content(message),
                "chat_id": chat_id,
                **({"disable_notification": True} if when.silently else {}),
            },
            picture=message.picture,
            key=key,
            fleeting=_is_fleeting(message, chat_id),
            created_at=now,
            not_before=when.start if when.start > now else AT_ONCE,
            not_after=when.end,
        )
    )
    # The key must be seen by what is said next in the same transaction.
    await session.flush()
    return True


def say_last(session: AsyncSession, chat_id: int, message: Message, *, now: datetime) -> None:
    """Send `message` to a chat; when that is done, what was said there before is forgotten."""
    params = {**_content(message), "chat_id": chat_id}
    key = f"{GOODBYE}{uuid4()}"
    session.add(Outgoing(chat_id=chat_id, method="sendMessage", params=params, key=key, created_at=now, not_before=now))


async def forget_waiting(session: AsyncSession, chat_id: int) -> None:
    """Forget what waits to be said in a chat and was never tried."""
    await session.execute(
        delete(Outgoing).where(Outgoing.chat_id == chat_id, Outgoing.state == WAITING, Outgoing.attempts == 0)
    )


async def forget_until(session: AsyncSession, last: Outgoing) -> None:
    """Forget what was said in a chat, up to and including its last word."""
    await session.flush()
    await session.execute(delete(Outgoing).where(Outgoing.chat_id == last.chat_id, Outgoing.id <= last.id))


async def take_back(session: AsyncSession, prefix: str) -> None:
    """Forget what waits to be said under a key that starts with `prefix` and was never tried."""
    await session.execute(
        delete(Outgoing).where(
            Outgoing.key.startswith(prefix, autoescape=True), Outgoing.state == WAITING, Outgoing.attempts == 0
        )
    )


def replace(session: AsyncSession, chat_id: int, message_id: int, message: Message, *, now: datetime) -> None:
    """Put `message` in the place of one the bot sent before."""
    params = {**_content(message), "chat_id": chat_id, "message_id": message_id}
    row = write_down(session, "editMessageText", params, now=now, chat_id=chat_id)
    row.fleeting = _is_fleeting(message, chat_id)


def take_buttons(session: AsyncSession, chat_id: int, message_id: int, *, now: datetime) -> None:
    """Take the buttons from a message the bot sent before."""
    params = {"chat_id": chat_id, "message_id": message_id, "reply_markup": {"inline_keyboard": []}}
    write_down(session, "editMessageReplyMarkup", params, now=now, chat_id=chat_id)


def take_away(session: AsyncSession, chat_id: int, message_id: int, *, otherwise: Message, now: datetime) -> None:
    """Delete a message; where Telegram does not let us, say `otherwise` instead."""
    params = {"chat_id": chat_id, "message_id": message_id, OTHERWISE: {**_content(otherwise), "chat_id": chat_id}}
    write_down(session, DELETES, params, now=now, chat_id=chat_id)


def empty(session: AsyncSession, chat_id: int, message_id: int, *, otherwise: Message, now: datetime) -> None:
    """Delete a message the bot sent; where Telegram no longer lets us, put `otherwise` in its place."""
    here = {"chat_id": chat_id, "message_id": message_id}
    write_down(session, DELETES, {**here, OTHERWISE: {**_content(otherwise), **here}}, now=now, chat_id=chat_id)


def answer_tap(session: AsyncSession, query_id: str, *, now: datetime, text: str = "", alert: bool = False) -> None:
    """Answer a tap on a button, with a short text or just so that it stops waiting."""
    params: dict[str, Any] = {"callback_query_id": query_id}
    if text:
        params |= {"text": text, "show_alert": alert}
    write_down(session, ANSWERS_A_TAP, params, now=now)


def answer_inline(session: AsyncSession, query_id: str, cards: list[dict[str, Any]], *, now: datetime) -> None:
    """Answer an inline query with at most fifty cards."""
    params = {"inline_query_id": query_id, "results": cards, "cache_time": 60, "is_personal": True}
    write_down(session, ANSWERS_A_QUERY, params, now=now)


def write_down(
    session: AsyncSession,
    method: str,
    params: Mapping[str, Any],
    *,
    now: datetime,
    chat_id: int | None = None,
    picture: dict[str, str] | None = None,
) -> Outgoing:
    """Write down one request to Telegram and give it; rows of one chat are sent in the order they were written."""
    row = Outgoing(
        chat_id=chat_id,
        method=method,
        params=dict(params),
        picture=picture,
        created_at=now,
        not_before=AT_ONCE,
    )
    session.add(row)
    return row


def replace_caption(session: AsyncSession, chat_id: int, message_id: int, message: Message, *, now: datetime) -> None:
    """Put the words and buttons of `message` under a picture or file the bot sent before."""
    words = {"caption": message.text, "parse_mode": "HTML", "reply_markup": message.markup()}
    here = {"chat_id": chat_id, "message_id": message_id}
    row = write_down(session, "editMessageCaption", {**words, **here}, now=now, chat_id=chat_id)
    row.fleeting = _is_fleeting(message, chat_id)


def _is_fleeting(message: Message, chat_id: int) -> bool:
    return message.fleeting and chat_id > 0


def _method(message: Message) -> str:
    if message.picture is None:
        return "sendMessage"
    return "sendDocument" if FILE in message.picture else "sendPhoto"


def _content(message: Message) -> dict[str, Any]:
    key = "caption" if message.picture else "text"
    content: dict[str, Any] = {key: message.text, "parse_mode": "HTML", "reply_markup": message.markup()}
    if not message.picture:
        content["link_preview_options"] = {"is_disabled": True}
    return content
