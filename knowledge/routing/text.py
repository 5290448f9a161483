"""A question as words: the same whatever its capitals, diacritics, repeated letters and polite words around it."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_REPEATED = re.compile(r"(\D)\1{2,}")
_SPLIT_ABBREVIATION = re.compile(r"\b(?:\w\.){2,}")
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


def plain(text: str) -> str:
    """Give the text without capitals, diacritics, abbreviation dots, repeated letters and polite words around it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("ı", "i").replace("ł", "l"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    bare = _SPLIT_ABBREVIATION.sub(lambda found: found.group().replace(".", ""), bare)
    bare = _REPEATED.sub(r"\1\1", bare)
    stripped = _POLITE_END.sub("", _POLITE_START.sub("", bare.strip(), count=1))
    return stripped or bare


def words(text: str) -> list[str]:
    """Give the words of a text, plain and in order."""
    return _WORD.findall(plain(text))


_ENDINGS = ("ingen", "heden", "tjes", "eren", "ende", "ing", "en", "je", "es", "er", "st", "e", "s", "t", "d", "n")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Give a light Dutch stem: good enough to bring forms of a word together, never shorter than three letters."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return re.sub(r"([aeou])\1", r"\1", word)
