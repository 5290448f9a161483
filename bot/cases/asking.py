"""Puts a case to somebody: the right person first, the next in line when that person cannot or does not."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot import line
from bot.access import CHAIR
from bot.cases import telling
from bot.cases.case import MENTOR, Act, Case, Turn, asked_before, note
from bot.cases.desk import Desk
from bot.cases.moments import Quiet, may_be_said, school_days_later
from bot.local_time import local_day
from bot.models import Member, Signal
from bot.models.cases import OPEN

REMIND_AFTER = 1
"""School days after which who did not answer is reminded; after as many more it is the next one's turn."""
SILENT_AFTER = 5
"""School days, a week, after which somebody who took a case and was silent is asked again."""
URGENT_AFTER, URGENT_TIMES = timedelta(hours=1), 3
"""What is about safety is repeated after an hour, so many times to each; then once each school day."""
NOBODY_AGAIN = timedelta(hours=1)
OFFICE = Quiet(18, 8)


async def open_case(desk: Desk, case: Case) -> None:
    """Put a case to the first in line for its role."""
    await _first_for_role(desk, case, "opened", by=None)


async def ask_role(desk: Desk, case: Case, role: str, *, by: Member) -> None:
    """Put a case to another role, which then answers for it."""
    case.row.role = role
    await _first_for_role(desk, case, "handed", by=by)


async def pass_on(desk: Desk, case: Case, why: str, declined: Act | None = None) -> Member | None:
    """Put a case to the next in line and tell those who should know; None when it is with the chair, the last."""
    before = await desk.session.get(Member, case.row.owner_id) if case.row.owner_id else None
    after = await _candidate(desk, case, await asked_before(desk, case)) or await _chair(desk, case, before)
    if after is None:
        return None
    turn = await note(desk, case, (declined or Act("passed", reason=why))._replace(to=after))
    await _put(desk, turn, after, why=why)
    await telling.others_hear(desk, turn, before=before, why=why)
    return after


async def remind(desk: Desk, case: Case, owner: Member) -> None:
    """Show a case once more to who has not answered."""
    turn = await note(desk, case, Act("reminded", to=owner))
    told = await telling.show(desk, turn, owner, why=telling.REMINDER)
    case.row.step += 1
    case.row.next_at = after_telling(case, told)


def after_telling(case: Case, told: datetime) -> datetime:
    """Give when a case told at `told` is looked at again, as long as nobody takes it."""
    if case.urgent and case.row.step < URGENT_TIMES:
        return told + URGENT_AFTER
    return school_days_later(case.calendar, told, REMIND_AFTER)


async def _first_for_role(desk: Desk, case: Case, what: str, *, by: Member | None) -> None:
    owner, why = await _candidate(desk, case, ()), None
    if owner is None:
        owner, why = await _anybody(desk, case), telling.NOBODY_ELSE
    if owner is None:
        # Nobody at all: the auditor says so loudly, and somebody is looked for again until there is one.
        case.row.state, case.row.owner_id, case.row.next_at = OPEN, None, desk.now + NOBODY_AGAIN
        return
    turn, why = await note(desk, case, Act(what, by=by, to=owner)), why or await _missing(desk, case, owner)
    await _put(desk, turn, owner, why=why)
    if why and why != telling.STAND_IN:
        await telling.chairs_hear(desk, turn, owner=owner, why=why)


async def _put(desk: Desk, turn: Turn, owner: Member, *, why: str | None) -> None:
    case = turn.case
    case.row.owner_id, case.row.state, case.row.step, case.row.taken_at = owner.id, OPEN, 0, None
    told = await telling.show(desk, turn, owner, why=why)
    for colleague in await _colleagues(desk, case, owner):
        await telling.show(desk, turn, colleague, why=why)
    case.row.next_at = after_telling(case, told)


async def _candidate(desk: Desk, case: Case, had: Collection[int]) -> Member | None:
    on = _arrival(desk, case)
    if case.row.role != MENTOR:
        return await line.next_in_line(desk.session, case.school.id, case.row.role, on=on, had=had)
    mentor = await _mentor(desk, case)
    found = await _mentor_or_stand_in(desk, case, mentor, had) if mentor else None
    return found or await line.next_in_line(desk.session, case.school.id, CHAIR, on=on, had=had)


async def _anybody(desk: Desk, case: Case) -> Member | None:
    """Give who is left when nobody in line can be told: another partner of the school, or who raised the signal."""
    found = await line.anybody(desk.session, case.school.id, _arrival(desk, case), action="take_case")
    raiser = await desk.session.get(Member, case.row.raised_by) if case.row.raised_by else None
    if found or raiser is None or not await line.serves(desk.session, case.school.id, raiser):
        return found
    return raiser if await line.reachable(desk.session, raiser) else None


async def _chair(desk: Desk, case: Case, owner: Member | None) -> Member | None:
    """Give who chairs the team: a line that was walked to its end ends there, asked before or not."""
    if owner is not None and owner.role == CHAIR and await line.reachable(desk.session, owner):
        return None
    found = await line.next_in_line(desk.session, case.school.id, CHAIR, on=_arrival(desk, case), had=())
    return None if found and owner and found.id == owner.id else found


async def _mentor(desk: Desk, case: Case) -> Member | None:
    """Give the mentor of a pupil as far as we know: who raised the signal, or else the last mentor who logged one."""
    raiser = await desk.session.get(Member, case.row.raised_by) if case.row.raised_by else None
    if raiser and raiser.role == MENTOR:
        return raiser
    logged = select(Member).join(Signal, Signal.logged_by == Member.id)
    logged = logged.where(Signal.school_id == case.school.id, Signal.code == case.code, Member.role == MENTOR)
    return await desk.session.scalar(logged.order_by(Signal.id.desc()).limit(1))


async def _mentor_or_stand_in(desk: Desk, case: Case, mentor: Member, had: Collection[int]) -> Member | None:
    can = await line.serves(desk.session, case.school.id, mentor) and await line.reachable(desk.session, mentor)
    if can and mentor.id not in had:
        return mentor
    found = await line.stand_in(desk.session, case.school.id, mentor)
    return found if found and found.id not in had else None


async def _colleagues(desk: Desk, case: Case, owner: Member) -> list[Member]:
    """Give who else holds the role and works on the day it arrives: whoever taps first has it."""
    if owner.role != case.row.role or case.row.role == MENTOR:
        return []
    on = _arrival(desk, case)
    return [
        member
        for member in await line.holders_of(desk.session, case.school.id, case.row.role, on)
        if member.id != owner.id and await line.works(desk.session, case.school.id, member, on)
    ]


async def _missing(desk: Desk, case: Case, owner: Member) -> str | None:
    """Say why somebody else than meant gets it: nobody holds the role, or whoever does is away or out of reach."""
    role = case.row.role
    if role == MENTOR:
        return None
    if holders := await line.own_holders(desk.session, case.school.id, role, desk.today):
        return None if owner.id in {holder.id for holder in holders} else telling.STAND_IN
    return telling.UNREACHABLE if await line.is_held(desk.session, case.school.id, role) else telling.NOBODY


def _arrival(desk: Desk, case: Case) -> date:
    return local_day(desk.now if case.urgent else may_be_said(case.calendar, OFFICE, desk.now))
