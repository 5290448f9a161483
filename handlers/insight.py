"""«/inzage»: who saw or changed what under a pupil code."""

from typing import Any

from telegram import Update
from telegram.ext import CommandHandler

from bot import processing
from bot.cases.reading import as_code
from bot.context import Conversation
from bot.models import School
from bot.pages import Page
from bot.processing import About
from handlers.guard import guarded
from handlers.schools import ask_which_school
from handlers.taps import number_in, on_tap, tap_of, word_in
from knowledge.processing import LOG_SEEN
from knowledge.retention import retention

OF_THE_SCHOOL = "see_processing_log"


@guarded("see_own_processing_log")
async def show(_update: Update, context: Conversation) -> None:
    """Show what was done at the only school, under the code behind the command when there is one."""
    member = context.member
    if member is None or member.only_school is None:
        ask_which_school(context, "inzage")
        return
    words = " ".join(context.args or ())
    if words and as_code(words) is None:
        context.say("insight_no_code")
        return
    context.say("insight", **await _facts(context, member.only_school, code=as_code(words) if words else None))


@guarded("see_own_processing_log")
async def turn(update: Update, context: Conversation) -> None:
    """Show another page, or the school that was tapped."""
    tap, member = tap_of(update), context.member
    school = member.school(word_in(tap)) if member else None
    if school is None:
        await show(update, context)
    else:
        context.turn_into(tap.message, "insight", **await _facts(context, school, number=number_in(tap)))


async def _facts(context: Conversation, school: School, *, code: str | None = None, number: int = 0) -> dict[str, Any]:
    """Give what was done, to which this look is added; who does not coordinate sees what came of own signals."""
    member = context.member
    if member is None:
        raise LookupError("only a member gets past the guard")
    mine = None if member.may(OF_THE_SCHOOL) else member.id
    lines = await processing.lines_of_school(context.session, school.id, code=code, raised_by=mine)
    processing.write(context.session, LOG_SEEN, member.member, About(school.id, code), context.now)
    return {
        "school": school,
        "code": code,
        "page": Page.of(lines, number),
        "mine": mine is not None,
        "kept": retention().periods["audit_log"],
    }


HANDLERS = (
    CommandHandler(["inzage", "log"], show),
    on_tap("inzage", turn),
)
