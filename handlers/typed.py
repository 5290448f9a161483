"""Whatever is typed: the answer to what somebody was asked, otherwise a signal or a question."""

from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.ext import MessageHandler

from bot import awaiting, questions
from bot.awaiting import Asked
from bot.cases import promises
from bot.context import Conversation
from bot.evaluation import bringing, sizes
from bot.meetings import points, wishing
from handlers import advice, advising, agenda, agreements, ask, evaluation, planning, signal_line, trends
from handlers.addressed import ADDRESSED, Typed, typed_in
from handlers.desk import place_of
from handlers.taps import on_tap, tap_of, update_in

Taker = Callable[[Update, Conversation, Typed, Asked], Awaitable[None]]
TAKERS: dict[str, Taker] = {
    promises.PURPOSE: agreements.take_line,
    wishing.PURPOSE: planning.take_line,
    points.PURPOSE: agenda.take_line,
    advice.PURPOSE: advice.take_case,
    advising.PURPOSE: advising.take_advice,
    sizes.PURPOSE: trends.take_size,
    bringing.PURPOSE: evaluation.take_words,
}
"""Who takes the answer, by the purpose for which it was asked."""


async def read(update: Update, context: Conversation) -> None:
    """Hand a typed line to whoever asked for it; danger comes first."""
    typed = typed_in(update, context.bot.username)
    asked = await awaiting.awaited(context.session, place_of(context), context.now)
    if asked is None or asked.purpose not in TAKERS or context.member is None:
        await signal_line.read(update, context, typed)
        return
    if context.services.router.rank(typed.words).safety:
        ask.warn(context, typed)
    await TAKERS[asked.purpose](update, context, typed, asked)


async def not_an_answer(update: Update, context: Conversation) -> None:
    """Read a line again as if nothing had been asked."""
    update_id = update_in(tap_of(update), at=0)
    words = await questions.words_asked(context.session, update_id, context.handling.chat_id)
    await awaiting.forget(context.session, place_of(context))
    context.turn_into(tap_of(update).message, "signal_stopped")
    await signal_line.read(update, context, Typed(words or "", update_id))


HANDLERS = (
    on_tap("gewoon", not_an_answer),
    MessageHandler(ADDRESSED, read),
)
