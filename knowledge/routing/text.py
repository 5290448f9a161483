"""A question as words: the same whatever its capitals, diacritics, repeated letters and polite words around it."""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
_REPEATED = re.compile(r"(\D)\1{2,}")
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_ALIKE = str.maketrans({"’": "'", "ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae"})
_POLITE_START = re.compile(
    r"^(?:(?:hoi|hai|hallo|hey|hee|hi|hello|dag|beste|goede(?:morgen|middag|avond)|good (?:morning|afternoon)|"
    r"dear|collega'?s?|team|wegwijs|allemaal|sorry|excuus|mag ik (?:je |jullie |u )?(?:iets|wat) vragen|"
    r"(?:ik heb )?(?:een |even een )?(?:korte |snelle )?vraag(?:je)?|weet (?:je|jij|u|iemand)(?: misschien)?|"
    r"kun(?:t|nen)? (?:je|jij|u|jullie) (?:mij |me )?(?:misschien |even )?(?:zeggen|vertellen|helpen(?: met)?)|"
    r"could you (?:please )?tell me|can you (?:please )?(?:tell|help) me|please|alsjeblieft|alstublieft)"
    r"\b[\s,.!?:;-]*)+"
)
_POLITE_END = re.compile(
    r"[\s,.!?:;-]*\b(?:(?:alvast )?(?:bedankt|dank(?: je| u)?(?: ?wel)?|dankjewel|dankuwel)(?: alvast)?|"
    r"(?:met vriendelijke )?groet(?:en|jes)?|mvg|gr|thanks(?: in advance)?|thank you|alsjeblieft|alstublieft|aub|svp|"
    r"please)[\s,.!?:;-]*$"
)


def bare(text: str) -> str:
    """Give the text without capitals, diacritics, dots inside abbreviations and letters repeated more than twice."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    if not letters.isascii():
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _REPEATED.sub(r"\1\1", _DOTTED.sub(lambda found: found.group().replace(".", ""), letters)).strip()


def plain(text: str) -> str:
    """Give the bare text without the polite words around it; a text of polite words only stays as it is."""
    all_of_it = bare(text)
    return _POLITE_END.sub("", _POLITE_START.sub("", all_of_it, count=1)) or all_of_it


def words(text: str) -> list[str]:
    """Give the words of a text, plain and in order."""
    return WORD.findall(plain(text))


_LONG_VOWEL = re.compile(r"([aeou])\1")
_ENDINGS = ("ingen", "heden", "tjes", "eren", "ende", "ing", "en", "je", "es", "er", "st", "e", "s", "t", "d", "n")


@lru_cache(maxsize=4_000)
def stem(word: str) -> str:
    """Give a light Dutch stem: good enough to bring forms of a word together, never shorter than three letters."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return _LONG_VOWEL.sub(r"\1", word)
