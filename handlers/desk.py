"""What use cases are given from one update: the desk they work at, who types and where, and the member."""

from bot.awaiting import Place
from bot.cases.desk import Desk
from bot.context import Conversation
from bot.models import Member


def desk_of(context: Conversation) -> Desk:
    """Give what the use cases work with."""
    return Desk(context.session, context.services.renderer, context.now)


def place_of(context: Conversation) -> Place:
    """Give who types, and where."""
    return Place(context.handling.person_id, context.handling.chat_id)


def me(context: Conversation) -> Member:
    """Give the member; the guard saw to it that there is one."""
    assert context.member is not None  # noqa: S101
    return context.member.member
