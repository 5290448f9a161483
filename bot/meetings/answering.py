"""Whether somebody comes: the answer, a stand-in, and the chair who hears in time that somebody is missing."""

from bot import members
from bot.cases.desk import Desk
from bot.meetings import partners, telling
from bot.meetings.gathering import Gathering, attending, chairs_of
from bot.meetings.reminding import look_ahead
from bot.models import COMES, REPLACED, STAYS_AWAY, UNANSWERED_YET, Attendance, Member


async def attendance_of(desk: Desk, of: Gathering, member: Member) -> Attendance | None:
    """Give whether and how a member is invited to a meeting."""
    return await desk.session.get(Attendance, (of.id, member.id))


async def answer(desk: Desk, of: Gathering, member: Member, *, comes: bool) -> bool:
    """Keep whether a member comes; the chair hears it when a counted seat falls open or is filled again."""
    attendance = await attendance_of(desk, of, member)
    if attendance is None or not of.planned or not of.about_to(desk.now):
        return False
    before = await _seat(desk, of, attendance.seat)
    if comes and attendance.answer in {STAYS_AWAY, REPLACED}:
        # What passed while somebody was not coming is not made up for.
        attendance.known_since = desk.now
    attendance.answer, attendance.answered_at = COMES if comes else STAYS_AWAY, desk.now
    attendance.stand_in_id = None
    await desk.session.flush()
    await look_ahead(desk, of, attendance, member)
    await _chairs_hear(desk, of, member, before, await _seat(desk, of, attendance.seat))
    if not comes:
        await _replaced_hear(desk, of, member)
    return True


async def stand_ins(desk: Desk, of: Gathering, member: Member) -> list[Member]:
    """Give who can come instead of a member: the stand-in for this school first, then who else serves it."""
    if of.school is None:
        return []
    found = await members.contacts(desk.session, of.school.id)
    own = next((one.stand_in for one in found if one.member.id == member.id), None)
    others = [one.member for one in found if one.member.id != member.id and one.member.role in _roles_of(of)]
    return list({one.id: one for one in ([own] if own else []) + others}.values())


async def send_stand_in(desk: Desk, of: Gathering, member: Member, stand_in_id: int) -> Member | None:
    """Keep who comes instead of a member, and ask that one; None for somebody who cannot."""
    attendance = await attendance_of(desk, of, member)
    chosen = next((one for one in await stand_ins(desk, of, member) if one.id == stand_in_id), None)
    if attendance is None or chosen is None or not of.planned or not of.about_to(desk.now):
        return None
    before = await _seat(desk, of, attendance.seat)
    attendance.answer, attendance.answered_at, attendance.stand_in_id = REPLACED, desk.now, chosen.id
    own = await attendance_of(desk, of, chosen)
    if own is None:
        own = Attendance(
            meeting_id=of.id,
            member_id=chosen.id,
            seat=attendance.seat,
            answer=UNANSWERED_YET,
            known_since=desk.now,
        )
        desk.session.add(own)
    await desk.session.flush()
    await look_ahead(desk, of, own, chosen)
    await look_ahead(desk, of, attendance, member)
    what = f"stand_in:{member.id}:{int(desk.now.timestamp())}"
    await telling.tell(desk, of, chosen, "meeting_stand_in", what=what, instead_of=member, attendance=own)
    await _chairs_hear(desk, of, member, before, await _seat(desk, of, attendance.seat))
    return chosen


async def _seat(desk: Desk, of: Gathering, seat: str) -> partners.Partner | None:
    return next((one for one in await partners.counted(desk, of) if one.seat == seat), None)


async def _chairs_hear(
    desk: Desk, of: Gathering, by: Member, before: partners.Partner | None, after: partners.Partner | None
) -> None:
    """Tell who leads the meeting that nobody comes for a counted seat any more, or that somebody does again."""
    if before is None or after is None or (before.state == "stays_away") == (after.state == "stays_away"):
        return
    for chair in await chairs_of(desk, of):
        if chair.id != by.id:
            what = f"seat:{after.seat}:{after.state}:{int(desk.now.timestamp())}"
            await telling.tell(desk, of, chair, "meeting_seat", what=what, partner=after, by=by)


async def _replaced_hear(desk: Desk, of: Gathering, by: Member) -> None:
    """Tell whom a stand-in would have replaced that this one cannot come."""
    for attendance, member in await attending(desk, of):
        if attendance.answer == REPLACED and attendance.stand_in_id == by.id:
            what = f"stand_in_off:{by.id}:{int(desk.now.timestamp())}"
            await telling.tell(desk, of, member, "meeting_stand_in_off", what=what, by=by)


def _roles_of(of: Gathering) -> tuple[str, ...]:
    return (*of.kind.seats, *of.kind.guests)
