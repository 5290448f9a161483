"""Which days a line means when it leaves something unsaid. Today is Wednesday 11 November 2026."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.signals import Kind, SignalDraft, read_signal

TODAY = date(2026, 11, 11)
NOVEMBER = {day: date(2026, 11, day) for day in range(1, 31)}


def _read(text: str) -> SignalDraft:
    draft = read_signal(text, TODAY)
    assert draft is not None
    return draft


@pytest.mark.parametrize(
    "line",
    [
        "L3-017 ziek op 2 nov", "L3-017 op 2 november ziek", "2-11 ziek: L3-017", "L3-017 sick on 2 November",
        "L3-017 vorige week ma ziek", "L3-017 ziek (buikpijn) 2 nov", "L3-017 eenmalig ziek op 2 november",
    ],
)  # fmt: skip
def test_ill_on_a_day_that_is_over_is_that_one_day(line):
    assert _read(line) == SignalDraft(Kind.SICK, "L3-017", NOVEMBER[2], NOVEMBER[2])


@pytest.mark.parametrize(
    "line",
    [
        "L3-017 ziek sinds 2 nov", "L3-017 ziek gemeld op 2 nov", "ziekmelding L3-017 2-11",
        "L3-017 op 2 nov ziek geworden",
        "L3-017 eerste ziektedag 2/11", "L3-017 op 2 nov ziek naar huis", "L3-017 ziek op 2 nov, nog niet terug",
        "L3-017 zevende ziektedag", "L3-017 heel deze maand al ziek",
    ],
)  # fmt: skip
def test_who_was_reported_ill_or_fell_ill_on_a_day_is_ill_still(line):
    draft = _read(line)

    assert draft.start in {NOVEMBER[1], NOVEMBER[2], NOVEMBER[3]}
    assert draft.end is None


def test_ill_today_has_no_end_as_yet():
    assert _read("L3-017 vandaag ziek") == SignalDraft(Kind.SICK, "L3-017", TODAY)


@pytest.mark.parametrize(
    "line",
    ["L3-017 al een paar dagen ziek", "L3-017 was 3 dagen ziek", "L3-017 ziek sinds de herfstvakantie"],
)
def test_a_first_day_that_cannot_be_told_from_the_words_is_asked_and_never_taken_for_today(line):
    assert _read(line) == SignalDraft(Kind.SICK, "L3-017")


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("L3-017 al drie dagen ziek", NOVEMBER[9]), ("L3-017 4 dagen ziek nu", NOVEMBER[6]),
        ("L3-017 ruim een week ziek", NOVEMBER[4]), ("L3-017 al twee maanden ziek", date(2026, 9, 11)),
        ("L3-017 tweede ziektedag", NOVEMBER[10]), ("L3-017 ziektedag 3", NOVEMBER[9]),
    ],
)  # fmt: skip
def test_how_long_somebody_is_ill_gives_the_first_day(line, first):
    assert _read(line) == SignalDraft(Kind.SICK, "L3-017", first)


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("L3-017 di en do ziek", (3, 5)), ("L3-017 ziek op 2 en 4 nov", (2, 4)),
        ("L3-017 2, 4 en 6 november ongeoorloofd afwezig", (2, 4, 6)),
        ("L3-017 di 2 uur en do 3 uur gespijbeld", (3, 5)),
        ("L3-017 vorige week ma en vr gespijbeld", (2, 6)),
    ],
)  # fmt: skip
def test_days_named_apart_stay_apart(line, days):
    draft = _read(line)

    assert draft.days == tuple(NOVEMBER[day] for day in days)
    assert (draft.start, draft.end) == (draft.days[0], draft.days[-1])


@pytest.mark.parametrize(
    "line",
    ["L3-017 ma en di ziek", "L3-017 vr en ma ziek geweest", "L3-017 di t/m do ziek", "L3-017 ziek op 4 en 5 nov"],
)
def test_days_in_a_row_are_one_stretch_also_over_a_weekend(line):
    assert _read(line).days == ()


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("L3-017 ma t/m wo telkens 1 uur gespijbeld", "3"), ("L3-017 di en do telkens het 1e uur gespijbeld", "2"),
        ("L3-017 deze week elke dag 1 uur gespijbeld", "3"), ("L3-017 2x een uur gespijbeld deze week", "2"),
        ("L3-017 3 ongeoorloofde lesuren gisteren", "3"),
        ("L3-017 gisteren p1-p3 gespijbeld", "3"),
        ("L3-017 gespijbeld 10/11 uur 4 t/m 6", "3"),
        ("L3-017 ma 2u, di 1u, wo 3u gespijbeld", "6"), ("L3-017 5 uur gespijbeld op ma en wo", "5"),
    ],
)  # fmt: skip
def test_hours_of_each_day_count_for_each_day_and_hours_together_once(line, hours):
    assert _read(line).hours == Decimal(hours)


@pytest.mark.parametrize("line", ["L3-017 vandaag weer niet op school", "L3-017 er weer niet", "L3-017 vandaag weer"])
def test_again_by_itself_or_again_not_there_is_no_return(line):
    assert read_signal(line, TODAY) is None


@pytest.mark.parametrize("line", ["L3-017 weer op school", "L3-017 is er weer", "L3-017 zit weer in de les"])
def test_there_again_is_a_return(line):
    assert _read(line).kind is Kind.RECOVERED


@pytest.mark.parametrize(
    "line", ["L3-017 3x ziek deze maand", "L3-017 was dit jaar 4 keer ziek", "L3-017 is bijna beter"]
)
def test_how_often_somebody_was_ill_is_no_report(line):
    assert read_signal(line, TODAY) is None


@pytest.mark.parametrize("line", ["L3-017 voor de 3e keer ziek", "L3-017 weer ziek, al 4 keer dit jaar"])
def test_ill_once_more_is_a_report(line):
    assert _read(line).kind is Kind.SICK


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("L3-017 ziekgem.", Kind.SICK), ("L3-017 betergem.", Kind.RECOVERED), ("L3-017 OA 3e uur", Kind.UNEXCUSED),
        ("L3-017 knieblessure", Kind.SICK), ("L3-017 heeft snijwonden", Kind.CONCERN),
    ],
)  # fmt: skip
def test_words_cut_off_and_words_put_together_are_read(line, kind):
    assert _read(line).kind is kind


@pytest.mark.parametrize("line", ["L3-017 o.a. besproken", "L3-017 ging direct naar huiswerkbegeleiding"])
def test_a_word_that_only_begins_like_another_is_not_completed(line):
    assert read_signal(line, TODAY) is None


def test_two_times_are_hours_and_two_dates_are_days():
    assert _read("L3-017 08.30-10.00 gespijbeld").hours == Decimal("1.5")
    assert _read("L3-017 ziek 09.11-11.11").end == NOVEMBER[11]


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("L3-017 ziek 2, 3 en 4/11", 2, 4), ("L3-017 ziek 2-4/11", 2, 4), ("L3-017 ziek wk 45-45", 2, 6),
        ("L3-017 ziek 2 t/m 4-11", 2, 4),
    ],
)  # fmt: skip
def test_days_with_the_month_told_once_are_read_together(line, first, last):
    assert _read(line) == SignalDraft(Kind.SICK, "L3-017", NOVEMBER[first], NOVEMBER[last])


def test_days_far_apart_were_read_wrongly_and_are_asked():
    assert _read("L3-017 ziek 2/3/4 nov") == SignalDraft(Kind.SICK, "L3-017")


def test_a_return_after_a_range_is_a_day_of_its_own():
    assert _read("L3-017 was ziek van ma tot wo, vandaag terug") == SignalDraft(Kind.RECOVERED, "L3-017", TODAY)


def test_hours_since_a_day_are_of_the_days_until_today_together():
    draft = _read("L3-017 sinds maandag al 5 uur gespijbeld")
    assert (draft.start, draft.end, draft.hours) == (NOVEMBER[9], TODAY, Decimal(5))


def test_a_code_beside_the_first_is_kept_apart():
    assert _read("L3-017 en H4B-12 ziek").others == ("H4B-12",)
    assert _read("L3-017 ziek, L3-017 sinds maandag").others == ()


def test_ill_yesterday_and_still_is_ill_since_yesterday():
    assert _read("L3-017 had gisteren koorts en is vandaag nog ziek") == SignalDraft(Kind.SICK, "L3-017", NOVEMBER[10])


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("L3-017 mist een derde van de lessen", "66.7"),
        ("L3-017 volgt 2/3 van de lessen", "66.6"),
        ("L3-017 volgt twee derde van de lessen", "66.6"),
    ],
)
def test_a_fraction_of_the_lessons_is_a_percentage(line, share):
    assert _read(line) == SignalDraft(Kind.ATTENDANCE, "L3-017", percentage=Decimal(share))


def test_a_last_day_told_elsewhere_in_the_line_is_the_last_day():
    assert _days_told("L3-017 vandaag ziek, blijft thuis tot vrijdag") == (TODAY, NOVEMBER[13])
    assert _days_told("L3-017 sinds maandag ziek, blijft thuis t/m 13 november") == (NOVEMBER[9], NOVEMBER[13])
    assert _days_told("L3-017 sinds maandag ziek, blijft thuis") == (NOVEMBER[9], None)


def test_having_a_feeling_is_no_question_and_having_i_is():
    assert _read("heb een naar gevoel over L3-017").kind is Kind.CONCERN
    assert read_signal("heb ik een naar gevoel over L3-017", TODAY) is None


def _days_told(line: str) -> tuple[date | None, date | None]:
    draft = _read(line)
    return draft.start, draft.end
