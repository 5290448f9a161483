"""Inline mode: `@bot dyslexie` in any chat gives answer cards."""

from telegram import Update
from telegram.ext import InlineQueryHandler

from bot import cards, outbox
from bot.context import Conversation


async def offer_cards(update: Update, context: Conversation) -> None:
    """Offer the answers that fit what was typed so far."""
    query = update.inline_query
    if query is None:
        return
    services = context.services
    ranking = services.router.rank(query.query) if query.query.strip() else None
    offered = cards.answer_cards(services.known, services.renderer, ranking, language=context.language)
    outbox.answer_inline(context.session, query.id, offered, now=context.now)


HANDLERS = (InlineQueryHandler(offer_cards),)
