"""Keeps a signal, judges the history anew, and opens, moves or lapses cases accordingly: all in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import codes, outbox, processing
from bot.cases import telling
from bot.cases.asking import open_case
from bot.cases.case import LAPSED, Act, Case, first_role, note
from bot.cases.desk import Desk
from bot.cases.reading import CONCERN, Raw, Reading, events_of, last_day_of
from bot.models import Escalation, Member, Outgoing, School, Signal
from bot.models.cases import CLOSED, OPEN
from bot.processing import About
from knowledge.calendar import region_calendar
from knowledge.rules import Finding, MazlWindow, Verdict, assess, read_history, rule_book
from knowledge.rules.book import Figures

UNDO_WITHIN = timedelta(minutes=10)


class Judged(NamedTuple):
    """What a history came down to: the verdict, the cases it opened, and those that no longer stand."""

    verdict: Verdict
    opened: Sequence[Case]
    lapsed: Sequence[Case]


class Withdrawn(NamedTuple):
    """What was withdrawn, and the cases that no longer stand without it."""

    signals: Sequence[Signal]
    lapsed: Sequence[Case]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of a signal: the rows it was kept in, the verdict after it, and what that did to cases.

    `running` is the case that ran about the same worry already.
    """

    signals: Sequence[Signal]
    verdict: Verdict
    opened: Sequence[Case]
    lapsed: Sequence[Case] = ()
    running: Case | None = None

    @property
    def limits(self) -> Figures:
        """Give the figures that were valid on the day of the verdict."""
        return rule_book().at(self.verdict.on)


async def record(desk: Desk, reading: Reading, member: Member, school: School) -> Recorded:
    """Keep a signal and act on what follows from it; raises UnfitError when it cannot be kept."""
    events = events_of(reading, school, desk.today)
    if reading.code is not None:
        await codes.keep(desk.session, codes.used_from(school.id, reading.code, member.id, desk.now))
    signals = [
        Signal(
            school_id=school.id,
            code=reading.code,
            event=event,
            last_day=last_day_of(event),
            logged_by=member.id,
            logged_at=desk.now,
        )
        for event in events
    ]
    desk.session.add_all(signals)
    await desk.session.flush()
    for signal in signals:
        signal.first_id = signals[0].id
    if reading.replaces is not None:
        await _replace(desk, reading.replaces, signals)
    processing.write(desk.session, "signal_kept", member, About(school.id, signals[0].code), desk.now)
    judged = await reassess(desk, school, signals[0].code, raised_by=member)
    same = await _same_worry(desk, school, reading, judged) if reading.replaces is None else None
    if same and not same.running:
        # Somebody worries anew on the day on which that same worry was dealt with: it is not lost in what was closed.
        await _open(desk, same, _finding_of(same, judged.verdict), member)
        return Recorded(signals, judged.verdict, [*judged.opened, same], judged.lapsed)
    return Recorded(signals, *judged, running=same)


async def _same_worry(desk: Desk, school: School, reading: Reading, judged: Judged) -> Case | None:
    """Give the case that was there before about the worry just kept; two worries on one day are one finding."""
    if reading.kind != CONCERN or judged.opened:
        return None
    fired_on = reading.start or desk.today
    row = await desk.session.scalar(
        select(Escalation).where(
            Escalation.school_id == school.id,
            Escalation.code == reading.code,
            Escalation.rule == f"zorg.{reading.what}",
            Escalation.fired_on == fired_on,
        )
    )
    return Case(row, school) if row else None


def _finding_of(case: Case, verdict: Verdict) -> Finding:
    mine = (case.row.rule, case.row.fired_on)
    return next(finding for finding in verdict.findings if (finding.rule, finding.fired_on) == mine)


async def withdraw(desk: Desk, signal: Signal, member: Member) -> Withdrawn:
    """Withdraw a signal and what was kept with it, leaving a trace; cases that no longer stand lapse.

    Gives what was withdrawn: nothing when that was done before.
    """
    together = await desk.session.scalars(
        select(Signal).where(
            or_(Signal.id == signal.id, Signal.first_id == signal.first_id), Signal.withdrawn_at.is_(None)
        )
    )
    withdrawn = list(together)
    for row in withdrawn:
        row.withdrawn_at = desk.now
    await desk.session.flush()
    school = await desk.session.get_one(School, signal.school_id)
    if withdrawn:
        processing.write(desk.session, "signal_withdrawn", member, About(school.id, signal.code), desk.now)
    judged = await reassess(desk, school, signal.code, raised_by=member)
    return Withdrawn(withdrawn, judged.lapsed)


async def reassess(desk: Desk, school: School, code: str, *, raised_by: Member | None) -> Judged:
    """Judge the history of a code as of today and bring its cases in line."""
    verdict = await judge(desk.session, school, code, desk.today)
    rows = await desk.session.scalars(
        select(Escalation).where(Escalation.school_id == school.id, Escalation.code == code)
    )
    known = {(row.rule, row.fired_on): row for row in rows}
    found = {(finding.rule, finding.fired_on): finding for finding in verdict.findings}
    stale = [row for key, row in known.items() if key not in found]
    opened: list[Case] = []
    for key, finding in found.items():
        row = known.get(key) or _moved(stale, finding)
        if row is None or row.outcome == LAPSED:
            case = Case(row or Escalation(school_id=school.id, code=code), school)
            await _open(desk, case, finding, raised_by)
            opened.append(case)
        else:
            _bring_up_to_date(row, finding)
    gone = [Case(row, school) for row in stale if row.state != CLOSED]
    for case in gone:
        await _lapse(desk, case, by=raised_by)
    return Judged(verdict, opened, gone)


