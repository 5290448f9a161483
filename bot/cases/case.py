"""One case as people see it: an escalation with its school, the rule behind it, and who may look."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from bot import line, processing
from bot.access import CHAIR
from bot.cases.desk import Desk
from bot.cases.moments import calendar_of, working_days_left
from bot.local_time import local_day
from bot.members import Colleague
from bot.models import Escalation, EscalationStep, Member, School
from bot.models.cases import CLOSED, OPEN, TAKEN
from bot.processing import About
from knowledge.calendar import Calendar
from knowledge.rules import rule_book
from knowledge.rules.figures import Rule

AOJ_TEAM = "aoj_team"
MENTOR, JEUGDARTS = "mentor", "jeugdarts"
THUISZITTER, SAFETY = "aanwezigheid.thuiszitter", "zorg.veiligheid"
MAZL, LEERPLICHT = "mazl", "leerplicht"
# The working method lets the mentor talk first, and makes reporting a duty of the school: the coordinator does it.
FIRST_ROLE = {MAZL: MENTOR, LEERPLICHT: CHAIR}
BY_LEAD = "regie"
OUTCOMES, OUTCOMES_LEERPLICHT = ("gesprek", "hulp", "geen_actie"), ("gemeld", "geoorloofd")
OUTCOMES_TEAM = (BY_LEAD, "hulp", "geen_actie")
# The route map leads to a request at the SWV, or back to the school itself.
OUTCOMES_OF = {
    "zorg.specialistisch": ("swv", *OUTCOMES_TEAM),
    "zorg.groep": ("swv", "hulp", "geen_actie"),
    "zorg.schoolprestaties": ("school", "gesprek", "geen_actie"),
}
LAPSED = "vervallen"
SAFETY_ANSWERS = ("ja", "nee", "weet_niet")
REASONS = ("afwezig", "rol", "betrokken", "anders")


@dataclass(frozen=True, slots=True)
class Case:
    """An escalation and what belongs to it."""

    row: Escalation
    school: School

    @property
    def code(self) -> str:
        """Give the pupil code."""
        return self.row.code

    @property
    def calendar(self) -> Calendar:
        """Give the calendar of the school."""
        return calendar_of(self.school)

    @property
    def rule(self) -> Rule:
        """Give the rule that fired, as the table words it."""
        return rule_book().rules[self.row.rule]

    @property
    def kind(self) -> str:
        """Give the family of the rule: mazl, leerplicht, aanwezigheid or zorg."""
        return self.row.rule.partition(".")[0]

    @property
    def days(self) -> list[date]:
        """Give the dates that made the rule fire, ascending."""
        return [date.fromisoformat(day) for day in self.row.evidence]

    @property
    def urgent(self) -> bool:
        """Say whether this waits for nobody's quiet hours."""
        return self.row.rule == SAFETY

    @property
    def open(self) -> bool:
        """Say whether nobody has taken it yet."""
        return self.row.state == OPEN

    @property
    def taken(self) -> bool:
        """Say whether somebody has it in hand."""
        return self.row.state == TAKEN

    @property
    def taken_on(self) -> date | None:
        """Give the day on which somebody took it."""
        return self.row.taken_at and local_day(self.row.taken_at)

    @property
    def running(self) -> bool:
        """Say whether it is not closed."""
        return self.row.state != CLOSED

    @property
    def may_ask_doctor(self) -> bool:
        """Say whether the talk by the school comes before the jeugdarts, and has not led there yet."""
        return self.kind == MAZL and self.row.role == MENTOR

    @property
    def must_report(self) -> bool:
        """Say whether the report in the verzuimregister is still to be made."""
        return self.kind == LEERPLICHT and self.row.reported_on is None

    @property
    def needs_lead(self) -> bool:
        """Say whether the AOJ-team names a regiehouder."""
        return self.row.role == AOJ_TEAM

    @property
    def with_doctor(self) -> bool:
        """Say whether the jeugdarts was called in, after the talk and with consent."""
        return self.kind == MAZL and self.row.role == JEUGDARTS

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Give the outcomes with which it can be closed."""
        if self.row.rule in OUTCOMES_OF:
            return OUTCOMES_OF[self.row.rule]
        if self.needs_lead:
            return OUTCOMES_TEAM
        return OUTCOMES_LEERPLICHT if self.kind == LEERPLICHT else OUTCOMES

    def days_left(self, today: date) -> int | None:
        """Give the working days until the legal term ends; None where there is no term."""
        return None if self.row.due is None else working_days_left(self.calendar, today, self.row.due)


class Act(NamedTuple):
    """What somebody did with a case, or the clock: `to` whom it was put, and why."""

    what: str
    by: Member | None = None
    to: Member | None = None
    reason: str | None = None


class Turn(NamedTuple):
    """A case at one step of its trail: each is told of that step once."""

    case: Case
    step_id: int


def first_role(rule: str) -> str:
    """Give the role that acts first on a rule: not always the one that the route map ends with."""
    return FIRST_ROLE.get(rule.partition(".")[0]) or rule_book().rules[rule].role


async def case_of(desk: Desk, case_id: int) -> Case | None:
    """Give a case by its number."""
    row = await desk.session.get(Escalation, case_id, populate_existing=True)
    return Case(row, await desk.session.get_one(School, row.school_id)) if row else None


async def case_for(desk: Desk, case_id: int, member: Member) -> Case | None:
    """Give a case this member may see: who raised it aside, whoever was asked, holds its role, or coordinates."""
    case = await case_of(desk, case_id)
    return case if case and await may_act(desk, case, member) else None


async def may_act(desk: Desk, case: Case, member: Member) -> bool:
    """Say whether a member may act on a case; somebody who no longer serves the school may not."""
    if not await line.serves(desk.session, case.school.id, member):
        return False
    if member.role in {CHAIR, case.row.role} and member.role != MENTOR:
        return True
    return member.id in {case.row.owner_id, *await asked_before(desk, case)}


async def asked_before(desk: Desk, case: Case) -> list[int]:
    """Give the ids of the members this case was put to."""
    found = await desk.session.scalars(
        select(EscalationStep.to_member_id).where(
            EscalationStep.escalation_id == case.row.id, EscalationStep.to_member_id.is_not(None)
        )
    )
    return [member_id for member_id in found if member_id is not None]


async def cases_of(desk: Desk, who: Colleague) -> list[Case]:
    """Give the running cases of a member, what is due first; who may see the school's codes sees all of the school."""
    schools = [school.id for school in who.schools]
    mine: ColumnElement[bool] = Escalation.owner_id == who.id
    if who.may("see_school_codes"):
        mine |= Escalation.school_id.in_(schools)
    rows = await desk.session.scalars(
        select(Escalation)
        .where(mine, Escalation.school_id.in_(schools), Escalation.state != CLOSED)
        .order_by(Escalation.next_at, Escalation.id)
    )
    return [Case(row, await desk.session.get_one(School, row.school_id)) for row in rows]


async def note(desk: Desk, case: Case, act: Act) -> Turn:
    """Write down what happened to a case."""
    step = EscalationStep(escalation_id=case.row.id, at=desk.now, what=act.what, reason=act.reason)
    step.member_id, step.to_member_id = act.by.id if act.by else None, act.to.id if act.to else None
    desk.session.add(step)
    if act.by:
        about = About(case.row.school_id, case.row.code_hash, case.row.id)
        processing.write(desk.session, act.what, act.by, about, desk.now)
    await desk.session.flush()
    return Turn(case, step.id)
