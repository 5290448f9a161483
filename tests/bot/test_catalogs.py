"""The catalogs say everything in every language; a broken copy shows each kind of fault."""

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot import catalogs
from bot.i18n import LANGUAGES, LOCALES

ENGLISH, DUTCH = "locales/en/LC_MESSAGES/messages.po", "locales/nl/LC_MESSAGES/messages.po"
PLAIN = "Dat weet ik niet."
FILLED = "Nagekeken op %(day)s."
PLURAL = ("%(n)s keer ziek", "%(n)s keer ziek")
MESSAGES = {PLAIN: "I do not know.", FILLED: "Checked on %(day)s.", PLURAL: ("%(n)s time", "%(n)s times")}
Breaking = Callable[[Catalog], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Catalogs of three messages, complete."""
    _write(tmp_path / "messages.pot", dict.fromkeys(MESSAGES, ""))
    _write(tmp_path / "nl" / "LC_MESSAGES" / "messages.po", dict.fromkeys(MESSAGES, ""))
    english = _write(tmp_path / "en" / "LC_MESSAGES" / "messages.po", MESSAGES)
    english.with_suffix(".mo").touch()
    return tmp_path


def _write(file: Path, messages: dict[object, object]) -> Path:
    catalog = Catalog(locale="en")
    for words, said in messages.items():
        catalog.add(words, said or None)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(stream, catalog)
    return file


def _break(folder: Path, language: str, breaking: Breaking) -> None:
    file = folder / language / "LC_MESSAGES" / "messages.po"
    with file.open("rb") as stream:
        catalog = read_po(stream)
    breaking(catalog)
    with file.open("wb") as stream:
        write_po(stream, catalog)


def test_what_ships_says_everything_in_every_language() -> None:
    assert list(catalogs.faults()) == []
    assert {file.name for file in LOCALES.iterdir() if file.is_dir()} >= set(LANGUAGES)


def test_complete_catalogs_have_no_fault(folder: Path) -> None:
    assert list(catalogs.faults(folder)) == []


FAULTS: dict[str, tuple[str, Breaking, str]] = {
    "lacking": ("en", lambda catalog: catalog.delete(PLAIN), f"{ENGLISH}: lacks «{PLAIN}»"),
    "lacking in Dutch": ("nl", lambda catalog: catalog.delete(PLAIN), f"{DUTCH}: lacks «{PLAIN}»"),
    "lacking plural": (
        "en",
        lambda catalog: catalog.delete(PLURAL[0]),
        f"{ENGLISH}: lacks «{PLURAL[0]} / {PLURAL[1]}»",
    ),
    "unsure": ("en", lambda catalog: catalog[PLAIN].flags.add("fuzzy"), f"{ENGLISH}: is unsure of «{PLAIN}»"),
    "no words": (
        "en",
        lambda catalog: setattr(catalog[PLAIN], "string", ""),
        f"{ENGLISH}: has no words for «{PLAIN}»",
    ),
    "no words for the plural": (
        "en",
        lambda catalog: setattr(catalog[PLURAL[0]], "string", ("%(n)s time", "")),
        f"{ENGLISH}: has no words for «{PLURAL[0]} / {PLURAL[1]}»",
    ),
    "placeholder with another name": (
        "en",
        lambda catalog: setattr(catalog[FILLED], "string", "Checked on %(date)s."),
        f"{ENGLISH}: other placeholders than «{FILLED}»",
    ),
    "placeholder forgotten": (
        "en",
        lambda catalog: setattr(catalog[FILLED], "string", "Checked."),
        f"{ENGLISH}: other placeholders than «{FILLED}»",
    ),
    "placeholder forgotten in Dutch": (
        "nl",
        lambda catalog: setattr(catalog[FILLED], "string", "Nagekeken."),
        f"{DUTCH}: other placeholders than «{FILLED}»",
    ),
}


@pytest.mark.parametrize(("language", "breaking", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_a_catalog_is_told_with_its_file_and_words(
    language: str, breaking: Breaking, fault: str, folder: Path
) -> None:
    _break(folder, language, breaking)
    assert list(catalogs.faults(folder)) == [fault]


def test_dutch_needs_no_words_of_its_own(folder: Path) -> None:
    _break(folder, "nl", lambda catalog: setattr(catalog[PLAIN], "string", ""))
    assert list(catalogs.faults(folder)) == []


def test_a_catalog_that_was_not_compiled_is_told(folder: Path) -> None:
    (folder / "en" / "LC_MESSAGES" / "messages.mo").unlink()
    assert list(catalogs.faults(folder)) == [f"{ENGLISH}: is not compiled; make install compiles it"]


def test_a_catalog_that_is_missing_is_told_and_the_others_are_read(folder: Path) -> None:
    (folder / "nl" / "LC_MESSAGES" / "messages.po").unlink()
    _break(folder, "en", lambda catalog: catalog.delete(PLAIN))
    assert list(catalogs.faults(folder)) == [f"{DUTCH}: the file is missing", f"{ENGLISH}: lacks «{PLAIN}»"]
