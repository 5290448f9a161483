"""Judges what nobody typed about: a sick spell that goes on, or what was logged for a day that has come."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select

from bot.cases.case import LAPSED
from bot.cases.desk import Desk
from bot.cases.recording import judged, reassess
from bot.models import Escalation, School, Signal

LATE_EVENTS = timedelta(days=14)
"""How far back an event may end that a clock which stood still has not judged yet."""
Key = tuple[str, str, date]


async def judge_anew(desk: Desk, school: School) -> None:
    """Bring the cases of a school in line with what its days that went on have made of the signals."""
    signals = await _worth_judging(desk, school)
    known = await _known(desk, school)
    for code_hash, rows in signals.items():
        code = rows[0].code
        found = {
            (code_hash, finding.rule, finding.fired_on) for finding in judged(rows, school, code, desk.today).findings
        }
        if found != known[code_hash]:
            await reassess(desk, school, code, raised_by=None)


async def _worth_judging(desk: Desk, school: School) -> dict[str, Sequence[Signal]]:
    """Give all signals of each code that has an open sick report, or an event that ended lately or has yet to come."""
    going_on = select(Signal.code_hash).where(
        Signal.school_id == school.id,
        Signal.withdrawn_at.is_(None),
        or_(Signal.last_day.is_(None), Signal.last_day >= desk.today - LATE_EVENTS),
    )
    rows = await desk.session.scalars(
        select(Signal).where(Signal.school_id == school.id, Signal.code_hash.in_(going_on)).order_by(Signal.id)
    )
    found = defaultdict[str, list[Signal]](list)
    for row in rows:
        found[row.code_hash].append(row)
    return dict(sorted(found.items()))


async def _known(desk: Desk, school: School) -> dict[str, set[Key]]:
    """Give what was found before, by code, and still stands."""
    rows = await desk.session.execute(
        select(Escalation.code_hash, Escalation.rule, Escalation.fired_on).where(
            Escalation.school_id == school.id, or_(Escalation.outcome.is_(None), Escalation.outcome != LAPSED)
        )
    )
    known = defaultdict[str, set[Key]](set)
    for code_hash, rule, fired_on in rows:
        known[code_hash].add((code_hash, rule, fired_on))
    return known
