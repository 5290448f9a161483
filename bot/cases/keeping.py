"""Keeps agreements in sight: reminded of when due and when overdue, handed over when their regiehouder is lost."""

from datetime import timedelta

from sqlalchemy import or_, select

from bot import line
from bot.access import CHAIR
from bot.cases.desk import Desk
from bot.cases.moments import calendar_of, last_school_day_by
from bot.models import Agreement, Member, School
from bot.models.cases import AGREED

LONGEST_VACATION = timedelta(days=56)
AGAIN_AFTER = timedelta(days=7)


async def remind(desk: Desk) -> None:
    """Remind of agreements on their day, or on the last school day before it, and each week after it."""
    rows = await desk.session.scalars(
        select(Agreement).where(
            Agreement.state == AGREED,
            Agreement.due <= desk.today + LONGEST_VACATION,
            or_(Agreement.reminded_on.is_(None), Agreement.reminded_on <= desk.today - AGAIN_AFTER),
        )
    )
    for row in rows:
        school = await desk.session.get_one(School, row.school_id)
        calendar = calendar_of(school)
        if not calendar.is_school_day(desk.today) or desk.today < last_school_day_by(calendar, row.due):
            continue
        lead = await desk.session.get_one(Member, row.regiehouder_id)
        row.reminded_on = desk.today
        facts = {"agreement": row, "late": desk.today > row.due}
        await desk.tell(lead, "agreement_due", key=f"agreement:{row.id}:{desk.today}", school=school, **facts)


async def hand_over_lost(desk: Desk) -> None:
    """Give the agreements of who left or cannot be told to the stand-in, or else to the coordinator."""
    lost = await desk.session.scalars(
        select(Agreement).where(
            Agreement.state == AGREED, ~line.in_reach(Agreement.regiehouder_id, Agreement.school_id)
        )
    )
    for row in lost:
        await _hand_over(desk, row)


async def _hand_over(desk: Desk, row: Agreement) -> None:
    before = await desk.session.get_one(Member, row.regiehouder_id)
    school = await desk.session.get_one(School, row.school_id)
    after = await line.stand_in(desk.session, school.id, before)
    after = after or await line.next_in_line(desk.session, school.id, CHAIR, on=desk.today, had={before.id})
    after = after or await line.anybody(desk.session, school.id, desk.today, action="see_own_agreements")
    if after is None or after.id == before.id:
        return
    row.regiehouder_id = after.id
    key = f"agreement:{row.id}:lost:{before.id}"
    await desk.tell(after, "agreement_yours", key=key, school=school, agreement=row, by=None)
