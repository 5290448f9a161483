"""The pupil's code in a line: whatever a school uses, and never a class, date, hour, year, percentage or week."""

import re
from collections.abc import Sequence

from knowledge.signals.line import Word

SIGN = "§"
DASH = "-"
LONGEST = 12
LEVELS = r"(?:vmbo|mavo|havo|vwo|mbo|hbo|atheneum|gymnasium|gym|klas|leerjaar|lj|groep|ath|brugklas|bk)"
NO_CODE = rf"(?:{LEVELS}-|covid|corona|sars|art-|a4-|h1n1|p\d-p\d|\d+(?:e|de|ste|x|u|h|uur|jarige?|min|m)-)"
# A code that can be nothing else: letters, digits and a dash, as L3-017, PRO-31, 4B-07, K7T-4.
DASHED = re.compile(rf"(?i:(?!{NO_CODE})(?=.*[A-Z])(?=.*\d)[A-Z0-9]{{1,6}}(?:[-_][A-Z0-9]{{1,5}}){{1,2}})")
GLUED = re.compile(
    rf"(?i:(?!{LEVELS})(?:LL\d{{1,4}}|[A-Z]{{1,3}}\d{{2,5}}|[A-Z]\d[A-Z]\d|[A-Z]{{1,2}}\d[A-Z]?\d{{2,3}}))"
)
CLASS = re.compile(r"\d?[A-Z]{1,4}\d[A-Z]?|\d[A-Z]{1,4}\d?")
PREFIX, PARTED, DIGITS = re.compile(r"LL\.?"), re.compile(r"[A-Z]{1,3}\d[A-Z]?|PRO|VSO"), re.compile(r"\d{1,6}")
NUMBERED = {
    "CODE", "LEERLINGCODE", "LEERLINGNUMMER", "LEERLINGNR", "LLNR", "NUMMER", "NR", "LEERLING", "LLN", "PUPIL",
    "STUDENT", "ID",
}  # fmt: skip
# After these words a figure or a short word is a class, a room or an article, never a pupil.
ELSEWHERE = {
    "KLAS", "UIT", "LOKAAL", "LOK", "ROOM", "ARTIKEL", "ART", "GROEP", "BIJLAGE", "JAAR", "AULA", "BUS", "TEL",
    "BEL",
}  # fmt: skip
MEASURED = {
    "uur", "minuut", "dag", "week", "maand", "jaar", "blokuur", "keer", "x", "leerlingen", "tot", "-", "jarige",
    "euro",
}  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2015, 2035


def take_codes(words: Sequence[Word]) -> tuple[list[str], list[str]]:
    """Give the codes that can be nothing else, each once, and the words with § in their place."""
    codes: list[str] = []
    kept, at = [], 0
    while at < len(words):
        length = _length(words, at)
        if length:
            codes.append(" ".join(word.typed for word in words[at : at + length]))
            kept.append(SIGN)
        else:
            kept.append(words[at].word)
        at += length or 1
    return list(dict.fromkeys(codes)), kept


def take_bare_code(text: str) -> tuple[str | None, str]:
    """Give a code that might be something else, from a line in which dates, hours and percentages have been taken."""
    words = text.split()
    chances = [(chance, -at) for at in range(len(words)) if (chance := _chance(words, at))]
    if not chances:
        return None, text
    at = -max(chances)[1]
    return words[at].upper(), f" {' '.join([*words[:at], SIGN, *words[at + 1 :]])} "


def _length(words: Sequence[Word], at: int) -> int:
    """Say how many words from `at` on are a code that can be nothing else."""
    here = words[at].typed
    if DASHED.fullmatch(here) and len(here) <= LONGEST:
        return 1
    if at + 1 == len(words) or not DIGITS.fullmatch(words[at + 1].typed):
        return 0
    following = words[at + 2].word if at + 2 < len(words) else ""
    if following == DASH and not (at + 3 < len(words) and words[at + 3].word[:1].isdigit()):
        following = ""
    if PREFIX.fullmatch(here):
        return 2 if following not in MEASURED else 0
    plain = len(words[at + 1].typed) >= 3 or words[at + 1].typed[0] == "0"
    return 2 if PARTED.fullmatch(here) and plain and following not in MEASURED else 0


def _chance(words: Sequence[str], at: int) -> int:
    """Say how likely a word is a code: 0 never, 3 when the word before it says so."""
    here, before = words[at].upper(), words[at - 1].upper() if at else ""
    following = words[at + 1] if at + 1 < len(words) else ""
    if following == DASH and not (at + 2 < len(words) and words[at + 2][:1].isdigit()):
        following = ""
    if before in ELSEWHERE or not any(sign.isdigit() for sign in here) or len(here) > LONGEST:
        return 0
    if before in NUMBERED and here.isalnum() and following not in MEASURED and not CLASS.fullmatch(here):
        return 3
    if GLUED.fullmatch(here):
        return 2
    if here.isdigit() and 3 <= len(here) <= 6 and following not in MEASURED:
        return 0 if FIRST_YEAR <= int(here) <= LAST_YEAR or here == "112" else 1 + (len(here) >= 4)
    return 0
