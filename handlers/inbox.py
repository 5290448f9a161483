"""The cases somebody must act on: take, pass on, look closer, close with an outcome."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.cases import acting, trail
from bot.cases.case import REASONS, SAFETY_ANSWERS, Case, case_for, cases_of
from bot.cases.looking import background
from bot.cases.telling import seen_by
from bot.context import Conversation
from bot.models import Member
from bot.pages import Page
from handlers.desk import desk_of, me
from handlers.guard import Callback, Step, guarded, guarded_with
from handlers.taps import number_in, on_tap, tap_of, word_in


def on_case(action: str, step: Step[Case]) -> Callback:
    """Let a step be done on a case this member may act on."""
    return guarded_with(action, _case, step)


async def _case(update: Update, context: Conversation) -> Case | None:
    number = number_in(tap_of(update), at=0)
    return await case_for(desk_of(context), number, me(context)) if context.member else None


async def show(update: Update, context: Conversation, case: Case, *, why: str | None = None) -> None:
    """Put the case as it is now in the place of the message that was tapped."""
    facts = await seen_by(desk_of(context), case, me(context))
    context.turn_into(tap_of(update).message, "case", case=case, why=why, **facts)


@guarded("see_case")
async def list_mine(_update: Update, context: Conversation) -> None:
    """List the running cases of this member."""
    if context.member:
        context.say("cases", cases=await cases_of(desk_of(context), context.member), me=context.member.id)


async def open_one(update: Update, context: Conversation, case: Case) -> None:
    """Show one case."""
    await show(update, context, case)


async def take(update: Update, context: Conversation, case: Case) -> None:
    """Take a case; who comes second hears who has it."""
    if await acting.take(desk_of(context), case, me(context)) or (case.running and case.row.owner_id == me(context).id):
        await show(update, context, case)
    else:
        await _somebody_has_it(update, context, case)


async def pass_on(update: Update, context: Conversation, case: Case) -> None:
    """Ask why a case is not for this member, then put it to the next in line."""
    given = tap_of(update).given
    if not await _still_mine(update, context, case):
        return
    if len(given) < 2 or given[1] not in REASONS:
        context.turn_into(tap_of(update).message, "case_why", case=case)
        return
    after = await acting.decline(desk_of(context), case, me(context), given[1])
    context.turn_into(tap_of(update).message, "case_passed" if after else "case_stays", case=case, owner=after)


async def look_closer(_update: Update, context: Conversation, case: Case) -> None:
    """Send the worksheet, and the weeks behind the case as a picture."""
    found = await background(desk_of(context), case, context.language)
    context.say("case_timeline", case=case, picture=found.picture)
    context.say("case_worksheet", case=case, words=found.words)


async def look_back(update: Update, context: Conversation, case: Case) -> None:
    """Show what happened to a case, and the signals behind it to who may see those."""
    desk, sees_signals = desk_of(context), context.member is not None and context.member.may("see_own_codes")
    facts = {
        "steps": await trail.steps_of(desk, case),
        "lines": await trail.signals_of(desk, case) if sees_signals else [],
    }
    context.turn_into(tap_of(update).message, "case_trail", case=case, **facts)


async def close(update: Update, context: Conversation, case: Case) -> None:
    """Close a case: first the question about safety, once, then an outcome."""
    given = tap_of(update).given
    if not await in_hand(update, context, case):
        return
    outcome = given[1] if len(given) > 1 else ""
    if case.row.safety is None:
        context.turn_into(tap_of(update).message, "case_safety", case=case)
    elif await acting.lacks_lead(desk_of(context), case, outcome):
        await offer_leads(update, context, case)
    elif await acting.close(desk_of(context), case, me(context), outcome):
        context.turn_into(tap_of(update).message, "case_closed", case=case, mine=case.row.raised_by == me(context).id)
    else:
        context.turn_into(tap_of(update).message, "case_outcome", case=case)


async def offer_leads(update: Update, context: Conversation, case: Case) -> None:
    """Ask who is regiehouder."""
    leads = Page.of(await acting.possible_leads(desk_of(context), case), number_in(tap_of(update), at=2))
    context.turn_into(tap_of(update).message, "case_lead", case=case, leads=leads)


async def answer_safety(update: Update, context: Conversation, case: Case) -> None:
    """Keep whether safety was discussed, and ask the outcome."""
    said = word_in(tap_of(update), at=1)
    if said in SAFETY_ANSWERS and await in_hand(update, context, case):
        await acting.answer_safety(desk_of(context), case, me(context), said)
        context.turn_into(tap_of(update).message, "case_outcome", case=case)


async def go_on(update: Update, context: Conversation, case: Case) -> None:
    """Note that a case is still worked on."""
    if await in_hand(update, context, case):
        await acting.keep_going(desk_of(context), case, me(context))
        await show(update, context, case)


async def _somebody_has_it(update: Update, context: Conversation, case: Case) -> None:
    owner = await context.session.get(Member, case.row.owner_id) if case.row.owner_id else None
    context.turn_into(tap_of(update).message, "case_not_yours", case=case, owner=owner)


async def _still_mine(update: Update, context: Conversation, case: Case) -> bool:
    if case.running and case.row.owner_id == me(context).id:
        return True
    await _somebody_has_it(update, context, case)
    return False


async def in_hand(update: Update, context: Conversation, case: Case) -> bool:
    """Let who acts on an open case take it by acting; False when it is somebody else's."""
    if case.open and await acting.take(desk_of(context), case, me(context)):
        return True
    return await _still_mine(update, context, case)


HANDLERS = (
    CommandHandler(["zaken", "cases"], list_mine),
    on_tap("zaak", on_case("see_case", open_one)),
    on_tap("pak", on_case("take_case", take)),
    on_tap("nvm", on_case("pass_case", pass_on)),
    on_tap("meer", on_case("see_case", look_closer)),
    on_tap("spoor", on_case("see_case", look_back)),
    on_tap("klaar", on_case("close_case", close)),
    on_tap("veilig", on_case("close_case", answer_safety)),
    on_tap("bezig", on_case("take_case", go_on)),
)
