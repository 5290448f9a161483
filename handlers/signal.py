"""Logging a signal, by one line or a few taps: what is known of it, what is asked, and the tap that keeps it."""

from dataclasses import replace
from datetime import timedelta

from telegram import Message, Update
from telegram.ext import CommandHandler

from bot import awaiting, codes
from bot.cases import drafts
from bot.cases.drafts import Started
from bot.cases.logbook import logged
from bot.cases.moments import calendar_of
from bot.cases.reading import Reading, UnfitError, as_code, events_of, worries
from bot.cases.recording import record
from bot.context import Conversation
from bot.local_time import local, local_day
from bot.models import School
from handlers.desk import desk_of, place_of
from handlers.guard import answer, guarded
from handlers.taps import on_tap, tap_of, word_in

DAYS_OFFERED = 6
DAYS_BACK = timedelta(days=60)
LOGGING = "log_signal"


@guarded(LOGGING)
async def begin(update: Update, context: Conversation) -> None:
    """Start a signal anew, from the words behind the command when there are any."""
    words = " ".join(context.args or ())
    reading = drafts.read_words(words, local_day(context.now)) or Reading(code=as_code(words) if words else None)
    await go_on(update, context, Started(reading, None))


@guarded(LOGGING)
async def fill_in(update: Update, context: Conversation) -> None:
    """Take the answer that was tapped, and ask what is still missing."""
    tap = tap_of(update)
    begun = await drafts.started(context.session, place_of(context), context.now)
    if begun is None:
        answer(update, context, "signal_gone")
        return
    field, value = word_in(tap), word_in(tap, 1)
    if field == "school":
        await go_on(update, context, begun._replace(school_id=value))
    elif field == "anders" and value in drafts.ANSWERS:
        await go_on(update, context, begun, ask_again=value)
    elif reading := drafts.with_answer(begun.reading, field, value):
        await go_on(update, context, begun._replace(reading=reading))
    else:
        answer(update, context, "dead_button")


@guarded(LOGGING)
async def resume(update: Update, context: Conversation) -> None:
    """Show again how far the signal is."""
    begun = await drafts.started(context.session, place_of(context), context.now)
    if begun is None:
        answer(update, context, "signal_gone")
    else:
        await go_on(update, context, begun)


async def stop(update: Update, context: Conversation) -> None:
    """Forget the signal that was being logged."""
    await drafts.drop(context.session, place_of(context))
    context.turn_into(tap_of(update).message, "signal_stopped")


@guarded(LOGGING)
async def confirm(update: Update, context: Conversation) -> None:
    """Keep the signal as it was shown, and say what follows from it; a second tap keeps nothing more."""
    tap, member = tap_of(update), context.member
    begun = await drafts.started(context.session, place_of(context), context.now)
    school = _school(context, begun) if begun else None
    if member is None or begun is None or school is None or begun.reading.mark not in tap.given:
        answer(update, context, "signal_gone")
        return
    await drafts.drop(context.session, place_of(context))
    try:
        kept = await record(desk_of(context), begun.reading, member.member, school)
    except UnfitError as unfit:
        context.turn_into(tap.message, "signal_unfit", reason=unfit.reason)
        return
    first = logged(kept.signals[0])
    until = local(first.undo_until).strftime("%H:%M")
    facts = {"reading": begun.reading, "signal": first, "until": until, "verdict": kept.verdict, "limits": kept.limits}
    facts |= {"opened": kept.opened, "lapsed": kept.lapsed, "running": kept.running}
    context.turn_into(tap.message, "signal_kept", school=school, **facts)


async def go_on(update: Update, context: Conversation, begun: Started, *, ask_again: str | None = None) -> None:
    """Keep what is known and ask the next thing, or show it all to be confirmed with one tap."""
    school = _school(context, begun)
    looked = await _look_up(context, begun.reading, school)
    if looked:
        begun = begun._replace(reading=replace(begun.reading, code=None if looked.expired_on else looked.code))
    kept = begun._replace(school_id=school.id if school else None)
    await awaiting.forget(context.session, place_of(context))
    await drafts.keep(context.session, place_of(context), kept, context.now)
    message = tap_of(update).message if update.callback_query else None
    today = local_day(context.now)
    missing = ask_again or begun.reading.missing
    if looked and looked.doubtful:
        context.turn_into(message, "code_doubt", looked=looked, renewer=_may_renew(context))
    elif school is None:
        schools = context.member.schools if context.member else ()
        context.turn_into(message, "which_school", schools=schools, verb="sig:school")
    elif missing:
        days = calendar_of(school).school_days(today - DAYS_BACK, today)[-DAYS_OFFERED:][::-1]
        facts = {"asked": missing, "reading": begun.reading, "days": days, "today": today, "worries": worries()}
        context.turn_into(message, "signal_ask", **facts)
    else:
        _show(context, message, begun.reading, school)


async def _look_up(context: Conversation, reading: Reading, school: School | None) -> codes.Looked | None:
    """Recognise the code that was typed, once it is known at which school."""
    if school is None or context.member is None or reading.code is None:
        return None
    typed = codes.Typed(reading.code, school, context.member)
    return await codes.look_up(context.session, typed, local_day(context.now))


def _may_renew(context: Conversation) -> bool:
    return context.member is not None and context.member.may("renew_codes")


def _show(context: Conversation, message: Message | None, reading: Reading, school: School) -> None:
    try:
        events = events_of(reading, school, local_day(context.now))
    except UnfitError as unfit:
        context.turn_into(message, "signal_unfit", reason=unfit.reason)
        return
    several = context.member is not None and len(context.member.schools) > 1
    context.turn_into(message, "signal_confirm", reading=reading, events=events, school=school if several else None)


def _school(context: Conversation, begun: Started) -> School | None:
    member = context.member
    if member is None:
        return None
    return member.school(begun.school_id) if begun.school_id else member.only_school


HANDLERS = (
    CommandHandler(["signaal", "signal"], begin),
    on_tap("sig:ja", confirm),
    on_tap("sig:stop", stop),
    on_tap("sig:verder", resume),
    on_tap("sig", fill_in),
)
