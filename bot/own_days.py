"""What members arrange themselves: working days, who stands in, quiet hours, and once a year that it is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import CHAIR, allowed
from bot.local_time import local_day
from bot.members import Colleague, contacts
from bot.models import ACTIVE, Member, Outgoing, School, Service

WEEKDAYS = (0, 1, 2, 3, 4)
QUIET_FROM, QUIET_UNTIL = (16, 17, 18, 19, 20), (7, 8, 9)
ASKED_IN_MONTH = 9
# Who confirmed since the school year was prepared is not asked again a few weeks later.
FRESH_SINCE = (7, 1)


@dataclass(frozen=True, slots=True)
class Own:
    """A member's own service at one school."""

    service: Service
    school: School
    stand_in: Member | None


@dataclass(frozen=True, slots=True)
class Reconfirmation:
    """A question that is due: does what we know of this member at this school still hold? `key` goes to the outbox."""

    member: Member
    own: Own
    key: str


async def own_at(session: AsyncSession, member: Colleague, school_id: str) -> Own | None:
    """Give what a member arranged at a school; None when he or she does not serve it."""
    school = member.school(school_id)
    if school is None:
        return None
    service = await session.scalar(
        select(Service).where(Service.school_id == school_id, Service.member_id == member.id, Service.state == ACTIVE),
    )
    return Own(service, school, await _stand_in(session, service)) if service else None


def toggle_day(service: Service, day: int) -> bool:
    """Add or take away a working day (0 is Monday); False when it is the last one, which stays."""
    days = set(service.working_days) ^ {day}
    if not days or day not in WEEKDAYS:
        return False
    service.working_days = sorted(days)
    return True


async def stand_ins(session: AsyncSession, own: Own, member: Colleague) -> list[Member]:
    """Give who may stand in for a member: colleagues in the same role at that school, and the coordinator.

    For the coordinator it may be anyone who takes cases: the team knows its chair's work.
    """
    others = [contact.member for contact in await contacts(session, own.school.id) if contact.member.id != member.id]
    return [other for other in others if _may_stand_in(other.role, member.role)]


async def choose_stand_in(session: AsyncSession, own: Own, member: Colleague, chosen: int) -> bool:
    """Keep who stands in, 0 for nobody; False for somebody who may not."""
    if chosen and chosen not in {other.id for other in await stand_ins(session, own, member)}:
        return False
    own.service.stand_in_id = chosen or None
    return True


def set_quiet(member: Member, start: int, end: int) -> bool:
    """Keep the hours of local time in which a member hears nothing, from `start` to `end` the next morning."""
    if start not in QUIET_FROM or end not in QUIET_UNTIL:
        return False
    member.quiet_from, member.quiet_until = start, end
    return True


def still_right(own: Own, now: datetime) -> None:
    """Keep that a member said today that it is all right."""
    own.service.confirmed_on = local_day(now)


async def reconfirmations_due(session: AsyncSession, now: datetime) -> list[Reconfirmation]:
    """Give whom to ask in September whether all we know still holds, and who was not asked this year."""
    day = local_day(now)
    if day.month != ASKED_IN_MONTH:
        return []
    rows = await session.execute(
        select(Member, Service, School)
        .join(Service, Service.member_id == Member.id)
        .join(School, School.id == Service.school_id)
        .where(Service.state == ACTIVE, _not_confirmed_since(day.replace(month=FRESH_SINCE[0], day=FRESH_SINCE[1])))
        .order_by(Service.id),
    )
    due = [
        Reconfirmation(
            member, Own(service, school, await _stand_in(session, service)), f"yearly:{day.year}:{service.id}"
        )
        for member, service, school in rows
    ]
    asked = set(await session.scalars(select(Outgoing.key).where(Outgoing.key.startswith(f"yearly:{day.year}:"))))
    return [question for question in due if f"{question.key}:{question.member.id}" not in asked]


def shown_days(days: Sequence[int]) -> list[tuple[int, bool]]:
    """Give each weekday, and whether it is one of `days`."""
    return [(day, day in days) for day in WEEKDAYS]


def _not_confirmed_since(day: date) -> ColumnElement[bool]:
    return or_(Service.confirmed_on.is_(None), Service.confirmed_on < day)


def _may_stand_in(other: str, role: str) -> bool:
    return other in (role, CHAIR) or (role == CHAIR and allowed(other, "take_case"))


async def _stand_in(session: AsyncSession, service: Service | None) -> Member | None:
    return await session.get(Member, service.stand_in_id) if service and service.stand_in_id else None
