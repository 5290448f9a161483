"""Who somebody is, which schools they serve in which role, and who can be asked on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import ADMINISTRATOR, CHAIR, CITY, ROLES, allowed
from bot.models import ACTIVE, LEFT, Administrator, Member, Person, School, Service

DAYS_A_WEEK = 7
NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member as an update finds him or her: the person, and the schools served now, by name."""

    member: Member
    schools: tuple[School, ...]

    @property
    def id(self) -> int:
        """The member's id."""
        return self.member.id

    @property
    def role(self) -> str:
        """The one role this member has, at every school."""
        return self.member.role

    @property
    def only_school(self) -> School | None:
        """The school that must be meant; None when there are several, or none, to choose from."""
        return self.schools[0] if len(self.schools) == 1 else None

    def may(self, action: str) -> bool:
        """Tell whether the role allows an action; raises LookupError for an action that is not in the table."""
        return allowed(self.role, action)

    def school(self, school_id: str) -> School | None:
        """Give a school this member serves; None for any other, whether it exists or not."""
        return next((school for school in self.schools if school.id == school_id), None)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who serves a school: days and last confirmation are in `service`."""

    member: Member
    service: Service
    stand_in: Member | None


async def colleague(session: AsyncSession, telegram_id: int) -> Colleague | None:
    """Give who this is; None for somebody who serves no school (any more), unless his or her role needs none."""
    return (await known_as(session, telegram_id))[1]


async def known_as(session: AsyncSession, telegram_id: int) -> tuple[str | None, Colleague | None]:
    """Give the language a person chose, if any, and which colleague it is, as `colleague` does."""
    language, member = (await session.execute(_KNOWN_AS, {"telegram_hash": telegram_id})).one()
    return language, None if member is None else await _serving_now(session, member)


async def _serving_now(session: AsyncSession, member: Member) -> Colleague | None:
    served = await session.scalars(
        select(School)
        .join(Service, Service.school_id == School.id)
        .where(Service.member_id == member.id, Service.state == ACTIVE)
        .order_by(School.name),
    )
    schools = tuple(served)
    if schools or member.role == CITY or (member.role == ADMINISTRATOR and await _is_administrator(session, member.id)):
        return Colleague(member, schools)
    return None


_ASKED = select(bindparam("telegram_hash", type_=Person.telegram_hash.type).label("telegram_hash")).subquery("asked")
# Asked for each update, so in one question that is put together once; most people are neither here nor there.
_KNOWN_AS = (
    select(Person.language, Member)
    .select_from(_ASKED)
    .outerjoin(Person, Person.telegram_hash == _ASKED.c.telegram_hash)
    .outerjoin(Member, Member.telegram_hash == _ASKED.c.telegram_hash)
)


async def contacts(session: AsyncSession, school_id: str) -> list[Contact]:
    """Give everybody who serves a school: by role, the many mentors last, then by name."""
    rows = await session.execute(
        select(Member, Service)
        .join(Service, Service.member_id == Member.id)
        .where(Service.school_id == school_id, Service.state == ACTIVE),
    )
    found = [(member, service) for member, service in rows]
    by_id = {member.id: member for member, _ in found}
    known = [Contact(member, service, by_id.get(service.stand_in_id or 0)) for member, service in found]
    return sorted(known, key=lambda contact: (_place(contact.member.role), contact.member.name, contact.member.id))


async def serving(session: AsyncSession, school_id: str, role: str, on: date) -> list[Member]:
    """Give who holds a role at a school and can be told: who works on that day first, then who works soonest.

    Stand-ins (`stand_in_of`) and who is next when nobody answers are not among them.
    """
    found = [contact for contact in await contacts(session, school_id) if contact.member.role == role]
    found.sort(key=lambda contact: (days_until_work(contact.service.working_days, on), contact.member.id))
    return [contact.member for contact in found if can_be_told(contact.member)]


async def chairs(session: AsyncSession, school_id: str, on: date) -> list[Member]:
    """Give who chairs a school's AOJ-team and administers the school, in the order of `serving`."""
    return await serving(session, school_id, CHAIR, on)


async def stand_in_of(session: AsyncSession, school_id: str, member_id: int) -> Member | None:
    """Give who stands in for a member at a school, when that one still serves it and can be told."""
    for contact in await contacts(session, school_id):
        if contact.member.id == member_id and contact.stand_in and can_be_told(contact.stand_in):
            return contact.stand_in
    return None


async def leave(session: AsyncSession, service: Service) -> None:
    """End a service: the member serves that school no longer and stands in for nobody there; other schools stay."""
    service.state, service.stand_in_id = LEFT, None
    await session.execute(
        update(Service)
        .where(Service.school_id == service.school_id, Service.stand_in_id == service.member_id)
        .values(stand_in_id=None),
    )


def can_be_told(member: Member) -> bool:
    """Tell whether a message to this member arrives."""
    return member.telegram_id is not None and member.reachable


def works_on(working_days: Sequence[int], on: date) -> bool:
    """Tell whether a day is one of the working days (0 is Monday)."""
    return on.weekday() in working_days


def days_until_work(working_days: Sequence[int], on: date) -> int:
    """Count the days from `on` to the next working day, 0 when it is one itself; a week when there is none."""
    return min(((day - on.weekday()) % DAYS_A_WEEK for day in working_days), default=DAYS_A_WEEK)


def kept_name(name: str) -> str:
    """Give a name as we keep it: at most sixty characters, without the marks that divide buttons."""
    words = name.replace("|", " ").replace("=>", " ").split()
    return " ".join(words)[:NAME_LENGTH].strip() or "?"


async def _is_administrator(session: AsyncSession, member_id: int) -> bool:
    confirmed = Administrator.member_id == member_id, Administrator.confirmed_at.is_not(None)
    return await session.scalar(select(Administrator.code_hash).where(*confirmed).limit(1)) is not None


def _place(role: str) -> int:
    return len(ROLES) if role == "mentor" else ROLES.index(role)
