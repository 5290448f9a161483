"""Languages: the catalogs in `locales/`, and which one a reader gets."""

from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = ("nl", "en")
DEFAULT = "nl"


def spoken(language_code: str | None) -> str:
    """Choose our language for what Telegram says of a person: English for English, otherwise Dutch."""
    return "en" if (language_code or "").lower().startswith("en") else DEFAULT


@cache
def translations(language: str) -> NullTranslations:
    """Give the catalog of `language`; raises FileNotFoundError when it was not compiled."""
    if language == DEFAULT:
        return NullTranslations()
    file = LOCALES / language / "LC_MESSAGES" / "messages.mo"
    with file.open("rb") as stream:
        return Translations(stream)
