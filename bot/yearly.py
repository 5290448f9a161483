"""Once a year every member is asked whether what we know still holds, and the chair which pupil codes go on."""

from sqlalchemy import select

from bot import codes, members
from bot.cases.desk import Desk
from bot.models import School
from bot.own_days import reconfirmations_due


async def ask(desk: Desk) -> None:
    """Ask whoever is due, once a year, on a school day outside quiet hours."""
    for due in await reconfirmations_due(desk.session, desk.now):
        await desk.tell(due.member, "yearly", key=due.key, school=due.own.school, role=due.member.role, own=due.own)


async def ask_codes(desk: Desk) -> None:
    """Ask the chairs of each school before the summer which codes go on, once."""
    ends = codes.asked_now(desk.today)
    if ends is None:
        return
    for school in await desk.session.scalars(select(School).order_by(School.id)):
        count = await codes.ending_count(desk.session, school.id, desk.today)
        for chair in await members.chairs(desk.session, school.id, desk.today) if count else ():
            key, facts = f"codes:{school.id}:{ends.year}", {"at": school, "n": count, "day": ends}
            await desk.tell(chair, "codes_end", key=key, school=school, **facts)


async def forget_codes(desk: Desk) -> None:
    """Forget the codes that nobody let go on."""
    await codes.forget_old(desk.session, desk.today)
