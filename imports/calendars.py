"""From an iCalendar file (RFC 5545) to items: one date is one occurrence of an event.

What comes is not trusted: each UID is read by itself, so that one bad event refuses itself
and nothing else, and a rule that would make millions of dates is refused unread.
"""

import html
import time
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import nh3
import recurring_ical_events
from icalendar import Calendar, Event

from common.clock import LOCAL, local
from imports.items import (
    MAX_BYTES,
    MAX_ROWS,
    Item,
    Unreadable,
    check_moments,
    digest,
    fold,
    refuse_doubles,
)
from imports.places import Places

AHEAD = timedelta(days=366)  # how far dates are read
SECONDS = 15.0  # that reading one file may take
MAX_EVENTS = 5_000
MOST_RULES = 10  # of one event
MOST_MOMENTS = 24  # that one rule may make on a day
TITLE, SUMMARY, TEXT = 120, 280, 5_000  # characters
MARGIN = timedelta(days=2)  # around what is asked of the library; we look ourselves


def read(content: bytes, *, now: datetime) -> list[Item]:
    """Return an item for each occurrence from now on, a year ahead, and for each bad event.

    :raises Unreadable: the file is no calendar, or too large to take.
    """
    started = time.monotonic()
    if len(content) > MAX_BYTES:
        raise Unreadable("too_large")
    places = Places()
    items: list[Item] = []
    for number, (zone, events) in enumerate(_by_uid(content), start=1):
        if time.monotonic() - started > SECONDS or len(items) > MAX_ROWS:
            raise Unreadable("too_many_rows")
        items += _series(number, zone, events, places, now)
    items.sort(key=lambda item: (item.starts_at or now, item.number))
    refuse_doubles(items)
    return items


def _by_uid(content: bytes) -> list[tuple[str, list]]:
    """Return the events of each UID, with the zone that its calendar names for itself."""
    try:
        calendars = Calendar.from_ical(content.lstrip(b"\xef\xbb\xbf"), multiple=True)
    except Exception as error:  # whatever a parser can stumble over
        raise Unreadable("no_calendar") from error
    if not any(calendar.name == "VCALENDAR" for calendar in calendars):
        raise Unreadable("no_calendar")
    found: dict[str, list] = defaultdict(list)
    zones: dict[str, str] = {}
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            title = fold(str(event.get("SUMMARY", "")))
            uid = str(event.get("UID") or digest("n", title, str(event.get("DTSTART"))))
            found[uid].append(event)
            zones.setdefault(uid, str(calendar.get("X-WR-TIMEZONE", "")))
    if sum(map(len, found.values())) > MAX_EVENTS:
        raise Unreadable("too_many_rows")
    for uid, events in found.items():
        for event in events:
            event["UID"] = uid
    return [(zones[uid], events) for uid, events in found.items()]


def _series(
    number: int, zone: str, events: list[Event], places: Places, now: datetime
) -> list[Item]:
    """Return the items of one UID: its occurrences, or one that is refused."""
    try:
        return _occurrences(number, zone, events, places, now)
    except Exception:  # whatever a rule, a date or a text can be that no library foresaw
        bare = Item(number, key=digest("u", str(events[0]["UID"])))
        bare.refuse("unreadable")
        return [bare]


def _occurrences(
    number: int, zone: str, events: list[Event], places: Places, now: datetime
) -> list[Item]:
    lead = next((event for event in events if "RECURRENCE-ID" not in event), events[0])
    bare = Item(number, key=digest("u", str(lead["UID"])))
    if any(str(event.get("CLASS", "")).upper() in ("PRIVATE", "CONFIDENTIAL") for event in events):
        bare.refuse("private")  # without its title: it is shown to nobody, the importer included
        return [bare]
    bare.title = _line(lead, "SUMMARY", TITLE)
    if any(_is_too_often(event) for event in events):
        bare.refuse("too_often")
        return [bare]
    calendar = Calendar()
    calendar.add("PRODID", "-//Wijkportaal//Import//NL")
    calendar.add("VERSION", "2.0")
    if zone:
        calendar.add("X-WR-TIMEZONE", zone)  # what it means for times is the library's to know
    for event in events:
        calendar.add_component(event)
    today = local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    found = recurring_ical_events.of(calendar).between(today - MARGIN, today + AHEAD + MARGIN)
    if len(found) > MAX_ROWS:
        bare.refuse("too_often")
        return [bare]
    recurs = any(name in event for event in events for name in ("RRULE", "RDATE", "RECURRENCE-ID"))
    made = [_item(number, occurrence, recurs, places) for occurrence in found]
    if recurs and bare.title:
        for item in made:  # an exception has no name of its own on the portal
            item.title = item.fields["title"] = bare.title
    return [item for item in made if item.starts_at and today <= item.starts_at < today + AHEAD]


