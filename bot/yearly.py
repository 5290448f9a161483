"""Once a year every member is asked whether what we know of him or her still holds."""

from bot.cases.desk import Desk
from bot.own_days import reconfirmations_due


async def ask(desk: Desk) -> None:
    """Ask whoever is due, once a year, on a school day outside quiet hours."""
    for due in await reconfirmations_due(desk.session, desk.now):
        await desk.tell(due.member, "yearly", key=due.key, school=due.own.school, role=due.member.role, own=due.own)
