"""Looking back at signals: undo within ten minutes, withdraw or correct later."""

from dataclasses import replace

from telegram import Update
from telegram.ext import CommandHandler

from bot.cases.drafts import Started
from bot.cases.logbook import Logged, latest, mine
from bot.cases.recording import withdraw
from bot.context import Conversation
from handlers.desk import desk_of
from handlers.guard import answer, guarded
from handlers.signal import go_on
from handlers.taps import number_in, on_tap, tap_of

CHANGING = "change_signal"


@guarded("see_own_codes")
async def look_back(_update: Update, context: Conversation) -> None:
    """List the signals somebody logged last."""
    if context.member:
        context.say("signals", signals=await latest(desk_of(context), context.member))


@guarded("see_own_codes")
async def show(update: Update, context: Conversation) -> None:
    """Show one signal, and how to withdraw or correct it."""
    signal = await _mine(update, context)
    if signal:
        context.turn_into(tap_of(update).message, "signal_one", signal=signal)


@guarded(CHANGING)
async def undo(update: Update, context: Conversation) -> None:
    """Undo a signal that was just kept."""
    signal = await _mine(update, context)
    if signal and signal.undo_until < context.now:
        answer(update, context, "signal_undo_late")
    elif signal:
        await _withdraw(update, context, signal)


@guarded(CHANGING)
async def take_back(update: Update, context: Conversation) -> None:
    """Withdraw a signal, however old."""
    signal = await _mine(update, context)
    if signal:
        await _withdraw(update, context, signal)


@guarded(CHANGING)
async def correct(update: Update, context: Conversation) -> None:
    """Log a signal anew in the place of one that was wrong."""
    signal = await _mine(update, context)
    if signal:
        reading = replace(signal.reading, replaces=signal.row.id)
        await go_on(update, context, Started(reading, signal.row.school_id), ask_again="correct")


async def _withdraw(update: Update, context: Conversation, signal: Logged) -> None:
    if context.member:
        gone = await withdraw(desk_of(context), signal.row, context.member.member)
        context.turn_into(tap_of(update).message, "signal_withdrawn", signal=signal, lapsed=gone.lapsed)


async def _mine(update: Update, context: Conversation) -> Logged | None:
    number = number_in(tap_of(update), at=0)
    signal = await mine(desk_of(context), context.member, number) if context.member else None
    if signal is None:
        answer(update, context, "refused")
    return signal


HANDLERS = (
    CommandHandler(["signalen", "signals"], look_back),
    on_tap("sigzie", show),
    on_tap("sigweg", undo),
    on_tap("sigterug", take_back),
    on_tap("sigbeter", correct),
)
