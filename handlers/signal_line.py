"""A typed line that may be a signal. A question typed while one is being logged is answered as a question."""

from dataclasses import replace

from telegram import Chat, Update

from bot.cases import drafts
from bot.cases.drafts import Started
from bot.cases.reading import Reading, as_code, reads_as_danger
from bot.context import Conversation
from bot.local_time import local_day
from handlers import ask
from handlers.addressed import Typed
from handlers.desk import place_of
from handlers.guard import answer, refuse
from handlers.signal import LOGGING, go_on
from knowledge.signals import read_otherwise


async def read(update: Update, context: Conversation, typed: Typed) -> None:
    """Take a typed line as a signal where it reads as one, otherwise as a question."""
    reading = drafts.read_words(typed.words, local_day(context.now))
    begun = await drafts.started(context.session, place_of(context), context.now)
    if reading is None and begun:
        reading = drafts.with_typed(begun.reading, typed.words, local_day(context.now))
    if reading is None:
        await _read_otherwise(update, context, typed, begun)
        return
    if reads_as_danger(context.services.router, typed.words, reading):
        ask.warn(context, typed)
    if _may_log(update, context):
        reading = _completed(reading, begun)
        await go_on(update, context, Started(reading, begun.school_id if begun else None))


async def _read_otherwise(update: Update, context: Conversation, typed: Typed, begun: Started | None) -> None:
    """Answer a question; a line about a pupil that is neither a question nor a signal leads to what can be logged."""
    told = read_otherwise(typed.words)
    reading = Reading(code=as_code(told.code) if told and told.code else None)
    if told and told.late:
        if _may_log(update, context):
            await drafts.keep(context.session, place_of(context), Started(reading, None), context.now)
            context.say("signal_late", code=reading.code)
    elif (
        (begun is None or reading.code == as_code(typed.words))
        and reading.code
        and _logs_here(update, context)
        and not _fits(context, typed)
    ):
        await go_on(update, context, Started(reading, None))
    else:
        await ask.answer(context, typed)
        if begun:
            context.say("signal_open")


def _is_news(reading: Reading, typed: Typed, begun: Started | None) -> bool:
    """Say whether a line tells of a pupil: while something is being logged, only a code by itself begins anew."""
    return reading.code is not None and (begun is None or reading.code == as_code(typed.words))


def _fits(context: Conversation, typed: Typed) -> bool:
    """Say whether a line sounds like something that can be asked, or like danger."""
    ranking = context.services.router.rank(typed.words)
    return ranking.safety or bool(ranking.candidates)


def _logs_here(update: Update, context: Conversation) -> bool:
    private = update.effective_chat is not None and update.effective_chat.type == Chat.PRIVATE
    return private and context.member is not None and context.member.may(LOGGING)


def _may_log(update: Update, context: Conversation) -> bool:
    """Say whether a signal can be taken here; who is no member hears how to join, a group to write privately."""
    if _logs_here(update, context):
        return True
    chat = update.effective_chat
    if chat is None or chat.type != Chat.PRIVATE:
        answer(update, context, "in_private")
    elif context.member is None:
        context.say("signal_members_only")
    else:
        refuse(update, context)
    return False


def _completed(reading: Reading, begun: Started | None) -> Reading:
    """Take the code from what was already being logged, when the line itself has none."""
    if reading.code is None and begun and begun.reading.code:
        return replace(reading, code=begun.reading.code)
    return reading
