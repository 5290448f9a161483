"""«/mijn»: what members arrange themselves, and the yearly word that it is still right."""

from typing import Any

from telegram import Update
from telegram.ext import CommandHandler

from bot import members, own_days, team
from bot.context import Conversation
from bot.local_time import local_day
from bot.members import Colleague, Contact
from bot.own_days import QUIET_FROM, QUIET_UNTIL, Own
from bot.pages import Page
from handlers.guard import answer, guarded, refuse
from handlers.schools import ask_which_school
from handlers.taps import number_in, on_tap, tap_of, word_in


async def _tapped(update: Update, context: Conversation, at: int = 0) -> tuple[Colleague, Own] | None:
    """Give who tapped and what that one arranged at the school in the button; refuses anything else."""
    member = context.member
    own = await own_days.own_at(context.session, member, word_in(tap_of(update), at)) if member else None
    if member and own:
        return member, own
    refuse(update, context)
    return None


def _facts(member: Colleague, own: Own) -> dict[str, Any]:
    week = own_days.shown_days(own.service.working_days)
    return {"member": member.member, "own": own, "week": week, "several": len(member.schools) > 1}


@guarded("set_own_days")
async def show(_update: Update, context: Conversation) -> None:
    """Show what somebody arranged at the only school, or ask which school."""
    member = context.member
    if member is None or member.only_school is None:
        ask_which_school(context, "mijn")
        return
    own = await own_days.own_at(context.session, member, member.only_school.id)
    if own:
        context.say("mine", **_facts(member, own))


@guarded("set_own_days")
async def show_tapped(update: Update, context: Conversation) -> None:
    """Show what somebody arranged at the school that was tapped."""
    if not tap_of(update).given:
        await show(update, context)
    elif found := await _tapped(update, context):
        context.turn_into(tap_of(update).message, "mine", **_facts(*found))


@guarded("set_own_days")
async def day(update: Update, context: Conversation) -> None:
    """Turn a working day on or off."""
    tap = tap_of(update)
    if found := await _tapped(update, context):
        if own_days.toggle_day(found[1].service, number_in(tap)):
            context.turn_into(tap.message, "mine", **_facts(*found))
        else:
            answer(update, context, "one_day")


@guarded("set_own_days")
async def stand_in(update: Update, context: Conversation) -> None:
    """Offer who may stand in, or keep who was tapped."""
    tap = tap_of(update)
    found = await _tapped(update, context)
    if found is None:
        return
    member, own = found
    if tap.given[1:2] in ([], ["blad"]):
        offered = await own_days.stand_ins(context.session, own, member)
        context.turn_into(tap.message, "mine_stand_in", own=own, page=Page.of(offered, number_in(tap, at=2)))
    elif await own_days.choose_stand_in(context.session, own, member, number_in(tap)):
        await show_tapped(update, context)
    else:
        refuse(update, context)


@guarded("set_own_days")
async def quiet(update: Update, context: Conversation) -> None:
    """Offer the quiet hours, or keep those that were tapped."""
    tap = tap_of(update)
    if found := await _tapped(update, context):
        member, own = found
        if len(tap.given) > 1:
            own_days.set_quiet(member.member, number_in(tap), number_in(tap, at=2))
        hours = {"starts": QUIET_FROM, "ends": QUIET_UNTIL}
        context.turn_into(tap.message, "mine_quiet", member=member.member, own=own, **hours)


@guarded("set_own_days")
async def yearly(update: Update, context: Conversation) -> None:
    """Keep that all is right, or let somebody leave after a second tap; the chairs are told."""
    tap = tap_of(update)
    found = await _tapped(update, context, at=1)
    if found is None:
        return
    member, own = found
    if word_in(tap) == "ja":
        own_days.still_right(own, context.now)
        context.toast(tap.id, "confirmed", day=local_day(context.now))
        context.turn_into(tap.message, "mine", **_facts(member, own))
    elif word_in(tap) == "weg":
        context.turn_into(tap.message, "yearly_leaving", own=own)
    elif word_in(tap) == "uit":
        await _leave(update, context, own)


async def _leave(update: Update, context: Conversation, own: Own) -> None:
    member = context.member
    if member is None:
        return
    place = team.Place(own.school, Contact(member.member, own.service, own.stand_in))
    if await team.take_out(context.session, place) == "last_chair":
        answer(update, context, "last_chair")
        return
    context.turn_into(tap_of(update).message, "left", school=own.school)
    for chair in await members.chairs(context.session, own.school.id, local_day(context.now)):
        await context.tell(chair, "member_left", school=own.school, leaver=member.member, place=own.school)


HANDLERS = (
    CommandHandler(["mijn", "mine"], show),
    on_tap("mijn", show_tapped),
    on_tap("dag", day),
    on_tap("inval", stand_in),
    on_tap("stil", quiet),
    on_tap("jaar", yearly),
)
