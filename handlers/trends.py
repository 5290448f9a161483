"""«/trends»: a school's figures as pictures; who sees only figures sees none below five."""

from telegram import Update
from telegram.ext import CommandHandler

from bot import awaiting
from bot.awaiting import Asked
from bot.context import Conversation
from bot.evaluation import sizes
from bot.evaluation.trends import TREND, Look, pyramid, trend
from bot.local_time import local_day
from handlers import signal_line
from handlers.addressed import Typed
from handlers.guard import guarded, refuse
from handlers.signal import place_of
from handlers.taps import on_tap, tap_of, word_in

SEE, FILL_IN = "see_figures", "make_report"


def _look(update: Update, context: Conversation) -> Look | None:
    """Give the school that was tapped, or the only one there is; None when one must be chosen."""
    member = context.member
    if member is None:
        return None
    named = word_in(tap_of(update)) if update.callback_query else ""
    school = member.school(named) if named else member.only_school
    return Look(school, local_day(context.now), exact=member.may(FILL_IN)) if school else None


@guarded(SEE)
async def show(update: Update, context: Conversation) -> None:
    """Show the pyramid of a school, with the trend one tap away; ask which school where there are several."""
    look = _look(update, context)
    if look is None:
        context.say("which_school", schools=context.member.schools if context.member else (), verb="trends")
        return
    wanted = word_in(tap_of(update), at=1) if update.callback_query else ""
    draw = trend if wanted == TREND else pyramid
    picture = await draw(context.session, look, context.language)
    name = "trends" if picture else "trends_unknown"
    context.say(name, picture=picture, school=look.school, wanted=wanted, exact=look.exact)


@guarded(FILL_IN)
async def ask_size(update: Update, context: Conversation) -> None:
    """Ask how many pupils the school has this year."""
    look = _look(update, context)
    if look is None:
        refuse(update, context)
        return
    await sizes.ask(context.session, place_of(context), look.school, context.now)
    context.say("school_size", school=look.school)


async def take_size(update: Update, context: Conversation, typed: Typed, asked: Asked) -> None:
    """Keep the number that was typed; anything else is read as if nothing had been asked."""
    member, pupils = context.member, sizes.as_size(typed.words)
    school = member.school(asked.about["school"]) if member and member.may(FILL_IN) else None
    await awaiting.forget(context.session, place_of(context))
    if school is None or pupils is None:
        await signal_line.read(update, context, typed)
        return
    await sizes.keep(context.session, school, pupils, local_day(context.now))
    context.say("school_size_kept", school=school, pupils=pupils)


HANDLERS = (
    CommandHandler("trends", show),
    on_tap("trends", show),
    on_tap("omvang", ask_size),
)
