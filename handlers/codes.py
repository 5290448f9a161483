"""«/code» makes a pupil code, «/codes» shows the chair which there are and lets them go on for another year."""

from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import CommandHandler

from bot import codes
from bot.cases import drafts
from bot.cases.reading import as_code
from bot.context import Conversation
from bot.local_time import local_day
from bot.models import School
from bot.pages import Page
from handlers import signal
from handlers.desk import place_of
from handlers.guard import answer, guarded, refuse
from handlers.schools import ask_which_school, school_meant
from handlers.taps import number_in, on_tap, tap_if_any, tap_of, tapped_on, word_in

EVERY = "alle"


@guarded("issue_code")
async def issue(update: Update, context: Conversation) -> None:
    """Make a code for the only school somebody serves, or for the one that was tapped."""
    school = school_meant(update, context)
    if context.member is None or school is None:
        ask_which_school(context, "code")
        return
    row = await codes.issue(context.session, school, context.member, context.now)
    context.turn_into(tapped_on(update), "code_issued", code=row)


@guarded("renew_codes")
async def show(update: Update, context: Conversation) -> None:
    """Show the codes of a school, and around the end of the school year which of them go on."""
    school = school_meant(update, context)
    if school is None:
        ask_which_school(context, "codes")
        return
    await _show(update, context, school, number_in(tap_if_any(update)))


@guarded("renew_codes")
async def renew(update: Update, context: Conversation) -> None:
    """Let the code that was tapped go on, or all that end; a code that goes on already stops again."""
    school, tap, today = school_meant(update, context), tap_of(update), local_day(context.now)
    if school is None:
        refuse(update, context)
        return
    if word_in(tap, 2) == EVERY:
        chosen = await codes.ending(context.session, school.id, today)
    else:
        chosen = [row for row in await codes.of_school(context.session, school.id) if row.id == number_in(tap, 2)]
    for row in chosen:
        codes.turn(row, today)
    await _show(update, context, school, number_in(tap))


async def _show(update: Update, context: Conversation, school: School, number: int) -> None:
    today = local_day(context.now)
    facts: dict[str, Any] = {
        "school": school,
        "page": Page.of(await codes.of_school(context.session, school.id), number),
        "number": number,
        "ending": len(await codes.ending(context.session, school.id, today)),
        "until": codes.next_end(today),
        "today": today,
    }
    context.turn_into(tapped_on(update), "codes", **facts)


@guarded("log_signal")
async def mean(update: Update, context: Conversation) -> None:
    """Go on with the signal under the code that was meant, or under the one that was typed after all."""
    tap, member = tap_of(update), context.member
    begun = await drafts.started(context.session, place_of(context), context.now)
    school = member.school(begun.school_id or "") if member and begun else None
    if member is None or begun is None or school is None:
        answer(update, context, "signal_gone")
        return
    code = as_code(word_in(tap))
    if code is None:
        answer(update, context, "dead_button")
        return
    if word_in(tap, 1) == "echt":
        await codes.keep(context.session, codes.used_from(school.id, code, member.id, context.now))
    await signal.go_on(update, context, begun._replace(reading=replace(begun.reading, code=code)))


HANDLERS = (
    CommandHandler("code", issue),
    CommandHandler("codes", show),
    on_tap("code", issue),
    on_tap("codes", show),
    on_tap("verleng", renew),
    on_tap("bedoel", mean),
)
