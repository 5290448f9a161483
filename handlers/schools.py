"""Of which school: the one in the button that was tapped, the only one there is, or one still to be chosen."""

from telegram import Update

from bot.context import Conversation
from bot.models import School
from handlers.taps import tap_if_any, word_in


def school_meant(update: Update, context: Conversation) -> School | None:
    """Give the school that was tapped, or the only one of this member; None when one must be chosen."""
    member = context.member
    if member is None:
        return None
    named = word_in(tap_if_any(update))
    return member.school(named) if named else member.only_school


def ask_which_school(context: Conversation, verb: str) -> None:
    """Ask which school is meant; the buttons lead on to `verb`."""
    context.say("which_school", schools=context.member.schools if context.member else (), verb=verb)
