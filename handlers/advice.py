"""«/advies»: a case put to the team in words, without any code, to the roles the member chooses."""

from dataclasses import dataclass, replace
from typing import Any

from telegram import Update
from telegram.ext import CommandHandler

from bot import awaiting
from bot.awaiting import Asked
from bot.cases import advice
from bot.cases.wording import WordsRefusedError
from bot.context import Conversation
from bot.local_time import local_day
from bot.members import Colleague
from bot.models import Member, School
from handlers.addressed import Typed
from handlers.desk import desk_of, place_of
from handlers.guard import answer, guarded, refuse
from handlers.taps import on_tap, tap_of, tapped_on, word_in

PURPOSE, ASKING = "advice", "ask_advice"


@dataclass(frozen=True, slots=True)
class Bringing:
    """A case being brought: the school, the words, and the roles that are left out."""

    school_id: str | None = None
    words: str | None = None
    left_out: tuple[str, ...] = ()

    def as_asked(self) -> Asked:
        """Give it in the form in which it waits for an answer."""
        return Asked(PURPOSE, {"school_id": self.school_id, "left_out": list(self.left_out)}, self.words)


def _read_back(asked: Asked) -> Bringing:
    return Bringing(asked.about["school_id"], asked.words, tuple(asked.about["left_out"]))


@guarded(ASKING)
async def begin(update: Update, context: Conversation) -> None:
    """Ask for the case in words; words behind the command are the case."""
    school = context.member.only_school if context.member else None
    bringing = Bringing(school.id if school else None)
    if context.args:
        await take_case(update, context, Typed(" ".join(context.args), update.update_id), bringing.as_asked())
    else:
        await _go_on(update, context, bringing)


async def take_case(update: Update, context: Conversation, typed: Typed, asked: Asked) -> None:
    """Take the case as it was typed; what makes a pupil known is refused and not kept."""
    bringing = _read_back(asked)
    try:
        bringing = replace(bringing, words=advice.fit_case(typed.words))
    except WordsRefusedError as refused:
        await awaiting.expect(context.session, place_of(context), bringing.as_asked(), context.now)
        context.say("words_refused", seen=refused.seen, longest=refused.longest)
        return
    await _go_on(update, context, bringing, asked_in=typed.update_id)


@guarded(ASKING)
async def fill_in(update: Update, context: Conversation) -> None:
    """Take the school, or turn a role on or off."""
    bringing, tap = await _bringing(context), tap_of(update)
    if bringing is None:
        answer(update, context, "advice_gone")
        return
    if word_in(tap) == "school":
        bringing = replace(bringing, school_id=word_in(tap, 1))
    elif word_in(tap) == "rol":
        left_out = tuple(sorted({*bringing.left_out} ^ {word_in(tap, 1)}))
        bringing = replace(bringing, left_out=left_out)
    await _go_on(update, context, bringing)


@guarded(ASKING)
async def send(update: Update, context: Conversation) -> None:
    """Put the case to the roles that were chosen; a second tap sends nothing more."""
    bringing, member = await _bringing(context), context.member
    school = member.school(bringing.school_id or "") if bringing and member else None
    if bringing is None or bringing.words is None or member is None or school is None:
        answer(update, context, "advice_gone")
        return
    chosen = await _chosen(context, member, school, bringing)
    who = [one for role, holders, on in chosen if on for one in holders]
    if not who:
        answer(update, context, "advice_nobody")
        return
    await awaiting.forget(context.session, place_of(context))
    message, desk = tap_of(update).message, desk_of(context)
    if not advice.in_time(desk, school, who):
        context.turn_into(message, "advice_too_late", day=local_day(advice.looked_at(desk, school, who)))
        return
    row = await advice.ask(desk, bringing.words, by=member.member, school=school, who=who)
    context.turn_into(message, "advice_sent", who=who, forgotten=local_day(row.forget_at))


async def stop(update: Update, context: Conversation) -> None:
    """Forget the case that was being brought."""
    await awaiting.forget(context.session, place_of(context))
    context.turn_into(tap_of(update).message, "signal_stopped")


async def _go_on(update: Update, context: Conversation, bringing: Bringing, *, asked_in: int | None = None) -> None:
    member = context.member
    if member is None:
        refuse(update, context)
        return
    school = member.school(bringing.school_id) if bringing.school_id else None
    await awaiting.expect(context.session, place_of(context), bringing.as_asked(), context.now)
    message = tapped_on(update)
    if school is None:
        context.turn_into(message, "which_school", schools=member.schools, verb="adv:school")
        return
    facts: dict[str, Any] = {"words": bringing.words, "asked_in": asked_in}
    chosen = await _chosen(context, member, school, bringing) if bringing.words else []
    context.turn_into(message, "advice_bring", chosen=chosen, **facts)


async def _chosen(
    context: Conversation, member: Colleague, school: School, bringing: Bringing
) -> list[tuple[str, list[Member], bool]]:
    found = await advice.may_be_asked(desk_of(context), member, school)
    return [(role, holders, role not in bringing.left_out) for role, holders in found.items()]


async def _bringing(context: Conversation) -> Bringing | None:
    asked = await awaiting.awaited(context.session, place_of(context), context.now)
    return _read_back(asked) if asked and asked.purpose == PURPOSE else None


HANDLERS = (
    CommandHandler(["advies", "advice"], begin),
    on_tap("adv:ja", send),
    on_tap("adv:stop", stop),
    on_tap("adv", fill_in),
)
