"""May this person do this, here? Asked before anything is looked up, so that a refusal tells nothing."""

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, TypeVar

from telegram import Chat, Update

from bot import pins
from bot.context import Conversation
from handlers.taps import tap_of

Callback = Callable[[Update, Conversation], Coroutine[Any, Any, None]]
Found = TypeVar("Found")
Find = Callable[[Update, Conversation], Awaitable[Found | None]]
Step = Callable[[Update, Conversation, Found], Awaitable[None]]


def guarded(action: str) -> Callable[[Callback], Callback]:
    """Let a handler do its work only in private, for a member whose role allows `action`, and past the PIN if any."""

    def guard(handler: Callback) -> Callback:
        @wraps(handler)
        async def checked(update: Update, context: Conversation) -> None:
            if update.effective_chat is None or update.effective_chat.type != Chat.PRIVATE:
                answer(update, context, "in_private")
            elif context.member is None or not context.member.may(action):
                refuse(update, context)
            elif await pins.is_locked(context.session, context.member.member, action, context.now):
                answer(update, context, "pin_needed")
            else:
                await handler(update, context)

        return checked

    return guard


def guarded_with(action: str, find: Find[Found], step: Step[Found]) -> Callback:
    """Let a step be done on what a tap is about, where this member may; whether it exists does not show otherwise."""

    @guarded(action)
    async def checked(update: Update, context: Conversation) -> None:
        found = await find(update, context)
        if found is None:
            refuse(update, context)
        else:
            await step(update, context, found)

    return checked


def private(handler: Callback) -> Callback:
    """Let a handler do its work only in a private chat, for whoever it is."""

    @wraps(handler)
    async def checked(update: Update, context: Conversation) -> None:
        if update.effective_chat is None or update.effective_chat.type != Chat.PRIVATE:
            answer(update, context, "in_private")
        else:
            await handler(update, context)

    return checked


def refuse(update: Update, context: Conversation) -> None:
    """Say the one sentence for everything that is not allowed or not there: the difference must not show."""
    answer(update, context, "refused")


def answer(update: Update, context: Conversation, name: str) -> None:
    """Say something as a message, or as an alert over the chat when it was a tap."""
    if update.callback_query:
        context.toast(tap_of(update).id, name, alert=True)
    else:
        context.say(name)
