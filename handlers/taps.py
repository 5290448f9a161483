"""A tap on a button: what it carried, and the message it hangs under."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import NamedTuple

from telegram import CallbackQuery, Chat, Message, Update
from telegram.ext import CallbackQueryHandler

from bot.context import Conversation
from knowledge.tables import UnknownEntryError

DIVIDER = ":"
LONGEST_NUMBER, LONGEST_UPDATE = 9, 18
"""Digits of a number that a table's column holds, and of Telegram's number of an update."""


class Tap(NamedTuple):
    """What a button carried after its verb, and the message it hangs under as long as Telegram still gives it."""

    id: str
    given: list[str]
    message: Message | None


def tap_of(update: Update) -> Tap:
    """Read the tap of a callback update; buttons carry `verb:argument:…`."""
    query = update.callback_query
    assert isinstance(query, CallbackQuery)  # noqa: S101  # the handler only gets such updates
    message = query.message if isinstance(query.message, Message) else None
    return Tap(query.id, (query.data or "").split(DIVIDER)[1:], message)


def tap_if_any(update: Update) -> Tap | None:
    """Read the tap of an update; None when it was typed."""
    return tap_of(update) if update.callback_query else None


def tapped_on(update: Update) -> Message | None:
    """Give the message that was tapped on; None when it was typed, or when Telegram no longer gives it."""
    return tap_of(update).message if update.callback_query else None


def number_in(tap: Tap | None, at: int = 1) -> int:
    """Give the number a button carried at a place after its verb; 0 for anything else, as a client can make up."""
    return _number(word_in(tap, at), LONGEST_NUMBER)


def update_in(tap: Tap | None, at: int = 1) -> int:
    """Give the number of an update that a button carried at a place after its verb; 0 for anything else."""
    return _number(word_in(tap, at), LONGEST_UPDATE)


def _number(carried: str, longest: int) -> int:
    return int(carried) if carried.isdecimal() and len(carried) <= longest else 0


def word_in(tap: Tap | None, at: int = 0) -> str:
    """Give the word a button carried at a place after its verb, an empty one where there is none."""
    return tap.given[at] if tap and at < len(tap.given) else ""


Callback = Callable[[Update, Conversation], Awaitable[None]]


def day_in(tap: Tap | None, at: int = 1) -> date | None:
    """Give the day a button carried at a place after its verb; None for anything else, as a client can make up."""
    try:
        return date.fromisoformat(word_in(tap, at))
    except ValueError:
        return None


def on_tap(verb: str, callback: Callback, *, public: bool = False) -> CallbackQueryHandler[Conversation, None]:
    """Handle taps on the buttons of one verb; what they lead to may be gone since the message was sent.

    Only what is `public` may be tapped in a group, where anybody taps and everybody reads.
    """

    async def follow(update: Update, context: Conversation) -> None:
        if not public and (update.effective_chat is None or update.effective_chat.type != Chat.PRIVATE):
            context.toast(tap_of(update).id, "in_private", alert=True)
            return
        try:
            await callback(update, context)
        except UnknownEntryError:
            context.toast(tap_of(update).id, "dead_button", alert=True)

    return CallbackQueryHandler(follow, pattern=rf"^{verb}(:|$)")
