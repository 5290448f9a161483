"""One meeting as people see it: the row with its school and kind, and who may look at it or lead it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, select, true

from bot.access import allowed
from bot.cases.desk import Desk
from bot.cases.moments import calendar_of
from bot.local_time import local
from bot.members import Colleague
from bot.models import ACTIVE, PLANNED, Attendance, CitySeat, Meeting, Member, School, Service
from knowledge.calendar import Calendar, region_calendar
from knowledge.meetings import Kind, meeting_table
from knowledge.reminding import rest_days

CITY_REGION = "midden"
RUNS = timedelta(hours=12)
"""How long after its start a meeting that was not marked as held can still be going on."""
STILL_SHOWN = timedelta(days=14)
"""How long a meeting that nobody marked as held stays in the list: it can still be marked."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting and what belongs to it; without a school it is one of the city."""

    row: Meeting
    school: School | None

    @property
    def id(self) -> int:
        """Give its number."""
        return self.row.id

    @property
    def kind(self) -> Kind:
        """Give what the table says about such a meeting."""
        return meeting_table().kinds[self.row.kind]

    @property
    def starts(self) -> datetime:
        """Give when it starts on the clocks at school."""
        return local(self.row.starts_at)

    @property
    def ends_at(self) -> datetime:
        """Give the moment at which it ends."""
        return self.row.starts_at + timedelta(minutes=self.row.minutes)

    @property
    def ends(self) -> datetime:
        """Give when it ends on the clocks at school."""
        return local(self.ends_at)

    @property
    def day(self) -> date:
        """Give the day on which it is."""
        return self.starts.date()

    @property
    def planned(self) -> bool:
        """Tell whether it is neither cancelled nor held."""
        return self.row.state == PLANNED

    @property
    def key(self) -> str:
        """Give how the keys of everything said about it start."""
        return f"meeting:{self.row.id}:"

    @property
    def rests(self) -> Callable[[date], bool]:
        """Tell a day on which nobody is disturbed about it: no school day, or for the city no working day."""
        if self.school is None:
            calendar = region_calendar(CITY_REGION)
            return rest_days(calendar.is_working_day, lambda day: calendar.first.year <= day.year <= calendar.last.year)
        calendar = calendar_of(self.school)
        return rest_days(calendar.is_school_day, lambda day: holds(calendar, day))

    def about_to(self, now: datetime) -> bool:
        """Tell whether it has not begun yet."""
        return now < self.row.starts_at


def holds(calendar: Calendar, day: date) -> bool:
    """Tell whether a calendar knows a day."""
    return calendar.first <= day <= calendar.last


async def gathering(desk: Desk, meeting_id: int) -> Gathering | None:
    """Give a meeting by its number."""
    row = await desk.session.get(Meeting, meeting_id, populate_existing=True)
    return await of_row(desk, row) if row else None


async def of_row(desk: Desk, row: Meeting) -> Gathering:
    """Give a meeting with its school."""
    return Gathering(row, await desk.session.get(School, row.school_id) if row.school_id else None)


async def gathering_for(desk: Desk, meeting_id: int, who: Colleague) -> Gathering | None:
    """Give a meeting this member may see: who is invited, and who may lead it."""
    found = await gathering(desk, meeting_id)
    if found is None:
        return None
    invited = await desk.session.get(Attendance, (meeting_id, who.id))
    return found if invited is not None or await leads(desk, who, found) else None


async def leads(desk: Desk, who: Colleague, of: Gathering) -> bool:
    """Tell whether this member plans and leads such a meeting: the chair of the school's team, or of the city's."""
    return await may_plan(desk, who, of.kind) and (of.school is None or who.school(of.school.id) is not None)


async def may_plan(desk: Desk, who: Colleague, kind: Kind) -> bool:
    """Tell whether a member plans meetings of a kind; for the city it turns on the organisation one sits there for."""
    if not who.may(_planning(kind)):
        return False
    seat = await desk.session.get(CitySeat, who.id) if kind.for_city else None
    return kind.led_by == (seat.seat if seat else who.role)


async def coming(desk: Desk, who: Colleague) -> list[Gathering]:
    """Give the planned meetings of a member, the first first; one that has just passed waits to be marked as held."""
    invited = select(Attendance.meeting_id).where(Attendance.member_id == who.id)
    mine: list[ColumnElement[bool]] = [Meeting.id.in_(invited)]
    if who.may("plan_team_meeting"):
        mine.append(Meeting.school_id.in_([school.id for school in who.schools]))
    rows = await desk.session.scalars(
        select(Meeting)
        .where(or_(*mine), Meeting.state == PLANNED, Meeting.starts_at > desk.now - STILL_SHOWN)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [await of_row(desk, row) for row in rows]


async def attending(desk: Desk, of: Gathering) -> list[tuple[Attendance, Member]]:
    """Give who is invited to a meeting; who left the school since is not counted any more."""
    there = exists().where(
        Service.member_id == Attendance.member_id, Service.school_id == of.row.school_id, Service.state == ACTIVE
    )
    rows = await desk.session.execute(
        select(Attendance, Member)
        .join(Member, Member.id == Attendance.member_id)
        .where(Attendance.meeting_id == of.id, there if of.school else true())
        .order_by(Member.id)
    )
    return [(attendance, member) for attendance, member in rows]


async def chairs_of(desk: Desk, of: Gathering) -> list[Member]:
    """Give who leads a meeting, of those who are invited."""
    return [member for attendance, member in await attending(desk, of) if has_the_chair(of, attendance, member)]


def has_the_chair(of: Gathering, attendance: Attendance, member: Member) -> bool:
    """Tell whether somebody who is invited leads the meeting."""
    return attendance.seat == of.kind.led_by and allowed(member.role, _planning(of.kind))


def _planning(kind: Kind) -> str:
    return "plan_city_meeting" if kind.for_city else "plan_team_meeting"
