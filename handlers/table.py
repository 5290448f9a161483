"""The responsibility table: blocks, rows, and what each act says about a row."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.context import Conversation
from handlers.taps import number_in, on_tap, tap_of, tapped_on, word_in


async def blocks(update: Update, context: Conversation) -> None:
    """Offer the blocks of the table."""
    shown = [context.services.known.rows_of(block)[0].blok for block in context.services.known.blocks()]
    context.turn_into(tapped_on(update), "table", blocks=shown)


async def rows(update: Update, context: Conversation) -> None:
    """Offer the rows of one block."""
    tap = tap_of(update)
    known = context.services.known
    shown = known.rows_of(known.block(number_in(tap, at=0)))
    context.turn_into(tap.message, "table_block", rows=[(row, known.topics[row.id]) for row in shown])


async def row(update: Update, context: Conversation) -> None:
    """Show one row: both acts, other payers, how certain, and the way to the whole answer."""
    tap = tap_of(update)
    known = context.services.known
    shown = known.responsibility[word_in(tap)]
    context.turn_into(
        tap.message,
        "table_row",
        row=shown,
        topic=known.topics[shown.id],
        block=known.blocks().index(shown.blok.nl),
    )


HANDLERS = (
    CommandHandler(["tabel", "table"], blocks),
    on_tap("tabel", blocks, public=True),
    on_tap("blok", rows, public=True),
    on_tap("rij", row, public=True),
)
