"""Tells who administers the platform that something has nobody: by day, from Monday to Friday, once a day."""

from bot import administrators
from bot.cases.desk import Desk
from bot.cases.moments import Quiet
from bot.local_time import local

NIGHT = Quiet(18, 8)
WORKING_DAYS = range(5)


async def sound(desk: Desk, faults: int) -> None:
    """Tell how much the auditor found, when that is anything; a number and no more, for it goes to no school."""
    here = local(desk.now)
    if not faults or here.weekday() not in WORKING_DAYS or NIGHT.holds(here.hour):
        return
    for known in await administrators.every(desk.session):
        await desk.tell(known.member, "audit_alarm", key=f"audit:{desk.today}", school=None, count=faults)
