"""Whether a text is meant for the bot: always in private, in a group only when it is named or answered."""

import re
from typing import NamedTuple

from telegram import Chat, Message, MessageEntity, Update
from telegram.ext import filters


class _NamedInGroup(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        bot = message.get_bot()
        mentions = message.parse_entities([MessageEntity.MENTION]).values()
        if any(mention.casefold() == f"@{bot.username}".casefold() for mention in mentions):
            return True
        answered = message.reply_to_message
        return bool(answered and answered.from_user and answered.from_user.id == bot.id)


ADDRESSED = (
    filters.UpdateType.MESSAGE
    & filters.TEXT
    & ~filters.COMMAND
    & ~filters.VIA_BOT
    & (filters.ChatType.PRIVATE | _NamedInGroup())
)


class Typed(NamedTuple):
    """What somebody typed, the update it came in, and the message to answer where others write too."""

    words: str
    update_id: int
    reply_to: int | None = None


def typed_in(update: Update, username: str) -> Typed:
    """Give what was typed, without the bot's name."""
    message = update.effective_message
    if message is None:
        return Typed("", update.update_id)
    alone = message.chat.type == Chat.PRIVATE
    return Typed(without_mention(message.text or "", username), update.update_id, None if alone else message.message_id)


def without_mention(text: str, username: str) -> str:
    """Give the text without the bot's name in it."""
    return re.sub(rf"@{re.escape(username)}\b", " ", text, flags=re.IGNORECASE).strip()
