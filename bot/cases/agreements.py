"""What was agreed: one regiehouder, a date, and whether it is done."""

from typing import NamedTuple

from sqlalchemy import select

from bot.cases.desk import Desk
from bot.members import Colleague
from bot.models import Agreement, Member


class Agreed(NamedTuple):
    """An agreement and its regiehouder."""

    row: Agreement
    lead: Member


async def running(desk: Desk, who: Colleague) -> tuple[list[Agreed], list[Agreed]]:
    """Give what is not done, what is due first first: this member's own, and the rest of the school's where allowed."""
    found = await desk.session.execute(
        select(Agreement, Member)
        .join(Member, Member.id == Agreement.regiehouder_id)
        .where(Agreement.done_at.is_(None), Agreement.school_id.in_([school.id for school in who.schools]))
        .order_by(Agreement.due, Agreement.id)
    )
    agreed = [Agreed(row, lead) for row, lead in found]
    mine = [one for one in agreed if one.lead.id == who.id]
    others = [one for one in agreed if one.lead.id != who.id] if who.may("see_school_agreements") else []
    return mine, others


async def done(desk: Desk, who: Colleague | None, agreement_id: int) -> Agreement | None:
    """Note that an agreement was kept: by its regiehouder, or by who coordinates; None when that is not so."""
    row = await desk.session.get(Agreement, agreement_id)
    if who is None or row is None or who.school(row.school_id) is None:
        return None
    if row.regiehouder_id != who.id and not who.may("see_school_codes"):
        return None
    row.done_at = row.done_at or desk.now
    return row
