"""Puts the concrete things together, and nothing else does: bot, database, sender, intake, handlers."""

import asyncio
import sys
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from ssl import SSLContext

import httpx
import structlog
from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot
from telegram.request import HTTPXRequest
from telegram.warnings import PTBUserWarning

import handlers
from bot import menu, metrics
from bot.attachments import Attachments
from bot.bell import Bell
from bot.buttons import Buttons
from bot.clock import Clock, Rest
from bot.config import Settings
from bot.context import SERVICES, Conversation, Services, Wegwijs, current_handling
from bot.database import Database
from bot.intake import WANTED, Intake
from bot.measuring import Measuring
from bot.outbox.pacing import Pacing
from bot.outbox.requests import Requests
from bot.outbox.sender import Sender
from bot.pictures import Pictures
from bot.polling import Polling
from bot.render import Renderer
from bot.replica import Replica, Work, together
from knowledge.routing import load_router
from knowledge.tables import knowledge

log = structlog.get_logger()
CONNECTIONS = 16
# The HTTP library looks for this at each request, and looking in vain through all folders costs half a millisecond.
if find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]  # so Python is told that there is none


def utc_now() -> datetime:
    """Give the present moment."""
    return datetime.now(UTC)


async def run(
    settings: Settings,
    *,
    ready: Callable[[], None] = lambda: None,
    now: Callable[[], datetime] = utc_now,
    rest: Rest = asyncio.sleep,
) -> None:
    """Run the bot until cancelled; what was taken in hand is finished first. `rest` is how the clock waits."""
    database = Database.of(settings)
    # Unpacking what is learnt and reading whom to trust leave the interpreter to others.
    await asyncio.gather(database.upgrade(), asyncio.to_thread(load_router), asyncio.to_thread(_trusted))
    application = build(settings, now=now)
    try:
        async with application:
            application.bot_data[SERVICES].renderer.bot_name = application.bot.username
            await _work(application, database, settings, ready, rest)
    finally:
        await database.close()


async def _work(
    application: Wegwijs, database: Database, settings: Settings, ready: Callable[[], None], rest: Rest
) -> None:
    services: Services = application.bot_data[SERVICES]
    pictures = Pictures(services.renderer, settings.report_templates)
    attachments = Attachments(database, pictures, services.renderer, now=services.now)
    bell = Bell(database)
    intake = Intake(database, application, wake=bell.ring, attempts=settings.attempts, a_minute=settings.a_minute)

    def lead() -> list[Work]:
        """Make what only one replica does, in the order in which it is stopped."""
        sender = Sender(
            database,
            application.bot,
            now=services.now,
            draw=attachments.draw,
            buttons=services.buttons,
            pacing=Pacing(settings.sends_a_second),
        )
        bell.rings(sender.wake, only_here=lambda: replica.holds_the_lead)
        every = settings.clock_seconds
        clock = Clock(database, services.renderer, now=services.now, wake=sender.wake, seconds=every, rest=rest)
        fetching = [] if settings.webhook_url else [Polling(database, application, intake, settings.poll_seconds)]
        return [*fetching, clock, *_mailing(database, services, settings, pictures), sender]

    await _choose_way_in(application, settings)
    async with database.transaction() as session:
        menu.write_down(session, services.renderer, now=services.now())
    replica = Replica(database, intake, lead=lead)
    works = [*_webhook(intake, settings, database), replica, bell]
    if settings.metrics_port:
        metrics.serve(settings.listen_host, settings.metrics_port)
        works.append(Measuring(database, now=services.now, leads=lambda: replica.leads))
    ready()
    log.info("ready", bot=application.bot.username)
    await together(works)


def _webhook(intake: Intake, settings: Settings, database: Database) -> list[Work]:
    """Make what Telegram brings updates to, where it is told to."""
    if not settings.webhook_url:
        return []
    from bot.webhook import Webhook  # noqa: PLC0415  # who fetches needs no web server

    return [Webhook(intake, settings, works=database.answers)]


def _mailing(database: Database, services: Services, settings: Settings, pictures: Pictures) -> list[Work]:
    """Make what sends e-mail, where a mail server is given."""
    if not settings.mails:
        return []
    from bot.mailing import Mailing  # noqa: PLC0415  # few send e-mail

    return [Mailing(database, services.renderer, settings, now=services.now, draw=pictures.draw)]


async def _choose_way_in(application: Wegwijs, settings: Settings) -> None:
    """Tell Telegram whether it brings updates or we fetch them."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        await application.bot.delete_webhook()
        return
    secret = settings.webhook_secret.get_secret_value()
    await application.bot.set_webhook(settings.webhook_url, secret_token=secret, allowed_updates=WANTED)


def build(settings: Settings, *, now: Callable[[], datetime] = utc_now) -> Wegwijs:
    """Build the application with every handler; nothing touches the network yet."""
    # Requests are rows: they are made by their name, for which the library would have us use its methods.
    warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)
    bot = ExtBot(
        token=settings.token.get_secret_value(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=Requests(HTTPXRequest(CONNECTIONS, httpx_kwargs={"verify": _trusted()}), _trusted()),
        get_updates_request=HTTPXRequest(1, httpx_kwargs={"verify": _trusted()}),
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
    application.bot_data[SERVICES] = Services(
        known, load_router(), Renderer(known), Buttons(settings.token.get_secret_value()), now, settings.mails
    )
    application.add_error_handler(_flag)
    handlers.register(application)
    return application


@cache
def _trusted() -> SSLContext:
    """Give whom we trust to be Telegram; reading all certificates takes longer than the rest of a connection."""
    return httpx.create_ssl_context()


async def _flag(_update: object, context: Conversation) -> None:
    """Tell the intake that a handler raised: the library itself lets an exception go unseen."""
    failure = context.error
    if isinstance(failure, Exception):
        current_handling.get().failure = failure
