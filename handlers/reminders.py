"""«/herinneringen»: at which moments a member is reminded of meetings, and «later nog eens»."""

from datetime import datetime

from telegram import Update
from telegram.ext import CommandHandler

from bot.context import Conversation
from bot.meetings import answering, reminding
from bot.meetings.gathering import Gathering
from handlers.desk import desk_of
from handlers.guard import answer, guarded
from handlers.meetings import SEEING, on_meeting
from handlers.taps import on_tap, tap_if_any, tap_of, word_in
from knowledge.meetings import meeting_table


@guarded(SEEING)
async def show(update: Update, context: Conversation) -> None:
    """Show at which moments a member is reminded, after turning the one that was tapped on or off."""
    member, tap = context.member, tap_if_any(update)
    if member is None:
        return
    desk, moment = desk_of(context), word_in(tap)
    if moment in {"uit", "aan"}:
        await reminding.mute(desk, member.member, muted=moment == "uit")
    elif moment:
        await reminding.toggle(desk, member.member, moment)
    chosen = await reminding.chosen(context.session, member.member)
    moments = [(one, one.id in chosen) for one in meeting_table().moments.values()]
    facts = {"moments": moments, "hour": member.member.quiet_until}
    context.turn_into(tap.message if tap else None, "reminders", **facts)


async def snooze(update: Update, context: Conversation, of: Gathering) -> None:
    """Offer when to be reminded once more, or keep what was tapped."""
    member, tap, desk = context.member, tap_of(update), desk_of(context)
    if member is None:
        return
    offered = reminding.snoozes(of, member.member, context.now)
    chosen: datetime | None = offered.get(word_in(tap, 1))
    attendance = await answering.attendance_of(desk, of, member.member)
    if word_in(tap, 1) == "" and offered:
        context.turn_into(tap.message, "meeting_snooze", gathering=of, offered=offered)
    elif attendance and chosen and await reminding.snooze(desk, of, attendance, member.member, chosen):
        context.turn_into(tap.message, "meeting_snoozed", gathering=of, until=chosen)
    else:
        answer(update, context, "snooze_too_late")


HANDLERS = (
    CommandHandler(["herinneringen", "reminders"], show),
    on_tap("her", show),
    on_tap("ovlater", on_meeting(snooze)),
)
