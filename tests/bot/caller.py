"""Somebody of the made-up school at the office: types, taps what stands under a message, reads what comes back."""

from itertools import count
from typing import Any

from office import Office, message, tap
from sqlalchemy import select

from bot.models import Outgoing

NUMBERS = count(5_000)
MENTOR, CHAIR, BRIDGE, DOCTOR, OFFICER, YOUTH_WORKER = 701, 702, 703, 704, 705, 706


class Caller:
    """One member's chat with the bot, without a sender: what is said stays written down."""

    def __init__(self, office: Office, person: int) -> None:
        self._office, self.person = office, person

    async def types(self, text: str) -> str:
        """Send a text; give what the bot said last."""
        update = message(next(NUMBERS), text, self.person)
        if text.startswith("/"):
            update["message"]["entities"][0]["length"] = len(text.split(maxsplit=1)[0])
        await self._office.takes(update)
        return await self.sees()

    async def taps(self, label: str) -> str:
        """Tap the newest button with this label; give what the bot said last."""
        for params in reversed(await self._said()):
            for button in [one for row in params["reply_markup"]["inline_keyboard"] for one in row]:
                if button["text"] == label:
                    return await self.sends(button["callback_data"])
        raise AssertionError(f"no button «{label}»")

    async def sends(self, data: str) -> str:
        """Send what a button carries; give what the bot said last, over the chat or in it."""
        await self._office.takes(tap(next(NUMBERS), data, self.person))
        last = (await self._office.rows(Outgoing))[-1].params
        return str(last["text"]) if "callback_query_id" in last and "text" in last else await self.sees()

    async def sees(self) -> str:
        """Give what the bot said last in this chat."""
        said = await self._said()
        return str(said[-1]["text"]) if said else ""

    async def hears(self) -> list[str]:
        """Give all that was said in this chat."""
        return [str(params["text"]) for params in await self._said()]

    async def labels(self) -> list[str]:
        """Give the labels under what was said last."""
        last = (await self._said())[-1]
        return [one["text"] for row in last["reply_markup"]["inline_keyboard"] for one in row]

    async def _said(self) -> list[dict[str, Any]]:
        async with self._office.database.transaction() as session:
            rows = await session.scalars(select(Outgoing).where(Outgoing.chat_id == self.person).order_by(Outgoing.id))
            return [row.params for row in rows if "text" in row.params]
