"""Initials before a surname name somebody; a letter after a room, and a word cut short, name nobody."""

import pytest

from knowledge.privacy import identifies

NAMED = [
    "ziekte van M. Visser duurt al lang", "afwezigheid wegens ziekte van I. Wouters", "klas 3B: ziekte van T. Koster",
    "rapport van M.J. Peters", "ziekte G. Martens", "attendance of K. Brown is low", "dossier over K. Janssen",
    "brief aan T. de Boer verstuurd", "ouders van G. Dekker geven geen toestemming", "verwijzing voor Y. Pinto",
]  # fmt: skip
NOBODY = [
    "ziekte van Pfeiffer bij L3-017", "ziekte van Lyme. Wat nu?", "plan A. Eerst het gesprek, plan B. Dan de melding",
    "vitamine C. Dat helpt niet tegen griep", "hepatitis B. Moet ik dat melden?", "lokaal C. Daar zit de klas",
    "het rooster van week B. Maandag begint later", "niveau B. Engels gaat goed", "tabel C. Cijfers per school",
    "het boek van A. Frank wordt gelezen", "is E. coli besmettelijk?", "brief aan ouders van 2231. Graag meelezen",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMED)
def test_initials_with_a_surname_are_a_name_also_after_an_illness(text):
    assert identifies(text)


@pytest.mark.parametrize("text", NOBODY)
def test_a_letter_that_is_a_label_an_illness_and_a_writer_are_no_pupil(text):
    assert not identifies(text)


@pytest.mark.parametrize("short", ["vndg", "mrgn", "gstrn", "jl", "grtz", "fyi", "afm", "yess", "ziekgem", "ongeoorl"])
@pytest.mark.parametrize("line", ["2231 ziek {}", "{} L3-017 3e uur gespijbeld"])
def test_a_word_cut_short_is_nobodys_name(short, line):
    assert not identifies(line.format(short))


@pytest.mark.parametrize("text", ["di 2231 is ziek", "L3-017 di ziek geweest", "do L3-017 3e uur gespijbeld"])
def test_a_day_cut_short_beside_a_code_is_a_day(text):
    assert not identifies(text)


@pytest.mark.parametrize("text", ["Ng is weer ziek", "L3-017 heet Bryn", "gesprek met Jl Bakker"])
def test_a_short_name_is_still_found(text):
    assert identifies(text)
