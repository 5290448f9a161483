"""Where people touch it: Telegram in, Telegram out, nothing decided."""

from bot.context import Wegwijs
from handlers import (
    actions,
    advice,
    advising,
    agenda,
    agreements,
    ask,
    city,
    codes,
    dispute,
    door,
    evaluation,
    inbox,
    inline,
    insight,
    joining,
    leftovers,
    logbook,
    meetings,
    mine,
    pin,
    planning,
    privacy,
    reminders,
    report,
    rights,
    route,
    signal,
    start,
    steps,
    table,
    team,
    trends,
    typed,
    walking,
    who,
)

IN_ORDER = (
    # Before everything: what was seen at the door is told, and nothing else is done with it.
    *door.HANDLERS,
    # Before the greeting: a link starts the bot with its code.
    *joining.HANDLERS,
    *start.HANDLERS,
    *table.HANDLERS,
    *route.HANDLERS,
    *who.HANDLERS,
    *team.HANDLERS,
    *mine.HANDLERS,
    *pin.HANDLERS,
    *privacy.HANDLERS,
    *evaluation.HANDLERS,
    *report.HANDLERS,
    *rights.HANDLERS,
    *trends.HANDLERS,
    *city.HANDLERS,
    *dispute.HANDLERS,
    *inline.HANDLERS,
    *logbook.HANDLERS,
    *inbox.HANDLERS,
    *insight.HANDLERS,
    *steps.HANDLERS,
    *meetings.HANDLERS,
    *planning.HANDLERS,
    *reminders.HANDLERS,
    *agenda.HANDLERS,
    *walking.HANDLERS,
    *agreements.HANDLERS,
    *actions.HANDLERS,
    *advice.HANDLERS,
    *advising.HANDLERS,
    *signal.HANDLERS,
    *codes.HANDLERS,
    *ask.HANDLERS,
    # Whatever is typed: an answer, a signal or a question.
    *typed.HANDLERS,
    # Last: what nothing above understood must still get a word back.
    *leftovers.HANDLERS,
)
"""Every handler in the order it is tried; the first that fits takes the update."""


def register(application: Wegwijs) -> None:
    """Register every handler."""
    for handler in IN_ORDER:
        application.add_handler(handler)
