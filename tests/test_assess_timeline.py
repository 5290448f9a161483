from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from bot.timeline import FILL, Legend, Mark, as_picture, in_terminal, timeline
from knowledge.calendar import region_calendar
from knowledge.rules import Sick, Unexcused, assess, history_of

MIDDEN = region_calendar("midden")
LETTERS = {"sick": "Z", "unexcused": "O", "both": "B", "school": "·", "vacation": "V", "closed": "x", "fired": "!"}
LEGEND = Legend("De weken", LETTERS, {mark: f"woord {letter}" for mark, letter in LETTERS.items()})


def _weeks(*events, on, closed_days=()):
    history = history_of(events, on=on, calendar=MIDDEN.with_closed_days(closed_days))
    return timeline(history, assess(history))


def _sick(first, last):
    return Sick(date.fromisoformat(first), date.fromisoformat(last))


def _letters(week):
    return "".join(LETTERS.get(day.mark, " ") + ("!" if day.fired else "") for day in week)


def test_each_weekday_shows_what_it_was():
    weeks = _weeks(
        _sick("2026-10-12", "2026-10-14"),
        Unexcused(date(2026, 10, 14), Decimal(2)),
        Unexcused(date(2026, 10, 15), Decimal(2)),
        on=date(2026, 10, 27),
        closed_days=[date(2026, 10, 16)],
    )

    assert [_letters(week) for week in weeks] == ["ZZBOx", "VVVVV", "··   "]


def test_the_day_on_which_a_rule_fired_carries_a_sign():
    weeks = _weeks(_sick("2026-11-09", "2026-11-17"), on=date(2026, 11, 20))
    assert [_letters(week) for week in weeks] == ["ZZZZZ", "ZZ!···"]


def test_at_most_thirteen_weeks_are_shown():
    weeks = _weeks(_sick("2026-09-01", "2026-09-01"), on=date(2027, 2, 1))
    assert len(weeks) == 13
    assert weeks[-1][0].day == date(2027, 2, 1)


@pytest.mark.parametrize("on", [MIDDEN.first, MIDDEN.last])
def test_the_edges_of_the_table_can_be_drawn(on):
    assert as_picture(_weeks(on=on), LEGEND, "nl")


def test_the_terminal_names_only_the_letters_that_stand_in_it():
    told = in_terminal(_weeks(_sick("2026-11-09", "2026-11-10"), on=date(2026, 11, 13)), LEGEND, "nl")

    assert told.splitlines() == [
        "De weken",
        "        ma  di  wo  do  vr",
        "9 nov   Z   Z   ·   ·   ·",
        "Z woord Z  · woord ·",
    ]


def test_the_picture_is_a_png_three_times_as_wide_as_a_phone():
    picture = as_picture(_weeks(_sick("2026-09-01", "2026-11-20"), on=date(2026, 11, 23)), LEGEND, "en")
    image = Image.open(BytesIO(picture))

    assert (image.format, image.width) == ("PNG", 1080)
    assert 1000 < image.height < 2500


def test_colours_are_never_alone():
    coloured = [mark for mark in Mark if FILL[mark] != "#ffffff"]
    assert len({LETTERS[mark] for mark in coloured}) == len(coloured)
