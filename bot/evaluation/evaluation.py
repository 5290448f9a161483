"""One evaluation as people see it: the meeting, its school, the period it looks back on, and when its report is due."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from bot.cases.desk import Desk
from bot.cases.moments import calendar_of
from bot.local_time import local_day
from bot.members import Colleague
from bot.models import CANCELLED, Attendance, EvaluationReport, Meeting, Member, School
from knowledge.evaluation import guide
from knowledge.evaluation.periods import Period, evaluation_periods, school_year
from knowledge.meetings import EVALUATION


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A meeting of the kind «evaluatie», with its school."""

    row: Meeting
    school: School

    @property
    def id(self) -> int:
        """Give the number of the meeting."""
        return self.row.id

    @property
    def day(self) -> date:
        """Give the day on which it is, or was."""
        return local_day(self.row.starts_at)

    @property
    def due(self) -> date:
        """Give the last day on which the report is in time."""
        return self.day + timedelta(days=guide().report.due_days)

    @property
    def year(self) -> Period:
        """Give the school year it is in; raises CalendarUnknownError."""
        return school_year(calendar_of(self.school), self.day)


async def evaluation_of(desk: Desk, meeting_id: int) -> Evaluation | None:
    """Give an evaluation by the number of its meeting; None for any other meeting, and for one that was cancelled."""
    row = await desk.session.get(Meeting, meeting_id)
    if row is None or row.kind != EVALUATION or row.school_id is None or row.state == CANCELLED:
        return None
    return Evaluation(row, await desk.session.get_one(School, row.school_id))


async def evaluation_for(desk: Desk, meeting_id: int, who: Colleague | None) -> Evaluation | None:
    """Give an evaluation of a school this member serves."""
    found = await evaluation_of(desk, meeting_id)
    return found if found and who and who.school(found.school.id) else None


async def evaluations(desk: Desk, *schools: str) -> list[Evaluation]:
    """Give the evaluations of schools that were not cancelled, the first first."""
    rows = await desk.session.execute(
        select(Meeting, School)
        .join(School, School.id == Meeting.school_id)
        .where(Meeting.kind == EVALUATION, Meeting.state != CANCELLED, Meeting.school_id.in_(schools))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [Evaluation(row, school) for row, school in rows]


async def periods(desk: Desk, of: Evaluation) -> list[Period]:
    """Give the periods of the school year that evaluations cut, the last of them the one this one looks back on."""
    days = [one.day for one in await evaluations(desk, of.school.id)]
    return evaluation_periods(of.year, days, of.day)


async def invited(desk: Desk, of: Evaluation) -> list[tuple[Attendance, Member]]:
    """Give who is invited."""
    rows = await desk.session.execute(
        select(Attendance, Member)
        .join(Member, Member.id == Attendance.member_id)
        .where(Attendance.meeting_id == of.id)
        .order_by(Member.id)
    )
    return [(attendance, member) for attendance, member in rows]


async def report_of(desk: Desk, of: Evaluation) -> EvaluationReport:
    """Give what is known of the report, which may not have been made yet."""
    return await desk.session.get(EvaluationReport, of.id) or EvaluationReport(meeting_id=of.id, mail_failures=0)
