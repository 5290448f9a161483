"""Who is who: the roles in and around the AOJ-team."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.context import Conversation
from handlers.taps import on_tap, tap_of


async def roles(update: Update, context: Conversation) -> None:
    """Offer the roles of the team and its partners."""
    parties = context.services.known.team()
    if update.callback_query:
        context.turn_into(tap_of(update).message, "who", parties=parties)
    else:
        context.say("who", parties=parties)


async def role(update: Update, context: Conversation) -> None:
    """Tell what one role does and how to reach it."""
    tap = tap_of(update)
    context.turn_into(tap.message, "who_one", party_shown=context.services.known.parties[tap.given[0]])


HANDLERS = (
    CommandHandler(["wie", "who"], roles),
    on_tap("wie", roles),
    on_tap("rol", role),
)
