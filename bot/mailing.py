"""Sends by e-mail the reports for which a chair asked that: at least once, each try recorded by itself."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import NamedTuple

import structlog
from sqlalchemy import select, update

from bot import post
from bot.cases.desk import Desk
from bot.database import Database
from bot.evaluation import report, reporting
from bot.evaluation.evaluation import Evaluation, evaluation_of
from bot.evaluation.report import Form
from bot.i18n import DEFAULT
from bot.models import EvaluationReport, Member
from bot.post import Letter, PostSettings
from bot.render import Renderer
from knowledge.evaluation import guide

log = structlog.get_logger()
LOOKS_EVERY = 30.0
TRIES = 6
FORM = Form(DEFAULT, masked=True)
Draw = Callable[[dict[str, str]], bytes]


class Prepared(NamedTuple):
    """An e-mail that is due: the number of the evaluation, the file to draw, and the words."""

    meeting_id: int
    picture: dict[str, str]
    subject: str
    words: str


class Mailing:
    """Looks for reports to send. The server is spoken to outside every transaction."""

    def __init__(
        self, database: Database, renderer: Renderer, settings: PostSettings, *, now: Callable[[], datetime], draw: Draw
    ) -> None:
        self._database, self._renderer, self._settings = database, renderer, settings
        self._now, self._draw = now, draw
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Look every half minute until stopped."""
        while not self._stop.is_set():
            await self.look()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOKS_EVERY):
                    await self._stop.wait()

    def stop(self) -> None:
        """Start nothing more."""
        self._stop.set()

    async def look(self) -> None:
        """Send what is due, one after the other."""
        while (prepared := await self._next()) is not None and not self._stop.is_set():
            await self._record(prepared.meeting_id, await self._sent(prepared))

    async def _next(self) -> Prepared | None:
        async with self._database.transaction() as session:
            due = EvaluationReport.mail_at <= self._now(), EvaluationReport.sent_on.is_(None)
            desk = Desk(session, self._renderer, self._now())
            found = await session.scalar(select(EvaluationReport.meeting_id).where(*due).limit(1))
            of = await evaluation_of(desk, found) if found is not None else None
            if of:
                # A write waits for the disk and takes along what asked for the letter: that may not be undone later.
                mine = update(EvaluationReport).where(EvaluationReport.meeting_id == of.id)
                await session.execute(mine.values(mail_at=EvaluationReport.mail_at))
            return await self._prepared(desk, of) if of else None

    async def _prepared(self, desk: Desk, of: Evaluation) -> Prepared:
        words = await report.letter(desk, of, FORM)
        return Prepared(of.id, await report.picture(desk, of, FORM), words.subject, words.body)

    async def _sent(self, prepared: Prepared) -> bool:
        """Draw and send in a thread; False when the server did not take it."""
        try:
            file = await asyncio.to_thread(self._draw, prepared.picture)
            letter = Letter(
                to=guide().report.address,
                subject=prepared.subject,
                words=prepared.words,
                file_name=prepared.picture["file"],
                file=file,
                reference=f"evaluation-{prepared.meeting_id}",
            )
            await asyncio.to_thread(post.send, self._settings, letter, self._now())
        except (OSError, SMTPException) as error:
            log.warning("mail_failed", meeting=prepared.meeting_id, error=type(error).__name__)
            return False
        return True

    async def _record(self, meeting_id: int, sent: bool) -> None:
        async with self._database.transaction() as session:
            desk = Desk(session, self._renderer, self._now())
            row = await session.get_one(EvaluationReport, meeting_id)
            of = await evaluation_of(desk, meeting_id)
            asked = await session.get(Member, row.sent_by) if row.sent_by else None
            if of is None or asked is None:
                row.mail_at = None
            elif sent:
                await reporting.mark_sent(desk, of, asked, desk.today)
                await desk.tell(asked, "report_mailed", key=f"evaluation:{of.id}:mailed", school=None, evaluation=of)
            else:
                await _later(desk, of, row, asked)


async def _later(desk: Desk, of: Evaluation, row: EvaluationReport, asked: Member) -> None:
    """Try again later, ever less often; in the end tell who asked that it has to be done by hand."""
    row.mail_failures += 1
    row.mail_at = desk.now + timedelta(minutes=2**row.mail_failures)
    if row.mail_failures >= TRIES:
        row.mail_at = None
        key = f"evaluation:{of.id}:not_mailed:{int(desk.now.timestamp())}"
        await desk.tell(asked, "report_not_mailed", key=key, school=None, evaluation=of)
