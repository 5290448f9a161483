"""The agenda builds itself: last meeting's actions first, what waits for the team, safety, and what members add."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from bot.access import allowed
from bot.cases import agreements
from bot.cases.case import AOJ_TEAM, Case
from bot.cases.desk import Desk
from bot.meetings.gathering import RUNS, Gathering
from bot.models import PLANNED, AgendaPoint, Agreement, Escalation, Meeting, Member
from bot.models.cases import AGREED, CLOSED
from knowledge.evaluation import guide
from knowledge.meetings import CASES, CITY, EVALUATION

TEAM_KINDS = (CASES, EVALUATION)
LONGEST_POINT = 200
ACTION, CASE, SAFETY, GUIDE, POINT, END = "action", "case", "safety", "guide", "point", "end"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to discuss: `what` says which template words it, `about` is what it is about."""

    what: str
    number: int
    about: Any = None

    @property
    def key(self) -> str:
        """Give its name in a button: it stays the same while others are added or done."""
        return f"{self.what}-{self.number}"


@dataclass(frozen=True, slots=True)
class Point:
    """Something a member wants to discuss, and who."""

    row: AgendaPoint
    by: Member


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one member at a meeting."""

    actions: Sequence[Agreement]
    points: Sequence[AgendaPoint]
    cases: int

    def __bool__(self) -> bool:
        """Tell whether anything waits."""
        return bool(self.actions or self.points or self.cases)


Part = Callable[[Desk, Gathering], Awaitable[list[Item]]]


async def items(desk: Desk, of: Gathering) -> list[Item]:
    """Give the agenda of a meeting in order; while it is walked through, what is done stays in its place."""
    found = [item for part in PARTS[of.row.kind] for item in await part(desk, of)]
    return [*found, Item(END, 0)]


async def waiting_for(desk: Desk, of: Gathering, member: Member) -> Waiting:
    """Give what waits for a member at a meeting: own actions and points, and how many cases of the team."""
    points = [point.row for point in await points_of(desk, of) if point.row.member_id == member.id]
    if of.school is None or of.row.kind not in TEAM_KINDS:
        return Waiting((), points, 0)
    actions = await desk.session.scalars(
        select(Agreement)
        .where(Agreement.school_id == of.school.id, Agreement.state == AGREED, Agreement.regiehouder_id == member.id)
        .order_by(Agreement.due, Agreement.id)
    )
    return Waiting(list(actions), points, await _open_cases(desk, of) if allowed(member.role, "see_case") else 0)


async def points_of(desk: Desk, of: Gathering) -> list[Point]:
    """Give what members added to a meeting, and to the next meeting where this is the next."""
    where: ColumnElement[bool] = AgendaPoint.meeting_id == of.id
    if await is_next(desk, of):
        where = or_(where, (AgendaPoint.meeting_id.is_(None)) & (AgendaPoint.school_id == of.row.school_id))
        if of.school is None:
            where = or_(where, (AgendaPoint.meeting_id.is_(None)) & (AgendaPoint.school_id.is_(None)))
    rows = await desk.session.execute(
        select(AgendaPoint, Member)
        .join(Member, Member.id == AgendaPoint.member_id)
        .where(where)
        .order_by(AgendaPoint.id)
    )
    return [Point(row, by) for row, by in rows]


async def is_next(desk: Desk, of: Gathering) -> bool:
    """Tell whether a meeting is the next of its team, or of the city, so that what waits for the next is for it."""
    found = await next_meeting(desk, of.row.school_id)
    return found is not None and found.id == of.id


async def next_meeting(desk: Desk, school_id: str | None) -> Meeting | None:
    """Give the first meeting that is planned for the team of a school; without a school for the city."""
    kinds = TEAM_KINDS if school_id else (CITY,)
    same = Meeting.school_id == school_id if school_id else Meeting.school_id.is_(None)
    return await desk.session.scalar(
        select(Meeting)
        .where(same, Meeting.kind.in_(kinds), Meeting.state == PLANNED, Meeting.starts_at > desk.now - RUNS)
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    )


async def add_point(
    desk: Desk, member: Member, words: str, *, school_id: str | None, meeting_id: int | None
) -> AgendaPoint:
    """Put something on the agenda of a meeting, or of the next one of the team or the city."""
    row = AgendaPoint(school_id=school_id, meeting_id=meeting_id, words=words, member_id=member.id, made_at=desk.now)
    desk.session.add(row)
    await desk.session.flush()
    return row


async def take_off(desk: Desk, member: Member, point_id: int) -> bool:
    """Take a point off the agenda: who added it may, as long as it was not discussed."""
    row = await desk.session.get(AgendaPoint, point_id)
    meeting = await desk.session.get(Meeting, row.meeting_id) if row and row.meeting_id else None
    if row is None or row.member_id != member.id or (meeting and meeting.state != PLANNED):
        return False
    await desk.session.delete(row)
    return True


async def _actions(desk: Desk, of: Gathering) -> list[Item]:
    assert of.school is not None  # noqa: S101  # only meetings of a school have this part
    begun = of.row.begun_at
    found = await agreements.of_school(desk, of.school.id, since=begun)
    # What this meeting itself agrees is for the next one.
    return [Item(ACTION, one.row.id, one) for one in found if begun is None or one.row.met_at != begun]


async def _cases(desk: Desk, of: Gathering) -> list[Item]:
    assert of.school is not None  # noqa: S101
    rows = await desk.session.scalars(
        select(Escalation).where(_for_team(of), or_(*_still_there(of))).order_by(Escalation.opened_at, Escalation.id)
    )
    return [Item(CASE, row.id, Case(row, of.school)) for row in rows]


async def _safety(desk: Desk, of: Gathering) -> list[Item]:
    """The question every case meeting asks: was the safety of each child discussed?"""
    cases: Sequence[Case] = [item.about for item in await _cases(desk, of)]
    return [Item(SAFETY, 0, [case for case in cases if case.running and case.row.safety is None])]


async def _guide(_desk: Desk, _of: Gathering) -> list[Item]:
    """Give the parts of the gespreksleidraad, each with its questions."""
    parts = enumerate(guide().parts.values(), 1)
    return [Item(GUIDE, place, (part, guide().questions_of(part.id))) for place, part in parts]


async def _points(desk: Desk, of: Gathering) -> list[Item]:
    return [Item(POINT, point.row.id, point) for point in await points_of(desk, of)]


async def _open_cases(desk: Desk, of: Gathering) -> int:
    counted = select(func.count()).select_from(Escalation).where(_for_team(of), Escalation.state != CLOSED)
    return await desk.session.scalar(counted) or 0


def _for_team(of: Gathering) -> ColumnElement[bool]:
    return (Escalation.school_id == of.row.school_id) & (Escalation.role == AOJ_TEAM)


def _still_there(of: Gathering) -> list[ColumnElement[bool]]:
    """What is closed while the meeting goes on stays on its agenda."""
    begun = of.row.begun_at
    running = [Escalation.state != CLOSED]
    return [*running, Escalation.closed_at >= begun] if begun else running


PARTS: Mapping[str, Sequence[Part]] = {
    CASES: (_actions, _cases, _safety, _points),
    EVALUATION: (_actions, _guide, _points),
    CITY: (_points,),
    "ondersteuningsplatform": (_points,),
    "tom_tafel": (_points,),
}
