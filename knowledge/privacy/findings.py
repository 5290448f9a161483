"""What was found in a text: spans, what each gives away, and the text without them."""

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What a piece of text gives away."""

    PERSON_NAME = "person_name"
    BSN = "bsn"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"
    POSTCODE = "postcode"
    IBAN = "iban"
    STUDENT_NUMBER = "student_number_full"
    SOCIAL_HANDLE = "social_handle"
    PHOTO_CAPTION = "photo_caption"


MASK_OF = {
    What.PERSON_NAME: "[naam]",
    What.BSN: "[bsn]",
    What.BIRTH_DATE: "[geboortedatum]",
    What.PHONE: "[telefoon]",
    What.ADDRESS: "[adres]",
    What.EMAIL: "[e-mail]",
    What.POSTCODE: "[postcode]",
    What.IBAN: "[iban]",
    What.STUDENT_NUMBER: "[leerlingnummer]",
    What.SOCIAL_HANDLE: "[account]",
    What.PHOTO_CAPTION: "[beeld]",
}
MASKS = tuple(MASK_OF.values())


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The piece of text from `start` up to `end` and what it gives away."""

    start: int
    end: int
    what: What

    def touches(self, other: "Span") -> bool:
        """Tell whether two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Findings:
    """All that identifies in a text, in order and without overlap, and the text with each replaced by a mask."""

    spans: tuple[Span, ...]
    redacted: str

    def __bool__(self) -> bool:
        return bool(self.spans)

    @property
    def what(self) -> tuple[What, ...]:
        """Give what identifies, each once, in the order in which it is named in the documents."""
        seen = {span.what for span in self.spans}
        return tuple(what for what in What if what in seen)


def without(text: str, spans: tuple[Span, ...]) -> str:
    """Give a text with each span replaced by the mask of what it gave away."""
    pieces, at = [], 0
    for span in spans:
        pieces += [text[at : span.start], MASK_OF[span.what]]
        at = span.end
    return "".join((*pieces, text[at:]))
