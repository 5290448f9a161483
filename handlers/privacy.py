"""«/privacy»: what is kept, why and how long, for whoever asks."""

from typing import Any

from telegram import Update
from telegram.ext import CommandHandler

from bot.context import Conversation
from bot.local_time import local_day
from bot.pages import Page
from handlers.taps import number_in, on_tap, tap_of, tapped_on
from knowledge.retention import retention

ON_A_PAGE = 4


async def show(update: Update, context: Conversation) -> None:
    """Say in a few lines what is kept."""
    facts: dict[str, Any] = {"retention": retention(), "today": local_day(context.now)}
    context.turn_into(tapped_on(update), "privacy", **facts)


async def periods(update: Update, context: Conversation) -> None:
    """Show a page of what is kept, each with why and how long."""
    tap = tap_of(update)
    page = Page.of(tuple(retention().periods.values()), number_in(tap, at=0), size=ON_A_PAGE)
    facts: dict[str, Any] = {"retention": retention(), "today": local_day(context.now)}
    context.turn_into(tap.message, "privacy_periods", page=page, **facts)


HANDLERS = (
    CommandHandler("privacy", show),
    on_tap("privacy", show, public=True),
    on_tap("bewaar", periods, public=True),
)
