"""What is let in to the handlers: a button that is ours, and no flood. Danger is always let in."""

from typing import Any

from telegram import Update

from bot import outbox
from bot.context import Handling, Services
from bot.door import MARK
from bot.flood import Entry, Flood


class Gate:
    """Stands before the handlers; what it keeps out changes nothing, and gets at most a sentence back."""

    def __init__(self, services: Services, a_minute: int) -> None:
        self._services, self._flood = services, Flood(a_minute)

    def opened(self, payload: dict[str, Any]) -> dict[str, Any] | None:
        """Give an update as the handlers read it; None for a tap on a button that we did not send to this chat."""
        query = payload.get("callback_query")
        if query is None:
            return payload
        data = self._services.buttons.tapped(query)
        return None if data is None else payload | {"callback_query": query | {"data": data}}

    def admits(self, handling: Handling, update: Update) -> bool:
        """Tell whether an update goes on to the handlers; what does not may get a sentence back here."""
        if update.my_chat_member or not handling.person_id:
            return True
        entry = self._flood.count((handling.person_id, update.inline_query is not None))
        if entry is Entry.IN or self._is_danger(update):
            return True
        if entry is Entry.TOLD:
            self.answer(handling, update, "too_fast")
        return False

    def answer(self, handling: Handling, update: Update, name: str) -> None:
        """Say why something was kept out, over the chat when it was a tap."""
        renderer, now = self._services.renderer, self._services.now()
        if update.callback_query:
            text = renderer.words(name, handling.language)
            outbox.answer_tap(handling.session, update.callback_query.id, now=now, text=text, alert=True)
            handling.tap_answered = True
        elif handling.chat_id and not update.inline_query:
            outbox.say(handling.session, handling.chat_id, renderer.message(name, handling.language), now=now)

    def _is_danger(self, update: Update) -> bool:
        if update.api_kwargs.get(MARK, {}).get("acute"):
            return True
        text = (update.message.text if update.message else None) or ""
        return self._services.router.rank(text).safety if text else False
