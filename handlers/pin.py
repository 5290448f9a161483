"""«/pin»: a PIN before cases, for who wants one; its message is taken away at once."""

from telegram import Update
from telegram.ext import CommandHandler

from bot import outbox, pins, team
from bot.attempts import PINS
from bot.context import Conversation
from handlers.desk import me
from handlers.guard import answer, guarded, refuse
from handlers.taps import number_in, on_tap, tap_of, word_in


@guarded("keep_pin")
async def give(update: Update, context: Conversation) -> None:
    """Take a PIN, or tell how it stands; what the PIN was, only the door knew."""
    message = update.effective_message
    if context.args and message:
        otherwise = context.services.renderer.message("pin_not_deleted", context.language)
        chat_id = context.handling.chat_id
        outbox.take_away(context.session, chat_id, message.message_id, otherwise=otherwise, now=context.now)
    outcome = await pins.enter(context.session, me(context), context.args or (), context.now)
    if outcome.state != "silent":
        _say(context, outcome)


def _say(context: Conversation, outcome: pins.Outcome) -> None:
    minutes = int(pins.IDLE.total_seconds() // 60)
    wait = int(PINS.window.total_seconds() // 60)
    context.say("pin", state=outcome.state, left=outcome.left, minutes=minutes, wait=wait)


@guarded("keep_pin")
async def tapped(update: Update, context: Conversation) -> None:
    """Lock at once, or do away with the PIN when it is open."""
    tap = tap_of(update)
    if word_in(tap) == "slot":
        await pins.lock(context.session, me(context))
        context.turn_into(tap.message, "pin_locked_now")
    elif word_in(tap) == "uit" and await pins.take_off(context.session, me(context), context.now):
        context.turn_into(tap.message, "pin_off")
    else:
        answer(update, context, "pin_needed")


@guarded("reset_pin")
async def reset(update: Update, context: Conversation) -> None:
    """Let the chair do away with the PIN of a colleague who forgot it; both are told."""
    tap, chair = tap_of(update), context.member
    place = await team.place_of(context.session, chair, number_in(tap, at=0)) if chair else None
    if place is None:
        refuse(update, context)
        return
    await pins.reset(context.session, place.contact.member)
    context.turn_into(tap.message, "pin_reset", contact=place.contact, place=place.school)
    await context.tell(place.contact.member, "pin_reset_for_you", school=place.school)


HANDLERS = (
    CommandHandler("pin", give),
    on_tap("pin", tapped),
    on_tap("pinweg", reset),
)
