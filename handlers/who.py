"""Who is who: the people of a member's own school, and the roles in and around the AOJ-team."""

from typing import Any

from telegram import Chat, Update
from telegram.ext import CommandHandler

from bot import members
from bot.context import Conversation
from bot.members import Colleague
from bot.models import School
from bot.pages import FEW, Page
from handlers.schools import school_meant
from handlers.taps import number_in, on_tap, tap_if_any, tap_of, tapped_on, word_in


async def who(update: Update, context: Conversation) -> None:
    """Show a member the people of the school, in private only; everybody else the roles."""
    member, message = context.member, tapped_on(update)
    private = update.effective_chat is not None and update.effective_chat.type == Chat.PRIVATE
    if member is None or not private or not member.may("see_contacts"):
        await roles(update, context)
        return
    school = school_meant(update, context)
    if school is None:
        context.turn_into(message, "which_school", schools=member.schools, verb="wie")
    else:
        page = number_in(tap_if_any(update))
        context.turn_into(message, "who_school", **await _people(context, member, school, page))


async def roles(update: Update, context: Conversation) -> None:
    """List the roles: those that always belong to a team first, then the others."""
    page = Page.of(context.services.known.team(), number_in(tap_if_any(update), at=0), size=FEW)
    context.turn_into(tapped_on(update), "who", page=page)


async def _people(context: Conversation, member: Colleague, school: School, number: int) -> dict[str, Any]:
    return {
        "school": school,
        "page": Page.of(await members.contacts(context.session, school.id), number, size=FEW),
        "others": [other for other in member.schools if other.id != school.id],
    }


async def role(update: Update, context: Conversation) -> None:
    """Tell what one role does and how to reach it."""
    tap = tap_of(update)
    context.turn_into(tap.message, "who_one", party_shown=context.services.known.parties[word_in(tap)])


HANDLERS = (
    CommandHandler(["wie", "who"], who),
    on_tap("wie", who, public=True),
    on_tap("rollen", roles, public=True),
    on_tap("rol", role, public=True),
)
