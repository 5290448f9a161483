"""A python-telegram-bot application, unchanged but for its base url, lives on the stand-in."""

import asyncio
import json
import socket
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.demo.standin import StandIn

from .conftest import TOKEN, Page, eventually

Running = Application[Any, Any, Any, Any, Any, Any]


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("ja", callback_data="ja")]])
    await update.message.reply_text(f"dag {context.args}", reply_markup=keyboard)


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.callback_query.answer("gedaan")
    await update.callback_query.edit_message_text("klaar")


def application(standin: StandIn) -> Running:
    built = Application.builder().token(TOKEN).base_url(f"{standin.url}/bot").build()
    built.add_handler(CommandHandler("start", start))
    built.add_handler(CallbackQueryHandler(press))
    return built


async def until_the_bot_says(page: Page, text: str) -> Any:
    async def said() -> Any:
        shown = await page.last()
        return shown if shown["text"] == text else None

    return await eventually(said)


async def walk(page: Page) -> None:
    await page.say("/start ABC")
    greeting = await until_the_bot_says(page, "dag ['ABC']")
    answer = await page.tapping(greeting["message_id"], "ja")
    assert answer == {"answered": True, "text": "gedaan", "alert": False, "url": None}
    await until_the_bot_says(page, "klaar")


async def test_over_long_polling(standin: StandIn, page: Page):
    async with application(standin) as running:
        await running.start()
        await running.updater.start_polling(poll_interval=0, timeout=5)
        await walk(page)
        await running.updater.stop()
        await running.stop()


async def test_over_a_webhook(standin: StandIn, page: Page):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with application(standin) as running:
        await running.start()
        await running.bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="geheim")
        server = await _serve_webhook(running, port)
        await walk(page)
        await running.bot.delete_webhook()
        server.close()
        await server.wait_closed()
        await running.stop()


async def _serve_webhook(running: Running, port: int) -> asyncio.Server:
    """A webhook of a few lines: the library's own needs one more package."""

    async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        assert "x-telegram-bot-api-secret-token: geheim" in head
        length = int(head.partition("content-length:")[2].split()[0])
        update = Update.de_json(json.loads(await reader.readexactly(length)), running.bot)
        await running.update_queue.put(update)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    return await asyncio.start_server(receive, "127.0.0.1", port)
