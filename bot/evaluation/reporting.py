"""Sees to it that the report is made and sent in time, and keeps when it was."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select

from bot import members
from bot.cases.desk import Desk
from bot.cases.moments import calendar_of, last_school_day_by
from bot.evaluation import notices
from bot.evaluation.bringing import answers
from bot.evaluation.evaluation import Evaluation, evaluation_of, invited, report_of
from bot.models import CANCELLED, HELD, PLANNED, EvaluationReport, Meeting, Member
from knowledge.evaluation import guide
from knowledge.meetings import EVALUATION

GIVEN_UP_AFTER = timedelta(days=90)
"""A report that was due so long ago is asked for no more."""
STARTED_LONG_AGO = timedelta(hours=20)
"""A meeting of which nobody said whether it was held, though asked, is taken to be over the day after."""
READY, HELD_NOW = "evaluation_ready", "report_start"
EVE = timedelta(days=1)


class Due(NamedTuple):
    """A reminder: the day after the evaluation it is meant for, and the day on which it is said."""

    days: int
    on: date

    @property
    def moment(self) -> str:
        """Give the name under which it is noted."""
        return f"report_{self.days}"


async def remind(desk: Desk) -> None:
    """Tell the chair what is due about each evaluation: what was brought in, and the report until it was sent."""
    rows = await desk.session.scalars(
        select(Meeting.id).where(
            Meeting.kind == EVALUATION,
            Meeting.state != CANCELLED,
            Meeting.starts_at > desk.now - GIVEN_UP_AFTER,
            Meeting.starts_at < desk.now + timedelta(days=7),
        )
    )
    for meeting_id in list(rows):
        of = await evaluation_of(desk, meeting_id)
        if of is None:
            continue
        if desk.now < of.row.starts_at and of.row.state == PLANNED:
            await _ready(desk, of)
        elif (await report_of(desk, of)).sent_on is None and is_over(desk, of):
            await _report(desk, of)


def is_over(desk: Desk, of: Evaluation) -> bool:
    """Say whether an evaluation was held, or must have been by now."""
    return of.row.state == HELD or desk.now >= of.row.starts_at + STARTED_LONG_AGO


def due_days(of: Evaluation) -> list[Due]:
    """Give when the chair is reminded of the report; what would fall in a vacation is said on the school day before."""
    calendar = calendar_of(of.school)
    meant = [Due(days, of.day + timedelta(days=days)) for days in guide().report.remind_on]
    return [one._replace(on=max(last_school_day_by(calendar, one.on), of.day + EVE)) for one in meant]


async def _ready(desk: Desk, of: Evaluation) -> None:
    """Tell the chair on the school day before that all that was brought in can be looked at."""
    if desk.today < last_school_day_by(calendar_of(of.school), of.day - EVE):
        return
    many = {one.member_id for one in await answers(desk, of) if one.words}
    facts = {"brought_in": len(many), "invited": len(await invited(desk, of))}
    await _tell_chair(desk, of, READY, "evaluation_ready", **facts)


async def _report(desk: Desk, of: Evaluation) -> None:
    """Remind once for each day that has come; what a standstill made miss is said in one go."""
    passed = [one for one in due_days(of) if one.on <= desk.today]
    if not passed:
        await _tell_chair(desk, of, HELD_NOW, "report_start")
        return
    latest = passed[-1]
    if await _tell_chair(desk, of, latest.moment, "report_reminder", days_left=(of.due - desk.today).days):
        chair = await _chair(desk, of)
        for missed in passed[:-1]:
            if chair and not await notices.told(desk, of, missed.moment):
                notices.keep(desk, of, chair, missed.moment)


async def _tell_chair(desk: Desk, of: Evaluation, moment: str, name: str, **facts: object) -> bool:
    """Tell who chairs the team, once; False when it was said before or nobody can be told now."""
    chair = await _chair(desk, of)
    if chair is None or await notices.told(desk, of, moment):
        return False
    key = f"evaluation:{of.id}:{moment}"
    if await desk.tell(chair, name, key=key, school=of.school, evaluation=of, **facts) is None:
        return False
    notices.keep(desk, of, chair, moment)
    await desk.session.flush()
    return True


async def _chair(desk: Desk, of: Evaluation) -> Member | None:
    return next(iter(await members.chairs(desk.session, of.school.id, desk.today)), None)


async def made(desk: Desk, of: Evaluation) -> EvaluationReport:
    """Note that the report was made."""
    report = await report_of(desk, of)
    report.made_at = report.made_at or desk.now
    desk.session.add(report)
    await desk.session.flush()
    return report


async def ask_mail(desk: Desk, of: Evaluation, member: Member) -> None:
    """Let the report be sent by e-mail; who asked for it hears when it was."""
    report = await made(desk, of)
    if report.sent_on is None:
        report.mail_at, report.mail_failures, report.sent_by = desk.now, 0, member.id


async def mark_sent(desk: Desk, of: Evaluation, member: Member, on: date) -> bool:
    """Keep on which day the report was sent, and by whom; False for a day before the evaluation or ahead."""
    if not of.day <= on <= desk.today:
        return False
    report = await made(desk, of)
    report.sent_on, report.sent_by, report.mail_at = on, member.id, None
    return True
