"""What every rule needs beside the events."""

from datetime import date
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Inexact
from typing import NamedTuple

from knowledge.calendar import Calendar
from knowledge.rules.book import RuleBook
from knowledge.rules.making import new
from knowledge.rules.verdict import Finding, MazlWindow

EXACT = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[Inexact])
"""Counts hours without ever rounding, however many decimals somebody writes: `with localcontext(EXACT)`."""


class Judge(NamedTuple):
    """The calendar, the figures, and how the school counts twelve weeks."""

    calendar: Calendar
    book: RuleBook
    mazl_window: MazlWindow

    def found(self, rule: str, fired_on: date, evidence: tuple[date, ...], due: date | None = None) -> Finding:
        """Word a finding, with the role that the route map names."""
        return new(Finding, (rule, fired_on, self.book.roles[rule], evidence, due))
