"""Where somebody lives: a street with a house number."""

import re
from collections.abc import Iterator

from knowledge.privacy.findings import Span, What

STREET = (
    "straat|straatje|laan|weg|plein|hof|hofje|kade|singel|gracht|steeg|pad|dreef|park|dijk|plantsoen|erf|hoven|veld|baan|wal|ring|poort|horst|oord|markt|kamp|burg|berg|gaarde|akker|donk|es|brink|"
    "stee|hoek|haven|oever|zoom|rand|kwartier|boulevard|allee|passage|meent|weide|beemd|bos|duin|tuin|brug|sluis|eind|einde|heuvel|punt|terp|wijk|warande|schans|str|ln"
)
NUMBER = (
    r"(?:,? (?:nr\.?|nummer|no\.?|huisnummer))? ?(?P<number>[1-9]\d{0,3})(?!\d)(?:[ -]?[a-zA-Z](?![\w])|[-/ ](?:\d{1,3}|I{1,3}|hs|bis|rd|zw)(?![\w]))?(?![\w:.,]\d|[\w%€]| ?(?:%|procent|keer|x |uur|uren|dagen|dag|weken|"
    r"week|maanden|jaar|minuten|min\b|leerlingen|lessen|euro|havo|vwo|vmbo|mavo|kader|basis|tl\b|e uur|kinderen|meter|km\b|times|hours|days|weeks|years|graden|punten|pagina))"
)
SURE_STREETS = "straat|straatje|laan|plein|kade|singel|gracht|steeg|dreef|plantsoen|hofje|weg|pad|dijk|hof|laantje|hoven|boulevard|str"
WITH_STREET = re.compile(rf"(?<![\w])(?:(?:[A-Z][\w'’.-]*|van|de|der|den|het|'t|ter|ten|te|op|aan|in|Oude|Nieuwe) ){{0,4}}(?P<name>[\w'’-]{{2,}}(?:{SURE_STREETS})){NUMBER}")
APART = re.compile(
    rf"(?<![\w])(?:[A-Z][\w'’.-]+ (?:(?:van|de|der|den|het|ter|ten|te) )*){{1,3}}(?P<name>(?:{SURE_STREETS}))\.?{NUMBER}", re.I
)
AT_HOME = re.compile(
    r"\b(?:woon(?:t|achtig|den|de|adres)?|wonen|wonend\w*|adres\w*|verblijft|verblijf\w*|logeert|logeren|ingeschreven|huisbezoek|verhuis\w*|woning|thuisadres|slaapt|slapen|opgevangen|lives?|living|address|stays?|moved)\b",
    re.I,
)
PLACED = re.compile(rf"(?:\b(?:van|de|der|den|het|'t|ter|ten|te|aan|achter|onder|op|in|bij|naar|is) |[:,] ?)*(?P<name>(?:[A-Z][\w'’.-]+)(?: (?:van|de|der|den|het|'t|ter|ten|[A-Z][\w'’.-]+|\d{{4}}))*){NUMBER}")
SMALL = re.compile(rf"\b(?P<name>[\w'’-]{{3,}}(?:{STREET})){NUMBER}", re.I)
NO_STREET = frozenset(
    "schoolplein leerplein leerlingplein leerlingenplein onderweg vanweg halfweg snelweg uitweg voetbalveld sportveld schoolpad zorgpad leerpad stappenpad ontwikkelpad kerkhof studiepad "
    "gerechtshof kruispad werkplein stageplein jongerenplein wandelpad fietspad zebrapad omweg weg ouderplein binnenplein buitenplein leergebied spoorweg zijweg hulpweg leerweg leerroute".split()
)
NO_PLACE = frozenset("week klas lokaal kamer bijlage artikel lid pagina groep periode fase element pm gr groep team havo vwo vmbo leerplein januari februari maart april mei juni juli augustus september oktober november december uur niveau level room class year week".split())


def addresses(text: str) -> Iterator[Span]:
    """Find a street with a house number, and where the text speaks of living somewhere, a name with a number."""
    for pattern in (WITH_STREET, APART):
        for found in pattern.finditer(text):
            if found["name"].lower() not in NO_STREET or pattern is APART:
                yield Span(*found.span(), What.ADDRESS)
    for cue in AT_HOME.finditer(text):
        for pattern in (PLACED, SMALL):
            found = pattern.search(text, cue.end(), min(len(text), cue.end() + 60))
            if found and found["name"].lower() not in NO_STREET and found["name"].split()[-1].lower() not in NO_PLACE and not re.search(r"\d", found["name"].split()[0]):
                yield Span(found.start("name"), found.end(), What.ADDRESS)
    for found in PLACED.finditer(text):
        tail = text[found.end() : found.end() + 25]
        if re.match(r",? ?(?:\d{4} ?[A-Z]{2}\b|tweede deur|derde etage|\w+ etage)", tail) and found["name"].lower() not in NO_PLACE:
            yield Span(found.start("name"), found.end(), What.ADDRESS)
