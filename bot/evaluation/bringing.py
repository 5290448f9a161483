"""What members bring in for an evaluation: two weeks before, each is asked for a success and a snag."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select

from bot.access import allowed
from bot.cases.desk import Desk
from bot.cases.moments import calendar_of, may_be_said, quiet_of
from bot.cases.reading import as_code
from bot.cases.wording import CODE, WordsRefusedError, fit
from bot.evaluation import notices
from bot.evaluation.evaluation import Evaluation, evaluation_of, invited
from bot.local_time import AMSTERDAM
from bot.models import PLANNED, EvaluationAnswer, Meeting, Member, Signal
from knowledge.evaluation import guide
from knowledge.evaluation.guide import ASKED
from knowledge.meetings import EVALUATION
from knowledge.retention import retention

PURPOSE = "bring_in"
LONGEST = 240
BRING_IN = "bring_in"
LONGEST_CODE = 3
"""A code of a pupil is written as at most so many words."""


async def ask(desk: Desk) -> None:
    """Ask everybody who is invited to an evaluation that is two weeks away or less, once."""
    ahead = timedelta(days=guide().term("ask_before"))
    rows = await desk.session.scalars(
        select(Meeting.id).where(
            Meeting.kind == EVALUATION,
            Meeting.state == PLANNED,
            Meeting.starts_at > desk.now,
            Meeting.starts_at < desk.now + ahead + timedelta(days=1),
        )
    )
    for meeting_id in list(rows):
        of = await evaluation_of(desk, meeting_id)
        if of and of.day - ahead <= desk.today:
            await _ask_all(desk, of)


async def _ask_all(desk: Desk, of: Evaluation) -> None:
    asked = await notices.told(desk, of, BRING_IN)
    for _, member in await invited(desk, of):
        if member.id in asked or not allowed(member.role, BRING_IN):
            continue
        # What would only arrive when the meeting has begun is not asked any more.
        if may_be_said(calendar_of(of.school), quiet_of(member), desk.now) >= of.row.starts_at:
            continue
        key = f"evaluation:{of.id}:{BRING_IN}"
        facts = {"evaluation": of, "kind": ASKED[0], "parts": guide().parts.values()}
        if await desk.tell(member, "evaluation_ask", key=key, school=of.school, **facts):
            notices.keep(desk, of, member, BRING_IN)


def is_open(desk: Desk, of: Evaluation) -> bool:
    """Say whether something can still be brought in: until the evaluation was held, at most to the end of its day."""
    return of.row.state == PLANNED and desk.today <= of.day


async def own_answers(desk: Desk, of: Evaluation, member: Member) -> Mapping[str, EvaluationAnswer]:
    """Give what a member brought in or skipped, by kind."""
    return {one.kind: one for one in await answers(desk, of) if one.member_id == member.id}


async def answers(desk: Desk, of: Evaluation) -> list[EvaluationAnswer]:
    """Give everything that was brought in or skipped, in the order in which it came."""
    rows = await desk.session.scalars(
        select(EvaluationAnswer).where(EvaluationAnswer.meeting_id == of.id).order_by(EvaluationAnswer.id)
    )
    return list(rows)


async def next_question(desk: Desk, of: Evaluation, member: Member) -> str | None:
    """Give what a member is asked next, None when both questions were answered or skipped."""
    given = await own_answers(desk, of, member)
    return next((kind for kind in ASKED if kind not in given), None)


class Brought(NamedTuple):
    """What a member brings in of a kind, about a part of the guide; without words it was skipped."""

    kind: str
    part: str | None = None
    words: str | None = None


async def keep(desk: Desk, of: Evaluation, member: Member, brought: Brought) -> None:
    """Keep what a member brings in, in the place of what was there."""
    row = (await own_answers(desk, of, member)).get(brought.kind)
    if row is None:
        row = EvaluationAnswer(meeting_id=of.id, member_id=member.id, kind=brought.kind)
        desk.session.add(row)
    row.part, row.words, row.given_at = brought.part, brought.words, desk.now
    await desk.session.flush()


async def forget(desk: Desk) -> None:
    """Forget what was brought in for the evaluations of a school year that is over."""
    over = datetime.combine(retention().last_year_end(desk.today) + timedelta(days=1), time(), AMSTERDAM)
    held = select(Meeting.id).where(Meeting.kind == EVALUATION, Meeting.starts_at < over)
    await desk.session.execute(
        delete(EvaluationAnswer)
        .where(EvaluationAnswer.meeting_id.in_(held))
        .execution_options(synchronize_session=False)
    )


async def fitting(desk: Desk, of: Evaluation, typed: str) -> str:
    """Give what was typed as it is kept; raises WordsRefusedError where a pupil is recognisable or a code is named."""
    words = fit(typed, LONGEST)
    codes = {code for code in map(as_code, _runs(words.split())) if code}
    for code in sorted(codes):
        found = select(Signal.id).where(Signal.school_id == of.school.id, Signal.code_hash == code).limit(1)
        if await desk.session.scalar(found) is not None:
            raise WordsRefusedError([CODE], LONGEST)
    return words


def _runs(words: Sequence[str]) -> list[str]:
    plain = [word.strip(".,;:!?()«»\"'") for word in words]
    return [" ".join(plain[start : start + many]) for many in range(1, LONGEST_CODE + 1) for start in range(len(plain))]
