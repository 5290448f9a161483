"""What happens at a made-up school, and what people do with the cases that come of it."""

import random
from datetime import date, timedelta
from decimal import Decimal

from bot.cases import acting, agreements
from bot.cases.case import AOJ_TEAM, BY_LEAD, REASONS, SAFETY_ANSWERS, Case, case_of
from bot.cases.desk import Desk
from bot.cases.reading import Reading
from bot.models import Member
from bot.models.cases import OPEN
from knowledge.rules import What

PUPILS = 25
FORGETFUL, LOOKS = 7, 0.15
DECLINES, TAKES, SENDS_ON, CLOSES, GOES_ON = 0.1, 0.55, 0.15, 0.45, 0.6


def happens(chance: random.Random, day: date) -> Reading:
    """Draw one event of one pupil."""
    code = f"L{chance.randrange(PUPILS):03d}"
    drawn = chance.random()
    if drawn < 0.45:
        end = day + timedelta(days=chance.randrange(3)) if chance.random() < 0.8 else None
        return Reading("sick", code, start=day, end=end)
    if drawn < 0.6:
        return Reading("recovered", code, start=day)
    if drawn < 0.85:
        return Reading("unexcused", code, start=day, hours=Decimal(chance.randrange(1, 8)))
    if drawn < 0.93:
        return Reading("attendance", code, percentage=Decimal(chance.randrange(30, 100)))
    return Reading("concern", code, what=chance.choice(list(What)).value)


async def act(desk: Desk, chance: random.Random, number: int) -> None:
    """Let the owner of one case do something, or nothing; some hardly ever look."""
    case = await case_of(desk, number)
    owner = await desk.session.get(Member, case.row.owner_id) if case and case.row.owner_id else None
    if case is None or owner is None or (owner.id % FORGETFUL == 0 and chance.random() > LOOKS):
        return
    if case.row.state == OPEN:
        await _answer(desk, chance, case, owner)
    else:
        await _work_on(desk, chance, case, owner)


async def _answer(desk: Desk, chance: random.Random, case: Case, owner: Member) -> None:
    drawn = chance.random()
    if drawn < DECLINES:
        await acting.decline(desk, case, owner, chance.choice(REASONS))
    elif drawn < TAKES:
        # Whoever taps second, be it the same person again, has nothing to take.
        taken = [await acting.take(desk, case, owner) for _ in range(2)]
        assert taken == [True, False]


async def _work_on(desk: Desk, chance: random.Random, case: Case, owner: Member) -> None:
    drawn = chance.random()
    if case.may_ask_doctor and drawn < SENDS_ON:
        await acting.call_in_doctor(desk, case, owner, consent=chance.random() < 0.7)
    elif case.row.role != AOJ_TEAM and not case.must_report and drawn < SENDS_ON / 3:
        await acting.to_team(desk, case, owner)
    elif drawn < CLOSES:
        await _close(desk, chance, case, owner)
    elif drawn < GOES_ON:
        await acting.keep_going(desk, case, owner)


async def _close(desk: Desk, chance: random.Random, case: Case, owner: Member) -> None:
    await acting.report(desk, case, owner)
    if case.row.safety is None:
        await acting.answer_safety(desk, case, owner, chance.choice(SAFETY_ANSWERS))
    outcome = chance.choice(case.outcomes)
    if outcome == BY_LEAD:
        lead = chance.choice(await agreements.possible_leads(desk, case.school.id))
        await acting.name_lead(desk, case, lead, by=owner, weeks=chance.choice(acting.LOOK_BACK_WEEKS))
    assert await acting.close(desk, case, owner, outcome)
