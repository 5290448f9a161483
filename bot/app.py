"""Puts the concrete things together, and nothing else does: bot, database, sender, intake, handlers."""

import asyncio
import warnings
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

import handlers
from bot import menu
from bot.clock import Clock
from bot.config import Settings
from bot.context import SERVICES, Conversation, Services, Wegwijs, current_handling
from bot.database import Database
from bot.intake import Intake
from bot.outbox.sender import Sender
from bot.pictures import Pictures
from bot.render import Renderer
from knowledge.routing import load_router
from knowledge.tables import knowledge

log = structlog.get_logger()
CONNECTIONS = 32


def utc_now() -> datetime:
    """Give the present moment."""
    return datetime.now(UTC)


async def run(
    settings: Settings, *, ready: Callable[[], None] = lambda: None, now: Callable[[], datetime] = utc_now
) -> None:
    """Run the bot by long polling until cancelled; what was taken in hand is finished first."""
    database = Database.of(settings)
    await database.upgrade()
    application = build(settings, now=now)
    pictures = Pictures(application.bot_data[SERVICES].renderer)
    sender = Sender(database, application.bot, now=now, draw=pictures.draw)
    intake = Intake(database, application, sender, attempts=settings.attempts)
    try:
        async with application:
            application.bot_data[SERVICES].renderer.bot_name = application.bot.username
            await _work(application, database, sender, intake, settings, ready)
    finally:
        await database.close()


async def _work(
    application: Wegwijs,
    database: Database,
    sender: Sender,
    intake: Intake,
    settings: Settings,
    ready: Callable[[], None],
) -> None:
    await application.bot.delete_webhook()
    async with database.transaction() as session:
        menu.write_down(session, application.bot_data[SERVICES].renderer, now=application.bot_data[SERVICES].now())
    services: Services = application.bot_data[SERVICES]
    clock = Clock(database, services.renderer, now=services.now, wake=sender.wake)
    sending = asyncio.create_task(sender.run())
    polling = asyncio.create_task(intake.poll(settings.poll_seconds))
    ticking = asyncio.create_task(clock.run(settings.clock_seconds))
    ready()
    log.info("ready", bot=application.bot.username)
    try:
        # Waiting, unlike gathering, leaves them running when this task is cancelled: they are stopped in order.
        done, _ = await asyncio.wait({sending, polling, ticking}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        intake.stop()
        await asyncio.wait({polling})
        await intake.finish()
        clock.stop()
        await asyncio.wait({ticking})
        sender.stop()
        await asyncio.wait({sending})
    for task in done:
        task.result()


def build(settings: Settings, *, now: Callable[[], datetime] = utc_now) -> Wegwijs:
    """Build the application with every handler; nothing touches the network yet."""
    # Requests are rows: they are made by their name, for which the library would have us use its methods.
    warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)
    bot = ExtBot(
        token=settings.token.get_secret_value(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=HTTPXRequest(connection_pool_size=CONNECTIONS),
        get_updates_request=HTTPXRequest(connection_pool_size=1),
    )
    known = knowledge()
    application: Wegwijs = (
        ApplicationBuilder()
        .bot(bot)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Conversation))
        .build()
    )
    application.bot_data[SERVICES] = Services(known, load_router(), Renderer(known), now)
    application.add_error_handler(_flag)
    handlers.register(application)
    return application


async def _flag(_update: object, context: Conversation) -> None:
    """Tell the intake that a handler raised: the library itself lets an exception go unseen."""
    failure = context.error
    if isinstance(failure, Exception):
        current_handling.get().failure = failure
