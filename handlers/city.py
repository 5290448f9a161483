"""«/stad»: the figures of all schools together, for the stedelijk overleg."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.context import Conversation
from bot.evaluation.city import overview
from handlers.guard import guarded


@guarded("see_city")
async def show(_update: Update, context: Conversation) -> None:
    """Show what is settled of all schools together, beside the period before."""
    found = await overview(context.session)
    context.say("city" if found else "city_unknown", city=found)


HANDLERS = (CommandHandler(["stad", "city"], show),)
