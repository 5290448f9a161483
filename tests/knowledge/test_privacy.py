"""What identifies a pupil is found, told and masked; codes, schools, helplines and ordinary words are left alone."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.privacy import What, identifies
from knowledge.privacy.findings import MASKS
from knowledge.privacy.lists import DATA, PART, Kind, read_known, read_own_names
from knowledge.privacy.numbers import passes_97, passes_eleven
from knowledge.privacy.shipped import shipped_tagger
from knowledge.privacy.spelling import bare
from knowledge.questions import read_questions

ROOT = Path(__file__).parents[2]
CASES = tomllib.loads((ROOT / "tests" / "cases" / "privacy.toml").read_text(encoding="utf-8"))
IDENTIFYING = [(text, set(labels.split("+"))) for labels, texts in CASES["identifying"].items() for text in texts]
CLEAN = [text for texts in CASES["clean"].values() for text in texts]
QUESTIONS = [example.text for example in read_questions(ROOT / "knowledge" / "data" / "questions", []).examples]

ODD = ["Sem", "van der", "Ömer's", "J.P.", "L3-017", "06-11-2026", "0612345678", "@", "[", "NL91", "\n", "’", "\u0301"]
PIECES = st.sampled_from([*(text for text, _ in IDENTIFYING), *CLEAN, *MASKS, *ODD])
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=4).map(" ".join))


def what(text: str) -> set[str]:
    return {str(found) for found in identifies(text).what}


def test_of_the_written_messages_about_a_pupil_ninety_nine_in_a_hundred_are_found() -> None:
    missed = [text for text, _ in IDENTIFYING if not identifies(text)]
    assert len(missed) <= len(IDENTIFYING) / 100, missed


def test_of_the_written_messages_about_nobody_at_most_two_in_a_hundred_are_flagged() -> None:
    flagged = [text for text in CLEAN if identifies(text)]
    assert len(flagged) <= len(CLEAN) / 50, flagged


def test_of_what_is_found_nineteen_in_twenty_are_told_as_what_they_are() -> None:
    mistaken = [(text, what(text)) for text, labels in IDENTIFYING if identifies(text) and what(text) != labels]
    assert len(mistaken) <= len(IDENTIFYING) / 20, mistaken


def test_a_sample_of_the_example_questions_holds_at_most_one_false_alarm_in_a_hundred() -> None:
    sample = QUESTIONS[::10]
    flagged = [text for text in sample if identifies(text)]
    assert len(flagged) <= len(sample) / 100, flagged


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Sanne de Wit is weer ziek", "[naam] is weer ziek"),
        ("tijns moeder belde", "[naam] moeder belde"),
        ("bsn van L3-017: 123456782", "bsn van L3-017: [bsn]"),
        ("L3-017 is geboren op 12 maart 2011", "L3-017 is geboren op [geboortedatum]"),
        ("moeder is bereikbaar op 06-12345678", "moeder is bereikbaar op [telefoon]"),
        ("ze woont in de Dorpsstraat 12", "ze woont in de [adres]"),
        ("mail naar mama.jet@gmail.com graag", "mail naar [e-mail] graag"),
        ("postcode van H4B-12 is 3812 RZ", "postcode van H4B-12 is [postcode]"),
        ("graag op NL91 ABNA 0417 1643 00 storten", "graag op [iban] storten"),
        ("leerlingnummer 1048213 is ziek", "leerlingnummer [leerlingnummer] is ziek"),
        ("zijn snap is milanoo_2011", "zijn snap is [account]"),
        ("ze woont op laan van de vrede 12", "ze woont op [adres]"),
        ("gesprek met dhr. de mohamud", "gesprek met dhr. de [naam]"),
        ("gesprek met dhr. Dekker over zijn dochter", "gesprek met dhr. [naam] over zijn dochter"),
        ("Quintijn Achterberg is ziek", "[naam] is ziek"),
        ("nisanur white is ziek", "[naam] is ziek"),
        ("bogdan, jonas en rui waren te laat", "[naam], [naam] en [naam] waren te laat"),
        ("bel karaque even op 06-12345678", "bel [naam] even op [telefoon]"),
        ("Fatima havo 3 dyslexie", "[naam] havo 3 dyslexie"),
        ("mevrouw wil een gesprek", "mevrouw wil een gesprek"),
    ],
)
def test_only_what_identifies_is_masked(text: str, masked: str) -> None:
    assert identifies(text).redacted == masked


@pytest.mark.parametrize(
    "text", ["2231 is ziek", "In 2026 is er overleg", "L3-017 is ziek", "H4B-12 en LL 88 zijn weg", ""]
)
def test_a_code_and_a_year_point_at_nobody(text: str) -> None:
    assert not identifies(text)
    assert identifies(text).redacted == text


def test_nine_figures_are_a_bsn_only_when_they_pass_the_eleven_proof_or_are_called_one() -> None:
    assert passes_eleven("123456782")
    assert not passes_eleven("123456783")
    assert what("aanmelden: 123456782") == {What.BSN}
    assert not identifies("aanmelden: 123456783")
    assert what("bsn 123456783") == {What.BSN}


def test_an_account_number_must_pass_mod_97_unless_it_is_a_dutch_one_mistyped() -> None:
    assert passes_97("GB82WEST12345698765432")
    assert not passes_97("GB82WEST12345698765433")
    assert what("rekening GB82 WEST 1234 5698 7654 32") == {What.IBAN}
    assert What.IBAN not in what("rekening GB82 WEST 1234 5698 7654 33")
    assert what("rekening NL91 ABNA 0417 1643 01") == {What.IBAN}


def test_a_full_pupil_number_has_six_figures_and_a_code_fewer() -> None:
    assert what("leerlingnummer 104821") == {What.STUDENT_NUMBER}
    assert not identifies("leerlingnummer 10482")


def test_a_full_date_in_a_pupils_years_is_a_birth_date_unless_the_text_speaks_of_a_law() -> None:
    assert what("LL 88 (23-05-2013) is ziek") == {What.BIRTH_DATE}
    assert not identifies("De wet is van 23-05-2013")
    assert not identifies("LL 88 is ziek sinds 23-05-2026")
    assert what("LL 88, geboren 23-05-2026") == {What.BIRTH_DATE}


def test_a_date_is_no_telephone_number() -> None:
    assert not identifies("ziek sinds 06-11-2026 10:30")
    assert what("bel 06-11202610") == {What.PHONE}


@pytest.mark.parametrize("text", ["di 27 okt 15:30", "Mon 8 Dec 3.30 pm", "Fri 18 December", "za 1 mei om 9 uur"])
def test_a_weekday_before_a_date_is_no_name(text: str) -> None:
    assert not identifies(text)


@pytest.mark.parametrize("text", ["Di is weer ziek", "Di de Vries is 8 dec geboren", "gesprek met Mon van 3 havo"])
def test_a_name_that_is_a_weekday_too_is_still_found_elsewhere(text: str) -> None:
    assert identifies(text)


@pytest.mark.parametrize("number", ["112", "113", "0800-2000", "0800-0113", "0900-1450", "14 033", "088-1234567"])
def test_a_helpline_is_nobodys_number(number: str) -> None:
    assert not identifies(f"bel {number} bij gevaar")


def test_the_mailbox_of_a_desk_is_nobodys_address_but_that_of_a_person_is() -> None:
    assert not identifies("mail naar info@swveemland.nl")
    assert what("mail naar p.jansen@swveemland.nl") == {What.EMAIL}
    assert what("mail naar info@gmail.com") == {What.EMAIL}


def test_a_question_about_photographs_shows_nobody() -> None:
    assert what("foto van L3-017 tijdens gym") == {What.PHOTO_CAPTION}
    assert not identifies("mag ik een foto van een leerling plaatsen?")


NAMED = [
    "Daan is weer niet op school",
    "de moeder van Wojtek heeft gebeld",
    "Elif Yıldız is ziek naar huis gegaan",
    "Mevrouw Arslan wil een gesprek",
    "ik maak me zorgen om Lieke",
]


@pytest.mark.parametrize("text", NAMED)
@pytest.mark.parametrize(
    "as_typed",
    [
        str.lower,
        str.upper,
        lambda text: f"«{text}»",
        lambda text: f"  {text}!!",
        lambda text: f"({text})",
        lambda text: f"{text}…",
    ],
    ids=["small", "shouted", "quoted", "exclaimed", "bracketed", "trailing off"],
)
def test_capitals_and_marks_around_a_message_hide_no_name(text: str, as_typed) -> None:
    assert What.PERSON_NAME in identifies(as_typed(text)).what


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_text_has_an_answer_whose_spans_lie_in_it_in_order(text: str) -> None:
    found = identifies(text)
    at = 0
    for span in found.spans:
        assert at <= span.start < span.end <= len(text)
        at = span.end
    assert bool(found) == (found.redacted != text)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_redacting_twice_changes_nothing(text: str) -> None:
    redacted = identifies(text).redacted
    again = identifies(redacted)
    assert not again
    assert again.redacted == redacted


def test_of_a_text_in_which_every_reading_finds_more_nothing_is_left() -> None:
    assert identifies("jo " * 1000).redacted == "[naam]"


def test_what_was_found_is_gone_from_the_redacted_text() -> None:
    for text, _ in IDENTIFYING:
        found = identifies(text)
        for span in found.spans:
            assert text[span.start : span.end] not in found.redacted.split(), text


def test_a_message_in_another_script_may_name_a_pupil_and_may_not() -> None:
    assert identifies("Олена прийде завтра")
    assert not identifies("Хто оплачує логопеда і яку допомогу дає школа?")
    assert identifies("محمد is vandaag ziek")


def test_the_shipped_model_was_learnt_from_the_names_and_known_words_as_they_are_written() -> None:
    reader = shipped_tagger().reader
    names = [(kind, part) for kind, listed in read_own_names() for name in listed for part in PART.findall(name)]
    known = [(Kind.KNOWN, word) for word in read_known()["words"]]
    strangers = [word for kind, word in (*names, *known) if not reader.table.kinds_of(bare(word)) & kind.bit]
    assert not strangers


def test_what_the_guard_ships_is_small() -> None:
    assert sum(file.stat().st_size for file in DATA.iterdir()) < 3_000_000
