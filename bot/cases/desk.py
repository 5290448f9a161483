"""What every use case of the loop works with: the transaction, the words, the moment, and a way to tell somebody."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import line, outbox, pins, processing, queries
from bot.cases.moments import calendar_of, may_be_said, quiet_of
from bot.local_time import local_day
from bot.models import Member, School
from bot.outbox import When
from bot.render import Renderer

BEHIND_PIN = ("case", "term")
"""Messages that show a case: who keeps cases behind a PIN gets a button to it instead."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One transaction at one moment."""

    session: AsyncSession
    renderer: Renderer
    now: datetime

    @property
    def today(self) -> date:
        """Give the day at school."""
        return local_day(self.now)

    async def tell(
        self, member: Member, name: str, /, *, key: str, school: School | None, **facts: Any
    ) -> datetime | None:
        """Tell a member something once, in the member's own language; give the moment from which it is sent.

        It waits for a school day of `school` outside quiet hours; without a school it goes at once.
        None when nothing can reach the member.
        """
        if member.telegram_id is None or not await line.reachable(self.session, member):
            return None
        moment = may_be_said(calendar_of(school), quiet_of(member), self.now) if school else self.now
        language = await queries.language_of(self.session, member.telegram_id) or member.language
        if name in BEHIND_PIN and await pins.has_one(self.session, member):
            name, facts = "case_behind_pin", {"case": facts["case"]}
        message = self.renderer.message(name, language, **facts)
        said = await outbox.say_once(
            self.session, member.telegram_id, message, key=f"{key}:{member.id}", now=self.now, when=When(moment)
        )
        if said and name != "case_behind_pin":
            processing.write_sight(self.session, facts, member, self.now)
        return moment
