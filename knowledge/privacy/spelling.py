"""Words as the lists keep them: without capitals, diacritics and apostrophes."""

import unicodedata

APOSTROPHES = "'’‘`´"
LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ə": "e"}
    | dict.fromkeys(APOSTROPHES, "")
)


def bare(word: str) -> str:
    """Give the key under which the lists keep a word."""
    if word.isascii():
        return word.lower().translate(LETTERS)
    apart = unicodedata.normalize("NFKD", word.casefold().translate(LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
