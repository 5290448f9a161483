"""What is asked next while a meeting is planned, each step on one screen of a phone."""

from dataclasses import replace

from telegram import Update

from bot import awaiting
from bot.cases.moments import calendar_of
from bot.context import Conversation
from bot.local_time import local_day
from bot.meetings import planning, wishing
from bot.meetings.gathering import may_plan
from bot.meetings.wishing import Draft
from bot.models import School
from handlers.desk import desk_of, place_of
from handlers.taps import tapped_on
from knowledge.appointments import Appointment
from knowledge.calendar import Calendar
from knowledge.meetings import EVALUATION, Kind, meeting_table


async def go_on(
    update: Update, context: Conversation, draft: Draft, *, page: str = "", read: Appointment | None = None
) -> None:
    """Keep what is known and ask the next thing, or show it all to be confirmed with one tap."""
    school = school_of(context, draft)
    if draft.table is not None and draft.table not in await _kinds(context):
        draft = replace(draft, kind=None)
    draft = replace(draft, school_id=school.id if school else None)
    await awaiting.expect(context.session, place_of(context), draft.as_asked(), context.now)
    message = tapped_on(update)
    if draft.asks_place:
        context.turn_into(message, "meeting_place_ask", draft=draft)
    elif read is not None:
        context.turn_into(message, "meeting_doubt", draft=draft, read=read)
    elif draft.missing == "kind":
        context.turn_into(message, "meeting_kind", kinds=await _kinds(context))
    elif draft.missing == "school":
        schools = context.member.schools if context.member else ()
        context.turn_into(message, "which_school", schools=schools, verb="ol:school")
    elif draft.missing == "days":
        await _ask_day(update, context, draft, page)
    elif draft.missing == "at":
        context.turn_into(message, "meeting_time", draft=draft, times=wishing.TIMES)
    else:
        calendar = _calendar(school)
        facts = await wishing.shown(desk_of(context), draft, school, calendar)
        context.turn_into(message, "meeting_confirm", draft=draft, shown=facts, school=school)


async def _ask_day(update: Update, context: Conversation, draft: Draft, page: str) -> None:
    message = tapped_on(update)
    school = school_of(context, draft)
    offered = wishing.weeks(_calendar(school), local_day(context.now))
    week = next((one for one in offered if one.monday.isoformat() == page), None)
    if week is not None:
        context.turn_into(message, "meeting_day", draft=draft, week=week)
        return
    evaluates = draft.kind == EVALUATION and draft.meeting_id is None and page != "anders"
    found = await planning.proposals(desk_of(context), school) if school and evaluates else []
    if found and school:
        everyone = await planning.invitees(desk_of(context), meeting_table().kinds[EVALUATION], school)
        names = {one.member.id: one.member.name for one in everyone}
        context.turn_into(message, "meeting_proposals", draft=draft, found=found, names=names)
    else:
        context.turn_into(message, "meeting_week", draft=draft, weeks=offered)


async def _kinds(context: Conversation) -> list[Kind]:
    """Give the kinds of meeting this member plans."""
    member, desk = context.member, desk_of(context)
    return [kind for kind in meeting_table().kinds.values() if member and await may_plan(desk, member, kind)]


def only_school(context: Conversation) -> str | None:
    """Give the school that must be meant, when there is only one."""
    only = context.member.only_school if context.member else None
    return only.id if only else None


def school_of(context: Conversation, draft: Draft) -> School | None:
    """Give the school of a meeting being planned; None for the city, and for a school this member does not serve."""
    if context.member is None or draft.school_id is None or (draft.table and draft.table.for_city):
        return None
    return context.member.school(draft.school_id)


def _calendar(school: School | None) -> Calendar | None:
    return calendar_of(school) if school else None
