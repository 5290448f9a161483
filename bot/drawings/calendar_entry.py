"""A meeting as a file that calendars open (iCalendar, RFC 5545): made, moved and cancelled under one identity."""

from collections.abc import Mapping
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Wegwijs//AOJ-team//NL"


def draw_calendar_entry(facts: Mapping[str, str]) -> bytes:
    """Give the file; a calendar that holds the `uid` already takes over what has the higher `sequence`.

    Moments are written in UTC: one that is moved across summer time needs no table of time zones to be right.
    """
    cancelled = bool(facts["cancelled"])
    event = Event()
    event.add("uid", facts["uid"])
    event.add("sequence", int(facts["sequence"]))
    event.add("dtstamp", _moment(facts["changed"]))
    event.add("last-modified", _moment(facts["changed"]))
    event.add("dtstart", _moment(facts["starts"]))
    event.add("dtend", _moment(facts["ends"]))
    event.add("summary", facts["summary"])
    event.add("description", facts["description"])
    if facts["place"]:
        event.add("location", facts["place"])
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("organizer", _organizer(facts["organizer"]))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _organizer(bot_name: str) -> vCalAddress:
    """Give the bot as organizer: an entry that is published needs one, and nobody's own address belongs in it."""
    address = vCalAddress(f"https://t.me/{bot_name}")
    address.params["CN"] = vText("Wegwijs")
    return address


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)
