"""Buttons are bound to the chat they are sent to: one that is replayed elsewhere, or made up, does nothing.

Telegram lets a client send any data for any message of the bot, so the data alone proves nothing. Each button carries
a mark over its chat and its data, made with a secret that is not in the database. A private chat has one member, whose
id is the chat's own, so there the chat is the member; in a group anybody in it may tap, which is why buttons in groups
only show what is public (`on_tap`). The mark is made from the bot's token: whoever has that speaks as the bot anyway,
every replica has it, and it outlives a restart and a rotated database key. It is not bound to the message, whose number
is not known before it is sent: a member may tap an own button again, and what it leads to looks at how things stand.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from bot.message import MARK_LENGTH

PURPOSE = b"wegwijs buttons"


class Buttons:
    """Binds the data of buttons to a chat, and reads it back."""

    def __init__(self, token: str) -> None:
        self._secret = hmac.digest(token.encode(), PURPOSE, sha256)

    def bound(self, params: dict[str, Any], chat_id: int) -> dict[str, Any]:
        """Give the parameters of a request with each button in them bound to the chat it is sent to."""
        markup = params.get("reply_markup")
        if not markup or not markup.get("inline_keyboard"):
            return params
        rows = [[self._bind(button, chat_id) for button in row] for row in markup["inline_keyboard"]]
        return params | {"reply_markup": markup | {"inline_keyboard": rows}}

    def mark(self, chat_id: int, data: str) -> str:
        """Give what shows that we sent this data to this chat: 48 bits, of which each guess costs a tap."""
        digest = hmac.digest(self._secret, f"{chat_id}:{data}".encode(), sha256)
        return urlsafe_b64encode(digest).decode()[:MARK_LENGTH]

    def tapped(self, query: dict[str, Any]) -> str | None:
        """Give what a tapped button carries; None when it was not sent to this chat, or somebody else's tapped it."""
        chat = (query.get("message") or {}).get("chat") or {}
        if chat.get("type") == "private" and chat.get("id") != query["from"]["id"]:
            return None
        data, mark = (query.get("data") or "")[:-MARK_LENGTH], (query.get("data") or "")[-MARK_LENGTH:]
        ours = hmac.compare_digest(self.mark(chat.get("id", 0), data).encode(), mark.encode())
        return data if ours else None

    def _bind(self, button: dict[str, Any], chat_id: int) -> dict[str, Any]:
        data = button.get("callback_data")
        return button if data is None else button | {"callback_data": data + self.mark(chat_id, data)}
