"""All the detectors together: which spans identify, and the text without them."""

import re
from collections.abc import Iterable

from knowledge.privacy.dates import birth_dates
from knowledge.privacy.dwellings import addresses
from knowledge.privacy.findings import MASK_OF, MASKS, Findings, Span, What, without
from knowledge.privacy.names import certain_names
from knowledge.privacy.numbers import bsns, ibans, phones, postcodes, pupil_numbers
from knowledge.privacy.online import emails, handles
from knowledge.privacy.pictures import captions
from knowledge.privacy.shipped import shipped_tagger
from knowledge.privacy.spelling import bare

BLANK = "\u2400"
ENOUGH_READINGS = 6
"""What people write is clean after two. A word repeated a thousand times loses one more each time: nothing is left of
it, or everybody would wait for it.
"""
ELSEWHERE = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}|\bhttps?://\S+|\bwww\.\S+"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:nl|com|org|eu)\b",
    re.IGNORECASE,
)
BY_WEIGHT = (
    What.EMAIL,
    What.IBAN,
    What.SOCIAL_HANDLE,
    What.STUDENT_NUMBER,
    What.BIRTH_DATE,
    What.PHONE,
    What.BSN,
    What.ADDRESS,
    What.POSTCODE,
    What.PERSON_NAME,
    What.PHOTO_CAPTION,
)


def identifies(text: str) -> Findings:
    """Find what identifies a person in a text. Redacting what came out of it finds nothing more."""
    spans = _spans(text)
    redacted, more = without(text, spans), spans
    for _ in range(ENOUGH_READINGS):
        if not more:
            return Findings(spans, redacted)
        more = _spans(redacted)
        redacted = without(redacted, more)
    return Findings(spans, redacted if not more else MASK_OF[What.PERSON_NAME])


def _spans(text: str) -> tuple[Span, ...]:
    hidden = text
    for mask in MASKS:
        hidden = hidden.replace(mask, BLANK * len(mask))
    written = (*emails(hidden), *handles(hidden, _ordinary), *ibans(hidden), *pupil_numbers(hidden))
    readable = ELSEWHERE.sub(lambda found: BLANK * len(found.group()), text)
    counted = (*birth_dates(hidden), *phones(hidden), *bsns(hidden), *addresses(hidden), *postcodes(hidden))
    named = certain_names(readable, wary=bool(written or counted))
    return _apart((*written, *counted, *named, *captions(hidden, named)))


def _ordinary(word: str) -> bool:
    reader = shipped_tagger().reader
    return reader.known(bare(word)).is_word


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Keep of spans that overlap the one that says most."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (BY_WEIGHT.index(span.what), span.start - span.end)):
        if not any(span.touches(other) for other in kept):
            kept.append(span)
    return tuple(sorted(kept))
