"""The absence rules read a second time: slow, day by day, on plain dicts, sharing no code with `knowledge`.

The tests lay it beside the product on generated histories; the benchmark measures the product against it.
"""

import re
import tomllib
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent.parent / "knowledge" / "data" / "calendar.toml"
DAY = timedelta(days=1)
FIRST = date(2024, 9, 2)
FIELDS = {
    "sick": {"first_day", "last_day"},
    "recovered": {"day"},
    "unexcused": {"day", "hours", "whole_day"},
    "attendance": {"from", "until", "attended_hours", "scheduled_hours"},
    "concern": {"day", "what"},
}
ROLES = (
    {"twijfel": "jeugdarts", "thuissituatie": "brugfunctionaris", "laagdrempelig": "jongerenwerker"}
    | dict.fromkeys(["specialistisch", "maatwerk", "geen_toestemming"], "aoj_team")
    | {"schoolprestaties": "ondersteuningscoordinator", "groep": "swv", "veiligheid": "veilig_thuis"}
)
ROLE_OF = {"mazl": "jeugdarts", "leerplicht": "leerplichtambtenaar", "aanwezigheid": "aoj_team"}


class RefusedError(Exception):
    def __init__(self, event):
        super().__init__(event)
        self.event = event


def easter(year):
    """Oudin's way, so that the dates in the table are checked too."""
    century, golden = year // 100, year % 19
    shift = (century - (century - 17) // 25) // 3
    moon = (century - century // 4 - shift + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    ahead = moon - weekday
    month = 3 + (ahead + 40) // 44
    return date(year, month, ahead + 28 - 31 * (month // 4))


def closing(day):
    sunday = easter(day.year)
    kingsday = date(day.year, 4, 27)
    if kingsday.weekday() == 6:
        kingsday -= DAY
    moving = {sunday + DAY, sunday + 39 * DAY, sunday + 50 * DAY}
    return (day.month, day.day) in {(1, 1), (5, 5), (12, 25), (12, 26)} or day in moving or day == kingsday


def read_vacations():
    years = tomllib.loads(TABLE.read_text(encoding="utf-8"))["school_year"]
    return [tuple(year[name]) for year in years for name in ("herfst", "kerst", "voorjaar", "mei", "zomer")]


VACATIONS = read_vacations()
LAST = max(last for _, last in VACATIONS)


def days(first, last):
    while first <= last:
        yield first
        first += DAY


NUMBER = {}
number = -1
for one in days(FIRST, LAST):
    if one.weekday() < 5 and not any(start <= one <= end for start, end in VACATIONS):
        number += 1
    NUMBER[one] = number
COUNTED = {day for day in NUMBER if NUMBER[day] != NUMBER.get(day - DAY, -1)}


def working_day(day):
    return day.weekday() < 5 and not closing(day) and day != easter(day.year) - 2 * DAY


def fifth_working_day(day):
    left = 5
    while left:
        day += DAY
        left -= working_day(day)
    return day


def to_day(text, event):
    if not isinstance(text, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise RefusedError(event)
    try:
        day = date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        raise RefusedError(event) from None
    if not FIRST <= day <= LAST:
        raise RefusedError(event)
    return day


def to_number(text, event):
    if not isinstance(text, str) or not re.fullmatch("[0-9]+([.][0-9]+)?", text):
        raise RefusedError(event)
    return Fraction(text)


def read_event(raw, place):
    if not isinstance(raw, dict) or not isinstance(raw.get("kind"), str) or raw["kind"] not in FIELDS:
        raise RefusedError(place)
    given = dict(raw)
    kind = given.pop("kind")
    if kind == "unexcused":
        given.setdefault("whole_day", False)
    if set(given) != FIELDS[kind]:
        raise RefusedError(place)
    for name, value in given.items():
        if name in {"day", "first_day", "from", "until"} or (name == "last_day" and value is not None):
            given[name] = to_day(value, place)
        elif name.endswith("hours"):
            given[name] = to_number(value, place)
    wrong = (
        (kind == "sick" and given["last_day"] is not None and given["last_day"] < given["first_day"])
        or (kind == "unexcused" and not (0 < given["hours"] <= 12 and isinstance(given["whole_day"], bool)))
        or (kind == "attendance" and given["from"] > given["until"])
        or (kind == "attendance" and given["attended_hours"] > given["scheduled_hours"])
        or (kind == "concern" and (not isinstance(given["what"], str) or given["what"] not in ROLES))
    )
    if wrong:
        raise RefusedError(place)
    return {"kind": kind, **given}


def read(raw):
    if not isinstance(raw, dict) or not {"id", "on", "events"} <= set(raw) <= {"id", "on", "events", "closed_days"}:
        raise RefusedError(None)
    on = to_day(raw["on"], None)
    if not isinstance(raw.get("closed_days", []), list) or not isinstance(raw["events"], list):
        raise RefusedError(None)
    closed = {to_day(day, None) for day in raw.get("closed_days", [])}
    return on, closed, [read_event(event, place) for place, event in enumerate(raw["events"])]


def judge(raw, window="calendar"):
    name = raw.get("id") if isinstance(raw, dict) else None
    try:
        on, closed, events = read(raw)
    except RefusedError as refused:
        return {"id": name, "error": refused.event}
    return {"id": name, **judge_read(on, closed, events, window)}


def judge_read(on, closed, events, window):
    school = [day for day in NUMBER if day in COUNTED and not closing(day) and day not in closed]
    counting, ignored = sift(on, school, events)
    spells, reports = ill(on, school, counting)
    findings: dict[Any, Any] = {}
    progress = {"mazl.frequentie": often(on, spells, window, findings)}
    for spell in spells:
        if len(spell["days"]) >= 7:
            add(findings, "mazl.duur", spell["days"][6], spell["days"][:7])
    yesterday = max((day for day in school if day < on), default=None)
    holding = [s for s in spells if on in s["days"]] or [s for s in spells if yesterday in s["days"]]
    progress["mazl.duur"] = len(holding[0]["days"]) if holding else 0
    progress["leerplicht.16uur"] = hours(on, counting, findings)
    long(on, school, counting, findings)
    band = present(counting, findings)
    for event in counting:
        if event["kind"] == "concern":
            add(findings, f"zorg.{event['what']}", event["day"], [event["day"]])
    return {
        "on": str(on),
        "reports": reports,
        "spells": [told(spell["days"], spell["reports"]) for spell in spells],
        "findings": [findings[key] for key in sorted(findings)],
        "band": band,
        "progress": progress,
        "ignored": ignored,
    }


def told(days, reports):
    return {"first": str(days[0]), "last": str(days[-1]), "school_days": len(days), "reports": reports}


def sift(on, school, events):
    counting, ignored = list[Any](), list[Any]()
    for place, event in enumerate(events):
        moment = event.get("first_day") or event.get("until") or event.get("day")
        reason = None
        if moment > on:
            reason = "future"
        elif event["kind"] == "recovered":
            hit = [e for e in counting if e["kind"] == "sick" and e["last_day"] is None and e["first_day"] <= moment]
            for report in hit:
                report["last_day"] = max(report["first_day"], moment - DAY)
            reason = None if hit else "nothing_open"
        elif event["kind"] == "unexcused" and moment not in school:
            reason = "no_school_day"
        elif event["kind"] == "attendance" and event["scheduled_hours"] == 0:
            reason = "not_computable"
        if reason:
            ignored.append({"event": place, "reason": reason})
        else:
            counting.append(dict(event))
    return counting, ignored


def ill(on, school, counting):
    """A spell is a stretch of school days, none left out, each covered by a report."""
    reports = [(e["first_day"], min(e["last_day"] or on, on)) for e in counting if e["kind"] == "sick"]
    spells, stretch = [], []
    for day in [day for day in school if day <= on] + [None]:
        if day is not None and any(first <= day <= last for first, last in reports):
            stretch.append(day)
        elif stretch:
            spells.append({"days": stretch})
            stretch = []
    for spell in spells:
        before = max((day for day in school if day < spell["days"][0]), default=date.min)
        after = min((day for day in school if day > spell["days"][-1]), default=date.max)
        spell["reports"] = sum(before < first < after or before < last < after for first, last in reports)
    return spells, len(reports)


def often(on, spells, window, findings):
    def near(day, end):
        return (end - day).days <= 83 if window == "calendar" else NUMBER[end] - NUMBER[day] <= 59

    since = []
    for spell in spells:
        first = spell["days"][0]
        since.append(first)
        fire = [day for day in since if near(day, first)]
        if len(fire) >= 4:
            add(findings, "mazl.frequentie", first, fire)
            since = []
    return sum(near(day, on) for day in since)


def hours(on, counting, findings):
    fired = date.min
    missed = [event for event in counting if event["kind"] == "unexcused"]

    def counted(end):
        return [e for e in missed if fired < e["day"] <= end and NUMBER[end] - NUMBER[e["day"]] <= 19]

    for day in days(FIRST, on):
        here = counted(day)
        if sum(e["hours"] for e in here) >= 16 and any(e["day"] == day for e in here):
            evidence = sorted({e["day"] for e in here})
            add(findings, "leerplicht.16uur", day, evidence)
            fired = day
    return in_words(sum((e["hours"] for e in counted(on)), Fraction(0)))


def in_words(amount):
    """A sum of decimals, without trailing zeros."""
    whole, rest = divmod(amount, 1)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return f"{whole}.{digits}" if digits else str(whole)


def long(on, school, counting, findings):
    whole = {event["day"] for event in counting if event["kind"] == "unexcused" and event["whole_day"]}
    start, fired = None, False
    for day in school:
        if day > on or day not in whole:
            start, fired = None, False
            continue
        start = start or day
        if not fired and NUMBER[day] >= NUMBER[start] + 20:
            add(findings, "leerplicht.lrv", day, [start, day])
            fired = True


def present(counting, findings):
    latest, band = date.min, None
    for event in (one for one in counting if one["kind"] == "attendance"):
        share = event["attended_hours"] / event["scheduled_hours"] * 100
        if share < 50:
            add(findings, "aanwezigheid.thuiszitter", event["until"], [event["from"], event["until"]])
        if event["until"] >= latest:
            latest = event["until"]
            band = "groen" if share >= 95 else "geel" if share >= 80 else "oranje" if share >= 50 else "rood"
    return band


def add(findings, rule, day, evidence):
    kind, _, what = rule.partition(".")
    role, dates = ROLES[what] if kind == "zorg" else ROLE_OF[kind], [str(one) for one in evidence]
    due = str(fifth_working_day(day)) if kind == "leerplicht" else None
    findings.setdefault((day, rule), {"rule": rule, "fired_on": str(day), "role": role, "evidence": dates, "due": due})
