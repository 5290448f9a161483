"""What the door saw is told, the message taken away, and the cleaned text offered to be sent as it is."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot import held, outbox
from bot.context import Conversation
from bot.door import MARK, words
from bot.questions import SAFETY_TOPIC
from handlers.desk import place_of
from handlers.guard import answer
from handlers.taps import on_tap, tap_of, update_in


class _Seen(filters.UpdateFilter):
    def filter(self, update: Update) -> bool:
        return MARK in update.api_kwargs


async def tell(update: Update, context: Conversation) -> None:
    """Say what was seen, danger first; take the message away, and offer the text as it is without it."""
    message, mark = update.effective_message, update.api_kwargs[MARK]
    if message is None:
        return
    if mark["acute"]:
        topic = context.services.known.topics[SAFETY_TOPIC]
        context.say("emergency", topic=topic, update_id=update.update_id)
    _take_away(context, message.message_id)
    if "content" in mark:
        context.say("door_content", content=mark["content"])
        return
    text = message.text or ""
    context.handling.kept_back = words.says_something(text)
    offered = update.update_id if context.handling.kept_back else None
    context.say("door_words", what=mark["what"], cleaned=text, offered=offered)


def _take_away(context: Conversation, message_id: int) -> None:
    otherwise = context.services.renderer.message("door_not_deleted", context.language)
    chat_id = context.handling.chat_id
    outbox.take_away(context.session, chat_id, message_id, otherwise=otherwise, now=context.now)


async def send(update: Update, context: Conversation) -> None:
    """Handle the cleaned text as if it had been typed so."""
    tap = tap_of(update)
    row = await held.held(context.session, update_in(tap), place_of(context), context.now)
    if row is None:
        answer(update, context, "door_gone")
        return
    typed = held.release(row)
    context.turn_into(tap.message, "door_sent", typed=typed["message"]["text"])
    await context.application.process_update(Update.de_json(typed, context.bot))


async def drop(update: Update, context: Conversation) -> None:
    """Keep nothing of what was typed."""
    tap = tap_of(update)
    row = await held.held(context.session, update_in(tap), place_of(context), context.now)
    if row is None:
        answer(update, context, "door_gone")
        return
    held.drop(row)
    context.turn_into(tap.message, "door_dropped")


HANDLERS = (
    MessageHandler(_Seen(), tell),
    on_tap("deur:zo", send),
    on_tap("deur:niet", drop),
)
