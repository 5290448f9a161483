"""Says what there is to say about a case: to who must act, to who raised it, to who should know."""

from datetime import datetime
from functools import partial
from typing import Any

from bot import members
from bot.access import allowed
from bot.cases import agreements
from bot.cases.case import JEUGDARTS, Case, Turn
from bot.cases.desk import Desk
from bot.models import Member

UNREACHABLE, NOBODY, NOBODY_ELSE, SILENT, DECLINED = "unreachable", "nobody", "nobody_else", "silent", "declined"
REMINDER, STILL_BUSY, TAKEN, STAND_IN = "reminder", "still_busy", "taken", "stand_in"


async def say(desk: Desk, turn: Turn, member: Member, name: str, **facts: Any) -> datetime:
    """Tell a member something about a case, once for each step; give when it is sent, or would have been."""
    case = turn.case
    key, school = f"case:{case.row.id}:{turn.step_id}:{name}", None if case.urgent else case.school
    told = await desk.tell(member, name, key=key, school=school, case=case, **facts)
    return told or desk.now


async def show(desk: Desk, turn: Turn, member: Member, *, why: str | None) -> datetime:
    """Show a case to who must act on it, with the buttons to do so; `why` it comes to this person, if not as usual."""
    return await say(desk, turn, member, "case", why=why, **await seen_by(desk, turn.case, member))


async def seen_by(desk: Desk, case: Case, member: Member) -> dict[str, Any]:
    """Give what the message of a case needs beside the case: the days left, who leads, what this member may do."""
    instead = case.with_doctor and case.row.owner_id == member.id and member.role != JEUGDARTS
    return {
        "days_left": case.days_left(desk.today),
        "agreed": await agreements.about_case(desk, case.row.id) if case.needs_lead else None,
        "may": partial(allowed, member.role),
        "instead_of_doctor": instead,
    }


async def raiser_hears(desk: Desk, turn: Turn, name: str, *, by: Member) -> None:
    """Tell who raised the signal in one line what became of it, without what is in the case."""
    raised_by = turn.case.row.raised_by
    raiser = await desk.session.get(Member, raised_by) if raised_by else None
    if raiser and raiser.id != by.id:
        await say(desk, turn, raiser, name, by=by)


async def others_hear(desk: Desk, turn: Turn, *, before: Member | None, why: str) -> None:
    """Tell who had the case, who raised it, and the coordinator where somebody cannot be reached, whose it is now."""
    case = turn.case
    owner = await desk.session.get_one(Member, case.row.owner_id)
    others: list[Member] = [before] if before else []
    if case.row.raised_by:
        others.append(await desk.session.get_one(Member, case.row.raised_by))
    if why == UNREACHABLE:
        others += await members.chairs(desk.session, case.school.id, desk.today)
    for member in {other.id: other for other in others if other.id != owner.id}.values():
        await say(desk, turn, member, "case_moved", owner=owner, why=why)


async def chairs_hear(desk: Desk, turn: Turn, *, owner: Member, why: str) -> None:
    """Tell who coordinates that somebody else than meant has a case, because nobody could be asked for the role."""
    for chair in await members.chairs(desk.session, turn.case.school.id, desk.today):
        if chair.id != owner.id:
            await say(desk, turn, chair, "case_moved", owner=owner, why=why)


async def leerplicht_hears(desk: Desk, turn: Turn) -> None:
    """Tell the leerplichtambtenaar of the school that a report was made in the verzuimregister."""
    for member in await members.serving(desk.session, turn.case.school.id, "leerplichtambtenaar", desk.today):
        await say(desk, turn, member, "case_reported")
