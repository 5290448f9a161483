"""Presence over a period in the pyramid of school attendance, and worries without absence data."""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from knowledge.rules.book import Limit, RuleBook
from knowledge.rules.events import Attendance
from knowledge.rules.judge import EXACT, Judge
from knowledge.rules.sifting import Period
from knowledge.rules.verdict import Band, Finding

THUISZITTER = "aanwezigheid.thuiszitter"
HUNDRED = Decimal(100)
ROOD = Band.ROOD


def band_of(period: Attendance, book: RuleBook) -> Band:
    """Place a presence in the pyramid, exactly: never from a rounded percentage."""
    with localcontext(EXACT):
        return _band(period.until, period.attended_hours, period.scheduled_hours, book)


def percentage(period: Attendance) -> Decimal:
    """Give the presence in percent, rounded down to one decimal so that it never contradicts its band."""
    share = Fraction(period.attended_hours) / Fraction(period.scheduled_hours)
    return Decimal(int(share * 1000)).scaleb(-1)


def present(presences: list[Period], judge: Judge) -> tuple[list[Finding], Band | None]:
    """Find each period with less than half of the hours; give the band of the period that ends last too.

    Of several findings on one day the first in the list stands, of several periods that end last the later.
    """
    dates = judge.calendar.dates
    found: dict[int, Finding] = {}
    latest, latest_band = -1, None
    for first, until, attended, scheduled in presences:
        band = _band(dates[until], attended, scheduled, judge.book)
        if band is ROOD and until not in found:
            found[until] = judge.found(THUISZITTER, dates[until], (dates[first], dates[until]))
        if until >= latest:
            latest, latest_band = until, band
    return list(found.values()), latest_band


def worries(concerns: list[tuple[int, str]], judge: Judge) -> list[Finding]:
    """Give a finding for each worry, one for each day and kind."""
    if not concerns:
        return []
    dates = judge.calendar.dates
    return [judge.found("zorg." + what, dates[day], (dates[day],)) for day, what in dict.fromkeys(concerns)]


def _band(day: date, attended: Decimal, scheduled: Decimal, book: RuleBook) -> Band:
    for limit, band in book.at(day).bands:
        if _reaches(attended, scheduled, limit):
            return band
    return ROOD


def _reaches(attended: Decimal, scheduled: Decimal, limit: Limit) -> bool:
    share, whole = attended * HUNDRED, scheduled * limit.value
    return share >= whole if limit.inclusive else share > whole
