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
from handlers.desk import place_of
from handlers.guard import guarded, refuse
from handlers.schools import ask_which_school, school_meant
from handlers.taps import on_tap, tap_if_any, word_in

SEE, FILL_IN = "see_figures", "make_report"


def _look(update: Update, context: Conversation) -> Look | None:
    """Give the school that was tapped, or the only one there is; None when one must be chosen."""
    member, school = context.member, school_meant(update, context)
    return Look(school, local_day(context.now), exact=member.may(FILL_IN)) if member and school else None


@guarded(SEE)
async def show(update: Update, context: Conversation) -> None:
    """Show the pyramid of a school, with the trend one tap away; ask which school where there are several."""
    look = _look(update, context)
    if look is None:
        ask_which_school(context, "trends")
        return
    wanted = word_in(tap_if_any(update), at=1)
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
