"""Where somebody is found online: e-mail addresses and accounts."""

import re
from collections.abc import Callable, Iterator

from knowledge.privacy.cues import either, words
from knowledge.privacy.findings import Span, What

EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", re.IGNORECASE)
AT = r"(?: ?@ ?|[ _]?[\[(]? ?\b(?:at|apenstaartje|apestaartje) ?[\])]?[ _]?)"
DOT = r"(?: ?\. ?|[ _]?[\[(]? ?\b(?:punt|dot) ?[\])]?[ _]?)"
SPELT_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w+-]{{1,30}}(?:{DOT}[\w-]{{1,30}}){{0,3}}{AT}[\w-]{{1,40}}{DOT}(?:nl|com|net|org|eu|be|de|pl|fr|uk|info)\b",
    re.IGNORECASE,
)
FREE_MAIL = words("email", "free")
DESKS = words("email", "desks")

HANDLE = re.compile(r"(?<![\w.@/])@(?P<name>\w[\w.]{2,40}\w)")
PLATFORM = either("account", "platforms")
CUED = re.compile(
    rf"\b{PLATFORM}\b(?:naam| naam| account|-account)?(?: (?:van|of) [\w-]+(?: \d+)?)?"
    rf"(?: ?[:=]| {either('account', 'between')}\b)+:? *(?P<name>@?[\w.#-]{{4,40}})",
    re.IGNORECASE,
)
ODD = re.compile(r"[\d_#@]|\w\.\w")
LETTER = re.compile(r"[^\W\d]")
CODE_OR_CLASS = re.compile(r"[A-Z]{1,3}\d?[A-Z]?-\d+|\d[A-Z]{1,2}\d?", re.IGNORECASE)
AS_NAME = re.compile(r"\b(?:gamet|speelt|online|post|bekend) (?:als|onder) (?P<name>@?[\w.#-]{4,40})", re.IGNORECASE)
TAGGED = re.compile(r"(?<!\w)[^\W_][\w.-]{2,30}#\d{4}(?!\d)")
PROFILE = re.compile(
    rf"\b(?:https?://)?(?:www\.)?{either('account', 'sites')}\.(?:com|me|tv|net)/[@\w./-]*\w", re.IGNORECASE
)


def emails(text: str) -> Iterator[Span]:
    """Find e-mail addresses of people, written out or not; the mailbox of a desk is left alone."""
    for pattern in (EMAIL, SPELT_EMAIL):
        for found in pattern.finditer(text):
            if not _desk(found.group()):
                yield Span(*found.span(), What.EMAIL)


def _desk(address: str) -> bool:
    local, _, domain = address.partition("@")
    parts = [part for part in re.split(r"[._+-]", local.lower()) if part]
    free = domain.lower().split(".")[0] in FREE_MAIL
    return not free and bool(domain) and all(part in DESKS for part in parts)


def handles(text: str, ordinary: Callable[[str], bool]) -> Iterator[Span]:
    """Find accounts on social media; `ordinary` tells a word that is no name, as in «@mentor»."""
    for found in HANDLE.finditer(text):
        name = found["name"].lower()
        if not name.endswith("bot") and not (name.isalpha() and ordinary(name)):
            yield Span(*found.span(), What.SOCIAL_HANDLE)
    for pattern in (CUED, AS_NAME):
        for found in pattern.finditer(text):
            name = found["name"].rstrip(".-")
            if ODD.search(name) and LETTER.search(name) and not CODE_OR_CLASS.fullmatch(name):
                yield Span(found.start("name"), found.start("name") + len(name), What.SOCIAL_HANDLE)
    for found in (*TAGGED.finditer(text), *PROFILE.finditer(text)):
        yield Span(*found.span(), What.SOCIAL_HANDLE)
