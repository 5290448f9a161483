"""«Klopt dit niet?»: a dispute goes to the editors, without who raised it."""

from telegram import Update

from bot import questions
from bot.context import Conversation
from bot.editors import DISPUTES
from handlers.taps import on_tap, tap_of, update_in, word_in


async def ask_why(update: Update, context: Conversation) -> None:
    """Ask in one tap what is wrong."""
    tap = tap_of(update)
    context.say("dispute", topic=context.services.known.topics[word_in(tap)], update_id=update_in(tap))


async def keep(update: Update, context: Conversation) -> None:
    """Keep the dispute for the editors and say thanks."""
    tap = tap_of(update)
    topic, reason = context.services.known.topics[word_in(tap)], word_in(tap, 2)
    kept = reason in DISPUTES
    if kept:
        words = await questions.words_asked(context.session, update_in(tap), context.handling.chat_id)
        context.editors.hear_dispute(topic.id, reason, words)
    context.turn_into(tap.message, "dispute_kept" if kept else "dispute_dropped")


HANDLERS = (on_tap("x", ask_why, public=True), on_tap("xr", keep, public=True))
