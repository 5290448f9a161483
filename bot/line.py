"""Who is asked for a role at a school, and who is next when that person cannot or does not answer."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot import members, queries
from bot.access import CHAIR, ROLES, allowed
from bot.models import ACTIVE, Member, Person, Service

# The AOJ-team, the OSJ and the SWV are asked through the coordinator, who chairs the team: so says the working method.
# What is about safety is for the meldcode of the school itself: Veilig Thuis is called, not messaged.
THROUGH_CHAIR = ("aoj_team", "osj", "swv", "veilig_thuis")
INSTEAD = {"jongerenwerker": "brugfunctionaris"}
MENTOR = "mentor"


async def line(session: AsyncSession, school_id: str, role: str, on: date) -> list[Member]:
    """Give everybody who can be asked for a role, in order.

    Who holds it and works on `on`, the stand-ins who work then (also of who cannot be reached), who holds it but works
    on other days, the stand-ins who do, and the coordinator with a stand-in.
    """
    asked = [
        *await _with_stand_ins(session, school_id, role, on),
        *await _with_stand_ins(session, school_id, CHAIR, on),
    ]
    return list({member.id: member for member in asked}.values())


async def _with_stand_ins(session: AsyncSession, school_id: str, role: str, on: date) -> list[Member]:
    holders = await holders_of(session, school_id, role, on)
    present = [member for member in holders if await works(session, school_id, member, on)]
    asked = _asked_for(role)
    all_holders = [one.member for one in await members.contacts(session, school_id) if one.member.role == asked]
    stand_ins = await _stand_ins(session, school_id, all_holders)
    at_work = [member for member in stand_ins if await works(session, school_id, member, on)]
    return [*present, *at_work, *holders, *stand_ins]


async def _stand_ins(session: AsyncSession, school_id: str, of: list[Member]) -> list[Member]:
    """Give the stand-ins, and who stands in for those: a stand-in is away as well sometimes."""
    first = [found for member in of if (found := await stand_in(session, school_id, member))]
    second = [found for member in first if (found := await stand_in(session, school_id, member))]
    return [*first, *(member for member in second if member.id not in {one.id for one in of})]


async def next_in_line(
    session: AsyncSession, school_id: str, role: str, *, on: date, had: Collection[int]
) -> Member | None:
    """Give who is asked next for a role, when the members with the ids `had` were asked before."""
    return next((member for member in await line(session, school_id, role, on) if member.id not in had), None)


async def anybody(session: AsyncSession, school_id: str, on: date, *, action: str) -> Member | None:
    """Give who is asked when nobody of a line can be told: another partner of the school who may do an action.

    Mentors are left out: they see what they logged themselves, and nothing else.
    """
    for role in (one for one in ROLES if one != MENTOR and allowed(one, action)):
        if found := await own_holders(session, school_id, role, on):
            return found[0]
    return None


async def holders_of(session: AsyncSession, school_id: str, role: str, on: date) -> list[Member]:
    """Give who can be told and answers for a role at a school, also where another role does so instead."""
    found = await own_holders(session, school_id, role, on)
    if found or role not in INSTEAD:
        return found
    return await holders_of(session, school_id, INSTEAD[role], on)


async def own_holders(session: AsyncSession, school_id: str, role: str, on: date) -> list[Member]:
    """Give who can be told and holds a role itself at a school."""
    return await _reachable(session, await members.serving(session, school_id, _asked_for(role), on))


async def stand_in(session: AsyncSession, school_id: str, member: Member) -> Member | None:
    """Give who stands in for a member at a school, if that person can be reached."""
    found = await members.stand_in_of(session, school_id, member.id)
    return found if found and await reachable(session, found) else None


async def is_held(session: AsyncSession, school_id: str, role: str) -> bool:
    """Say whether anybody holds a role itself at a school, reachable or not."""
    asked = _asked_for(role)
    return any(contact.member.role == asked for contact in await members.contacts(session, school_id))


async def serves(session: AsyncSession, school_id: str, member: Member) -> bool:
    """Say whether a member serves a school now."""
    return await _service(session, school_id, member) is not None


async def works(session: AsyncSession, school_id: str, member: Member, on: date) -> bool:
    """Say whether a member works for a school on the weekday of `on`."""
    service = await _service(session, school_id, member)
    return service is not None and members.works_on(service.working_days, on)


async def reachable(session: AsyncSession, member: Member) -> bool:
    """Say whether a message can reach a member: joined, and the bot is not blocked."""
    if not members.can_be_told(member):
        return False
    person = await queries.person(session, member.telegram_id) if member.telegram_id else None
    return person is None or person.reachable


def in_reach(
    member_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], school_id: InstrumentedAttribute[str]
) -> ColumnElement[bool]:
    """Say in a query whether a member serves a school now and can be told something."""
    blocked = exists().where(Person.telegram_id == Member.telegram_id, Person.reachable.is_(False))
    return exists().where(
        Member.id == member_id,
        Member.telegram_id.is_not(None),
        Member.reachable.is_(True),
        Service.member_id == Member.id,
        Service.school_id == school_id,
        Service.state == ACTIVE,
        ~blocked,
    )


def _asked_for(role: str) -> str:
    return CHAIR if role in THROUGH_CHAIR else role


async def _reachable(session: AsyncSession, found: list[Member]) -> list[Member]:
    return [member for member in found if await reachable(session, member)]


async def _service(session: AsyncSession, school_id: str, member: Member) -> Service | None:
    return await session.scalar(
        select(Service).where(Service.school_id == school_id, Service.member_id == member.id, Service.state == ACTIVE)
    )
