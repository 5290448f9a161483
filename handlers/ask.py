"""A question in free words, and the taps that follow on it."""

from telegram import Update

from bot import questions
from bot.context import Conversation
from handlers.addressed import Typed
from handlers.taps import on_tap, tap_of, update_in, word_in
from knowledge.courtesy import Courtesy, read_courtesy


async def answer(context: Conversation, typed: Typed) -> None:
    """Answer, ask one question back, or admit; danger comes first."""
    asked = questions.Asked(typed.words, typed.update_id, await context.last_topic())
    replies = questions.replies_to(context.services.known, context.services.router, asked)
    courtesy = read_courtesy(typed.words) if replies[-1].name == "unknown" else None
    if courtesy:
        context.say("courtesy", reply_to=typed.reply_to, thanks=courtesy is Courtesy.THANKS)
        return
    if replies[-1].name == "unknown":
        context.editors.hear_unanswered(typed.words)
    if told := questions.topic_told(replies):
        await context.keep_topic(told)
    for reply in replies:
        context.say(reply.name, reply_to=typed.reply_to, **reply.facts)


def warn(context: Conversation, typed: Typed) -> None:
    """Show the emergency card: whatever else a line is, danger comes first."""
    context.say("emergency", topic=context.services.known.topics[questions.SAFETY_TOPIC], update_id=typed.update_id)


async def show_topic(update: Update, context: Conversation) -> None:
    """Show the answer to the topic that was tapped."""
    tap = tap_of(update)
    topic = context.services.known.topics[word_in(tap)]
    await context.keep_topic(topic.id)
    context.turn_into(tap.message, "answer", topic=topic, update_id=update_in(tap))


async def show_option(update: Update, context: Conversation) -> None:
    """Show what holds under the condition that was tapped."""
    tap = tap_of(update)
    topic = context.services.known.topics[word_in(tap)]
    option = questions.option_of(topic, word_in(tap, 1))
    context.turn_into(tap.message, "answer_option", topic=topic, option=option, update_id=update_in(tap, 2))


async def show_abbreviations(update: Update, context: Conversation) -> None:
    """Write out the abbreviations in an answer."""
    tap = tap_of(update)
    topic = context.services.known.topics[word_in(tap)]
    context.say("abbreviations", abbreviations=questions.abbreviations_in(context.services.known, topic))


async def none_of_these(update: Update, context: Conversation) -> None:
    """Admit that none of the candidates was meant, keep the question, and name whom to ask."""
    tap = tap_of(update)
    update_id = update_in(tap, 0)
    words = await questions.words_asked(context.session, update_id, context.handling.chat_id)
    context.editors.hear_unanswered(words)
    context.turn_into(tap.message, "unknown", update_id=update_id)


async def ask_anew(update: Update, context: Conversation) -> None:
    """Read a question again by itself, that was taken to be about the last answer."""
    tap = tap_of(update)
    update_id = update_in(tap, 0)
    words = await questions.words_asked(context.session, update_id, context.handling.chat_id)
    asked = questions.Asked(words or "", update_id)
    reply = questions.replies_to(context.services.known, context.services.router, asked)[-1]
    context.turn_into(tap.message, reply.name, **reply.facts)


HANDLERS = (
    on_tap("q", show_topic, public=True),
    on_tap("o", show_option, public=True),
    on_tap("a", show_abbreviations, public=True),
    on_tap("geen", none_of_these, public=True),
    on_tap("nieuw", ask_anew, public=True),
)
