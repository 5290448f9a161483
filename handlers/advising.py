"""Giving advice on a case without a code: once, in words or by calling; only who asked reads it."""

from collections.abc import Awaitable, Callable

from telegram import Update

from bot import awaiting
from bot.awaiting import Asked
from bot.cases import advice
from bot.cases.advice import LONGEST, Question
from bot.cases.wording import WordsRefusedError, fit
from bot.context import Conversation
from bot.models.advice import NO_ANSWER
from handlers.addressed import Typed
from handlers.desk import desk_of, me, place_of
from handlers.guard import answer, guarded
from handlers.taps import Callback, number_in, on_tap, tap_of

PURPOSE, GIVING = "advising", "give_advice"
Step = Callable[[Update, Conversation, Question], Awaitable[None]]


def on_question(step: Step) -> Callback:
    """Let a step be done on a case that was put to this member and not yet answered."""

    @guarded(GIVING)
    async def checked(update: Update, context: Conversation) -> None:
        question = await advice.question_for(desk_of(context), me(context), number_in(tap_of(update), at=0))
        if question is None:
            answer(update, context, "advice_gone")
        elif question.answer != NO_ANSWER:
            context.turn_into(tap_of(update).message, "advice_answered")
        else:
            await step(update, context, question)

    return checked


async def write(_update: Update, context: Conversation, question: Question) -> None:
    """Ask for the advice in words."""
    asked = Asked(PURPOSE, {"request": question.row.id})
    await awaiting.expect(context.session, place_of(context), asked, context.now)
    context.say("advice_write", question=question)


async def take_advice(update: Update, context: Conversation, typed: Typed, asked: Asked) -> None:
    """Show the advice as it will be sent; what makes somebody known is refused."""
    question = await advice.question_for(desk_of(context), me(context), int(asked.about["request"]))
    if question is None:
        answer(update, context, "advice_gone")
        return
    try:
        words = fit(typed.words, LONGEST)
    except WordsRefusedError as refused:
        context.say("words_refused", seen=refused.seen, longest=refused.longest)
        return
    await awaiting.expect(context.session, place_of(context), asked._replace(words=words), context.now)
    context.say("advice_check", question=question, words=words, asked_in=typed.update_id)


async def send(update: Update, context: Conversation, question: Question) -> None:
    """Send the advice that was shown to who asked."""
    asked = await awaiting.awaited(context.session, place_of(context), context.now)
    if asked is None or asked.words is None or asked.about != {"request": question.row.id}:
        answer(update, context, "advice_gone")
        return
    await awaiting.forget(context.session, place_of(context))
    await advice.advise(desk_of(context), question, me(context), asked.words)
    context.turn_into(tap_of(update).message, "advice_thanks", question=question, how="advised")


async def call(update: Update, context: Conversation, question: Question) -> None:
    """Tell who asked that this member calls."""
    await advice.call(desk_of(context), question, me(context))
    context.turn_into(tap_of(update).message, "advice_thanks", question=question, how="calls")


async def leave_to_others(update: Update, context: Conversation, question: Question) -> None:
    """Note that this member has no advice."""
    await advice.leave_to_others(desk_of(context), question, me(context))
    context.turn_into(tap_of(update).message, "advice_thanks", question=question, how="passed")


HANDLERS = (
    on_tap("raad", on_question(write)),
    on_tap("raadstuur", on_question(send)),
    on_tap("raadbel", on_question(call)),
    on_tap("raadniet", on_question(leave_to_others)),
)
