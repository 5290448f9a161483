"""«/evaluatie»: what a member brings in, and what the chair sees of it."""

from typing import Any

from telegram import Update
from telegram.ext import CommandHandler

from bot import awaiting
from bot.awaiting import Asked
from bot.cases.wording import WordsRefusedError
from bot.context import Conversation
from bot.evaluation import bringing, gathering, reporting
from bot.evaluation.bringing import Brought
from bot.evaluation.evaluation import Evaluation, evaluation_for, invited, report_of
from bot.evaluation.report import Form, figure_lines
from bot.members import Colleague
from handlers.addressed import Typed
from handlers.desk import desk_of, place_of
from handlers.guard import answer, guarded, refuse
from handlers.planning import PLANNING
from handlers.schools import ask_which_school, school_meant
from handlers.taps import number_in, on_tap, tap_of, tapped_on, word_in
from knowledge.evaluation import guide
from knowledge.evaluation.guide import ASKED
from knowledge.meetings import EVALUATION, meeting_table

BRING_IN, LEAD = "bring_in", "make_report"
SKIP = "-"


async def tapped(update: Update, context: Conversation) -> tuple[Evaluation, Colleague] | None:
    """Give the evaluation in a button and who tapped; refuses one of a school this member does not serve."""
    found = await evaluation_for(desk_of(context), number_in(tap_of(update), at=0), context.member)
    if found and context.member:
        return found, context.member
    refuse(update, context)
    return None


@guarded(BRING_IN)
async def show(update: Update, context: Conversation) -> None:
    """Show the evaluation that is near, of the only school or of the one that was tapped."""
    member, school = context.member, school_meant(update, context)
    if member is None or school is None:
        ask_which_school(context, "evaluaties")
        return
    of = await gathering.current(desk_of(context), school)
    if of is None:
        times, plans = meeting_table().kinds[EVALUATION].at_least, member.may(PLANNING)
        context.say("evaluation_none", school=school, times=times, plans=plans)
    else:
        context.say("evaluation", **await _facts(context, of, member))


async def _facts(context: Conversation, of: Evaluation, member: Colleague) -> dict[str, Any]:
    desk = desk_of(context)
    given = await bringing.answers(desk, of)
    return {
        "evaluation": of,
        "open": bringing.is_open(desk, of),
        "over": reporting.is_over(desk, of),
        "leads": member.may(LEAD),
        "brought_in": len({one.member_id for one in given if one.words}),
        "invited": len(await invited(desk, of)),
        "report": await report_of(desk, of),
        "address": guide().report.address,
    }


@guarded(BRING_IN)
async def bring_in(update: Update, context: Conversation) -> None:
    """Ask which part it is about, then for the words; or keep that somebody has nothing to bring in."""
    tap, found = tap_of(update), await tapped(update, context)
    if found is None:
        return
    of, member = found
    desk, kind, part = desk_of(context), word_in(tap, at=1), word_in(tap, at=2)
    await awaiting.forget(context.session, place_of(context))
    if not bringing.is_open(desk, of):
        answer(update, context, "evaluation_closed")
    elif kind in ASKED and part == SKIP:
        await bringing.keep(desk, of, member.member, Brought(kind))
        await _go_on(update, context, of, member)
    elif kind in ASKED and part in guide().parts:
        about = {"meeting": of.id, "kind": kind, "part": part}
        await awaiting.expect(context.session, place_of(context), Asked(bringing.PURPOSE, about), context.now)
        facts = {"kind": kind, "part": guide().parts[part], "longest": bringing.LONGEST}
        context.turn_into(tap.message, "evaluation_type", evaluation=of, **facts)
    elif kind in ASKED:
        context.turn_into(tap.message, "evaluation_ask", evaluation=of, kind=kind, parts=guide().parts.values())
    else:
        await _go_on(update, context, of, member)


async def take_words(update: Update, context: Conversation, typed: Typed, asked: Asked) -> None:
    """Keep what was typed; what makes a pupil known is refused and not kept."""
    desk, member = desk_of(context), context.member
    of = await evaluation_for(desk, asked.about["meeting"], member)
    if of is None or member is None or not member.may(BRING_IN):
        refuse(update, context)
    elif not bringing.is_open(desk, of):
        context.say("evaluation_over", evaluation=of)
    else:
        try:
            words = await bringing.fitting(desk, of, typed.words)
        except WordsRefusedError as refused:
            context.say("words_refused", seen=refused.seen, longest=refused.longest)
            return
        await awaiting.forget(context.session, place_of(context))
        kind, part = asked.about["kind"], asked.about["part"]
        await bringing.keep(desk, of, member.member, Brought(kind, part, words))
        await _go_on(update, context, of, member)


async def _go_on(update: Update, context: Conversation, of: Evaluation, member: Colleague) -> None:
    """Ask the next question, or thank for what there is."""
    desk = desk_of(context)
    kind = await bringing.next_question(desk, of, member.member)
    message = tapped_on(update)
    if kind:
        context.turn_into(message, "evaluation_ask", evaluation=of, kind=kind, parts=guide().parts.values())
    else:
        own = await bringing.own_answers(desk, of, member.member)
        context.turn_into(message, "evaluation_thanks", evaluation=of, own=own)


@guarded(LEAD)
async def look(update: Update, context: Conversation) -> None:
    """Show the chair what was brought in, by part, or the figures."""
    found = await tapped(update, context)
    if found is None:
        return
    of, desk = found[0], desk_of(context)
    if word_in(tap_of(update), at=1) == "cijfers":
        told = await figure_lines(desk, of, Form(context.language, masked=False))
        context.say("evaluation_figures", evaluation=of, told=told)
        return
    parts = await gathering.gathered(desk, of)
    for part in parts:
        context.say("evaluation_gathered", **part._asdict())
    if not parts:
        context.say("evaluation_gathered_none")


HANDLERS = (
    CommandHandler(["evaluatie", "evaluation"], show),
    on_tap("evaluaties", show),
    on_tap("inbreng", bring_in),
    on_tap("evaluatie", look),
)
