"""Planning and moving a meeting: a few taps or one typed line, shown whole before it is kept."""

from dataclasses import replace
from datetime import datetime, time

from telegram import Update

from bot import awaiting
from bot.cases.wording import WordsRefusedError, fit
from bot.context import Conversation
from bot.local_time import local
from bot.meetings import planning, wishing
from bot.meetings.gathering import gathering_for, leads
from bot.meetings.wishing import LONGEST_PLACE, PURPOSE, Draft
from handlers import signal_line
from handlers.addressed import Typed
from handlers.desk import desk_of, place_of
from handlers.guard import answer, guarded, refuse
from handlers.planning_steps import go_on, only_school, school_of
from handlers.taps import day_in, number_in, on_tap, tap_of, word_in
from knowledge.appointments import Appointment, read_appointment

PLANNING = "plan_meeting"
FORMAT = "%H%M"


@guarded(PLANNING)
async def begin(update: Update, context: Conversation) -> None:
    """Start to plan a meeting."""
    await go_on(update, context, Draft(school_id=only_school(context)))


@guarded(PLANNING)
async def fill_in(update: Update, context: Conversation) -> None:
    """Take what was tapped, and ask what is still missing."""
    tap = tap_of(update)
    draft = await _drafted(context)
    if draft is None:
        answer(update, context, "meeting_gone")
        return
    field, value = word_in(tap), word_in(tap, 1)
    if field == "week":
        draft = replace(draft, days=())
    elif field == "soort":
        draft = replace(draft, kind=value)
    elif field == "school":
        draft = replace(draft, school_id=value)
    elif field == "dag":
        day = day_in(tap)
        draft = replace(draft, days=(day,) if day else ())
    elif field == "tijd":
        draft = replace(draft, at=_time_in(value))
    elif field == "duur":
        draft = draft.longer()
    elif field == "gast":
        draft = draft.with_guest(number_in(tap))
    await go_on(update, context, replace(draft, asks_place=field == "plek"), page=value if field == "week" else "")


@guarded(PLANNING)
async def propose(update: Update, context: Conversation) -> None:
    """Take the days that were proposed for the evaluations of this school year, or one of them."""
    draft = await _drafted(context)
    school = school_of(context, draft) if draft else None
    if draft is None or school is None:
        answer(update, context, "meeting_gone")
        return
    days = tuple(one.day for one in await planning.proposals(desk_of(context), school))
    await go_on(update, context, replace(draft, days=days))


@guarded(PLANNING)
async def confirm(update: Update, context: Conversation) -> None:
    """Plan or move what was shown, and invite everybody; a second tap does nothing more."""
    tap, member, draft = tap_of(update), context.member, await _drafted(context)
    if member is None or draft is None or draft.missing or draft.mark != word_in(tap, 1):
        answer(update, context, "meeting_gone")
        return
    await awaiting.forget(context.session, place_of(context))
    desk = desk_of(context)
    if draft.meeting_id is None:
        made = [await planning.plan(desk, wish, member.member) for wish in _wishes(context, draft)]
        context.turn_into(tap.message, "meeting_made", made=made)
        return
    moved = await gathering_for(desk, draft.meeting_id, member)
    if moved is None or not await leads(desk_of(context), member, moved):
        refuse(update, context)
    elif await planning.move(desk, moved, draft.starts[0], member.member):
        context.turn_into(tap.message, "meeting_made", made=[moved])
    else:
        answer(update, context, "meeting_gone")


async def stop(update: Update, context: Conversation) -> None:
    """Forget the meeting that was being planned."""
    await awaiting.forget(context.session, place_of(context))
    context.turn_into(tap_of(update).message, "signal_stopped")


async def take_line(update: Update, context: Conversation, typed: Typed, asked: awaiting.Asked) -> None:
    """Take a typed line as the place, or as a day and a time; a question is answered as a question."""
    draft = Draft.from_asked(asked)
    if draft.asks_place:
        await _take_place(update, context, typed, draft)
        return
    read = read_appointment(typed.words, local(context.now))
    if not read.says_something:
        await signal_line.read(update, context, typed)
        context.say("meeting_open")
        return
    await take_appointment(update, context, draft, read)


async def take_appointment(update: Update, context: Conversation, draft: Draft, read: Appointment) -> None:
    """Take the day and the time that were read; what is doubtful is asked back."""
    if read.day:
        draft = replace(draft, days=(read.day,))
    if read.time:
        draft = replace(draft, at=read.time)
    await go_on(update, context, draft, read=read if read.fault else None)


async def _take_place(update: Update, context: Conversation, typed: Typed, draft: Draft) -> None:
    try:
        place = fit(typed.words, LONGEST_PLACE)
    except WordsRefusedError as refused:
        context.say("words_refused", seen=refused.seen, longest=refused.longest)
        return
    if draft.meeting_id is None:
        await go_on(update, context, replace(draft, place=place, asks_place=False))
        return
    await awaiting.forget(context.session, place_of(context))
    member, desk = context.member, desk_of(context)
    of = await gathering_for(desk, draft.meeting_id, member) if member else None
    if member is None or of is None or not await leads(desk_of(context), member, of):
        refuse(update, context)
    else:
        await planning.change_place(desk, of, place)
        context.say("meeting_place_kept", gathering=of)


async def _drafted(context: Conversation) -> Draft | None:
    asked = await awaiting.awaited(context.session, place_of(context), context.now)
    return Draft.from_asked(asked) if asked and asked.purpose == PURPOSE else None


def _wishes(context: Conversation, draft: Draft) -> list[planning.Wish]:
    return wishing.wishes(draft, school_of(context, draft))


def _time_in(written: str) -> time | None:
    try:
        return datetime.strptime(written, FORMAT).time()  # noqa: DTZ007  # a time of the day has no zone
    except ValueError:
        return None


HANDLERS = (
    on_tap("ol:nieuw", begin),
    on_tap("ol:ja", confirm),
    on_tap("ol:drie", propose),
    on_tap("ol:stop", stop),
    on_tap("ol", fill_in),
)
