"""Where a line names days: the ways of naming them, each a pattern and what it means."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from math import ceil

from knowledge.signals.periods import (
    WEEK,
    Named,
    Resolve,
    later_by,
    of_date,
    of_day_of_month,
    of_days,
    of_listed_days,
    of_month,
    of_month_from_now,
    of_months_ago,
    of_offset,
    of_running,
    of_unknown,
    of_week,
    of_week_from_now,
    of_weekday,
    of_weekend,
    of_weeks_until_now,
    only_first,
    only_last,
)
from knowledge.signals.vocabulary import MONTHS, WEEKDAYS

Match = re.Match[str]
_RANGE = re.compile(r"tot|-")
_OVER = re.compile(r" (?:was|had) ")
RELATIVE = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}
FROM_NOW = {"vorige": -1, "afgelopen": -1, "laatste": -1, "deze": 0, "volgende": 1}
LONGEST_RUN = 100

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", rf"(?:{'|'.join(MONTHS)})"
_WEEKDAY, _NEAR = rf"(?:{'|'.join(WEEKDAYS)})", rf"(?:{'|'.join(FROM_NOW)})"
# Each part can be matched in one way only: a list of any length is then read in one pass.
_JOIN = r"(?: (?:tot|en|,|-)(?: en)?(?: de| het)? )"
_MEASURED = r"(?! (?:uur|blokuur|minuut|dag|week|keer))"
# «18/5 uur 2 t/m 4» is a date and lessons, «3/4 uur» is an amount.
_NOT_HOURS = r"(?! (?:uur(?! \d)|blokuur|minuut|dag|week|keer))"
_PART = r"(?:(?P<part>begin|half|eind) (?:van )?(?:de )?)?"
_FOR = (
    r"(?:(?<= al )|(?<= sinds )|(?<= voor )|(?<= for )|(?<= reeds )|(?<= ruim )|(?<= bijna )|(?<= meer dan )|"
    r"(?<= ongeveer ))"
)
_COUNT = r"(?P<count>\d{1,3}(?:\.5)?|een|a)"
_LASTS = r"(?P<unit>dag|week|maand)"


def _iso(found: Match) -> Resolve:
    return of_date(int(found["day"]), int(found["month"]), int(found["year"]))


def _figures(found: Match) -> Resolve:
    return of_date(int(found["day"]), int(found["month"]), int(found["year"]) if found["year"] else None)


def _days_of_month(found: Match) -> Resolve:
    days = [int(day) for day in re.findall(r"\d+", found["days"])]
    month = int(found["month"]) if found["month"].isdecimal() else MONTHS.index(found["month"]) + 1
    year = int(found["year"]) if found["year"] else None
    if len(days) == 1:
        return of_date(days[0], month, year)
    if not _RANGE.search(found["days"]):
        return of_listed_days(days, month=month, year=year)
    return of_days(min(days), max(days), month=month, year=year)


def _relative(found: Match) -> Resolve:
    return of_offset(RELATIVE[found["relative"]])


def _weekday(found: Match) -> Resolve:
    weekday = WEEKDAYS.index(found["weekday"])
    weeks = found["week_before"] or found["week_after"]
    if weeks:
        named = weeks.split()[0]
        return of_weekday(weekday, week=None if named == "afgelopen" else FROM_NOW[named])
    return of_weekday(weekday, coming=found["near"] == "volgende")


def _week(found: Match) -> Resolve:
    last = int(found["last"]) if found["last"] else None
    resolve = of_week(int(found["number"]), last, int(found["year"]) if found["year"] else None)
    return _part(found["part"], resolve, half=2)


def _near_week(found: Match) -> Resolve:
    return _part(found["part"], of_week_from_now(FROM_NOW[found["near"]] if found["near"] else 0), half=2)


def _month(found: Match) -> Resolve:
    resolve = of_month(MONTHS.index(found["month"]) + 1, int(found["year"]) if found["year"] else None)
    return _part(found["part"], resolve, half=14)


def _near_month(found: Match) -> Resolve:
    return _part(found["part"], of_month_from_now(FROM_NOW[found["near"]]), half=14)


def _part(part: str | None, resolve: Resolve, *, half: int) -> Resolve:
    if part == "begin":
        return only_first(resolve)
    if part == "half":
        return later_by(resolve, half)
    return only_last(resolve) if part == "eind" else resolve


def _ago(found: Match) -> Resolve:
    if found["unit"] == "maand":
        return of_months_ago(ceil(_count(found)))
    return of_offset(-int(_count(found) * (WEEK if found["unit"] == "week" else 1)))


def _running(found: Match) -> Resolve:
    count = ceil(_count(found))
    if found["unit"] in ("week", "maand"):
        return _ago(found)
    return of_running(count) if count <= LONGEST_RUN else of_offset(-count)


def _spell(found: Match) -> Resolve:
    """Count the days somebody is ill; of an illness that is over it is not said when it was."""
    return of_unknown() if _OVER.search(found.string) else _running(found)


def _until_now(found: Match) -> Resolve:
    return of_weeks_until_now(ceil(_count(found)))


def _unknown(_found: Match) -> Resolve:
    return of_unknown()


def _count(found: Match) -> float:
    return 1 if found["count"] in ("een", "a") else float(found["count"])


def _day_of_month(found: Match) -> Resolve:
    return of_day_of_month(int(found["day"]))


WAYS: tuple[tuple[str, Callable[[Match], Resolve]], ...] = (
    (r"(?P<year>\d{4})-(?P<month>0?[1-9]|1[0-2])-(?P<day>\d{1,2})(?= )", _iso),
    (
        (rf"(?:{_WEEKDAY} )?(?:de )?(?P<days>{_DAY}(?:e|-{_DAY})?(?:{_JOIN}(?:{_WEEKDAY} )?{_DAY}e?)*) "
        rf"(?:of |van )?(?P<month>{_MONTH})(?: (?P<year>(?:19|20)\d\d))?(?= )"),
        _days_of_month,
    ),
    (
        (rf"(?:(?<= op )|(?<= sinds )|(?<= vanaf )|(?<= van )|(?<= tot ))(?P<month>{_MONTH}) (?:de )?"
        rf"(?P<days>{_DAY}e?(?:{_JOIN}{_DAY}e?)*)(?: , (?P<year>(?:19|20)\d\d))?(?= ){_MEASURED}"),
        _days_of_month,
    ),
    (
        (rf"(?<! aanwezig )(?<! afwezig )(?P<month>{_MONTH}) (?P<days>{_DAY}e?(?:{_JOIN}{_DAY}e?)*)(?P<year>)(?= )"
        rf"{_MEASURED}"),
        _days_of_month,
    ),
    (r"(?P<day>0[1-9]|[12]\d|3[01])(?P<month>0[1-9]|1[0-2])(?P<year>20[23]\d)(?= )", _figures),
    (rf"(?:de )?(?P<day>{_DAY})e (?:van )?(?:de |deze )maand(?= )", _day_of_month),
    (rf"{_WEEKDAY} de (?P<day>{_DAY})e(?= ){_MEASURED}", _day_of_month),
    (
        (rf"(?<! uur )(?P<days>{_DAY}(?:{_JOIN}{_DAY})+)[/-](?P<month>0?[1-9]|1[0-2])(?P<year>)(?= )"
        rf"{_NOT_HOURS}"),
        _days_of_month,
    ),
    (
        (rf"(?<! uur )(?<! om )(?<! rond )(?<! at )(?:{_WEEKDAY} )?(?P<day>{_DAY})(?P<sign>[-/.])"
        rf"(?P<month>0?[1-9]|1[0-2])(?:(?P=sign)(?P<year>\d{{4}}|\d\d))?(?= ){_NOT_HOURS}"),
        _figures,
    ),
    (
        (rf"(?:(?<= sinds )|(?<= vanaf )|(?<= op )|(?<= tot ))de (?P<day>{_DAY})e(?= ){_MEASURED}"
        rf"(?!{_JOIN}\d)(?! (?:hulp|rij|plaats|verdieping|klas|helft))"),
        _day_of_month,
    ),
    (
        (rf"(?:(?P<week_before>{_NEAR} week) (?:op )?|(?P<near>{_NEAR}) )?(?P<weekday>{_WEEKDAY})"
        rf"(?: (?:van |in )?(?P<week_after>{_NEAR} week))?(?: jl)?(?= )"),
        _weekday,
    ),
    (rf"(?P<relative>{'|'.join(RELATIVE)})(?= )", _relative),
    (
        (rf"{_PART}week (?P<number>\d{{1,2}})(?:{_JOIN}(?:week )?(?P<last>\d{{1,2}}){_MEASURED})?"
        rf"(?: (?P<year>(?:19|20)\d\d))?(?= )(?! geleden){_MEASURED}"),
        _week,
    ),
    (rf"(?:een )?(?:dag|week|maand) of {_COUNT}(?P<unit>)(?= )", _unknown),
    (r"(?:(?:een|a) )?(?:paar|aantal|few|couple of) (?:dag|week|maand)(?= )", _unknown),
    (r"(?<= sinds )(?:net )?(?:voor )?(?:de |het )?[a-z]*(?: ?vakantie|holidays?)(?= )", _unknown),
    (rf"(?:in |over )?(?:de )?(?:{_NEAR} )(?P<count>[2-9]|\d\d) week(?= )", _until_now),
    (r"in (?P<count>[2-9]|\d\d) week(?= )", _until_now),
    (rf"{_FOR}{_COUNT} {_LASTS}(?= )(?! geleden)", _running),
    (rf"(?<! na )(?<! after )(?P<count>[2-9]|\d\d|1\.5|2\.5) {_LASTS}(?= (?:ziek|griep) )", _spell),
    (r"(?<! na )(?<! after )(?P<count>een) (?P<unit>week|maand)(?= (?:ziek|griep) )", _spell),
    (r"(?:de )?(?:afgelopen|laatste) (?P<count>[2-9]|\d\d) (?P<unit>dag)(?= )", _running),
    (rf"{_COUNT} (?P<unit>dag|week) al(?= )", _running),
    (rf"(?<= weer ){_COUNT} (?P<unit>dag|week)(?= ziek )", _running),
    (r"(?P<count>[2-9]|\d\d)e (?P<unit>dag)(?= )", _running),
    (rf"(?<= )dag (?P<count>\d{{1,2}})(?P<unit>)(?= ){_MEASURED}", _running),
    (r"dag(?= ziek (?P<count>[2-9]|\d\d) )(?P<unit>)", _running),
    (rf"{_COUNT} {_LASTS} geleden(?= )", _ago),
    (rf"{_PART}(?:(?:hele )?(?P<near>{_NEAR})|hele) (?:hele )?week(?= )", _near_week),
    (rf"(?<! na )(?<! na het )(?:(?:{_NEAR}|het) )?weekend(?= )", lambda _: of_weekend()),
    (r"(?P<part>(?<= )begin) (?:van )?(?:de )?(?P<near>)week(?= )", _near_week),
    (rf"(?P<part>begin|half|eind) (?P<month>{_MONTH})(?: (?P<year>(?:19|20)\d\d))?(?= )", _month),
    (rf"(?P<part>)(?:maand )?(?P<month>{_MONTH})(?: (?P<year>(?:19|20)\d\d))?(?= )(?! vakantie )", _month),
    (rf"{_PART}(?:hele )?(?P<near>{_NEAR}) maand(?= )", _near_month),
)  # fmt: skip


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[Match], Resolve]], ...]:
    """Make the patterns when the first line is read: importing must stay quick."""
    return tuple((re.compile(rf"(?<= )(?:{way})"), resolve) for way, resolve in WAYS)


def named_days(text: str) -> list[Named]:
    """Give every place where days are named, in the order of the line; what is found first is not read again."""
    return sorted(_all(text), key=lambda named: named.start)


def _all(text: str) -> Iterator[Named]:
    taken = list(text)
    for pattern, meaning in _patterns():
        for found in pattern.finditer("".join(taken)):
            taken[found.start() : found.end()] = "¤" * (found.end() - found.start())
            yield Named(
                found.start(),
                found.end(),
                meaning(found),
                weekday=_bare_weekday(found),
                many=_holds_several(found),
                running=meaning in (_running, _spell),
                week=meaning in (_week, _near_week) and not found["part"] and not found.groupdict().get("last"),
            )


def _holds_several(found: Match) -> bool:
    groups = found.groupdict()
    return bool(groups.get("last")) or len(re.findall(r"\d+", groups.get("days") or "")) > 1


def _bare_weekday(found: Match) -> int | None:
    return WEEKDAYS.index(found.group()) if found.group() in WEEKDAYS else None
