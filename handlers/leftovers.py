"""What nothing else understood still gets a word back, so that nobody waits in vain."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, MessageHandler, filters

from bot import queries
from bot.context import Conversation
from handlers.taps import tap_of

BLOCKED = ("kicked", "left")


async def unknown_command(_update: Update, context: Conversation) -> None:
    """Say that the command does not exist, and which do."""
    context.say("unknown_command")


async def edited(update: Update, context: Conversation) -> None:
    """Say that an edited question is not read again."""
    if update.edited_message and update.edited_message.text:
        context.say("edited", reply_to=update.edited_message.message_id)


async def dead_button(update: Update, context: Conversation) -> None:
    """Say that a button of an older version no longer works."""
    context.toast(tap_of(update).id, "dead_button", alert=True)


async def reachable(update: Update, context: Conversation) -> None:
    """Note whether somebody blocked the bot or let it in again."""
    change = update.my_chat_member
    if change and change.chat.type == "private":
        blocked = change.new_chat_member.status in BLOCKED
        await queries.remember_person(context.session, change.chat.id, reachable=not blocked)


HANDLERS = (
    MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.COMMAND, unknown_command),
    MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.ChatType.PRIVATE, edited),
    CallbackQueryHandler(dead_button),
    ChatMemberHandler(reachable, ChatMemberHandler.MY_CHAT_MEMBER),
)
