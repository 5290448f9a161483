"""Hello, help, and the choice of language."""

from telegram import Update
from telegram.ext import CommandHandler

from bot import queries
from bot.context import Conversation
from bot.i18n import LANGUAGES
from handlers.taps import on_tap, tap_of, word_in

PARTS = ("zaken", "overleg", "ik")


async def start(_update: Update, context: Conversation) -> None:
    """Greet, say in three lines what this is, and offer the first tap."""
    context.say("start")


async def show_help(_update: Update, context: Conversation) -> None:
    """Tell what one can ask, and the commands for everybody."""
    context.say("help")


async def turn_help(update: Update, context: Conversation) -> None:
    """Turn to one part of the commands, or back; a tap without a part asks for help anew."""
    tap = tap_of(update)
    part = word_in(tap)
    if part in PARTS:
        context.turn_into(tap.message, "help_part", part=part)
    elif part:
        context.turn_into(tap.message, "help")
    else:
        context.say("help")


async def offer_languages(_update: Update, context: Conversation) -> None:
    """Offer the languages."""
    context.say("language")


async def choose_language(update: Update, context: Conversation) -> None:
    """Keep the language somebody tapped, and say so in it."""
    tap = tap_of(update)
    language = word_in(tap)
    person = update.effective_user
    if language in LANGUAGES and person is not None:
        await queries.remember_person(context.session, person.id, language=language)
        context.handling.language = language
        context.turn_into(tap.message, "language_chosen")


HANDLERS = (
    CommandHandler("start", start),
    CommandHandler("help", show_help),
    CommandHandler(["taal", "language"], offer_languages),
    on_tap("hulp", turn_help, public=True),
    on_tap("taal", choose_language, public=True),
)
