"""The agenda: what stands on it, and the points that members add."""

from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import CommandHandler

from bot import awaiting
from bot.awaiting import Asked
from bot.cases.wording import WordsRefusedError, fit
from bot.context import Conversation
from bot.meetings import agenda, leading
from bot.meetings.agenda import LONGEST_POINT
from bot.meetings.gathering import Gathering, leads
from bot.meetings.points import PURPOSE, Pending, targets
from handlers.addressed import Typed
from handlers.desk import desk_of, place_of
from handlers.guard import answer, guarded
from handlers.meetings import on_meeting
from handlers.taps import number_in, on_tap, tap_if_any, tap_of, tapped_on, word_in

ADDING = "add_agenda_point"


@guarded(ADDING)
async def begin(update: Update, context: Conversation) -> None:
    """Start a point for the agenda, with the words behind the command when there are any."""
    if context.args:
        await take_line(update, context, Typed(" ".join(context.args), update.update_id), Pending().as_asked())
        return
    pending = Pending(word_in(tap_if_any(update)) or None)
    await awaiting.expect(context.session, place_of(context), pending.as_asked(), context.now)
    context.say("point_ask")


async def take_line(update: Update, context: Conversation, typed: Typed, asked: Asked) -> None:
    """Take a typed line as a point; what makes somebody known is refused and not kept."""
    try:
        words = fit(typed.words, LONGEST_POINT)
    except WordsRefusedError as refused:
        context.say("words_refused", seen=refused.seen, longest=refused.longest)
        return
    await _choose(update, context, replace(Pending.from_asked(asked), words=words), asked_in=typed.update_id)


@guarded(ADDING)
async def choose(update: Update, context: Conversation) -> None:
    """Take the meeting that was tapped."""
    asked = await awaiting.awaited(context.session, place_of(context), context.now)
    if asked is None or asked.purpose != PURPOSE:
        answer(update, context, "meeting_gone")
        return
    await _choose(update, context, replace(Pending.from_asked(asked), target=":".join(tap_of(update).given)))


async def _choose(update: Update, context: Conversation, pending: Pending, *, asked_in: int | None = None) -> None:
    """Put a point on the agenda where it is clear on which; otherwise ask."""
    member, message = context.member, tapped_on(update)
    if member is None:
        return
    offered = await targets(desk_of(context), member)
    chosen = offered[0] if len(offered) == 1 else next((one for one in offered if one.key == pending.target), None)
    if not offered:
        context.turn_into(message, "point_nowhere")
    elif chosen is None or not pending.words:
        await awaiting.expect(context.session, place_of(context), pending.as_asked(), context.now)
        context.turn_into(message, "point_where", offered=offered, words=pending.words, asked_in=asked_in)
    else:
        await awaiting.forget(context.session, place_of(context))
        row = await agenda.add_point(
            desk_of(context), member.member, pending.words, school_id=chosen.school_id, meeting_id=chosen.meeting_id
        )
        context.turn_into(message, "point_kept", point=row, target=chosen)


@guarded(ADDING)
async def take_off(update: Update, context: Conversation) -> None:
    """Take a point of one's own off the agenda."""
    tap, member = tap_of(update), context.member
    if member is None or not await agenda.take_off(desk_of(context), member.member, number_in(tap, at=0)):
        answer(update, context, "meeting_over")
    else:
        context.turn_into(tap.message, "point_taken_off")


async def show(update: Update, context: Conversation, of: Gathering) -> None:
    """Show the agenda; what is under a pupil code is only counted for who does not lead."""
    items, member = (await agenda.items(desk_of(context), of))[:-1], context.member
    sees = member is not None and member.may("see_agenda_codes")
    can_begin = member is not None and await leads(desk_of(context), member, of) and leading.may_begin(of, context.now)
    facts: dict[str, Any] = {"items": items, "sees_codes": sees, "can_begin": can_begin}
    # What is shown of a case is written down: who saw it, and when.
    facts["cases"] = [item.about for item in items if item.what == agenda.CASE] if sees else []
    context.turn_into(tap_of(update).message, "agenda", gathering=of, **facts)


HANDLERS = (
    CommandHandler(["agendapunt", "agendapoint"], begin),
    on_tap("punt", begin),
    on_tap("puntbij", choose),
    on_tap("puntweg", take_off),
    on_tap("ovagenda", on_meeting(show)),
)
