"""The people of a made-up school year, and their phones: they answer, forget, block the bot, and leave."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from telegram.error import Forbidden

from bot import queries, team
from bot.access import CHAIR
from bot.members import Colleague, contacts
from bot.models import Member, School, Service

PARTNERS = ("brugfunctionaris", "jeugdarts", "leerplichtambtenaar", "jongerenwerker")
MENTORS, SHARED_BY, PARTNER_DAYS = 3, 3, 3
FIRST_PHONE = 10_000
BLOCKS, COMES_BACK, LEAVES = 0.003, 0.1, 0.0015


@dataclass
class Phones:
    """Stands where the library's bot does: takes what is sent, and refuses it for who blocked the bot."""

    blocked: set[int] = field(default_factory=set)
    arrived: int = 0
    refused: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def do_api_request(self, endpoint: str, api_kwargs: dict[str, Any] | None = None) -> Any:
        """Answer one request."""
        if (api_kwargs or {}).get("chat_id") in self.blocked:
            self.refused += 1
            raise Forbidden("Forbidden: bot was blocked by the user")
        self.arrived += endpoint.startswith("send")
        return {"message_id": next(self._numbers)}


@dataclass
class Staff:
    """Makes people, and lets some of them block the bot, come back, leave and be replaced."""

    phones: Phones
    chance: random.Random
    _free: Iterator[int] = field(default_factory=lambda: count(FIRST_PHONE))

    async def hire(self, session: AsyncSession, schools: int) -> None:
        """Make schools with mentors and a coordinator; every three share their partners, who work three days a week."""
        shared: dict[str, Member] = {}
        for number in range(schools):
            school = School(id=f"s{number}", name=f"School {number}", region="midden", closed_days=[])
            session.add(school)
            await session.flush()
            chair = await self.joins(session, school.id, CHAIR)
            mentors = [await self.joins(session, school.id, "mentor") for _ in range(MENTORS)]
            for member in (chair, *mentors):
                member.stand_in_id = mentors[0].member_id if member is chair else chair.member_id
            if number % SHARED_BY == 0:
                shared = {}
            for role in PARTNERS:
                # Not every school has a youth worker.
                if role != "jongerenwerker" or number % 2:
                    days = sorted(self.chance.sample(range(5), PARTNER_DAYS))
                    service = await self.joins(session, school.id, role, known=shared.get(role), days=days)
                    shared[role] = await session.get_one(Member, service.member_id)

    async def joins(
        self,
        session: AsyncSession,
        school_id: str,
        role: str,
        *,
        known: Member | None = None,
        days: list[int] | None = None,
    ) -> Service:
        """Let somebody new, or somebody known elsewhere, serve a school."""
        phone = next(self._free)
        member = known or Member(telegram_id=phone, name=f"{role} {phone}", role=role)
        session.add(member)
        await session.flush()
        service = Service(school_id=school_id, member_id=member.id, working_days=days or [0, 1, 2, 3, 4])
        session.add(service)
        await session.flush()
        return service

    async def come_and_go(self, session: AsyncSession) -> int:
        """Live through a day of blocking, coming back and leaving; give how many left."""
        for member in await session.scalars(select(Member).where(Member.telegram_id.is_not(None))):
            phone = int(member.telegram_id or 0)
            if phone in self.phones.blocked and self.chance.random() < COMES_BACK:
                self.phones.blocked.discard(phone)
                await queries.remember_person(session, phone, reachable=True)
            elif self.chance.random() < BLOCKS:
                self.phones.blocked.add(phone)
        left = 0
        for school in await session.scalars(select(School)):
            for contact in await contacts(session, school.id):
                if contact.member.role != CHAIR and self.chance.random() < LEAVES:
                    left += await self._replaced(session, school, contact.service.id)
        return left

    async def _replaced(self, session: AsyncSession, school: School, service_id: int) -> bool:
        chair = next(one.member for one in await contacts(session, school.id) if one.member.role == CHAIR)
        place = await team.place_of(session, Colleague(chair, (school,)), service_id)
        if place is None or await team.take_out(session, place) != "left":
            return False
        await self.joins(session, school.id, place.contact.member.role, days=list(place.contact.service.working_days))
        return True
