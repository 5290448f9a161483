"""Agreements: making one, by words and a few taps."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from telegram import Update
from telegram.ext import CommandHandler

from bot import awaiting
from bot.awaiting import Asked
from bot.cases import agreements
from bot.cases.moments import calendar_of
from bot.cases.promises import LONGEST, PURPOSE, Promise, days_offered
from bot.cases.wording import WordsRefusedError, fit
from bot.context import Conversation
from bot.local_time import local, local_day
from bot.meetings import leading
from bot.pages import Page
from handlers.addressed import Typed
from handlers.desk import desk_of, place_of
from handlers.guard import answer, guarded
from handlers.taps import day_in, number_in, on_tap, tap_of, word_in
from knowledge.appointments import Appointment, read_appointment, split_day

MAKING = "make_agreement"


class Shown(NamedTuple):
    """What the next question shows beside it: a page of names, the day that was typed, the update it came in."""

    page: int = 0
    heard: Appointment | None = None
    asked_in: int | None = None

    @property
    def days(self) -> Sequence[date]:
        """Give the days that may be meant."""
        return self.heard.days if self.heard and len(self.heard.days) > 1 else ()


NOTHING_MORE = Shown()


@guarded(MAKING)
async def begin(update: Update, context: Conversation) -> None:
    """Start an agreement, with the words behind the command when there are any."""
    school = context.member.only_school if context.member else None
    promise = Promise(school.id if school else None)
    if context.args:
        await _take_words(update, context, Typed(" ".join(context.args), update.update_id), promise)
    else:
        await go_on(update, context, promise)


async def take_line(update: Update, context: Conversation, typed: Typed, asked: Asked) -> None:
    """Take a typed line as the day, where that is asked and the line names one, otherwise as the words."""
    promise = Promise.from_asked(asked)
    heard = read_appointment(typed.words, local(context.now))
    if promise.lead_id and heard.says_something:
        promise = replace(promise, due=heard.day)
        await go_on(update, context, promise, Shown(heard=heard, asked_in=typed.update_id))
    else:
        await _take_words(update, context, typed, promise)


async def _take_words(update: Update, context: Conversation, typed: Typed, promise: Promise) -> None:
    """Keep the words of an agreement, and the day beside them; what makes somebody known is refused and not kept.

    Who names the day as well is proposed as regiehouder: then one tap confirms it all.
    """
    split = split_day(typed.words, local(context.now))
    try:
        promise = replace(promise, words=fit(split.words if split else typed.words, LONGEST))
    except WordsRefusedError as refused:
        await awaiting.expect(context.session, place_of(context), promise.as_asked(), context.now)
        context.say("words_refused", seen=refused.seen, longest=refused.longest)
        return
    if split and context.member:
        promise = replace(promise, due=split.heard.day, lead_id=promise.lead_id or context.member.id)
    await go_on(update, context, promise, Shown(heard=split and split.heard, asked_in=typed.update_id))


@guarded(MAKING)
async def fill_in(update: Update, context: Conversation) -> None:
    """Take what was tapped, and ask what is still missing."""
    promise = await _making(context)
    if promise is None:
        answer(update, context, "agreement_gone")
        return
    tap = tap_of(update)
    field = word_in(tap)
    if field == "school":
        promise = replace(promise, school_id=word_in(tap, 1))
    elif field == "wie":
        promise = replace(promise, lead_id=number_in(tap))
    elif field == "dag":
        promise = replace(promise, due=day_in(tap))
    await go_on(update, context, promise, Shown(page=number_in(tap) if field == "blad" else 0))


@guarded(MAKING)
async def confirm(update: Update, context: Conversation) -> None:
    """Keep the agreement as it was shown; its regiehouder is told. A second tap keeps nothing more."""
    promise, tap, member = await _making(context), tap_of(update), context.member
    if member is None or promise is None or promise.missing or promise.mark != word_in(tap, 1):
        answer(update, context, "agreement_gone")
        return
    await awaiting.forget(context.session, place_of(context))
    meeting = await leading.running(desk_of(context), member, promise.school_id or "")
    met_at = meeting.row.begun_at if meeting else None
    made = await agreements.make(desk_of(context), promise, by=member.member, met_at=met_at)
    context.turn_into(tap.message, "agreement_made", agreed=made, me=member.id, meeting=meeting)


async def stop(update: Update, context: Conversation) -> None:
    """Forget the agreement that was being made."""
    await awaiting.forget(context.session, place_of(context))
    context.turn_into(tap_of(update).message, "signal_stopped")


async def start_beside(context: Conversation, promise: Promise) -> None:
    """Start an agreement in a message of its own, beside the one with the button."""
    await awaiting.expect(context.session, place_of(context), promise.as_asked(), context.now)
    context.say("agreement_ask", promise=promise, leads=Page.of([]), days=[], shown=NOTHING_MORE)


async def go_on(update: Update, context: Conversation, promise: Promise, shown: Shown = NOTHING_MORE) -> None:
    """Keep what is known and ask the next thing, or show it all to be confirmed with one tap."""
    school = context.member.school(promise.school_id) if context.member and promise.school_id else None
    leads = await agreements.possible_leads(desk_of(context), school.id) if school else []
    lead = next((member for member in leads if member.id == promise.lead_id), None)
    due = promise.due if school and promise.due in calendar_of(school).days else None
    promise = replace(promise, school_id=school.id if school else None, lead_id=lead.id if lead else None, due=due)
    await awaiting.expect(context.session, place_of(context), promise.as_asked(), context.now)
    message = tap_of(update).message if update.callback_query else None
    if school is None:
        schools = context.member.schools if context.member else ()
        context.turn_into(message, "which_school", schools=schools, verb="afs:school")
    elif promise.missing:
        days = shown.days or days_offered(calendar_of(school), local_day(context.now))
        facts = {"leads": Page.of(leads, shown.page), "days": days, "shown": shown}
        context.turn_into(message, "agreement_ask", promise=promise, **facts)
    else:
        facts = {"lead": lead, "school": school, "me": context.member and context.member.id}
        context.turn_into(message, "agreement_confirm", promise=promise, **facts)


async def _making(context: Conversation) -> Promise | None:
    asked = await awaiting.awaited(context.session, place_of(context), context.now)
    return Promise.from_asked(asked) if asked and asked.purpose == PURPOSE else None


HANDLERS = (
    CommandHandler(["afspraak", "agree"], begin),
    on_tap("afs:ja", confirm),
    on_tap("afs:stop", stop),
    on_tap("afs", fill_in),
)
