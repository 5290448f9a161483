"""Lesson hours and percentages in a line from which the days have been taken."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import cache

SIGN, SHARE = "¶", "‰"
HALF = Decimal("0.5")
MINUTES = 60
BLOCK = 2
MOST_LESSONS = 12
_HUNDREDTH = Decimal("0.01")
Match = re.Match[str]
Reading = Callable[[Match], Decimal | None]

_NUMBER = r"(?:\d{1,3}(?:\.\d{1,2})?|een)"
_ALSO = r"(?: (?:,(?: en)?|en)(?: het| de)? )"
_CLOCK = r"\d{1,2}[:.][0-5]\d"
_BETWEEN = r"(?:van|vanaf|tussen|between)"
_FROM = rf"(?:{_BETWEEN} )?"
_AT = r"(?:na|sinds|vanaf|tot|om|rond|after|at|before) (?:het |de )?"


@dataclass(frozen=True, slots=True)
class Hours:
    """The lesson hours of a line together, None when it tells none; how many amounts were told, and if of each day."""

    total: Decimal | None
    amounts: int
    each_day: bool = False


def _clock_range(found: Match) -> Decimal | None:
    start, end = (_minutes(found[name]) for name in ("start", "end"))
    return (Decimal(end - start) / MINUTES).quantize(_HUNDREDTH).normalize() if end > start else None


def _minutes(clock: str) -> int:
    hours, minutes = re.split(r"[:.]", clock)
    return int(hours) * MINUTES + int(minutes)


def _clock_hours(found: Match) -> Decimal | None:
    start, end = int(found["start"]), int(found["end"])
    return Decimal(end - start) if end > start else None


def _lessons(found: Match) -> Decimal | None:
    start, end = int(found["start"]), int(found["end"])
    return Decimal(end - start + 1) if start <= end <= MOST_LESSONS else None


def _listed(found: Match) -> Decimal:
    return Decimal(len(set(re.findall(r"\d+", found["list"]))))


def _counted(found: Match) -> Decimal:
    return _number(found["count"])


def _times(found: Match) -> Decimal:
    return _number(found["times"]) * _number(found["count"])


def _and_a_half(found: Match) -> Decimal:
    return _number(found["count"]) + HALF


def _blocks(found: Match) -> Decimal:
    return BLOCK * (_number(found["count"]) if found["count"] else Decimal(1))


def _number(written: str) -> Decimal:
    return Decimal(1) if written == "een" else Decimal(written)


# What is found first is not read again. A reading of None takes the words without an amount: "na het 4e uur".
READINGS: tuple[tuple[str, Reading], ...] = (
    (rf"(?P<times>[2-9])(?:x| x| keer| times) (?P<count>{_NUMBER}) uur", _times),
    (r"(?<!half )(?P<start>\d{1,2}) (?:tot|-) (?P<end>\d{1,2})(?= (?:spijbelt|ongeoorloofd|afwezig|weg))", _lessons),
    (rf"totaal (?:van |ongeveer )?(?P<count>{_NUMBER}) uur", _counted),
    (rf"{_FROM}(?P<start>{_CLOCK})(?: uur)? (?:tot|en|-) (?P<end>{_CLOCK})(?: uur)?", _clock_range),
    (rf"{_BETWEEN} (?P<start>[89]|1\d)(?: uur)? (?:tot|en|-) (?P<end>9|1\d)(?: uur)?", _clock_hours),
    (r"(?P<start>\d{1,2})e(?: uur)? (?:tot|-)(?: en)?(?: het| de)? (?P<end>\d{1,2})e(?: uur)?", _lessons),
    (r"uur (?P<start>\d{1,2})(?: (?:tot|-) (?:uur )?|[-/])(?P<end>\d{1,2})", _lessons),
    (r"(?P<start>\d{1,2})(?: (?:tot|-) |[-/])(?P<end>\d{1,2}) uur", _lessons),
    (rf"{_AT}(?:\d{{1,2}}e|{_CLOCK}|\d{{1,2}}) uur(?! (?:tot|-) )", lambda _: None),
    (rf"(?:1e|laatste) (?P<count>{_NUMBER}) (?:blokuur )", lambda found: BLOCK * _number(found["count"])),
    (rf"(?:de )?(?:1e|laatste) (?P<count>{_NUMBER}) uur", _counted),
    (r"laatste uur", lambda _: Decimal(1)),
    (rf"een uur of (?P<count>{_NUMBER})", _counted),
    (r"(?P<list>\d(?:-\d){2,}) uur", _listed),
    (rf"uur (?P<list>\d{{1,2}}e?(?:(?:{_ALSO}|[./]| (?=\d))\d{{1,2}}e?)*)(?! uur)", _listed),
    (rf"(?P<list>\d{{1,2}}e?(?:{_ALSO}\d{{1,2}}e?)+)(?: uur)", _listed),
    (rf"(?P<list>\d{{1,2}}e(?: uur)?(?:{_ALSO}\d{{1,2}}e(?: uur)?)*)(?! (?:keer|dag|week|jaar|klas))", _listed),
    (r"(?P<count>\d{1,2})(?: uur)? en (?:een |1 )?half(?: uur)?", _and_a_half),
    (r"(?:een )?half uur", lambda _: HALF),
    (rf"(?:(?P<count>{_NUMBER}) )?blokuur", _blocks),
    (r"(?<=¤ )(?P<count>\d{1,2})(?= (?:,|en|, en) ¤ (?:\d{1,2}|¶)(?: uur)?)", _counted),
    (r"(?:(?<=¶ , ¤ )|(?<=¶ en ¤ ))(?P<count>\d{1,2})(?! uur)", _counted),
    (r"(?<= er )(?P<count>\d{1,2})(?= (?:verzuim|spijbelt))", _counted),
    (rf"(?P<count>{_NUMBER})(?= (?:ongeoorloofd|spijbelt|verzuim|geoorloofd) uur)", _counted),
    (rf"(?P<count>{_NUMBER}) (?:(?!tot|van|en|te|ongeoorloofd|spijbelt|verzuim|geoorloofd)[a-z]+ )?uur", _counted),
    (r"(?<=spijbelt )uur (?:[§|] )*(?P<count>\d{1,2})", _counted),
    (r"(?P<count>\d{1,3}) minuut", lambda found: (_counted(found) / MINUTES).quantize(_HUNDREDTH)),
)  # fmt: skip
_EACH_DAY = re.compile(r" (?:telkens|dagelijks|daily) | (?:elke|iedere|every|vanaf) dag ")
_SHARES = re.compile(
    r"(?<= )(?:(?P<share>\d{1,3}(?:\.\d+)?) %|(?P<half>(?:de )?helft(?: van (?:de |het )?(?:tijd|uur|dag|week))?|"
    r"half (?:of )?(?:de )?(?:tijd|time)|"
    r"half (?:of|van) (?:(?:de|zijn|haar|his|her) )?uur)|(?P<most>driekwart)|"
    r"(?P<least>(?:een )?kwart(?: van de (?:tijd|uur|dag))?)|"
    r"(?P<part>\d{1,3}) (?:van|of|out of|op)(?: de)? (?P<whole>\d{1,3}) (?:uur|dag|keer)|"
    r"(?P<over>[1-9])/(?P<under>[2-9]|10) (?:van|of) (?:(?:de|zijn|haar|his|her) )?(?:uur|tijd|time)|"
    r"(?:(?P<nths>een|[1-9]) )?(?P<nth>[3-9])e (?:deel )?(?:van|of) (?:(?:de|zijn|haar|his|her) )?(?:uur|tijd|time)|"
    r"(?P<days>\d{1,2}) (?:uur|dag|keer) (?:van|of|out of)(?: de)? (?P<of>\d{1,2}))(?= )"
)
_NAMED = {"half": Decimal(50), "most": Decimal(75), "least": Decimal(25)}
HUNDRED, _TENTH = Decimal(100), Decimal("0.1")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Reading], ...]:
    """Make the patterns when the first line is read: importing must stay quick."""
    return tuple((re.compile(rf"(?<= ){pattern}(?= )"), reading) for pattern, reading in READINGS)


def take_hours(text: str) -> tuple[Hours, str]:
    """Give the lesson hours, and the line with ¶ in their place."""
    found: list[tuple[int, Decimal, bool]] = []
    for pattern, reading in _patterns():
        while match := pattern.search(text):
            amount = reading(match)
            text = text[: match.start()] + SIGN + text[match.end() :]
            if amount is not None and amount > 0:
                found.append((match.start(), amount, reading is _listed or reading is _lessons))
    counted = [amount for _, amount, is_listed in found if not is_listed]
    listed = [amount for _, amount, is_listed in found if is_listed]
    amounts = counted or listed
    each_day = len(amounts) == 1 and bool(_EACH_DAY.search(text))
    return Hours(sum(amounts, Decimal(0)) if amounts else None, len(amounts), each_day), text


def take_shares(text: str) -> tuple[list[Decimal], str]:
    """Give each share in per cent of at most a hundred, and the line with ‰ in the place of each."""
    shares: list[Decimal] = []
    kept, at = "", 0
    for found in _SHARES.finditer(text):
        share = _share(found)
        if share <= HUNDRED:
            shares.append(share)
            kept += text[at : found.start()].replace("%", "") + SHARE
            at = found.end()
    return shares, kept + text[at:].replace("%", "")


def _share(found: Match) -> Decimal:
    if found["share"]:
        return Decimal(found["share"])
    part = found["part"] or found["over"] or found["days"] or (found["nths"] or "1").replace("een", "1")
    whole = found["whole"] or found["under"] or found["of"] or found["nth"]
    if whole:
        share = HUNDRED * int(part) / max(int(whole), 1)
        return share.quantize(_TENTH, ROUND_DOWN) if share % 1 else share.to_integral_value()
    return _NAMED[found.lastgroup or ""]
