"""Planning, moving and cancelling a meeting: who is invited, and what each of them hears."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import exists, select

from bot import members, outbox
from bot.cases.desk import Desk
from bot.cases.moments import calendar_of
from bot.local_time import local_day
from bot.meetings import telling
from bot.meetings.gathering import Gathering, attending, chairs_of, of_row
from bot.meetings.reminding import look_ahead
from bot.models import (
    ACTIVE,
    CANCELLED,
    COMES,
    HELD,
    PLANNED,
    UNANSWERED_YET,
    WAITING,
    Attendance,
    CitySeat,
    Meeting,
    Member,
    Outgoing,
    School,
    Service,
)
from knowledge.calendar import CalendarUnknownError
from knowledge.meetings import EVALUATION, Kind, meeting_table
from knowledge.proposals import Proposal, propose

UID_BYTES = 16
DOMAIN = "wegwijs"
INVITED = "invited"


class Invitee(NamedTuple):
    """Somebody who can be invited, and for which seat; `always` when the kind of meeting asks for this seat."""

    member: Member
    seat: str
    always: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """A meeting as it is to be planned; `guests` are the ids of those invited besides the usual seats."""

    kind: Kind
    school: School | None
    starts_at: datetime
    minutes: int
    place: str | None = None
    guests: frozenset[int] = frozenset()


async def invitees(desk: Desk, kind: Kind, school: School | None) -> list[Invitee]:
    """Give who can be invited to such a meeting, those with a seat first."""
    named = (*kind.seats, *kind.guests)
    if school is None:
        rows = await desk.session.execute(select(Member, CitySeat.seat).join(CitySeat, CitySeat.member_id == Member.id))
        found = [Invitee(member, seat, always=True) for member, seat in rows]
    else:
        found = [
            Invitee(contact.member, contact.member.role, contact.member.role in kind.seats)
            for contact in await members.contacts(desk.session, school.id)
            if contact.member.role in named
        ]
    return sorted(found, key=lambda one: (named.index(one.seat), one.member.name, one.member.id))


async def plan(desk: Desk, wish: Wish, by: Member) -> Gathering:
    """Plan a meeting and invite everybody with a seat, and the guests; who plans it comes."""
    row = Meeting(
        school_id=wish.school.id if wish.school else None,
        kind=wish.kind.id,
        starts_at=wish.starts_at,
        minutes=wish.minutes,
        place=wish.place,
        uid=f"{secrets.token_hex(UID_BYTES)}@{DOMAIN}",
        made_by=by.id,
        made_at=desk.now,
        changed_at=desk.now,
    )
    desk.session.add(row)
    await desk.session.flush()
    planned = Gathering(row, wish.school)
    asked = await invitees(desk, wish.kind, wish.school)
    for one in asked:
        if one.always or one.member.id in wish.guests or one.member.id == by.id:
            await invite(desk, planned, one.member, seat=one.seat, by=by)
    return planned


async def invite(desk: Desk, to: Gathering, member: Member, *, seat: str, by: Member) -> Attendance:
    """Invite somebody for a seat; who invites needs no invitation and comes."""
    own = member.id == by.id
    attendance = Attendance(
        meeting_id=to.id,
        member_id=member.id,
        seat=seat,
        answer=COMES if own else UNANSWERED_YET,
        answered_at=desk.now if own else None,
        known_since=desk.now,
    )
    desk.session.add(attendance)
    await desk.session.flush()
    await look_ahead(desk, to, attendance, member)
    await _tell_invited(desk, to, (attendance, member), by)
    return attendance


async def invite_newcomers(desk: Desk) -> None:
    """Invite who came to a school after its meetings were planned, and has a seat there."""
    for kind in meeting_table().kinds.values():
        invited = exists().where(Attendance.meeting_id == Meeting.id, Attendance.member_id == Member.id)
        rows = await desk.session.execute(
            select(Meeting, Member)
            .join(Service, Service.school_id == Meeting.school_id)
            .join(Member, Member.id == Service.member_id)
            .where(Meeting.kind == kind.id, Meeting.state == PLANNED, Meeting.starts_at > desk.now, ~invited)
            .where(Service.state == ACTIVE, Member.role.in_(kind.seats))
            .order_by(Meeting.id, Member.id)
        )
        for meeting, member in list(rows):
            of = await of_row(desk, meeting)
            chairs = await chairs_of(desk, of)
            await invite(desk, of, member, seat=member.role, by=chairs[0] if chairs else member)


async def _tell_invited(desk: Desk, to: Gathering, invited: tuple[Attendance, Member], by: Member) -> None:
    attendance, member = invited
    name = "meeting_planned" if member.id == by.id else "meeting_invited"
    facts = {"by": by, "seat": attendance.seat, "core": attendance.seat in to.kind.counted}
    await telling.tell(desk, to, member, name, what=INVITED, **facts)


async def _untold(desk: Desk, of: Gathering) -> set[int]:
    """Give the ids of those whose invitation still waits for a better hour: to them the meeting is new."""
    keys = await desk.session.scalars(
        select(Outgoing.key).where(
            Outgoing.key.startswith(f"{of.key}{INVITED}:"), Outgoing.state == WAITING, Outgoing.attempts == 0
        )
    )
    return {int((key or "").rpartition(":")[2]) for key in keys}


async def move(desk: Desk, moved: Gathering, starts_at: datetime, by: Member) -> bool:
    """Move a meeting: everybody is asked anew, reminders follow the new start; False when it stays where it is."""
    row = moved.row
    if row.state != PLANNED or row.starts_at == starts_at:
        return False
    before, untold = moved.starts, await _untold(desk, moved)
    row.starts_at, row.changed_at, row.begun_at = starts_at, desk.now, None
    row.sequence += 1
    await outbox.take_back(desk.session, moved.key)
    for attendance, member in await attending(desk, moved):
        own = member.id == by.id
        attendance.answer = COMES if own else UNANSWERED_YET
        attendance.answered_at = desk.now if own else None
        attendance.known_since, attendance.snoozed_until, attendance.stand_in_id = desk.now, None, None
        await look_ahead(desk, moved, attendance, member)
        if member.id in untold:
            await _tell_invited(desk, moved, (attendance, member), by)
        else:
            await telling.tell(desk, moved, member, "meeting_moved", what="moved", by=by, before=before, own=own)
    return True


async def cancel(desk: Desk, cancelled: Gathering, by: Member) -> bool:
    """Cancel a meeting: everybody hears it, nobody is reminded any more; False when it is not planned."""
    row = cancelled.row
    if row.state != PLANNED:
        return False
    untold = await _untold(desk, cancelled)
    row.state, row.changed_at = CANCELLED, desk.now
    row.sequence += 1
    await outbox.take_back(desk.session, cancelled.key)
    for attendance, member in await attending(desk, cancelled):
        attendance.next_at = None
        if member.id not in untold:
            own = member.id == by.id
            await telling.tell(desk, cancelled, member, "meeting_cancelled", what="cancelled", by=by, own=own)
    return True


async def proposals(desk: Desk, school: School) -> list[Proposal]:
    """Give days for the evaluations this school year still needs; none where the calendar ends."""
    kind = meeting_table().kinds[EVALUATION]
    asked = [one.member.id for one in await invitees(desk, kind, school) if one.always]
    works = await _working_days(desk, school, asked)
    rows = await desk.session.scalars(
        select(Meeting.starts_at).where(
            Meeting.school_id == school.id, Meeting.kind == EVALUATION, Meeting.state.in_((PLANNED, HELD))
        )
    )
    planned = [local_day(starts_at) for starts_at in rows]
    try:
        return propose(calendar_of(school), works, today=desk.today, planned=planned, wanted=kind.at_least)
    except CalendarUnknownError:
        return []


async def off_on(desk: Desk, school: School | None, asked: Collection[Member], day: date) -> list[Member]:
    """Give who of the invited does not work at the school on a day."""
    if school is None:
        return []
    works = await _working_days(desk, school, [member.id for member in asked])
    return [member for member in asked if member.id in works and day.weekday() not in works[member.id]]


async def _working_days(desk: Desk, school: School, asked: Collection[int]) -> Mapping[int, Collection[int]]:
    found = await members.contacts(desk.session, school.id)
    return {one.member.id: one.service.working_days for one in found if one.member.id in asked}


async def change_place(desk: Desk, of: Gathering, place: str | None) -> None:
    """Change where a meeting is; everybody hears it, and the calendars follow."""
    of.row.place, of.row.changed_at = place, desk.now
    of.row.sequence += 1
    for _, member in await attending(desk, of):
        await telling.tell(desk, of, member, "meeting_place", what="place")
