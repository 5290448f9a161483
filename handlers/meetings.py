"""«/overleg»: what is coming, who comes, and for who leads it: move, cancel."""

from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import CommandHandler

from bot.context import Conversation
from bot.local_time import local
from bot.meetings import agenda, answering, leading, partners, planning
from bot.meetings.gathering import Gathering, attending, coming, gathering_for, leads
from bot.meetings.wishing import Draft
from bot.pages import Page
from handlers.desk import desk_of
from handlers.guard import Callback, Step, answer, guarded, guarded_with
from handlers.planning import take_appointment
from handlers.planning_steps import go_on
from handlers.taps import number_in, on_tap, tap_if_any, tap_of, tapped_on, word_in
from knowledge.appointments import read_appointment
from knowledge.meetings import meeting_table

SEEING = "see_meetings"


def on_meeting(step: Step[Gathering], *, only_leader: bool = False) -> Callback:
    """Let a step be done on a meeting this member is invited to, or leads."""
    return guarded_with(SEEING, _led if only_leader else _meeting, step)


async def _meeting(update: Update, context: Conversation) -> Gathering | None:
    number = number_in(tap_of(update), at=0)
    return await gathering_for(desk_of(context), number, context.member) if context.member else None


async def _led(update: Update, context: Conversation) -> Gathering | None:
    found, member = await _meeting(update, context), context.member
    return found if found and member and await leads(desk_of(context), member, found) else None


@guarded(SEEING)
async def overview(update: Update, context: Conversation) -> None:
    """List what is coming; words behind the command begin a new meeting: «/overleg evaluatie di 8 dec 15:30»."""
    member = context.member
    if member is None:
        return
    if context.args and member.may("plan_meeting"):
        await _begin_with(update, context, " ".join(context.args))
        return
    tap = tap_if_any(update)
    found = Page.of(await coming(desk_of(context), member), number_in(tap, at=0))
    facts: dict[str, Any] = {"page": found, "plans": member.may("plan_meeting"), "several": len(member.schools) > 1}
    context.turn_into(tapped_on(update), "meetings", **facts)


async def _begin_with(update: Update, context: Conversation, words: str) -> None:
    only = context.member.only_school if context.member else None
    named = meeting_table().kind_in(words)
    draft = Draft(kind=named.id if named else None, school_id=only.id if only else None)
    read = read_appointment(words, local(context.now))
    await take_appointment(update, context, draft, read)


async def show(update: Update, context: Conversation, of: Gathering) -> None:
    """Show one meeting: when, where, who comes, and what one can do."""
    context.turn_into(tap_of(update).message, "meeting", **await facts_of(context, of))


async def facts_of(context: Conversation, of: Gathering) -> dict[str, Any]:
    """Give what the message of a meeting needs."""
    desk, member = desk_of(context), context.member
    assert member is not None  # noqa: S101  # the guard saw to it
    return {
        "gathering": of,
        "attendance": await answering.attendance_of(desk, of, member.member),
        "partners": await partners.counted(desk, of),
        "coming": await attending(desk, of),
        "points": len(await agenda.items(desk, of)) - 1,
        "leads": await leads(desk, member, of),
        "can_begin": leading.may_begin(of, desk.now),
        "today": desk.today,
        "ahead": of.about_to(desk.now),
    }


async def change(update: Update, context: Conversation, of: Gathering) -> None:
    """Offer what who leads a meeting can change about it."""
    context.turn_into(tap_of(update).message, "meeting_change", gathering=of, ahead=of.about_to(context.now))


async def comes(update: Update, context: Conversation, of: Gathering) -> None:
    """Keep that a member comes, or does not."""
    await _answered(update, context, of, comes=True)


async def stays_away(update: Update, context: Conversation, of: Gathering) -> None:
    """Keep that a member cannot come; a stand-in can be sent after it."""
    await _answered(update, context, of, comes=False)


async def _answered(update: Update, context: Conversation, of: Gathering, *, comes: bool) -> None:
    member = context.member
    if member is None or not await answering.answer(desk_of(context), of, member.member, comes=comes):
        answer(update, context, "meeting_over")
        return
    can_send = not comes and bool(await answering.stand_ins(desk_of(context), of, member.member))
    context.turn_into(tap_of(update).message, "meeting_answered", gathering=of, comes=comes, can_send=can_send)


async def stand_in(update: Update, context: Conversation, of: Gathering) -> None:
    """Offer who can come instead, or keep and ask who was tapped."""
    desk, tap, member = desk_of(context), tap_of(update), context.member
    if member is None:
        return
    offered = await answering.stand_ins(desk, of, member.member)
    if word_in(tap, 1) in {"", "blad"}:
        context.turn_into(tap.message, "meeting_stand_ins", gathering=of, page=Page.of(offered, number_in(tap, at=2)))
        return
    asked = await answering.send_stand_in(desk, of, member.member, number_in(tap))
    if asked is None:
        answer(update, context, "meeting_over")
    else:
        context.turn_into(tap.message, "meeting_replaced", gathering=of, asked=asked)


async def move(update: Update, context: Conversation, of: Gathering) -> None:
    """Begin to move a meeting."""
    if of.planned:
        await go_on(update, context, Draft.to_move(of))
    else:
        answer(update, context, "meeting_over")


async def ask_place(update: Update, context: Conversation, of: Gathering) -> None:
    """Ask where a meeting is."""
    await go_on(update, context, replace(Draft.to_move(of), asks_place=True))


async def cancel(update: Update, context: Conversation, of: Gathering) -> None:
    """Ask once more, then cancel a meeting."""
    member, tap = context.member, tap_of(update)
    if word_in(tap, 1) != "ja":
        context.turn_into(tap.message, "meeting_cancel_ask", gathering=of)
    elif member is None or not await planning.cancel(desk_of(context), of, member.member):
        answer(update, context, "meeting_over")
    else:
        context.turn_into(tap.message, "meeting_gone_off", gathering=of)


HANDLERS = (
    CommandHandler(["overleg", "meeting", "meetings"], overview),
    on_tap("overleg", overview),
    on_tap("ov", on_meeting(show)),
    on_tap("ovja", on_meeting(comes)),
    on_tap("ovnee", on_meeting(stays_away)),
    on_tap("ovinval", on_meeting(stand_in)),
    on_tap("ovmeer", on_meeting(change, only_leader=True)),
    on_tap("ovzet", on_meeting(move, only_leader=True)),
    on_tap("ovplek", on_meeting(ask_place, only_leader=True)),
    on_tap("ovaf", on_meeting(cancel, only_leader=True)),
)
