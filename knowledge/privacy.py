"""Does this text identify a pupil? A simple check: what it does not recognise as harmless counts as identifying."""

import re
from collections.abc import Callable

NUMBERS = re.compile(r"\d[\d .\-/]{3,}\d")
POSTCODE = re.compile(r"\b\d{4} ?[A-Za-z]{2}\b")
ADDRESS_SIGNS = re.compile(r"@|https?:|www\.")
WORD = re.compile(r"[^\W\d_]+")


def looks_identifying(text: str, known_word: Callable[[str], bool]) -> bool:
    """Tell whether a text may identify somebody: long numbers, addresses, or a capital on a word we do not know.

    `known_word` tells of a lower-case word whether it is an ordinary word of this field. A name in lower case is not
    found by this check.
    """
    if NUMBERS.search(text) or POSTCODE.search(text) or ADDRESS_SIGNS.search(text):
        return True
    return any(word[0].isupper() and not known_word(word.casefold()) for word in WORD.findall(text))