async def judge(session: AsyncSession, school: School, code: str, on: date) -> Verdict:
    """Judge the history of a code on a day."""
    return judged(await _signals(session, school, code), school, code, on)


def judged(rows: Sequence[Signal], school: School, code: str, on: date) -> Verdict:
    """Judge all signals of one code, in the order of their ids, on a day."""
    history = read_history(_as_read(rows, school, code, on), region_calendar(school.region))
    return assess(history, mazl_window=MazlWindow(school.mazl_window))


async def raw_history(session: AsyncSession, school: School, code: str, on: date) -> Raw:
    """Give the history of a code as the rules read it: a correction stands in the place of what it replaced."""
    return _as_read(await _signals(session, school, code), school, code, on)


async def _signals(session: AsyncSession, school: School, code: str) -> Sequence[Signal]:
    found = select(Signal).where(Signal.school_id == school.id, Signal.code == code).order_by(Signal.id)
    return (await session.scalars(found)).all()


def _as_read(rows: Sequence[Signal], school: School, code: str, on: date) -> Raw:
    return {"id": code, "on": on.isoformat(), "closed_days": list(school.closed_days), "events": standing(rows)}


def standing(rows: Sequence[Signal]) -> list[Raw]:
    """Give the events of one code that stand, from all its signals in the order of their ids."""
    place: dict[int, int] = {}
    for row in rows:
        if row.replaced_by is not None:
            place[row.replaced_by] = place.get(row.id, row.id)
    kept = [row for row in rows if row.withdrawn_at is None]
    return [row.event for row in sorted(kept, key=lambda row: (place.get(row.id, row.id), row.id))]


async def _replace(desk: Desk, replaced: int, signals: Sequence[Signal]) -> None:
    """Let a correction take the place of what it corrects; what was withdrawn meanwhile is not corrected twice."""
    old = await desk.session.get(Signal, replaced)
    if old and old.withdrawn_at is None and old.code == signals[0].code and old.school_id == signals[0].school_id:
        old.withdrawn_at, old.replaced_by = desk.now, signals[0].id
        await desk.session.flush()


async def _open(desk: Desk, case: Case, finding: Finding, raised_by: Member | None) -> None:
    row = case.row
    row.rule, row.role, row.opened_at = finding.rule, first_role(finding.rule), desk.now
    row.raised_by = raised_by.id if raised_by else await _last_logger(desk, case)
    row.outcome = row.closed_at = row.safety = row.reported_on = None
    row.state, row.step = OPEN, 0
    _bring_up_to_date(row, finding)
    desk.session.add(row)
    await desk.session.flush()
    await open_case(desk, case)


def _bring_up_to_date(row: Escalation, finding: Finding) -> None:
    row.fired_on, row.due, row.evidence = finding.fired_on, finding.due, [day.isoformat() for day in finding.evidence]


def _moved(stale: list[Escalation], finding: Finding) -> Escalation | None:
    """Give the case that this finding continues: the same rule over partly the same days, now on another date."""
    days = {day.isoformat() for day in finding.evidence}
    for row in stale:
        if row.rule == finding.rule and row.outcome != LAPSED and days & set(row.evidence):
            stale.remove(row)
            return row
    return None


async def _lapse(desk: Desk, case: Case, *, by: Member | None) -> None:
    """Close a case whose ground was withdrawn; who had it and who raised it hear so, save who withdrew it."""
    await outbox.take_back(desk.session, f"case:{case.row.id}:")
    hears = {case.row.raised_by, case.row.owner_id if await _was_told(desk, case) else None}
    turn = await note(desk, case, Act("lapsed", by=by))
    case.row.state, case.row.outcome, case.row.closed_at, case.row.next_at = CLOSED, LAPSED, desk.now, None
    for member_id in hears - {None, by.id if by else None}:
        await telling.say(desk, turn, await desk.session.get_one(Member, member_id), "case_lapsed")


async def _was_told(desk: Desk, case: Case) -> bool:
    """Say whether anything about a case left the house: what was held back was just forgotten."""
    told = select(Outgoing.id).where(Outgoing.key.startswith(f"case:{case.row.id}:", autoescape=True))
    return await desk.session.scalar(told.limit(1)) is not None


async def _last_logger(desk: Desk, case: Case) -> int | None:
    """Give who logged last under this code: what the clock finds is theirs to hear of."""
    return await desk.session.scalar(
        select(Signal.logged_by)
        .where(Signal.school_id == case.school.id, Signal.code == case.code, Signal.withdrawn_at.is_(None))
        .order_by(Signal.id.desc())
        .limit(1)
    )
