"""Numbers that point at one person: BSN, IBAN, telephone, pupil number, and the postcode of a street."""

import re
from collections.abc import Iterator

from knowledge.privacy.cues import either, words
from knowledge.privacy.findings import Span, What

APART = r"[ .\-\u00a0]"
BSN = re.compile(rf"(?<![\w+-])(?:\d{APART}?){{8}}\d(?![\w]|-\d)")
BSN_CUE = re.compile(rf"\b{either('bsn', 'cue')}\b", re.IGNORECASE)
CUED = re.compile(rf"(?<!\w)\d(?:{APART}?\d){{7,8}}(?!\w)")
REACH = 45

IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}(?!\w)", re.IGNORECASE)
IBAN_NL = re.compile(r"(?<!\w)NL\s?\d{2}\s?[A-Z]{4}(?:\s?\d){10}(?!\d)", re.IGNORECASE)
IBAN_LENGTHS = range(15, 35)

COUNTRY = r"\(?(?:\+|00) ?31\)?[ .-]?(?:\(0\)[ .-]?|0[ .-]?)?\(?[1-9]\)?"
DUTCH_PHONE = re.compile(rf"(?<![\w+.,-])(?:{COUNTRY}|\(?0[1-9])(?:[ .\-()/]{{0,2}}\d){{8}}(?!\d)(?!-\d)")
FOREIGN_PHONE = re.compile(r"(?<!\w)(?:\+|00) ?[1-9]\d{0,2}(?:[ .\-()/]{0,2}\d){7,12}(?!\d)")
SPOKEN_PHONE = re.compile(rf"\bnul[ -]?zes\b[ :.,-]*(?:(?:\d|{either('phone', 'spoken')})[ .,-]*){{4,}}", re.IGNORECASE)
PHONE_CUE = re.compile(rf"\b{either('phone', 'cue')}\b", re.IGNORECASE)
SHORT_MOBILE = re.compile(r"(?<![\w+.,-])06(?:[ .-]?\d){6,7}(?!\d)(?!-\d)")
PUBLIC_PHONE = re.compile(r"^(?:\+31|0031|0)?(?:800|90[069]|88|116|14)")
MOBILE = re.compile(r"(?:\+310?|00310?|0)6")
ABROAD = re.compile(r"(?:\+|00)(?!31)")
PUBLIC_BODY = re.compile(rf"\b{either('phone', 'public_body')}\b", re.IGNORECASE)
AT_HOME = re.compile(rf"\b{either('phone', 'at_home')}\b", re.IGNORECASE)
DATE_FIRST = re.compile(r"^\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d{2}(?!\d)|^(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}")

PUPIL_NUMBER_CUE = re.compile(rf"\b{either('pupil_number', 'cue')}\b\.?", re.IGNORECASE)
LONG_NUMBER = re.compile(r"(?<![\w.,])\d(?:[ .-]?\d){5,}(?!\w)")

POSTCODE = re.compile(r"(?<![\w-])[1-9]\d{3}(?P<gap> ?)(?P<letters>[A-Za-z]{2})(?![\w-])")
POSTCODE_CUE = re.compile(rf"\b{either('postcode', 'cue')}\b", re.IGNORECASE)
NO_POSTCODE = words("postcode", "no_letters")


def bsns(text: str) -> Iterator[Span]:
    """Find nine figures that pass the 11-proof, and eight or nine beside the word BSN whether they pass or not."""
    for found in BSN.finditer(text):
        if passes_eleven(_digits(found.group())) and not DATE_FIRST.match(found.group()):
            yield Span(*found.span(), What.BSN)
    for cue in BSN_CUE.finditer(text):
        for found in CUED.finditer(text, max(0, cue.start() - REACH), cue.end() + REACH):
            if not DATE_FIRST.match(found.group()):
                yield Span(*found.span(), What.BSN)


def passes_eleven(digits: str) -> bool:
    """Tell whether nine digits pass the 11-proof of the burgerservicenummer."""
    total = sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return total % 11 == 0 and int(digits) > 0


def ibans(text: str) -> Iterator[Span]:
    """Find account numbers that pass mod 97, and Dutch ones that are merely mistyped."""
    for found in IBAN_NL.finditer(text):
        yield Span(*found.span(), What.IBAN)
    for found in IBAN.finditer(text):
        end = _iban_end(found.group())
        if end:
            yield Span(found.start(), found.start() + end, What.IBAN)


def _iban_end(written: str) -> int:
    """Give how much of a text is an account number: what follows it may look like more of it."""
    for end in range(len(written), 14, -1):
        compact = re.sub(r"[ .-]", "", written[:end])
        if len(compact) in IBAN_LENGTHS and written[end - 1].isalnum() and passes_97(compact):
            return end
    return 0


def passes_97(compact: str) -> bool:
    """Tell whether an account number without spaces passes the mod-97 proof of ISO 13616."""
    turned = compact[4:] + compact[:4]
    return compact.isascii() and int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def phones(text: str) -> Iterator[Span]:
    """Find telephone numbers of people; public and paid lines (0800, 0900, 088, 14 0xx) are left alone."""
    desk = bool(PUBLIC_BODY.search(text)) and not AT_HOME.search(text)
    for pattern in (DUTCH_PHONE, FOREIGN_PHONE):
        for found in pattern.finditer(text):
            written = found.group()
            if not DATE_FIRST.match(written) and not _public(written, desk=desk):
                yield Span(found.start(), found.end(), What.PHONE)
    for found in SPOKEN_PHONE.finditer(text):
        yield Span(found.start(), found.start() + len(found.group().rstrip(" .,-")), What.PHONE)
    if PHONE_CUE.search(text):
        for found in SHORT_MOBILE.finditer(text):
            if not DATE_FIRST.match(found.group()):
                yield Span(*found.span(), What.PHONE)


def _public(written: str, *, desk: bool) -> bool:
    """Tell a helpline, or a fixed line where the text speaks of a public desk and of nobody's home."""
    compact = re.sub(r"[^\d+]", "", written)
    return bool(PUBLIC_PHONE.match(compact)) or (desk and not MOBILE.match(compact) and not ABROAD.match(compact))


def pupil_numbers(text: str) -> Iterator[Span]:
    """Find the school's own number of a pupil: six figures or more after a word that says so."""
    for cue in PUPIL_NUMBER_CUE.finditer(text):
        for found in LONG_NUMBER.finditer(text, cue.end(), cue.end() + REACH):
            if not DATE_FIRST.match(found.group()):
                yield Span(*found.span(), What.STUDENT_NUMBER)
                break


def postcodes(text: str) -> Iterator[Span]:
    """Find postcodes of a street; «2231 is» and «In 2026 en» are none unless the text speaks of living somewhere."""
    cued = bool(POSTCODE_CUE.search(text))
    for found in POSTCODE.finditer(text):
        letters = found["letters"]
        word = letters.lower() in NO_POSTCODE
        if not word or (cued and letters.isupper() and not text.isupper()):
            yield Span(*found.span(), What.POSTCODE)


def _digits(written: str) -> str:
    return "".join(letter for letter in written if letter.isdigit())
