"""What people ask the bot and wait for: a tap on a button, an inline query, a chosen result."""

from dataclasses import dataclass, field
from typing import Any

from bot.demo.acts import say
from bot.demo.backend import Backend, Message
from bot.demo.errors import PageError
from bot.demo.inline_ids import inline_message_id
from bot.demo.people import Persona, user
from bot.demo.queries import reply_within

NO_ANSWER = {"answered": False, "text": None, "alert": False, "url": None}
LONGEST_QUERY = 256


@dataclass
class Asking:
    """Remembers the last inline results of each person, since only those can be chosen."""

    backend: Backend
    _offered: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)

    async def tap(self, persona: Persona, message: Message, data: str) -> dict[str, Any]:
        """Tap an inline button and wait for the bot's answer."""
        if data not in _callback_data(message):
            raise PageError(409, "button_gone")
        chat_id = message["chat"]["id"]
        query = self.backend.callback_queries.open()
        about = {"inline_message_id": inline_message_id(chat_id, message["message_id"])}
        payload = {
            "id": query.id,
            "from": user(persona),
            **(about if "via_bot" in message else {"message": message}),
            "chat_instance": str(abs(chat_id) * 7 + 1),
            "data": data,
        }
        self.backend.updates.add("callback_query", payload, chat_key=chat_id)
        reply = await reply_within(query, self.backend.habits.patience)
        return {"answered": True, **reply} if reply else NO_ANSWER

    async def inline(self, persona: Persona, text: str, offset: str) -> dict[str, Any]:
        """Type something after the bot's name and wait for results."""
        query = self.backend.inline_queries.open()
        typed = text[:LONGEST_QUERY]
        payload = {"id": query.id, "from": user(persona), "query": typed, "offset": offset, "chat_type": "sender"}
        self.backend.updates.add("inline_query", payload, chat_key=persona.telegram_id)
        reply = await reply_within(query, self.backend.habits.patience)
        if reply is None:
            return {"results": [], "cache_time": 0}
        earlier = self._offered.get((persona.id, text), []) if offset else []
        self._offered = {key: found for key, found in self._offered.items() if key[0] != persona.id}
        self._offered[persona.id, text] = earlier + reply["results"]
        shown = [{name: result[name] for name in ("id", "title", "description")} for result in reply["results"]]
        return {**reply, "results": shown}

    def choose(self, persona: Persona, chat_id: int, *, query: str, result_id: str) -> Message:
        """Send a result as the person's own message via the bot."""
        offered = self._offered.get((persona.id, query), [])
        result = next((one for one in offered if one["id"] == result_id), None)
        if result is None:
            raise PageError(404, "not_offered")
        bot = self.backend.people.bot.user()
        with self.backend.store.transaction():
            message = say(self.backend, persona, chat_id, {"via_bot": bot, **result["message"]})
            if self.backend.habits.inline_feedback:
                self._feed_back(persona, message, query=query, result_id=result_id)
        return message

    def _feed_back(self, persona: Persona, message: Message, *, query: str, result_id: str) -> None:
        chosen = {"result_id": result_id, "from": user(persona), "query": query}
        if "reply_markup" in message:
            chosen["inline_message_id"] = inline_message_id(message["chat"]["id"], message["message_id"])
        self.backend.updates.add("chosen_inline_result", chosen, chat_key=persona.telegram_id)


def _callback_data(message: Message) -> set[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["callback_data"] for row in rows for button in row if "callback_data" in button}
