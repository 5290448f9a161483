"""What goes with the school year: closed cases, with their agreements and the signals behind them.

A code goes as a whole. As long as one of its cases runs, all its signals are needed, and with those a case that was
closed and deleted would be opened again.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import aliased

from bot.cases.desk import Desk
from bot.deletions import Deleted, record
from bot.local_time import day_after
from bot.models import Agreement, Escalation, EscalationStep, Signal
from bot.models.cases import AGREED, CLOSED
from knowledge.retention import retention

AT_ONCE = 500
"""What is left is deleted the next time the clock looks."""


async def forget(desk: Desk) -> int:
    """Delete what belongs to school years that are over; give how much that was."""
    over = day_after(retention().last_year_end(desk.today))
    return await _cases(desk, over) + await _agreements(desk, over) + await _signals(desk, over)


async def _cases(desk: Desk, over: datetime) -> int:
    """Delete cases; which rule it was and how it ended is counted."""
    rows = await desk.session.execute(
        select(Escalation.id, Escalation.school_id, Escalation.rule, Escalation.outcome)
        .where(Escalation.closed_at < over, ~_code_goes_on(over))
        .limit(AT_ONCE)
    )
    gone = rows.all()
    numbers = [row.id for row in gone]
    for table, column in ((EscalationStep, EscalationStep.escalation_id), (Agreement, Agreement.escalation_id)):
        await desk.session.execute(delete(table).where(column.in_(numbers)))
    await desk.session.execute(delete(Escalation).where(Escalation.id.in_(numbers)))
    for row in gone:
        about = f"{row.rule}:{row.outcome or ''}"
        await record(desk.session, Deleted("closed_cases", 1, desk.today, row.school_id, about))
    return len(gone)


def _code_goes_on(over: datetime) -> ColumnElement[bool]:
    """Say whether a case under the same code still runs, was closed later, or has an agreement that is not done."""
    other = aliased(Escalation)
    agreed = exists().where(Agreement.escalation_id == other.id, Agreement.state == AGREED)
    goes_on = or_(other.state != CLOSED, other.closed_at >= over, agreed)
    return exists().where(other.school_id == Escalation.school_id, other.code == Escalation.code, goes_on)


async def _agreements(desk: Desk, over: datetime) -> int:
    """Delete what was agreed outside a case and is done."""
    done = Agreement.escalation_id.is_(None), Agreement.state != AGREED, Agreement.done_at < over
    numbers = list(await desk.session.scalars(select(Agreement.id).where(*done).limit(AT_ONCE)))
    await desk.session.execute(delete(Agreement).where(Agreement.id.in_(numbers)))
    return await record(desk.session, Deleted("closed_cases", len(numbers), desk.today, about="agreement"))


async def _signals(desk: Desk, over: datetime) -> int:
    """Delete signals under codes that have no case any more; one without a last day is as old as its logging."""
    past = or_(Signal.last_day < over.date(), and_(Signal.last_day.is_(None), Signal.logged_at < over))
    has_case = exists().where(Escalation.school_id == Signal.school_id, Escalation.code == Signal.code)
    numbers = list(await desk.session.scalars(select(Signal.id).where(past, ~has_case).limit(AT_ONCE)))
    await _let_go(desk, numbers)
    await desk.session.execute(delete(Signal).where(Signal.id.in_(numbers)))
    return await record(desk.session, Deleted("signals", len(numbers), desk.today))


async def _let_go(desk: Desk, numbers: Sequence[int]) -> None:
    """Let signals that stay refer no longer to those that go."""
    for column in (Signal.first_id, Signal.replaced_by):
        stays = column.in_(numbers), Signal.id.not_in(numbers)
        await desk.session.execute(update(Signal).where(*stays).values({column: None}))
