"""What people do with a case: take it, pass it on, report it, call in the jeugdarts, close it with an outcome."""

from datetime import datetime, timedelta

from sqlalchemy import CursorResult, select, update

from bot import members, outbox
from bot.access import allowed
from bot.cases import telling
from bot.cases.asking import SILENT_AFTER, ask_role, pass_on
from bot.cases.case import AOJ_TEAM, BY_LEAD, JEUGDARTS, Act, Case, note
from bot.cases.desk import Desk
from bot.cases.moments import DAY, may_be_said, next_school_day, quiet_of, school_days_later
from bot.models import Agreement, Escalation, Member
from bot.models.cases import CLOSED, OPEN, TAKEN

LOOK_BACK_WEEKS = (1, 2, 4)


async def take(desk: Desk, case: Case, member: Member) -> bool:
    """Let a member take a case; False when somebody else was first. Who raised it hears so."""
    moment, before = after_taking(case, member, desk), case.row.owner_id
    result = await desk.session.execute(
        update(Escalation)
        .where(Escalation.id == case.row.id, Escalation.state == OPEN)
        .values(state=TAKEN, owner_id=member.id, taken_at=desk.now, step=0, next_at=moment)
        .execution_options(synchronize_session=False)
    )
    await desk.session.refresh(case.row)
    if not isinstance(result, CursorResult) or result.rowcount == 0:
        return False
    turn = await note(desk, case, Act("taken", by=member))
    await telling.raiser_hears(desk, turn, "signal_taken", by=member)
    asked = await desk.session.get(Member, before) if before else None
    if asked and asked.id not in {member.id, case.row.raised_by}:
        await telling.say(desk, turn, asked, "case_moved", owner=member, why=telling.TAKEN)
    return True


def after_taking(case: Case, member: Member, desk: Desk) -> datetime:
    """Give when somebody who took a case is asked how it goes."""
    later = school_days_later(case.calendar, desk.now, SILENT_AFTER)
    return may_be_said(case.calendar, quiet_of(member), later)


async def keep_going(desk: Desk, case: Case, member: Member) -> None:
    """Note that a case is still worked on; it is asked about again a week later."""
    await note(desk, case, Act("going_on", by=member))
    case.row.step, case.row.next_at = 0, after_taking(case, member, desk)


async def decline(desk: Desk, case: Case, member: Member, reason: str) -> Member | None:
    """Pass a case on to the next in line because it is not for this member; None when there is nobody else."""
    return await pass_on(desk, case, telling.DECLINED, Act("passed", by=member, reason=reason))


async def call_in_doctor(desk: Desk, case: Case, member: Member, *, consent: bool) -> None:
    """After the talk: put a case to the jeugdarts when parents (or the pupil from 16) consent, else to the AOJ-team."""
    await note(desk, case, Act("consent", by=member, reason="ja" if consent else "nee"))
    await ask_role(desk, case, JEUGDARTS if consent else AOJ_TEAM, by=member)


async def to_team(desk: Desk, case: Case, member: Member) -> None:
    """Put a case on the agenda of the AOJ-team, because more is going on."""
    await ask_role(desk, case, AOJ_TEAM, by=member)


async def report(desk: Desk, case: Case, member: Member) -> bool:
    """Record that the absence was reported in the verzuimregister; False when that was done before.

    Who holds the role of leerplichtambtenaar at the school is told.
    """
    if not case.must_report:
        return False
    await outbox.take_back(desk.session, f"case:{case.row.id}:term:")
    case.row.reported_on = desk.today
    turn = await note(desk, case, Act("reported", by=member))
    await telling.leerplicht_hears(desk, turn)
    return True


async def name_lead(desk: Desk, case: Case, lead: Member, *, by: Member, weeks: int) -> Agreement:
    """Agree who is regiehouder of a case, and after how many weeks it is looked at; the regiehouder is told."""
    due = next_school_day(case.calendar, desk.today + timedelta(weeks=weeks) - DAY)
    agreement = Agreement(
        school_id=case.school.id, escalation_id=case.row.id, words=case.code, regiehouder_id=lead.id, due=due
    )
    agreement.made_by, agreement.made_at = by.id, desk.now
    desk.session.add(agreement)
    turn = await note(desk, case, Act("lead", by=by, to=lead))
    if lead.id != by.id:
        await telling.say(desk, turn, lead, "lead_named", due=due)
    return agreement


async def close(desk: Desk, case: Case, member: Member, outcome: str) -> bool:
    """Close a case with an outcome; False as long as the question about safety is not answered."""
    if case.row.safety is None or outcome not in case.outcomes or await lacks_lead(desk, case, outcome):
        return False
    if outcome == "gemeld":
        await report(desk, case, member)
    await outbox.take_back(desk.session, f"case:{case.row.id}:")
    case.row.state, case.row.outcome = CLOSED, outcome
    case.row.closed_at, case.row.next_at = desk.now, None
    turn = await note(desk, case, Act("closed", by=member, reason=outcome))
    await telling.raiser_hears(desk, turn, "signal_closed", by=member)
    return True


async def lacks_lead(desk: Desk, case: Case, outcome: str) -> bool:
    """Say whether a case cannot end with the regiehouder going on, because nobody was named as such."""
    if outcome != BY_LEAD:
        return False
    named = select(Agreement.id).where(Agreement.escalation_id == case.row.id).limit(1)
    return await desk.session.scalar(named) is None


async def answer_safety(desk: Desk, case: Case, member: Member, answer: str) -> None:
    """Keep the answer to «is de veiligheid besproken?»."""
    case.row.safety = answer
    await note(desk, case, Act("safety", by=member, reason=answer))


async def possible_leads(desk: Desk, case: Case) -> list[Member]:
    """Give who can be regiehouder: whoever serves the school and may see cases."""
    found = await members.contacts(desk.session, case.school.id)
    return [contact.member for contact in found if allowed(contact.member.role, "see_case")]
