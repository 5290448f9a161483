"""The meeting itself: its chair walks through the agenda by buttons, and notes what was agreed."""

from telegram import Update

from bot.cases import acting
from bot.cases.agreements import changeable, done
from bot.cases.case import SAFETY_ANSWERS, case_for
from bot.cases.promises import Promise
from bot.cases.telling import seen_by
from bot.context import Conversation
from bot.meetings import agenda, leading
from bot.meetings.gathering import Gathering, gathering_for, leads
from handlers import agreements
from handlers.desk import desk_of
from handlers.guard import answer, guarded, refuse
from handlers.taps import LONGEST_NUMBER, number_in, on_tap, tap_of, word_in

LEADING = "plan_meeting"


@guarded(LEADING)
async def walk(update: Update, context: Conversation) -> None:
    """Show one item of the agenda to who leads the meeting; the first tap begins the meeting."""
    of = await _led(update, context)
    if of is None:
        return
    if not leading.may_begin(of, context.now):
        answer(update, context, "meeting_not_yet" if of.planned else "meeting_over")
        return
    await leading.begin(desk_of(context), of)
    await step(update, context, of, word_in(tap_of(update), 1))


async def step(update: Update, context: Conversation, of: Gathering, key: str) -> None:
    """Show one item, and the way back and on."""
    items = await agenda.items(desk_of(context), of)
    place, before, after = leading.around(items, key)
    of.row.at_item = items[place].key
    item = items[place]
    facts = {"item": item, "place": place + 1, "last": len(items), "before": before, "after": after}
    # What is shown of a case is written down: who saw it, and when.
    facts["case"] = item.about if item.what == agenda.CASE else None
    context.turn_into(tap_of(update).message, "agenda_item", gathering=of, **facts)


@guarded(LEADING)
async def finish_action(update: Update, context: Conversation) -> None:
    """Note in the meeting that an action was done, and go on."""
    of, member = await _led(update, context), context.member
    if of is None or member is None:
        return
    key = word_in(tap_of(update), 1)
    kept = await changeable(desk_of(context), member, _number(key))
    if kept:
        done(kept.row, context.now)
    await _on(update, context, of, key)


@guarded(LEADING)
async def put_off(update: Update, context: Conversation) -> None:
    """Leave a point for the next meeting, and go on."""
    of = await _led(update, context)
    if of is None:
        return
    key = word_in(tap_of(update), 1)
    items = await agenda.items(desk_of(context), of)
    after = leading.around(items, key)[2]
    await leading.next_time(desk_of(context), of, _number(key))
    await step(update, context, of, after.key if after else "")


@guarded(LEADING)
async def answer_safety(update: Update, context: Conversation) -> None:
    """Keep in the meeting whether the safety of a child was discussed."""
    of, key, said = await _led(update, context), word_in(tap_of(update), 1), word_in(tap_of(update), 2)
    if of is None or context.member is None:
        return
    case = await case_for(desk_of(context), _number(key), context.member.member)
    if case and said in SAFETY_ANSWERS:
        await acting.answer_safety(desk_of(context), case, context.member.member, said)
    await step(update, context, of, key)


@guarded(LEADING)
async def open_case(update: Update, context: Conversation) -> None:
    """Show a case beside the agenda, with all that can be done with it."""
    of, member = await _led(update, context), context.member
    if of is None or member is None:
        return
    case = await case_for(desk_of(context), _number(word_in(tap_of(update), 1)), member.member)
    if case is None:
        refuse(update, context)
    else:
        context.say("case", case=case, why=None, **await seen_by(desk_of(context), case, member.member))


@guarded(LEADING)
async def note_agreement(update: Update, context: Conversation) -> None:
    """Begin an agreement beside the agenda: its regiehouder and day are asked after the words."""
    of = await _led(update, context)
    if of is None or of.school is None:
        return
    await agreements.start_beside(context, Promise(of.school.id))


@guarded(LEADING)
async def held(update: Update, context: Conversation) -> None:
    """Note that the meeting was held."""
    of = await _led(update, context)
    if of is None:
        return
    if await leading.hold(desk_of(context), of):
        context.turn_into(tap_of(update).message, "meeting_held", gathering=of)
    else:
        answer(update, context, "meeting_over")


def _number(key: str) -> int:
    number = key.partition("-")[2]
    return int(number) if number.isdecimal() and len(number) < LONGEST_NUMBER else 0


async def _on(update: Update, context: Conversation, of: Gathering, key: str) -> None:
    after = leading.around(await agenda.items(desk_of(context), of), key)[2]
    await step(update, context, of, after.key if after else key)


async def _led(update: Update, context: Conversation) -> Gathering | None:
    """Give the meeting in the button, when this member leads it; refuses anything else."""
    member = context.member
    of = await gathering_for(desk_of(context), number_in(tap_of(update), at=0), member) if member else None
    if member is not None and of is not None and await leads(desk_of(context), member, of):
        return of
    refuse(update, context)
    return None


HANDLERS = (
    on_tap("loop", walk),
    on_tap("loopklaar", finish_action),
    on_tap("loopdoor", put_off),
    on_tap("loopveilig", answer_safety),
    on_tap("loopzaak", open_case),
    on_tap("loopafspraak", note_agreement),
    on_tap("gehouden", held),
)
