"""Whether the catalogs say everything the templates say."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.i18n import LANGUAGES, LOCALES

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
SOURCE_LANGUAGE = "nl"


def faults() -> Iterator[str]:
    """Give each message that a catalog lacks, leaves unsure, or words with other placeholders."""
    template = _read(LOCALES / "messages.pot")
    for language in LANGUAGES:
        name = f"locales/{language}/LC_MESSAGES/messages.po"
        catalog = _read(LOCALES.parent / name)
        if not (LOCALES.parent / name).with_suffix(".mo").exists() and language != SOURCE_LANGUAGE:
            yield f"{name}: is not compiled; make install compiles it"
        for message in template:
            if message.id:
                yield from _faults_of(name, message, catalog.get(message.id, message.context), language)


def _faults_of(name: str, wanted: Message, found: Message | None, language: str) -> Iterator[str]:
    words = str(wanted.id)
    if found is None:
        yield f"{name}: lacks «{words}»"
    elif found.fuzzy:
        yield f"{name}: is unsure of «{words}»"
    elif language != SOURCE_LANGUAGE and not found.string:
        yield f"{name}: has no words for «{words}»"
    elif found.string and set(PLACEHOLDER.findall(words)) != set(PLACEHOLDER.findall(str(found.string))):
        yield f"{name}: other placeholders than «{words}»"


def _read(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream)
