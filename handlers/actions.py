"""«/acties»: the agreements that run; one is ticked off, gets another day, or is dropped."""

from typing import Any

from telegram import Update
from telegram.ext import CommandHandler

from bot.cases import agreements
from bot.cases.agreements import Agreed
from bot.cases.moments import calendar_of
from bot.cases.promises import days_offered
from bot.context import Conversation
from bot.local_time import local_day
from handlers.desk import desk_of
from handlers.guard import Callback, Step, guarded, guarded_with
from handlers.taps import day_in, number_in, on_tap, tap_of, tapped_on

LOOKING = "see_own_agreements"


def on_agreement(step: Step[Agreed]) -> Callback:
    """Let a step be done on an agreement this member may change."""
    return guarded_with(LOOKING, _agreement, step)


async def _agreement(update: Update, context: Conversation) -> Agreed | None:
    number = number_in(tap_of(update), at=0)
    return await agreements.changeable(desk_of(context), context.member, number) if context.member else None


@guarded(LOOKING)
async def list_running(update: Update, context: Conversation) -> None:
    """List the agreements that are not done: mine first, then the school's."""
    if context.member is None:
        return
    running = await agreements.running(desk_of(context), context.member)
    facts: dict[str, Any] = {"running": running, "all": context.member.may("see_school_codes")}
    facts |= {"several": len(context.member.schools) > 1, "today": local_day(context.now)}
    context.turn_into(tapped_on(update), "agreements", **facts)


async def show(update: Update, context: Conversation, agreed: Agreed) -> None:
    """Show one agreement and what can be done with it."""
    context.turn_into(tap_of(update).message, "agreement_one", agreed=agreed)


async def tick_off(update: Update, context: Conversation, agreed: Agreed) -> None:
    """Note that an agreement was kept."""
    agreements.done(agreed.row, context.now)
    context.turn_into(tap_of(update).message, "agreement_kept", agreement=agreed.row)


async def drop(update: Update, context: Conversation, agreed: Agreed) -> None:
    """Note that an agreement is no longer needed."""
    agreements.drop(agreed.row, context.now)
    context.turn_into(tap_of(update).message, "agreement_kept", agreement=agreed.row)


async def another_day(update: Update, context: Conversation, agreed: Agreed) -> None:
    """Offer other days, or keep the one that was tapped."""
    tap = tap_of(update)
    days = days_offered(calendar_of(agreed.school), local_day(context.now))
    chosen = day_in(tap)
    if chosen and chosen in days:
        agreements.postpone(agreed.row, chosen)
        context.turn_into(tap.message, "agreement_one", agreed=agreed)
    else:
        context.turn_into(tap.message, "agreement_days", agreed=agreed, days=days)


HANDLERS = (
    CommandHandler(["acties", "afspraken", "actions"], list_running),
    on_tap("acties", list_running),
    on_tap("actie", on_agreement(show)),
    on_tap("gedaan", on_agreement(tick_off)),
    on_tap("vervalt", on_agreement(drop)),
    on_tap("later", on_agreement(another_day)),
)
