"""Where somebody is found online: e-mail addresses and accounts."""

import re
from collections.abc import Callable, Iterator

from knowledge.privacy.findings import Span, What

EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.I)
AT = r"(?: ?@ ?|[ _]?[\[(]? ?\b(?:at|apenstaartje|apestaartje) ?[\])]?[ _]?)"
DOT = r"(?: ?\. ?|[ _]?[\[(]? ?\b(?:punt|dot) ?[\])]?[ _]?)"
SPELT_EMAIL = re.compile(rf"\b[\w.+-]+(?:{DOT}[\w-]+){{0,3}}{AT}[\w-]+{DOT}(?:nl|com|net|org|eu|be|de|pl|fr|uk|info)\b", re.I)
FREE_MAIL = ("gmail", "hotmail", "outlook", "live", "icloud", "yahoo", "ziggo", "kpn", "kpnmail", "planet", "xs4all", "home", "casema", "wp", "proton", "protonmail", "gmx", "msn", "upcmail", "telfort")
DESKS = frozenset(
    "info zorg zorgteam leerplicht administratie secretariaat contact receptie post mail aanmelden aanmelding school verzuim ondersteuning ondersteuningsteam wijkteam team aoj aojteam swv mentor mentoren directie "
    "privacy fg avg leerlingenzaken leerlingzaken ict helpdesk balie intake jgz ggd jeugdarts jeugdgezondheidszorg veiligthuis leerlingadministratie decaan decanaat stage rector bestuur klachten noreply no reply support "
    "office examens roosterzaken rooster financien finance factuur facturen hr personeel vertrouwenspersoon onderbouw bovenbouw brugklas havo vwo vmbo mavo sport bibliotheek conciërge concierge algemeen loket "
    "ondersteuningscoordinator zorgcoordinator orthopedagoog osj jeugd jeugdteam gemeente onderwijs meldpunt advies service klantenservice web webmaster".split()
)

HANDLE = re.compile(r"(?<![\w.@/])@(?P<name>\w[\w.]{2,40}\w)")
PLATFORM = (
    r"insta(?:gram)?|ig|snap(?:chat)?|tiktok|tik tok|discord|telegram|twitter|facebook|fb|youtube|twitch|roblox|fortnite|steam|bereal|gamertag|account(?:naam)?|gebruikersnaam|username|nickname|gamet|gamer|handle|psn|xbox|signal|threads"
)
CUED = re.compile(
    rf"\b(?:{PLATFORM})\b(?:naam| naam| account|-account)?(?: (?:van|of) [\w-]+(?: \d+)?)?(?: ?[:=]| (?:is|heet|heeft|als|as|onder|met|naam|account|ze|hij|zij|he|she|zich|called|name|de|the)\b)+:? *(?P<name>@?[\w.#-]{{4,40}})", re.I
)
AS_NAME = re.compile(r"\b(?:gamet|speelt|online|post|bekend) (?:als|onder) (?P<name>@?[\w.#-]{4,40})", re.I)
TAGGED = re.compile(r"(?<!\w)[^\W_][\w.-]{2,30}#\d{4}(?!\d)")
PROFILE = re.compile(r"\b(?:https?://)?(?:www\.)?(?:instagram|tiktok|facebook|snapchat|twitter|x|twitch|youtube|t|linkedin|threads)\.(?:com|me|tv|net)/[@\w./-]*\w", re.I)


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
            if re.search(r"[\d_#@]|\w\.\w", name) and re.search(r"[^\W\d]", name) and not re.fullmatch(r"[A-Z]{1,3}\d?[A-Z]?-\d+|\d[A-Z]{1,2}\d?", name, re.I):
                yield Span(found.start("name"), found.start("name") + len(name), What.SOCIAL_HANDLE)
    for found in (*TAGGED.finditer(text), *PROFILE.finditer(text)):
        yield Span(*found.span(), What.SOCIAL_HANDLE)
