"""Presence over a period in the pyramid of school attendance, and worries without absence data."""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from knowledge.rules.book import Limit, RuleBook
from knowledge.rules.events import Attendance, Concern
from knowledge.rules.judge import EXACT, Judge
from knowledge.rules.verdict import Band, Finding

THUISZITTER = "aanwezigheid.thuiszitter"
HUNDRED = Decimal(100)


def band_of(period: Attendance, book: RuleBook) -> Band:
    """Place a presence in the pyramid, exactly: never from a rounded percentage."""
    with localcontext(EXACT):
        return _band(period, book)


def _band(period: Attendance, book: RuleBook) -> Band:
    for limit, band in book.at(period.until).bands:
        if _reaches(period, limit):
            return band
    return Band.ROOD


def _reaches(period: Attendance, limit: Limit) -> bool:
    attended, scheduled = period.attended_hours * HUNDRED, period.scheduled_hours * limit.value
    return attended >= scheduled if limit.inclusive else attended > scheduled


def percentage(period: Attendance) -> Decimal:
    """Give the presence in percent, rounded down to one decimal so that it never contradicts its band."""
    share = Fraction(period.attended_hours) / Fraction(period.scheduled_hours)
    return Decimal(int(share * 1000)).scaleb(-1)


def latest_band(presences: list[Attendance], book: RuleBook) -> Band | None:
    """Give the band of the period that ends last, the later in the list on a tie."""
    if not presences:
        return None
    latest = presences[0]
    for period in presences:
        if period.until >= latest.until:
            latest = period
    return _band(latest, book)


def thuiszitters(presences: list[Attendance], judge: Judge) -> list[Finding]:
    """Find each period with less than half of the hours; of several that end on one day the first in the list."""
    found: dict[date, Finding] = {}
    for period in presences:
        lowest, _ = judge.book.at(period.until).bands[-1]
        if period.until not in found and not _reaches(period, lowest):
            evidence = (period.from_day, period.until)
            found[period.until] = judge.found(THUISZITTER, period.until, evidence)
    return list(found.values())


def worries(concerns: list[Concern], judge: Judge) -> list[Finding]:
    """Give a finding for each worry, one for each day and kind."""
    return [judge.found(f"zorg.{what}", day, (day,)) for day, what in dict.fromkeys(concerns)]
