"""Reminders by the clock: each once, also after a restart, a move or an outage, and never after the meeting.

What was said stands in `meeting_notices`, by meeting, member, moment and start; `Attendance.next_at` tells when to look
again, so that the clock asks one short question of an index.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cases.desk import Desk
from bot.local_time import AMSTERDAM, local
from bot.meetings import agenda, partners, telling
from bot.meetings.gathering import Gathering, attending, gathering, has_the_chair, of_row
from bot.meetings.telling import Saying
from bot.models import (
    EXPIRED,
    PLANNED,
    REPLACED,
    STAYS_AWAY,
    Attendance,
    Meeting,
    MeetingNotice,
    Member,
    Outgoing,
    ReminderChoice,
)
from bot.outbox import When
from knowledge.meetings import Moment, meeting_table
from knowledge.reminding import Due, Plan, Told, due_now, next_look, partners_moment

REMIND = "remind"
PARTNERS = "partners"
DAY = timedelta(days=1)
SNOOZE = timedelta(hours=3)


async def due_meetings(session: AsyncSession, now: datetime) -> list[int]:
    """Give the meetings about which somebody may have to be told something now."""
    await _say_again_what_expired(session, now)
    # Asked to tell each meeting once, SQLite would go through all that ever were.
    found = await session.scalars(select(Attendance.meeting_id).where(Attendance.next_at <= now))
    return sorted(set(found))


async def remind(desk: Desk, meeting_id: int) -> None:
    """Tell everybody what is due about one meeting; what was told in the meantime is not told again."""
    of = await gathering(desk, meeting_id)
    if of is None:
        return
    there = {member.id: (attendance, member) for attendance, member in await attending(desk, of)}
    due = await desk.session.scalars(
        select(Attendance).where(Attendance.meeting_id == meeting_id, Attendance.next_at <= desk.now)
    )
    for attendance in list(due):
        if attendance.member_id in there:
            await _remind_one(desk, of, *there[attendance.member_id])
        else:
            # Who left the school hears nothing of its meetings any more.
            attendance.next_at = None


async def _remind_one(desk: Desk, of: Gathering, attendance: Attendance, member: Member) -> None:
    plans, said = await _planned(desk, of, attendance, member)
    told: set[str] = set()
    for plan in plans:
        due = due_now(plan, said, desk.now)
        if due:
            await _tell(desk, of, (attendance, member), due)
            told |= {due.moment, *due.left_out}
    attendance.next_at = _next_at(plans, said | told, desk.now)


async def _tell(desk: Desk, of: Gathering, to: tuple[Attendance, Member], due: Due) -> None:
    attendance, member = to
    _note(desk, of, member, (due.moment, *due.left_out), late=due.late)
    await desk.session.flush()
    leads = due.moment == PARTNERS or has_the_chair(of, attendance, member)
    facts: dict[str, Any] = {
        "partners": await partners.counted(desk, of) if leads else [],
        "late": due.late,
        "today": desk.today,
    }
    if due.moment != PARTNERS:
        facts |= {"attendance": attendance, "waiting": await agenda.waiting_for(desk, of, member)}
    elif not any(partner.missing for partner in facts["partners"]):
        return
    name = "meeting_partners" if due.moment == PARTNERS else "meeting_reminder"
    key = f"{REMIND}:{due.moment}:{int(of.row.starts_at.timestamp())}"
    await telling.say(desk, of, member, Saying(name, key, facts, _when(desk, of, due)))


def _when(desk: Desk, of: Gathering, due: Due) -> When:
    """It speaks of today and tomorrow: what could not be sent today is worded anew, and not said after the start."""
    midnight = datetime.combine(local(desk.now).date() + DAY, time(), AMSTERDAM)
    return When(desk.now, min(midnight, of.row.starts_at), due.silently)


async def look_ahead(desk: Desk, of: Gathering, attendance: Attendance, member: Member) -> None:
    """Note when to look next at what this member is to be told about a meeting; never, when nothing is left."""
    plans, said = await _planned(desk, of, attendance, member)
    attendance.next_at = _next_at(plans, said, desk.now)


def _next_at(plans: Sequence[Plan], said: set[str], now: datetime) -> datetime | None:
    return min((look for plan in plans if (look := next_look(plan, said, now))), default=None)


async def chosen(session: AsyncSession, member: Member) -> Sequence[str]:
    """Give the moments at which a member is reminded."""
    choice = await session.get(ReminderChoice, member.id)
    return meeting_table().usual if choice is None else choice.moments


async def toggle(desk: Desk, member: Member, moment: str) -> bool:
    """Turn one moment on or off for a member; False for a moment that does not exist."""
    table = meeting_table().moments
    if moment not in table:
        return False
    now = set(await chosen(desk.session, member)) ^ {moment}
    await _choose(desk, member, [one for one in table if one in now])
    return True


async def mute(desk: Desk, member: Member, *, muted: bool) -> None:
    """Let a member hear no reminders at all, or the usual ones again."""
    await _choose(desk, member, [] if muted else list(meeting_table().usual))


async def _choose(desk: Desk, member: Member, moments: list[str]) -> None:
    """Keep the moments; one that has passed for a meeting is not made up for because it was turned on later."""
    before = set(await chosen(desk.session, member))
    await desk.session.merge(ReminderChoice(member_id=member.id, moments=moments))
    await desk.session.flush()
    rows = await desk.session.execute(
        select(Attendance, Meeting)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.member_id == member.id, Meeting.state == PLANNED, Meeting.starts_at > desk.now)
    )
    for attendance, row in list(rows):
        of = await of_row(desk, row)
        said = await _said(desk, of, member)
        for plan in await _plans(desk, of, attendance, member):
            passed = {one.moment for one in plan.told if one.at <= desk.now} & (set(moments) - before) - said
            _note(desk, of, member, passed)
        await desk.session.flush()
        await look_ahead(desk, of, attendance, member)


def _note(desk: Desk, of: Gathering, member: Member, moments: Iterable[str], *, late: bool = False) -> None:
    """Note that moments were told, or are rightly left out: once, for this start."""
    for moment in moments:
        desk.session.add(
            MeetingNotice(
                meeting_id=of.id,
                member_id=member.id,
                moment=moment,
                starts_at=of.row.starts_at,
                at=desk.now,
                late=late,
            )
        )


async def snooze(desk: Desk, of: Gathering, attendance: Attendance, member: Member, until: datetime) -> bool:
    """Remind a member once more at a moment of his or her own; False when that is not before the meeting."""
    if not of.planned or not desk.now < until < of.row.starts_at:
        return False
    attendance.snoozed_until = until
    await look_ahead(desk, of, attendance, member)
    return True


def snoozes(of: Gathering, member: Member, now: datetime) -> dict[str, datetime]:
    """Give when a member can be reminded once more, by the name of the choice: as far as it is before the meeting."""
    tomorrow = datetime.combine(local(now).date() + DAY, time(member.quiet_until % 24), AMSTERDAM)
    offered = {"uren": now + SNOOZE, "morgen": tomorrow, "week": tomorrow + DAY * 6}
    return {name: at for name, at in offered.items() if now < at < of.row.starts_at}


async def _planned(desk: Desk, of: Gathering, attendance: Attendance, member: Member) -> tuple[list[Plan], set[str]]:
    """Give when this member is told of this meeting, and what was said; nothing when it is not held."""
    if not of.planned:
        return [], set()
    return await _plans(desk, of, attendance, member), await _said(desk, of, member)


async def _plans(desk: Desk, of: Gathering, attendance: Attendance, member: Member) -> list[Plan]:
    """Give when this member is told of this meeting: the reminders, and for who leads it who is still missing."""
    if attendance.answer in {STAYS_AWAY, REPLACED} or attendance.known_since is None:
        return []
    quiet = telling.quiet_plan(of, member, known_since=attendance.known_since)
    table, wanted = meeting_table().moments, await chosen(desk.session, member)
    asked = attendance.snoozed_until
    extra = (Told(asked, f"z{int(asked.timestamp())}"),) if asked else ()
    plans = [replace(quiet, moments=tuple(table[moment] for moment in wanted if moment in table), extra=extra)]
    if has_the_chair(of, attendance, member) and (moment := _partners_moment(of, attendance.known_since)):
        plans.append(replace(quiet, moments=(moment,)))
    return plans


def _partners_moment(of: Gathering, known_since: datetime) -> Moment | None:
    return partners_moment(of.row.starts_at, known_since, AMSTERDAM) if of.kind.counted else None


async def _said(desk: Desk, of: Gathering, member: Member) -> set[str]:
    found = await desk.session.scalars(
        select(MeetingNotice.moment).where(
            MeetingNotice.meeting_id == of.id,
            MeetingNotice.member_id == member.id,
            MeetingNotice.starts_at == of.row.starts_at,
        )
    )
    return set(found)


async def _say_again_what_expired(session: AsyncSession, now: datetime) -> None:
    """Let what could not be sent on its day be due again, so that it is said with the words of today."""
    rows = await session.scalars(
        # Only where it is written out does the database know that its index of what expired will do.
        select(Outgoing).where(
            Outgoing.outcome == literal(EXPIRED, literal_execute=True), Outgoing.key.startswith("meeting:")
        )
    )
    for row in rows:
        meeting, _, moment, starts, member = (row.key or "").removeprefix("meeting:").split(":")
        where = (MeetingNotice.meeting_id == int(meeting), MeetingNotice.member_id == int(member))
        starts_at = datetime.fromtimestamp(int(starts), AMSTERDAM)
        await session.execute(
            delete(MeetingNotice).where(*where, MeetingNotice.moment == moment, MeetingNotice.starts_at == starts_at)
        )
        await session.execute(
            update(Attendance)
            .where(Attendance.meeting_id == int(meeting), Attendance.member_id == int(member))
            .values(next_at=now)
        )
        await session.delete(row)
