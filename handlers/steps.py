"""The steps of the route map in a case: the jeugdarts with consent, the report, the AOJ-team and its regiehouder."""

from telegram import Update

from bot.cases import acting
from bot.cases.case import Case
from bot.context import Conversation
from bot.models import Member
from handlers.desk import desk_of, me
from handlers.inbox import in_hand, offer_leads, on_case, show
from handlers.taps import on_tap, tap_of


async def call_in_doctor(update: Update, context: Conversation, case: Case) -> None:
    """Ask whether parents, or the pupil from 16, consent; then put the case to the jeugdarts, or to the AOJ-team."""
    given = tap_of(update).given
    if not await in_hand(update, context, case) or not case.may_ask_doctor:
        return
    if len(given) < 2:
        context.turn_into(tap_of(update).message, "case_consent", case=case)
        return
    await acting.call_in_doctor(desk_of(context), case, me(context), consent=given[1] == "ja")
    await _handed_over(update, context, case)


async def to_team(update: Update, context: Conversation, case: Case) -> None:
    """Put a case on the agenda of the AOJ-team."""
    if await in_hand(update, context, case) and not case.needs_lead:
        await acting.to_team(desk_of(context), case, me(context))
        await _handed_over(update, context, case)


async def report(update: Update, context: Conversation, case: Case) -> None:
    """Record that the absence was reported."""
    if await in_hand(update, context, case):
        await acting.report(desk_of(context), case, me(context))
        await show(update, context, case)


async def name_lead(update: Update, context: Conversation, case: Case) -> None:
    """Ask who is regiehouder, then for how long, and make it an agreement."""
    given = tap_of(update).given
    if not await in_hand(update, context, case):
        return
    leads = await acting.possible_leads(desk_of(context), case)
    lead = next((member for member in leads if len(given) > 1 and str(member.id) == given[1]), None)
    if lead is None:
        await offer_leads(update, context, case)
    elif len(given) < 3 or given[2] not in {str(weeks) for weeks in acting.LOOK_BACK_WEEKS}:
        context.turn_into(tap_of(update).message, "case_lead_when", case=case, lead=lead, weeks=acting.LOOK_BACK_WEEKS)
    else:
        made = await acting.name_lead(desk_of(context), case, lead, by=me(context), weeks=int(given[2]))
        context.turn_into(tap_of(update).message, "case_lead_named", case=case, lead=lead, due=made.due)


async def _handed_over(update: Update, context: Conversation, case: Case) -> None:
    owner = await context.session.get(Member, case.row.owner_id) if case.row.owner_id else None
    if owner is not None and owner.id == me(context).id:
        await show(update, context, case)
    else:
        context.turn_into(tap_of(update).message, "case_passed", case=case, owner=owner)


HANDLERS = (
    on_tap("arts", on_case("call_in_jeugdarts", call_in_doctor)),
    on_tap("naarteam", on_case("take_case", to_team)),
    on_tap("gemeld", on_case("report_in_register", report)),
    on_tap("regie", on_case("name_regiehouder", name_lead)),
)
