"""A typed line as words: the same whatever its capitals, accents, dashes and mistyped letters."""

import re
import unicodedata
from dataclasses import dataclass

from knowledge.signals.vocabulary import MONTHS, WEEKDAYS, Vocabulary

MONTHS_IN_YEAR = 12
_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’‘`´", "'"))
_ONE = re.compile(r"\b(?:één|éen|eén)\b", re.IGNORECASE)
_HALF = re.compile(r"(\d?) ?½")
_UP_TO_AND_INCLUDING = re.compile(r"\bt\s?/\s?m\b")
_WITHOUT = re.compile(r"\bw/o\b")
_LISTED = re.compile(
    r"(?<![\d.,])\d{1,2}(?:,\d{1,2}){2,}(?![\d.,])|(?<![\d.,])\d{1,2},\d{1,2}(?=e\b| +en +\d{1,2}e)|"
    r"(?<![\d.,])\d{1,2},\d{1,2}(?=(?: +en +\d{1,2})? +(?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|oct|nov|dec))"
)
_CLOCKS = re.compile(r"(?<![\d.,-])(\d{1,2})[.:]([0-5]\d) ?- ?(\d{1,2})[.:]([0-5]\d)(?![\d.,-])")
_FIRST_DAY = re.compile(
    r"(?<![\d/-])(\d{1,2})-(?=\d{1,2}/\d{1,2}(?![\d/]))|(?<=\bweek )(\d{1,2})-(?=\d)|(?<=\bwk )(\d{1,2})-(?=\d)"
)
_GLUED_DATES = re.compile(r"(?<![\d/])(\d{1,2}/\d{1,2})-(?=\d{1,2}/\d{1,2}(?!\d))")
_TOKEN = re.compile(
    r"(?:[a-z]\.){2,}(?![a-z])"
    r"|\d{4}-\d{1,2}-\d{1,2}(?!\d)"
    r"|\d{1,2}[-/]\d{1,2}(?:[-/](?:\d{4}|\d{2}))?(?![\w-])"
    r"|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}:\d{2}(?!\d)"
    r"|\d+[.,]\d+(?!\d|[.,]\d)"
    r"|[a-z0-9]+(?:[-_][a-z0-9]+)+"
    r"|[a-z0-9]+(?:'[a-z]+)?"
    r"|\S|\n"
)
_ORDINAL = re.compile(r"(\d{1,2})(?:e|de|ste|th|st|nd|rd)")
_GLUED = re.compile(r"(\d{1,2})([a-z]{1,8})|(week|wk|w|uur|les|u|p)(\d{1,2})")
# With two decimals a number is no date: «ma 1,2».
_DECIMAL = re.compile(r"^(\d+),(\d)$")
_LESSONS = re.compile(r"p(\d)-p(\d)")
_PREFIXES = {"w": "week", "p": "uur", "u": "uur"}
_UNITS = {"uur", "minuut", "%", "dag", "week"}
_POSSESSIVE = re.compile(r"'s?$")
_SEPARATORS = frozenset('.:;!()[]|\n"') | {"maar", "but", "want", "nu", "omdat", "because", "now"}
# The last four stand for what was taken out of a line; nobody types them in a signal.
_DROPPED = frozenset("#*_=~<>'@$€^{}\\§¤¶‰")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a line: as it was typed, in capitals, and as we reason with it."""

    typed: str
    word: str


def words_of(text: str, known: Vocabulary) -> list[Word]:
    """Give the words of a text; `|` and `,` separate its parts, `?` is kept."""
    pieces = [piece for token in _TOKEN.findall(_folded(text)) for piece in _pieces(token, known)]
    words, at = [], 0
    for word, length in known.canonical(pieces):
        typed = " ".join(pieces[at : at + length]).upper()
        words.append(Word(typed, _sign(word)))
        at += length
    return [word for word in words if word.word]


def _folded(text: str) -> str:
    halved = _HALF.sub(lambda found: f"{found[1] or 0}.5", text.translate(_ALIKE))
    composed = unicodedata.normalize("NFKC", halved)
    decomposed = unicodedata.normalize("NFKD", _ONE.sub("1", composed).casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    letters = _CLOCKS.sub(_clocks, _WITHOUT.sub("without", letters))
    letters = _FIRST_DAY.sub(lambda found: f"{found[1] or found[2] or found[3]} - ", letters)
    letters = _LISTED.sub(lambda found: found.group().replace(",", " , "), letters)
    return _GLUED_DATES.sub(r"\1 - ", _UP_TO_AND_INCLUDING.sub(" tot ", letters))


def _clocks(found: re.Match[str]) -> str:
    """Write two times as times where they cannot be two dates: «08.30-10.10»."""
    hours = f"{found[1]}:{found[2]} - {found[3]}:{found[4]}"
    return found.group() if all(1 <= int(found[part]) <= MONTHS_IN_YEAR for part in (2, 4)) else hours


def _pieces(token: str, known: Vocabulary) -> list[str]:
    """Take apart what is written as one: `3uur`, `5okt`, `week45`, `ma-wo`, `2e-3e`, `no-show`."""
    if "-" in token and len(token) > 1:
        return _hyphenated(token, known)
    if ordinal := _ORDINAL.fullmatch(token):
        return [f"{ordinal[1]}e"]
    if glued := _GLUED.fullmatch(token):
        return _unglued(glued, known)
    if token[0].isdigit():
        return [_POSSESSIVE.sub("", _DECIMAL.sub(r"\1.\g<2>0", token).replace(",", "."))]
    return [_POSSESSIVE.sub("", token) or token]


def _hyphenated(token: str, known: Vocabulary) -> list[str]:
    if lessons := _LESSONS.fullmatch(token):
        return ["uur", lessons[1], "-", lessons[2]]
    parts = re.split(r"[-_]", token)
    meant = [known.meaning(part) for part in parts]
    if all(word in WEEKDAYS or _ORDINAL.fullmatch(part) for word, part in zip(meant, parts, strict=True)):
        return [piece for part in parts for piece in ("-", *_pieces(part, known))][1:]
    return [token] if any(sign.isdigit() for sign in token) else parts


def _unglued(glued: re.Match[str], known: Vocabulary) -> list[str]:
    number, unit, before, after = glued.groups()
    if before:
        return [_PREFIXES.get(before, before), after]
    meaning = known.meaning(unit)
    if meaning in _UNITS or unit == "h" or meaning in MONTHS:
        return [number, unit]
    return [glued.group()]


def _sign(word: str) -> str:
    if word in _SEPARATORS:
        return "|"
    if word == "/":
        return ","
    return "" if word in _DROPPED else word
