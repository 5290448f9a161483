"""What was agreed: words, one regiehouder, a date and a state."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import or_, select

from bot import members
from bot.access import allowed
from bot.cases.desk import Desk
from bot.cases.promises import Promise
from bot.members import Colleague
from bot.models import Agreement, Member, School
from bot.models.cases import AGREED, DONE, DROPPED

ALL = (
    select(Agreement, Member, School)
    .join(Member, Member.id == Agreement.regiehouder_id)
    .join(School, School.id == Agreement.school_id)
)


class Agreed(NamedTuple):
    """An agreement, its regiehouder, and its school."""

    row: Agreement
    lead: Member
    school: School


class Running(NamedTuple):
    """What is not done: a member's own, and the rest of the school's where the member may see that."""

    mine: Sequence[Agreed]
    others: Sequence[Agreed]


async def running(desk: Desk, who: Colleague) -> Running:
    """Give what is not done: what the last meeting of a school agreed comes first, then what is due first."""
    schools = [school.id for school in who.schools]
    found = await desk.session.execute(ALL.where(Agreement.state == AGREED, Agreement.school_id.in_(schools)))
    agreed = _in_order([Agreed(row, lead, school) for row, lead, school in found])
    mine = [one for one in agreed if one.lead.id == who.id]
    others = [one for one in agreed if one.lead.id != who.id] if who.may("see_school_agreements") else []
    return Running(mine, others)


async def of_school(desk: Desk, school_id: str, *, since: datetime | None) -> Sequence[Agreed]:
    """Give what is not done at a school, and what was done since a moment, in the order of `running`."""
    there = Agreement.state == AGREED
    shown = or_(there, Agreement.done_at >= since) if since else there
    found = await desk.session.execute(ALL.where(Agreement.school_id == school_id, shown))
    return _in_order([Agreed(row, lead, school) for row, lead, school in found])


async def about_case(desk: Desk, case_id: int) -> Agreed | None:
    """Give what was last agreed about a case, and by that who its regiehouder is; None where nobody was named."""
    about = ALL.where(Agreement.escalation_id == case_id, Agreement.state != DROPPED)
    last = (await desk.session.execute(about.order_by(Agreement.id.desc()).limit(1))).one_or_none()
    return Agreed(*last) if last else None


async def make(desk: Desk, promise: Promise, *, by: Member, met_at: datetime | None = None) -> Agreed:
    """Keep a complete agreement and tell its regiehouder; `met_at` is when the meeting that agreed it began."""
    school = await desk.session.get_one(School, promise.school_id)
    lead = await desk.session.get_one(Member, promise.lead_id)
    row = Agreement(school_id=school.id, words=promise.words, regiehouder_id=lead.id, due=promise.due)
    row.made_by, row.made_at, row.met_at = by.id, desk.now, met_at
    desk.session.add(row)
    await desk.session.flush()
    if lead.id != by.id:
        await desk.tell(lead, "agreement_yours", key=f"agreement:{row.id}:made", school=school, agreement=row, by=by)
    return Agreed(row, lead, school)


async def possible_leads(desk: Desk, school_id: str) -> list[Member]:
    """Give who can be regiehouder of an agreement at a school."""
    found = await members.contacts(desk.session, school_id)
    return [contact.member for contact in found if allowed(contact.member.role, "see_own_agreements")]


async def changeable(desk: Desk, who: Colleague, agreement_id: int) -> Agreed | None:
    """Give an agreement that this member may change: its regiehouder, who made it, and who coordinates."""
    row = await desk.session.get(Agreement, agreement_id)
    school = who.school(row.school_id) if row else None
    if row is None or school is None:
        return None
    if who.id not in {row.regiehouder_id, row.made_by} and not who.may("see_school_codes"):
        return None
    return Agreed(row, await desk.session.get_one(Member, row.regiehouder_id), school)


def done(row: Agreement, now: datetime) -> None:
    """Note that an agreement was kept."""
    _end(row, DONE, now)


def drop(row: Agreement, now: datetime) -> None:
    """Note that what was agreed is no longer needed."""
    _end(row, DROPPED, now)


def postpone(row: Agreement, due: date) -> None:
    """Give an agreement another day; it is reminded of anew."""
    row.due, row.reminded_on = due, None


def _end(row: Agreement, state: str, now: datetime) -> None:
    if row.state == AGREED:
        row.state, row.done_at = state, now


def _in_order(agreed: list[Agreed]) -> list[Agreed]:
    last: dict[str, datetime] = {}
    for one in agreed:
        if one.row.met_at:
            last[one.school.id] = max(one.row.met_at, last.get(one.school.id, one.row.met_at))

    def place(one: Agreed) -> tuple[bool, date, int]:
        of_last_meeting = one.row.met_at is not None and one.row.met_at == last[one.school.id]
        return not of_last_meeting, one.row.due, one.row.id

    return sorted(agreed, key=place)
