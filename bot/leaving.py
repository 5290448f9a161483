"""«/wis»: what somebody had in hand goes to the next in line first; then nothing tells who it was any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, delete, exists, func, or_, select, update

from bot import members, outbox
from bot.access import CHAIR
from bot.cases import fleeting, keeping, waiting
from bot.cases.desk import Desk
from bot.models import (
    ACTIVE,
    DONE,
    KEPT_BACK,
    SET_ASIDE,
    Agreement,
    Base,
    Escalation,
    Incoming,
    Member,
    School,
    Service,
)
from bot.models.cases import AGREED, CLOSED
from bot.own_data import is_account
from knowledge.datamap import data_map

NOBODY = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """What happens when somebody leaves: how much goes to others, and the schools that would be left without chair."""

    cases: int = 0
    agreements: int = 0
    without_chair: Sequence[School] = ()


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who leaves: the account, the member when it is one, and the update in which it was asked."""

    telegram_id: int
    member: Member | None
    update_id: int


async def leaver(desk: Desk, telegram_id: int, update_id: int) -> Leaver:
    """Give who wants to leave, also when that one serves no school any more."""
    member = await desk.session.scalar(select(Member).where(Member.telegram_id == telegram_id))
    return Leaver(telegram_id, member, update_id)


async def outlook(desk: Desk, who: Leaver) -> Outlook:
    """Tell what would happen."""
    if who.member is None:
        return Outlook()
    running = select(func.count()).where(Escalation.owner_id == who.member.id, Escalation.state != CLOSED)
    agreed = select(func.count()).where(Agreement.regiehouder_id == who.member.id, Agreement.state == AGREED)
    return Outlook(
        await desk.session.scalar(running) or 0,
        await desk.session.scalar(agreed) or 0,
        await _without_chair(desk, who.member),
    )


async def erase(desk: Desk, who: Leaver) -> bool:
    """Hand over what somebody had in hand, then erase who it was; False when a school would be left without chair."""
    if (await outlook(desk, who)).without_chair:
        return False
    if who.member:
        await _hand_over(desk, who.member)
    # What was still to be said here, also of the handing over, need not be said any more.
    await outbox.forget_waiting(desk.session, who.telegram_id)
    await fleeting.take_all_away(desk, who.telegram_id)
    await _forget_updates(desk, who)
    await _forget_rows(desk, who)
    if who.member:
        await _forget_member(desk, who.member)
    return True


async def _without_chair(desk: Desk, member: Member) -> list[School]:
    if member.role != CHAIR:
        return []
    found = []
    for service in await _services(desk, member):
        others = await members.contacts(desk.session, service.school_id)
        if service.state == ACTIVE and all(one.member.id == member.id for one in others if one.member.role == CHAIR):
            found.append(await desk.session.get_one(School, service.school_id))
    return found


async def _services(desk: Desk, member: Member) -> list[Service]:
    found = await desk.session.scalars(select(Service).where(Service.member_id == member.id).order_by(Service.id))
    return list(found)


async def _hand_over(desk: Desk, member: Member) -> None:
    for service in await _services(desk, member):
        if service.state == ACTIVE:
            await members.leave(desk.session, service)
            await _tell_chairs(desk, member, service)
    await desk.session.flush()
    running = select(Escalation.id).where(Escalation.owner_id == member.id, Escalation.state != CLOSED)
    for case_id in list(await desk.session.scalars(running.order_by(Escalation.id))):
        await waiting.move_on(desk, case_id)
    await keeping.hand_over_lost(desk)


async def _tell_chairs(desk: Desk, member: Member, service: Service) -> None:
    school = await desk.session.get_one(School, service.school_id)
    for chair in await members.chairs(desk.session, school.id, desk.today):
        key = f"left:{service.id}:{desk.now.isoformat()}"
        await desk.tell(chair, "member_left", key=key, school=None, leaver=member, place=school)


async def _forget_updates(desk: Desk, who: Leaver) -> None:
    """Empty what came from this chat; that it came must stay, or it would be handled again."""
    over = or_(Incoming.state.in_((DONE, SET_ASIDE, KEPT_BACK)), Incoming.update_id == who.update_id)
    nothing: dict[str, Any] = {"payload": {}, "chat_id": None, "chat_hash": None}
    await desk.session.execute(update(Incoming).where(Incoming.chat_id == who.telegram_id, over).values(nothing))


async def _forget_rows(desk: Desk, who: Leaver) -> None:
    for table in reversed(Base.metadata.sorted_tables):
        kept = data_map().tables[table.name]
        if kept.leaving == "row":
            await desk.session.execute(delete(table).where(or_(*_own(table, kept.whose, who))))


def _own(table: Table, whose: Sequence[str], who: Leaver) -> list[Any]:
    keys = [(table.c[name], who.telegram_id if is_account(table.c[name]) else _number(who)) for name in whose]
    return [column == key for column, key in keys]


def _number(who: Leaver) -> int:
    return who.member.id if who.member else NOBODY


async def _forget_member(desk: Desk, member: Member) -> None:
    """Leave a number and a role where something still refers to it, otherwise nothing."""
    member.telegram_id, member.name, member.reachable = None, "", False
    await desk.session.flush()
    if not await _is_referred_to(desk, member.id):
        await desk.session.delete(member)


async def _is_referred_to(desk: Desk, member_id: int) -> bool:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if _is_member(column) and await desk.session.scalar(select(exists().where(column == member_id))):
                return True
    return False


def _is_member(column: Column[Any]) -> bool:
    return any(key.target_fullname == "members.id" for key in column.foreign_keys)
