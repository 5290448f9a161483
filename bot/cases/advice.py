"""A case put to the team without any code: only advice comes back to who brought it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, select, update

from bot import line, members
from bot.access import CHAIR, ROLES, allowed
from bot.cases.desk import Desk
from bot.cases.moments import calendar_of, may_be_said, quiet_of, school_days_later
from bot.cases.wording import CODE, WordsRefusedError, fit
from bot.local_time import local_day
from bot.members import Colleague
from bot.models import AdviceAsked, AdviceRequest, Member, School
from bot.models.advice import ADVISED, CALLS, NO_ANSWER, PASSED
from knowledge.retention import retention
from knowledge.signals import code_in

LONGEST = 600
SILENT_AFTER = 2
"""School days without advice after which the coordinator hears of it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A case that somebody was asked about: the case, its school, who brought it, and what became of it here."""

    row: AdviceRequest
    school: School
    bringer: Member
    answer: str


def fit_case(typed: str) -> str:
    """Give a case as it is kept; raises WordsRefusedError when it identifies somebody or holds a pupil code."""
    if code_in(typed):
        raise WordsRefusedError([CODE], LONGEST)
    return fit(typed, LONGEST)


async def may_be_asked(desk: Desk, who: Colleague, school: School) -> dict[str, list[Member]]:
    """Give whom a member may ask at a school, by role: who advises there and can be told."""
    found: dict[str, list[Member]] = {}
    for role in (role for role in ROLES if allowed(role, "give_advice")):
        holders = await members.serving(desk.session, school.id, role, desk.today)
        able = [one for one in holders if one.id != who.id and await line.reachable(desk.session, one)]
        if able:
            found[role] = able
    return found


def looked_at(desk: Desk, school: School, who: Sequence[Member]) -> datetime:
    """Give when there should be advice: so many school days after the last of those asked can have read it."""
    calendar = calendar_of(school)
    read = max(may_be_said(calendar, quiet_of(member), desk.now) for member in who)
    return school_days_later(calendar, read, SILENT_AFTER)


def in_time(desk: Desk, school: School, who: Sequence[Member]) -> bool:
    """Say whether there can be advice before the case is forgotten: not in a vacation."""
    return looked_at(desk, school, who) < forgotten_at(desk)


def forgotten_at(desk: Desk) -> datetime:
    """Give when what is asked now is deleted."""
    return desk.now + retention().lasts("advice")


async def ask(desk: Desk, words: str, *, by: Member, school: School, who: Sequence[Member]) -> AdviceRequest:
    """Put a case to these members; who coordinates sees to it that there is an answer."""
    owner = await line.next_in_line(desk.session, school.id, CHAIR, on=desk.today, had={by.id})
    row = AdviceRequest(school_id=school.id, words=words, asked_by=by.id, owner_id=(owner or by).id)
    row.asked_at, row.next_at, row.forget_at = desk.now, looked_at(desk, school, who), forgotten_at(desk)
    desk.session.add(row)
    await desk.session.flush()
    for member in who:
        desk.session.add(AdviceAsked(request_id=row.id, member_id=member.id))
        question = Question(row, school, by, NO_ANSWER)
        await desk.tell(member, "advice_asked", key=f"advice:{row.id}:asked", school=school, question=question)
    await desk.session.flush()
    return row


async def question_for(desk: Desk, member: Member, request_id: int) -> Question | None:
    """Give a case that was put to this member; None for any other, whether it exists or not."""
    asked = await desk.session.get(AdviceAsked, (request_id, member.id))
    row = await desk.session.get(AdviceRequest, request_id) if asked else None
    if asked is None or row is None or row.forget_at <= desk.now:
        return None
    school = await desk.session.get_one(School, row.school_id)
    if not await line.serves(desk.session, school.id, member):
        return None
    return Question(row, school, await desk.session.get_one(Member, row.asked_by), asked.answer)


async def advise(desk: Desk, question: Question, member: Member, words: str) -> bool:
    """Send advice to who brought the case, without the case; False when this member answered before."""
    if not await _answered(desk, question, member, ADVISED):
        return False
    await _bringer_hears(desk, question, "advice_given", member, words=words)
    return True


async def call(desk: Desk, question: Question, member: Member) -> bool:
    """Tell who brought the case that this member will call; False when this member answered before."""
    if not await _answered(desk, question, member, CALLS):
        return False
    await _bringer_hears(desk, question, "advice_call", member)
    return True


async def leave_to_others(desk: Desk, question: Question, member: Member) -> bool:
    """Note that this member has no advice; when nobody is left, the coordinator hears at once."""
    if not await _answered(desk, question, member, PASSED):
        return False
    left = await desk.session.scalars(
        select(AdviceAsked.member_id).where(AdviceAsked.request_id == question.row.id, AdviceAsked.answer != PASSED)
    )
    if not left.all():
        question.row.next_at = desk.now
    return True


async def _answered(desk: Desk, question: Question, member: Member, answer: str) -> bool:
    result = await desk.session.execute(
        update(AdviceAsked)
        .where(
            AdviceAsked.request_id == question.row.id,
            AdviceAsked.member_id == member.id,
            AdviceAsked.answer == NO_ANSWER,
        )
        .values(answer=answer)
        .execution_options(synchronize_session=False)
    )
    return isinstance(result, CursorResult) and result.rowcount == 1


async def _bringer_hears(desk: Desk, question: Question, name: str, by: Member, **facts: str) -> None:
    key = f"advice:{question.row.id}:{name}:{by.id}"
    day = local_day(question.row.asked_at)
    await desk.tell(question.bringer, name, key=key, school=question.school, by=by, day=day, **facts)
