"""Whether the catalogs say everything the templates say."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.i18n import LANGUAGES, LOCALES

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
SOURCE_LANGUAGE = "nl"


def faults(folder: Path = LOCALES) -> Iterator[str]:
    """Give each message that a catalog in `folder` lacks, leaves unsure, or words with other placeholders."""
    template = _read(folder / "messages.pot")
    for language in LANGUAGES:
        file = folder / language / "LC_MESSAGES" / "messages.po"
        name = f"locales/{file.relative_to(folder).as_posix()}"
        if not file.exists():
            yield f"{name}: the file is missing"
            continue
        catalog = _read(file)
        if not file.with_suffix(".mo").exists() and language != SOURCE_LANGUAGE:
            yield f"{name}: is not compiled; make install compiles it"
        for message in template:
            if message.id:
                yield from _faults_of(name, message, catalog.get(message.id, message.context), language)


def _faults_of(name: str, wanted: Message, found: Message | None, language: str) -> Iterator[str]:
    words = " / ".join(_forms(wanted.id))
    said = _forms(found.string) if found else ()
    if found is None:
        yield f"{name}: lacks «{words}»"
    elif found.fuzzy:
        yield f"{name}: is unsure of «{words}»"
    elif language != SOURCE_LANGUAGE and not all(said):
        yield f"{name}: has no words for «{words}»"
    elif any(said) and _placeholders(_forms(wanted.id)) != _placeholders(said):
        yield f"{name}: other placeholders than «{words}»"


def _forms(words: object) -> tuple[str, ...]:
    """Give the one form of a message, or its singular and plural."""
    return tuple(str(form) for form in words) if isinstance(words, tuple | list) else (str(words or ""),)


def _placeholders(forms: tuple[str, ...]) -> set[str]:
    return {name for form in forms for name in PLACEHOLDER.findall(form)}


def _read(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream)
