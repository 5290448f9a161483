"""The report of an evaluation: made for the chair as a Word file, and the day on which it was sent."""

from datetime import timedelta

from telegram import Update

from bot.context import Conversation
from bot.evaluation import report, reporting
from bot.evaluation.evaluation import report_of
from bot.evaluation.report import Form
from bot.i18n import DEFAULT, LANGUAGES
from bot.local_time import local_day
from handlers.desk import desk_of
from handlers.evaluation import LEAD, tapped
from handlers.guard import answer, guarded, refuse
from handlers.taps import day_in, on_tap, tap_of, word_in
from knowledge.evaluation import guide

EXACTLY = "precies"
DAYS_OFFERED = 4
DAY = timedelta(days=1)


@guarded(LEAD)
async def make(update: Update, context: Conversation) -> None:
    """Send the report as a file, and the text that goes with it.

    It is in Dutch unless asked otherwise, for it goes to SWV Eemland, and small numbers are hidden from who sees only
    figures.
    """
    tap, found = tap_of(update), await tapped(update, context)
    if found is None:
        return
    of, desk = found[0], desk_of(context)
    asked = word_in(tap, at=2)
    form = Form(asked if asked in LANGUAGES else DEFAULT, masked=word_in(tap, at=1) != EXACTLY)
    await reporting.made(desk, of)
    file = await report.picture(desk, of, form)
    context.say("report_made", picture=file, evaluation=of, form=form, address=guide().report.address)
    if form.masked:
        words = await report.letter(desk, of, form)
        over, mails = reporting.is_over(desk, of), context.services.mails
        context.say("report_letter", evaluation=of, letter=words, over=over, mail=mails)


@guarded(LEAD)
async def sent(update: Update, context: Conversation) -> None:
    """Ask on which day the report was sent, and keep it."""
    tap, found = tap_of(update), await tapped(update, context)
    if found is None:
        return
    (of, member), desk, day = found, desk_of(context), day_in(tap, at=1)
    today = local_day(context.now)
    if not reporting.is_over(desk, of):
        answer(update, context, "report_early")
    elif day and await reporting.mark_sent(desk, of, member.member, day):
        context.turn_into(tap.message, "report_sent", evaluation=of, report=await report_of(desk, of))
    else:
        days = [today - DAY * back for back in range(DAYS_OFFERED) if today - DAY * back >= of.day]
        context.turn_into(tap.message, "report_when", evaluation=of, days=days)


@guarded(LEAD)
async def mail(update: Update, context: Conversation) -> None:
    """Send the report by e-mail, where that is set up, after a second tap."""
    tap, found = tap_of(update), await tapped(update, context)
    if found is None:
        return
    (of, member), desk = found, desk_of(context)
    if not context.services.mails or not reporting.is_over(desk, of):
        refuse(update, context)
    elif word_in(tap, at=1) != "ja":
        context.turn_into(tap.message, "report_mail", evaluation=of, address=guide().report.address)
    else:
        await reporting.ask_mail(desk, of, member.member)
        context.turn_into(tap.message, "report_mailing")


HANDLERS = (
    on_tap("verslag", make),
    on_tap("verstuurd", sent),
    on_tap("mail", mail),
)
