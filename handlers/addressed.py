"""Whether a text is meant for the bot: always in private, in a group only when it is named or answered."""

import re

from telegram import Message, MessageEntity
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


def without_mention(text: str, username: str) -> str:
    """Give the text without the bot's name in it."""
    return re.sub(rf"@{re.escape(username)}\b", " ", text, flags=re.IGNORECASE).strip()
