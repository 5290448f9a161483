"""The team of a school as its chair keeps it: who is in it, and who leaves it."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import CHAIR
from bot.members import Colleague, Contact, contacts, leave
from bot.models import School

Leaving = Literal["left", "last_chair"]


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in the team of a school."""

    school: School
    contact: Contact


async def place_of(session: AsyncSession, chair: Colleague, service_id: int) -> Place | None:
    """Give a place by its id at a school this member serves; None for any other, whether it exists or not."""
    for school in chair.schools:
        for contact in await contacts(session, school.id):
            if contact.service.id == service_id:
                return Place(school, contact)
    return None


async def take_out(session: AsyncSession, place: Place) -> Leaving:
    """Take somebody out of the team; the last chair stays, because nobody could invite another."""
    if place.contact.member.role == CHAIR:
        found = [contact for contact in await contacts(session, place.school.id) if contact.member.role == CHAIR]
        if len(found) == 1:
            return "last_chair"
    await leave(session, place.contact.service)
    return "left"
