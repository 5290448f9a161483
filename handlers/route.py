"""The route map: as a picture, and as a walk by buttons."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.context import Conversation
from handlers.taps import on_tap, tap_of, word_in
from knowledge.crosscheck import ROUTE_START

MAP = "route_map"


async def show_map(_update: Update, context: Conversation) -> None:
    """Send the map as a picture, with the first choice under it."""
    known = context.services.known
    start = known.route[ROUTE_START]
    picture = {"name": MAP, "language": context.language}
    context.say("route_map", step=start, ahead=[known.route[step] for step in start.next], picture=picture)


async def step(update: Update, context: Conversation) -> None:
    """Show one place on the map and where one can go from it."""
    tap = tap_of(update)
    known = context.services.known
    shown = known.route[word_in(tap)]
    context.turn_into(
        tap.message,
        "route_step",
        step=shown,
        ahead=[known.route[ahead] for ahead in shown.next],
        back=known.step_before(shown.id),
    )


HANDLERS = (
    CommandHandler(["routekaart", "route"], show_map),
    on_tap("kaart", show_map, public=True),
    on_tap("stap", step, public=True),
)
