"""The meeting itself: it begins, its chair walks through the agenda, and it was held."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.cases.desk import Desk
from bot.meetings import agenda, telling
from bot.meetings.agenda import Item
from bot.meetings.gathering import RUNS, Gathering, chairs_of, gathering, of_row
from bot.meetings.telling import Saying
from bot.members import Colleague
from bot.models import HELD, PLANNED, AgendaPoint, Attendance, Meeting, MeetingNotice
from bot.outbox import When

BEGINS_BEFORE = timedelta(hours=1)
"""A meeting can be opened a little early."""
WAS_IT_HELD = "held"
ASKED_FOR = timedelta(days=14)


def may_begin(of: Gathering, now: datetime) -> bool:
    """Tell whether the walk through the agenda can begin: from an hour before the start on."""
    return of.planned and now >= of.row.starts_at - BEGINS_BEFORE


async def begin(desk: Desk, of: Gathering) -> None:
    """Begin the walk through the agenda: what waited for the next meeting is for this one."""
    if of.row.begun_at is not None:
        return
    if await agenda.is_next(desk, of):
        school = of.row.school_id
        same = AgendaPoint.school_id == school if school else AgendaPoint.school_id.is_(None)
        await desk.session.execute(
            update(AgendaPoint).where(AgendaPoint.meeting_id.is_(None), same).values(meeting_id=of.id)
        )
    of.row.begun_at = desk.now
    await desk.session.flush()


async def next_time(desk: Desk, of: Gathering, point_id: int) -> None:
    """Leave a point for the next meeting."""
    await desk.session.execute(
        update(AgendaPoint)
        .where(AgendaPoint.id == point_id, AgendaPoint.meeting_id == of.id)
        .values(meeting_id=None)
        .execution_options(synchronize_session=False)
    )


def around(items: list[Item], key: str) -> tuple[int, Item | None, Item | None]:
    """Give the place of an item, and what comes before and after it; the first for one that is gone."""
    place = next((number for number, item in enumerate(items) if item.key == key), 0)
    before = items[place - 1] if place else None
    return place, before, items[place + 1] if place + 1 < len(items) else None


async def hold(desk: Desk, of: Gathering) -> bool:
    """Note that a meeting was held; False when it was cancelled, held before or has not started."""
    if not may_begin(of, desk.now):
        return False
    of.row.state, of.row.held_at = HELD, desk.now
    await desk.session.execute(
        update(Attendance).where(Attendance.meeting_id == of.id).values(next_at=None, snoozed_until=None)
    )
    return True


async def running(desk: Desk, who: Colleague, school_id: str) -> Gathering | None:
    """Give the meeting of a school that this member is walking through now."""
    if not who.may("plan_team_meeting"):
        return None
    row = await desk.session.scalar(
        select(Meeting)
        .where(Meeting.school_id == school_id, Meeting.state == PLANNED, Meeting.begun_at >= desk.now - RUNS)
        .order_by(Meeting.begun_at.desc())
        .limit(1)
    )
    return await of_row(desk, row) if row else None


async def ask_whether_held(desk: Desk) -> None:
    """Ask who leads a meeting that has passed, once, whether it was held."""
    rows = await desk.session.scalars(
        select(Meeting.id).where(
            Meeting.state == PLANNED, Meeting.starts_at < desk.now, Meeting.starts_at > desk.now - ASKED_FOR
        )
    )
    for meeting_id in list(rows):
        of = await gathering(desk, meeting_id)
        if of is None or desk.now < of.ends_at:
            continue
        for chair in await chairs_of(desk, of):
            quiet = telling.quiet_plan(of, chair, known_since=desk.now)
            asked = await desk.session.scalar(
                select(MeetingNotice.id).where(
                    MeetingNotice.meeting_id == of.id,
                    MeetingNotice.member_id == chair.id,
                    MeetingNotice.moment == WAS_IT_HELD,
                    MeetingNotice.starts_at == of.row.starts_at,
                )
            )
            if asked is None and quiet.may_be_said(desk.now) == desk.now:
                notice = MeetingNotice(meeting_id=of.id, member_id=chair.id, moment=WAS_IT_HELD, at=desk.now)
                notice.starts_at, notice.late = of.row.starts_at, False
                desk.session.add(notice)
                key = f"held:{of.row.sequence}"
                await telling.say(desk, of, chair, Saying("meeting_was_held", key, {}, When(desk.now)))