def _is_too_often(event: Event) -> bool:
    """Say whether a rule could make so many dates that only reading them takes long."""
    rules = event.get("RRULE", [])
    rules = rules if isinstance(rules, list) else [rules]
    if len(rules) > MOST_RULES:
        return True
    for rule in rules:
        often = str((rule.get("FREQ") or [""])[0]).upper()
        if often in ("SECONDLY", "MINUTELY", "HOURLY"):
            return True
        moments = 1
        for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            moments *= max(1, len(rule.get(part) or []))
        if moments > MOST_MOMENTS:
            return True
    return False


def _item(number: int, event: Any, recurs: bool, places: Places) -> Item:
    item = Item(number, title=_line(event, "SUMMARY", TITLE))
    start, is_day = _moment(event["DTSTART"].dt)
    item.starts_at = start
    uid = str(event["UID"])
    planned = event.get("RECURRENCE-ID")
    first = _moment(planned.dt)[0] if planned is not None else start
    item.key = digest("u", uid, first.isoformat() if recurs else "")
    item.activity = digest("s", uid) if recurs else digest("t", fold(item.title))
    if "DTEND" in event:
        item.ends_at = _moment(event["DTEND"].dt)[0]
    if item.ends_at is None or item.ends_at == start:
        item.ends_at = start + (timedelta(days=1) if is_day else timedelta(hours=1))
        if not is_day:
            item.note("no_end")
    if is_day:
        # The end is the day after; a session ends in the last minute of its own day.
        item.ends_at = item.ends_at - timedelta(minutes=1)
        item.note("all_day")
    item.cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
    if not item.title:
        item.refuse("no_title")
    check_moments(item)
    where = _line(event, "LOCATION", 200)
    item.venue = places.find(where)
    if where and item.venue is None:
        item.note("unknown_place", where)
    item.fields = {"title": item.title} | _told(event)
    return item


def _told(event: Event) -> dict[str, str]:
    """Return summary and text of the page; organisers and guests are never read."""
    told = _plain(str(event.get("DESCRIPTION", "")))[:TEXT].strip()
    if not told:
        return {}
    first = " ".join(told.split("\n\n")[0].split())
    if len(first) <= SUMMARY and first == " ".join(told.split()):
        return {"summary": first}
    if len(first) > SUMMARY:
        cut = first[:SUMMARY]
        stop = max(cut.rfind(". "), cut.rfind("! "), cut.rfind("? "))
        first = cut[: stop + 1] if stop > 40 else f"{cut.rsplit(' ', 1)[0]} …"
    return {"summary": first, "body": told}


def _plain(text: str) -> str:
    """Return text without mark-up: some calendars send HTML."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if "<" not in text:
        return text
    for tag in ("<br>", "<br/>", "<br />", "</p>", "</li>", "</div>"):
        text = text.replace(tag, f"{tag}\n")
    return html.unescape(nh3.clean(text, tags=set()))


def _line(event: Event, name: str, longest: int) -> str:
    value = event.get(name, "")
    value = value[0] if isinstance(value, list) and value else value
    return " ".join(_plain(str(value)).split())[:longest]


def _moment(value: date | datetime) -> tuple[datetime, bool]:
    """Return the instant in UTC, and whether it stood for a whole Dutch day.

    A time without a zone is a Dutch wall clock (RFC 5545, section 3.3.5, form 1).
    """
    if not isinstance(value, datetime):
        return datetime.combine(value, datetime.min.time(), LOCAL).astimezone(UTC), True
    if value.tzinfo is None:
        value = value.replace(tzinfo=LOCAL)
    return value.astimezone(UTC), False
