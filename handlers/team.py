"""«/team»: the chair sees who is in the team, confirms who waits, and takes out who left."""

from typing import Any

from telegram import Update
from telegram.ext import CommandHandler

from bot import joining, members, pins, team
from bot.context import Conversation
from bot.models import School
from bot.pages import FEW, Page
from handlers.guard import answer, guarded, refuse
from handlers.schools import ask_which_school, school_meant
from handlers.taps import number_in, on_tap, tap_if_any, tap_of, tapped_on


@guarded("see_team")
async def show(update: Update, context: Conversation) -> None:
    """Show the team of the school that was tapped, or of the only one; otherwise ask which."""
    school = school_meant(update, context)
    if school is None:
        ask_which_school(context, "team")
    else:
        context.turn_into(tapped_on(update), "team", **await _facts(context, school, number_in(tap_if_any(update))))


async def _facts(context: Conversation, school: School, number: int) -> dict[str, Any]:
    return {
        "school": school,
        "page": Page.of(await members.contacts(context.session, school.id), number, size=FEW),
        "requests": (await joining.requests(context.session, school.id))[:FEW],
    }


@guarded("remove_member")
async def one(update: Update, context: Conversation) -> None:
    """Show one colleague, and take that one out of the team when it was tapped a second time; both are told."""
    tap, chair = tap_of(update), context.member
    place = await team.place_of(context.session, chair, number_in(tap, at=0)) if chair else None
    if place is None:
        refuse(update, context)
        return
    has_pin = await pins.has_one(context.session, place.contact.member)
    facts = {"school": place.school, "contact": place.contact, "has_pin": has_pin}
    if tap.given[1:] != ["ja"]:
        context.turn_into(tap.message, "team_one", **facts)
    elif await team.take_out(context.session, place) == "last_chair":
        answer(update, context, "last_chair")
    else:
        context.turn_into(tap.message, "team_left", **facts)
        await context.tell(place.contact.member, "left", school=place.school)


HANDLERS = (
    CommandHandler("team", show),
    on_tap("team", show),
    on_tap("weg", one),
)
