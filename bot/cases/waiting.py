"""What is due without anybody typing: reminders, the next in line, the legal term, a sick spell that goes on."""

from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import awaiting, line, members
from bot.cases import telling
from bot.cases.acting import after_taking
from bot.cases.asking import open_case, pass_on, remind
from bot.cases.case import LEERPLICHT, Act, Case, case_of, note
from bot.cases.desk import Desk
from bot.cases.drafts import DRAFT_LASTS
from bot.cases.moments import calendar_of, last_school_day_by
from bot.local_time import local, local_day
from bot.models import Draft, Escalation, EscalationStep, Member, School
from bot.models.cases import CLOSED, OPEN

TERM_TOLD_AT = (2, 1, 0)
"""Working days before the end of the legal term on which the coordinator is told again."""
STARTS_AT = 8


async def due_cases(session: AsyncSession, now: datetime) -> list[int]:
    """Give the running cases whose next moment has come, and those whose owner can no longer be told or has left."""
    lost = select(Escalation.id).where(
        Escalation.state != CLOSED,
        Escalation.owner_id.is_not(None),
        ~line.in_reach(Escalation.owner_id, Escalation.school_id),
    )
    due = select(Escalation.id).where(Escalation.state != CLOSED, Escalation.next_at <= now)
    return sorted({*await session.scalars(due), *await session.scalars(lost)})


async def move_on(desk: Desk, case_id: int) -> None:
    """Do what is due for one case now; nothing when it was done in the meantime."""
    case = await case_of(desk, case_id)
    if case is None or case.row.state == CLOSED:
        return
    owner = await desk.session.get(Member, case.row.owner_id) if case.row.owner_id else None
    if owner is None:
        await open_case(desk, case)
    elif not await _can_act(desk, case, owner):
        await _owner_is_lost(desk, case)
    elif case.row.next_at is not None and case.row.next_at <= desk.now:
        await (_unanswered(desk, case, owner) if case.row.state == OPEN else _silent(desk, case, owner))


async def _can_act(desk: Desk, case: Case, owner: Member) -> bool:
    serves = await line.serves(desk.session, case.school.id, owner)
    return serves and await line.reachable(desk.session, owner)


async def _owner_is_lost(desk: Desk, case: Case) -> None:
    if await pass_on(desk, case, telling.UNREACHABLE) is None:
        await open_case(desk, case)


async def _unanswered(desk: Desk, case: Case, owner: Member) -> None:
    """Remind once; after that it is the next one's turn, and the last in line is reminded until somebody acts."""
    if case.row.step == 0 or await pass_on(desk, case, telling.SILENT) is None:
        await remind(desk, case, owner)


async def _silent(desk: Desk, case: Case, owner: Member) -> None:
    """Ask somebody who took a case how it goes; after a second week of silence the coordinator hears of it too."""
    turn = await note(desk, case, Act("asked_again", to=owner))
    case.row.step += 1
    await telling.show(desk, turn, owner, why=telling.STILL_BUSY)
    if case.row.step > 1:
        for chair in await members.chairs(desk.session, case.school.id, desk.today):
            if chair.id != owner.id:
                await telling.say(desk, turn, chair, "case_silent", owner=owner)
    case.row.next_at = after_taking(case, owner, desk)


async def count_down(desk: Desk) -> None:
    """Tell the owner how many working days are left to report; what ends in a vacation is told before it."""
    rows = await desk.session.scalars(
        select(Escalation).where(
            Escalation.state != CLOSED,
            Escalation.due.is_not(None),
            Escalation.reported_on.is_(None),
            Escalation.rule.startswith(LEERPLICHT),
        )
    )
    for row in rows:
        case = Case(row, await desk.session.get_one(School, row.school_id))
        owner = await desk.session.get(Member, row.owner_id) if row.owner_id else None
        if owner and _term_is_told_on(case, desk.today) and not await _shown_today(desk, case, owner):
            facts = {"days_left": case.days_left(desk.today), "closed_then": _closes_before(case, desk.today)}
            key = f"case:{row.id}:term:{desk.today}"
            await desk.tell(owner, "term", key=key, school=case.school, case=case, **facts)


def _closes_before(case: Case, today: date) -> bool:
    """Say whether the school is closed from tomorrow until the term has ended."""
    due = case.row.due
    return due is not None and today < due and today == last_school_day_by(case.calendar, due)


async def _shown_today(desk: Desk, case: Case, owner: Member) -> bool:
    """Say whether the case itself, with its term, was put to its owner today: once is enough."""
    told = select(EscalationStep.at).where(
        EscalationStep.escalation_id == case.row.id, EscalationStep.to_member_id == owner.id
    )
    last = await desk.session.scalar(told.order_by(EscalationStep.id.desc()).limit(1))
    return last is not None and local_day(last) == desk.today


def _term_is_told_on(case: Case, today: date) -> bool:
    """Say whether today is a day to tell: two, one and no working days ahead, or the last school day before a break."""
    due = case.row.due
    if due is None or not case.calendar.is_school_day(today) or local_day(case.row.opened_at) == today:
        return False
    left = case.days_left(today) or 0
    return left in TERM_TOLD_AT or left < 0 or (today == last_school_day_by(case.calendar, due) and left > 0)


def day_has_begun(school: School, now: datetime) -> bool:
    """Say whether it is a school day at this school and people are at work."""
    here = local(now)
    return here.hour >= STARTS_AT and calendar_of(school).is_school_day(here.date())


async def forget_drafts(desk: Desk) -> None:
    """Forget signals and answers that nobody finished within the hour."""
    await awaiting.forget_old(desk.session, desk.now)
    await desk.session.execute(delete(Draft).where(Draft.changed_at < desk.now - DRAFT_LASTS))
