from datetime import date
from decimal import Decimal

import pytest

from knowledge.rules import Attendance, Band, percentage, rule_book
from knowledge.rules.presence import band_of


def _period(attended, scheduled):
    return Attendance(date(2026, 10, 26), date(2026, 11, 20), Decimal(attended), Decimal(scheduled))


@pytest.mark.parametrize(
    ("attended", "scheduled", "shown", "band"),
    [
        ("949999", "1000000", "94.9", Band.GEEL),
        ("950000", "1000000", "95.0", Band.GROEN),
        ("79.9999", "100", "79.9", Band.ORANJE),
        ("1", "3", "33.3", Band.ROOD),
        ("2", "3", "66.6", Band.ORANJE),
        ("128", "128", "100.0", Band.GROEN),
        ("0", "128", "0.0", Band.ROOD),
    ],
)
def test_the_shown_percentage_is_rounded_down_and_never_contradicts_its_band(attended, scheduled, shown, band):
    period = _period(attended, scheduled)
    assert str(percentage(period)) == shown
    assert band_of(period, rule_book()) is band


def test_the_band_is_exact_far_beyond_what_is_shown():
    just_under = "47." + "4" * 10 + "9" * 40
    assert band_of(_period(just_under, "50"), rule_book()) is Band.GEEL
    assert band_of(_period("49." + "9" * 60, "100"), rule_book()) is Band.ROOD
