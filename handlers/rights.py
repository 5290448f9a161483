"""«/mijngegevens»: all that is kept, as a file; «/wis»: erase and leave, after a tap that says what happens."""

from telegram import Update
from telegram.ext import CommandHandler

from bot import leaving, outbox
from bot.context import Conversation
from bot.leaving import Leaver
from bot.message import FILE
from bot.own_data import OWN_DATA
from handlers.desk import desk_of
from handlers.guard import private
from handlers.taps import on_tap, tap_of, word_in


@private
async def send_own_data(_update: Update, context: Conversation) -> None:
    """Send all that is kept about who asks; the file is made when it is sent."""
    asked = {
        "name": OWN_DATA,
        "language": context.language,
        "telegram_id": str(context.handling.person_id),
        FILE: context.services.renderer.words("own_data_file", context.language),
    }
    context.say("own_data", picture=asked)


@private
async def ask_to_erase(update: Update, context: Conversation) -> None:
    """Say what happens, and ask for a tap; who is the last coordinator of a school hears what to do first."""
    outlook = await leaving.outlook(desk_of(context), await _leaver(context))
    name = "erase_last_chair" if outlook.without_chair else "erase_confirm"
    if update.callback_query:
        context.turn_into(tap_of(update).message, name, outlook=outlook)
    else:
        context.say(name, outlook=outlook)


@private
async def tapped(update: Update, context: Conversation) -> None:
    """Erase after «ja»; anything else asks first."""
    tap = tap_of(update)
    if word_in(tap) != "ja" or not await leaving.erase(desk_of(context), await _leaver(context)):
        await ask_to_erase(update, context)
        return
    chat_id = context.handling.chat_id
    if tap.message:
        outbox.take_buttons(context.session, chat_id, tap.message.message_id, now=context.now)
    message = context.services.renderer.message("erased", context.language)
    outbox.say_last(context.session, chat_id, message, now=context.now)


async def _leaver(context: Conversation) -> Leaver:
    handling = context.handling
    return await leaving.leaver(desk_of(context), handling.person_id, handling.update_id)


HANDLERS = (
    CommandHandler(["mijngegevens", "mydata"], send_own_data),
    on_tap("mijngegevens", send_own_data),
    CommandHandler(["wis", "erase"], ask_to_erase),
    on_tap("wis", tapped),
)
