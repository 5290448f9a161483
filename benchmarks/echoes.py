"""Bare echo bots, to measure ours beside: what the libraries themselves cost, with nothing stored and nothing decided.

python -m benchmarks.echoes ptb|aiogram URL TOKEN
"""

import asyncio
import sys


def ptb(url: str, token: str) -> None:
    """Echo with python-telegram-bot."""
    from telegram import Update  # noqa: PLC0415
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters  # noqa: PLC0415

    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        assert update.message.text
        await update.message.reply_text(update.message.text)

    application = ApplicationBuilder().token(token).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


def aiogram(url: str, token: str) -> None:
    """Echo with aiogram."""
    from aiogram import Bot, Dispatcher  # noqa: PLC0415
    from aiogram.client.session.aiohttp import AiohttpSession  # noqa: PLC0415
    from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415
    from aiogram.types import Message  # noqa: PLC0415

    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    async def serve() -> None:
        dispatcher = Dispatcher()
        dispatcher.message.register(echo)
        session = AiohttpSession(api=TelegramAPIServer.from_base(url))
        await dispatcher.start_polling(Bot(token, session=session))

    asyncio.run(serve())


if __name__ == "__main__":
    {"ptb": ptb, "aiogram": aiogram}[sys.argv[1]](*sys.argv[2:])
