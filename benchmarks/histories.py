"""Made-up histories, from a seed: ordinary ones, crowded ones, and ones that must be refused."""

import random
from datetime import date, timedelta

FIRST, LAST = date(2024, 9, 2), date(2029, 8, 19)
WHATS = (
    "twijfel",
    "thuissituatie",
    "laagdrempelig",
    "specialistisch",
    "maatwerk",
    "geen_toestemming",
    "schoolprestaties",
    "groep",
    "veiligheid",
)
WRONG_DAYS = (
    "2024-09-01",
    "2029-08-20",
    "2027-2-3",
    "2027-02-30",
    "20270203",
    "2027-W05-3",
    " 2027-02-03",
    "2027-02-03T00:00",
    None,
    20270203,
    "",
    True,
    ["2027-02-03"],
    "٢٠٢٧-٠٢-٠٣",
    "2027-02-03\n",
)
WRONG_HOURS = ("-1", "+1", "1.", ".5", "1e1", "1,5", 1, 1.5, None, "", "0x1", " 1", "NaN", "٣", True, "1_0", "1\n")


class Histories:
    """Histories of one school year or less, so that rules fire; the same seed gives the same ones."""

    def __init__(self, seed):
        self.dice = random.Random(seed)

    def day(self, first, last):
        return first + timedelta(days=self.dice.randint(0, max(0, (last - first).days)))

    def ordinary(self):
        """Twenty events of one school year of a pupil who is away a lot, in the order in which they became known.

        Eight sick reports of a day to two weeks, one of them often left open, somebody back at school, seven times
        unexcused hours up to a whole day, two periods of presence and two worries.
        """
        on = self.day(date(2025, 3, 1), date(2029, 6, 30))
        span = (on - timedelta(days=min(250, (on - FIRST).days)), on)
        made = [self.spell(span) for _ in range(8)] + [self.missed(span) for _ in range(7)]
        made += [self.event(span, kind) for kind in ("recovered", "attendance", "attendance", "concern", "concern")]
        made.sort(key=lambda event: event.get("first_day") or event.get("until") or event["day"])
        return {"id": self.dice.randint(1, 10**9), "on": str(on), "events": made}

    def weekday(self, span):
        day = self.day(*span)
        return day - timedelta(days=min(2, max(0, day.weekday() - 4)))

    def spell(self, span):
        day = self.weekday(span)
        last = min(LAST, day + timedelta(days=self.dice.choice([0, 1, 2, 3, 4, 6, 11])))
        return {"kind": "sick", "first_day": str(day), "last_day": str(last) if self.dice.random() < 0.9 else None}

    def missed(self, span):
        hours = self.dice.choice(["1", "1", "2", "2.50", "0.75", "4", "7"])
        whole = {"whole_day": True} if hours == "7" else {}
        return {"kind": "unexcused", "day": str(self.weekday(span)), "hours": hours} | whole

    def crowded(self):
        """Short spans with much in them, at every edge of the table."""
        start = self.dice.choice([FIRST, self.day(FIRST, LAST), self.day(FIRST, LAST), LAST - timedelta(days=80)])
        end = min(LAST, start + timedelta(days=self.dice.choice([3, 14, 40, 120, 400])))
        history = {
            "id": "x",
            "on": str(self.day(start, end)),
            "events": [self.event((start, end)) for _ in range(self.dice.choice([0, 1, 4, 12, 40]))],
        }
        if self.dice.random() < 0.3:
            self.truancy(history, start, end)
        if self.dice.random() < 0.4:
            history["closed_days"] = [str(self.day(start, end)) for _ in range(self.dice.randint(0, 6))]
        return history

    def truancy(self, history, start, end):
        """Whole days away, nearly all of them, so that long runs come about."""
        day = self.day(start, end)
        for _ in range(self.dice.randint(15, 60)):
            if day <= end and self.dice.random() < 0.98:
                history["events"].append({"kind": "unexcused", "day": str(day), "hours": "0.5", "whole_day": True})
            day += timedelta(days=1)
        self.dice.shuffle(history["events"])

    def event(self, span, kind=None):
        kind = (
            kind
            or self.dice.choices(["sick", "recovered", "unexcused", "attendance", "concern"], [40, 10, 35, 10, 5])[0]
        )
        day = self.day(*span)
        if kind == "sick":
            last = min(LAST, day + timedelta(days=self.dice.choice([0, 0, 1, 2, 4, 12])))
            return {"kind": kind, "first_day": str(day), "last_day": self.dice.choice([str(last), str(last), None])}
        if kind == "recovered":
            return {"kind": kind, "day": str(day)}
        if kind == "unexcused":
            event = {"kind": kind, "day": str(day), "hours": self.dice.choice(["1", "2.50", "4", "0.75", "8", "12.0"])}
            return event | self.dice.choice([{}, {}, {"whole_day": True}, {"whole_day": False}])
        if kind == "attendance":
            attended, scheduled = self.dice.choice(
                [
                    ("49.9", "100"),
                    ("50", "100"),
                    ("79.99", "100"),
                    ("80", "100"),
                    ("94.9", "100"),
                    ("95", "100"),
                    ("0", "0"),
                    ("0", "7"),
                    ("3.3", "6.6"),
                    ("1", "3"),
                    ("00", "0.0"),
                    ("28.5", "30"),
                ]
            )
            return {
                "kind": kind,
                "from": str(self.day(span[0], day)),
                "until": str(day),
                "attended_hours": attended,
                "scheduled_hours": scheduled,
            }
        return {"kind": kind, "day": str(day), "what": self.dice.choice(WHATS)}

    def spoilt(self):
        """A crowded history with one to three things in it that are not as agreed."""
        history = self.crowded()
        for _ in range(self.dice.randint(1, 3)):
            spoil = self.dice.choice([self.spoil_event, self.spoil_event, self.spoil_event, self.spoil_top])
            spoil(history)
        return history

    def spoil_top(self, history):
        self.dice.choice(
            [
                lambda: history.update(on=self.dice.choice(WRONG_DAYS)),
                lambda: history.update(
                    closed_days=self.dice.choice([None, "2027-02-03", {}, ["2024-09-01"], [None], [1]])
                ),
                lambda: history.update(school="x"),
                lambda: history.pop("on", None),
                lambda: history.pop("id", None),
                lambda: history.update(events=self.dice.choice([None, {}, "x"])),
            ]
        )()

    def spoil_event(self, history):
        if not isinstance(history.get("events"), list) or not history["events"]:
            return
        place = self.dice.randrange(len(history["events"]))
        event = history["events"][place]
        if not isinstance(event, dict) or not event:
            return
        name = self.dice.choice(sorted(event))
        self.dice.choice(
            [
                lambda: event.pop(name),
                lambda: event.update(extra=1),
                lambda: event.update({name: self.dice.choice([*WRONG_DAYS, *WRONG_HOURS, "unknown", {}, []])}),
                lambda: event.update({name: self.dice.choice(["2025-01-01", "2029-01-01", "0", "13", "12.01", "999"])}),
                lambda: history["events"].__setitem__(place, self.dice.choice([None, [], "sick", 3])),
            ]
        )()
