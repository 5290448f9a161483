"""Joining by a link, and the chair who invites and confirms."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot import administrators, attempts, city_seats, joining
from bot.access import INVITABLE, access_table
from bot.attempts import LINKS
from bot.context import Conversation
from bot.flood import Entry
from bot.joining import LINK_LASTS, Joining, Newcomer
from bot.local_time import local_day
from bot.members import Colleague, chairs
from bot.models import School
from handlers.guard import answer, guarded, refuse
from handlers.schools import ask_which_school
from handlers.taps import number_in, on_tap, tap_of, word_in

SAID = {
    "void": "join_void",
    "already": "join_already",
    "other_role": "join_other_role",
    "waiting": "join_waiting",
    "asked": "join_waiting",
    "welcome": "join_confirmed",
}


async def open_link(update: Update, context: Conversation) -> None:
    """Take the code of a link and tell what came of it; the chair hears of somebody new.

    Who opened too many links that do not work is not looked up any more: guessing leads nowhere.
    """
    person = update.effective_user
    if person is None or not context.args:
        return
    entry = await attempts.entry(context.session, person.id, LINKS, context.now)
    if entry is not Entry.IN:
        if entry is Entry.TOLD:
            context.say("join_too_often")
        return
    newcomer = Newcomer(person.id, person.full_name, context.language)
    taken = await city_seats.take(context.session, context.args[0], newcomer, context.now)
    if taken.outcome != "void":
        context.say("join_city" if taken.outcome == "welcome" else "join_city_other", seat=taken.seat)
        return
    opened = await administrators.open_link(context.session, context.args[0], newcomer, context.now)
    if opened.outcome != "void":
        context.say("join_admin" if opened.number else "join_admin_other", number=opened.number)
        return
    joined = await joining.join(context.session, context.args[0], newcomer, context.now)
    if joined.outcome == "void":
        await attempts.failed(context.session, person.id, LINKS, context.now)
    context.say(SAID[joined.outcome], school=joined.school, member=joined.member)
    if joined.outcome == "asked":
        await _ask_chairs(context, joined)


async def _ask_chairs(context: Conversation, joined: Joining) -> None:
    if joined.school is None or joined.member is None or joined.service is None:
        return
    facts = {"newcomer": joined.member, "service_id": joined.service.id}
    for chair in await chairs(context.session, joined.school.id, local_day(context.now)):
        await context.tell(chair, "join_request", school=joined.school, **facts)


@guarded("invite")
async def offer_roles(_update: Update, context: Conversation) -> None:
    """Offer the roles one can invite for; who chairs several schools chooses the school first."""
    member = context.member
    if member is None or member.only_school is None:
        ask_which_school(context, "nodig")
        return
    context.say("invite", school=member.only_school, offered=_roles())


@guarded("invite")
async def invite(update: Update, context: Conversation) -> None:
    """Give the roles of the school that was tapped, or the link for the role that was tapped."""
    tap, member = tap_of(update), context.member
    school = member.school(word_in(tap)) if member else None
    if member is None or school is None:
        refuse(update, context)
    elif len(tap.given) == 1:
        context.turn_into(tap.message, "invite", school=school, offered=_roles())
    elif word_in(tap, 1) in INVITABLE:
        await _give_link(update, context, member, school)


async def _give_link(update: Update, context: Conversation, member: Colleague, school: School) -> None:
    tap = tap_of(update)
    role = word_in(tap, 1)
    code = await joining.invite(context.session, school.id, role, made_by=member.id, now=context.now)
    context.turn_into(tap.message, "invited", school=school, role=role)
    context.say(
        "invitation_letter",
        school=school,
        role=role,
        link=joining.link(context.bot.username, code),
        until=local_day(context.now + LINK_LASTS),
    )


@guarded("confirm_member")
async def decide(update: Update, context: Conversation) -> None:
    """Let the chair confirm or turn down who opened a link; both are told. The first tap counts."""
    tap, chair = tap_of(update), context.member
    request = await joining.request_for(context.session, chair, number_in(tap)) if chair else None
    if request is None:
        answer(update, context, "done_before")
        return
    confirmed = word_in(tap) == "ja"
    told = "confirmed" if confirmed else "refused"
    await context.tell(request.member, f"join_{told}", school=request.school, member=request.member)
    context.turn_into(tap.message, f"join_request_{told}", newcomer=request.member, school=request.school)
    if confirmed:
        joining.confirm(request, context.now)
    else:
        await joining.turn_down(context.session, request)


def _roles() -> list[object]:
    return [access_table().roles[role] for role in INVITABLE]


HANDLERS = (
    CommandHandler("start", open_link, filters=filters.ChatType.PRIVATE, has_args=True),
    CommandHandler(["uitnodigen", "invite"], offer_roles),
    on_tap("nodig", invite),
    on_tap("lid", decide),
)
