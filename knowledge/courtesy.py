"""A greeting or a word of thanks, and nothing else: what people also say to somebody who helps them."""

import re
from enum import StrEnum

GREETINGS = frozenset([
    "hoi", "hallo", "hey", "hee", "hi", "hai", "hello", "dag", "moi", "goedemorgen", "goedemiddag",
    "goedenavond", "goedendag", "goede", "morgen", "middag", "avond", "good", "morning", "afternoon", "evening",
    "daar", "there", "wegwijs", "iedereen", "allemaal",
])  # fmt: skip
SAYS_THANKS = frozenset([
    "dank", "dankje", "dankjewel", "dankuwel", "bedankt", "merci", "top", "fijn", "prima", "super", "ok", "oke",
    "thanks", "thank", "thx", "great",
])  # fmt: skip
BESIDE_THANKS = frozenset([
    "mooi", "je", "u", "jij", "you", "wel", "so", "much", "voor", "de", "hulp", "for", "the", "help", "heel",
    "erg", "hartelijk", "dit", "helpt", "that", "helps",
])  # fmt: skip
WORDS = re.compile(r"[^\W\d_]+")
LONGEST = 6


class Courtesy(StrEnum):
    """What somebody says out of politeness."""

    GREETING = "greeting"
    THANKS = "thanks"


def read_courtesy(text: str) -> Courtesy | None:
    """Give which of the two a line is; None when it says anything else, or asks something."""
    words = {word.replace("é", "e") for word in WORDS.findall(text.casefold())}
    if not words or len(words) > LONGEST or "?" in text or any(sign.isdigit() for sign in text):
        return None
    if words & SAYS_THANKS and words <= SAYS_THANKS | BESIDE_THANKS | GREETINGS:
        return Courtesy.THANKS
    return Courtesy.GREETING if words <= GREETINGS else None
