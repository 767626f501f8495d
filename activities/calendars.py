"""Sessions as iCalendar (RFC 5545, with the properties of RFC 7986).

Sessions are real rows, so each is one VEVENT with a UID of its own: there is
no RRULE, and 10:00 stays 10:00 across a clock change.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDuration, vText, vUri

from activities.models import Session
from common import clock

PRODUCT = "-//Wijkportaal//Agenda//NL"
REFRESH = timedelta(hours=1)
UID_HOST = "wijkportaal"  # part of the identity of events in people's calendars: never change it


def build(sessions: Iterable[Session], *, name: str, url: str = "", description: str = "") -> bytes:
    """Return a VCALENDAR with one VEVENT for each session.

    Sessions come with their place and activity loaded (`with_place`). `url` is
    where the same calendar can be fetched again (RFC 7986, section 5.8), and
    `description` what a subscriber must know of the whole (section 5.2).
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    # Without a type these two would be written as they are, unescaped.
    calendar.add("NAME", vText(_line(name)))
    calendar.add("X-WR-CALNAME", vText(_line(name)))
    if description:
        calendar.add("DESCRIPTION", vText(_line(description)))
        calendar.add("X-WR-CALDESC", vText(_line(description)))
    calendar.add("X-WR-TIMEZONE", clock.LOCAL.key)
    if url:
        calendar.add("SOURCE", vUri(url), parameters={"VALUE": "URI"})
        calendar.add("URL", vUri(url))
        calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    calendar.add_component(_timezone())
    for session in sessions:
        calendar.add_component(event(session))
    return calendar.to_ical()


def event(session: Session) -> Event:
    """Return one session as a VEVENT, in Dutch wall-clock time wherever that is one moment."""
    activity = session.group.activity
    found = Event()
    found.add("UID", f"{session.uid}@{UID_HOST}")
    found.add("DTSTAMP", session.changed_at)
    found.add("LAST-MODIFIED", session.changed_at)
    found.add("SEQUENCE", session.sequence)
    found.add("DTSTART", _wall(session.starts_at))
    found.add("DTEND", _wall(session.ends_at))
    found.add("SUMMARY", _title(session))
    found.add("STATUS", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    found.add("TRANSP", "TRANSPARENT" if session.is_cancelled else "OPAQUE")
    found.add("URL", vUri(activity.full_url))
    description = "\n\n".join(part for part in (session.reason, activity.summary) if part)
    if description:
        found.add("DESCRIPTION", description.replace("\r\n", "\n").replace("\r", "\n"))
    place = session.place
    if place:
        found.add("LOCATION", _line(", ".join(filter(None, (place.name, place.address)))))
        if place.latitude is not None and place.longitude is not None:
            found.add("GEO", (place.latitude, place.longitude))
    return found


def _wall(moment: datetime) -> datetime:
    """Return the moment on a Dutch clock, or in UTC where that clock shows it a second time.

    In the night that summer time ends, a wall-clock time with a TZID means the first of the
    two (RFC 5545, section 3.3.5).
    """
    local = clock.local(moment)
    return moment.astimezone(UTC) if local.fold else local


def _title(session: Session) -> str:
    group = session.group
    title = group.activity.title
    return _line(f"{title} ({group.name})" if group.name else title)


def _line(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=1)
def _timezone() -> Timezone:
    """The Dutch clock with its two changes a year, as they are since 1996."""
    zone = Timezone()
    zone.add("TZID", clock.LOCAL.key)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    for part, month, hour, before, after, name in (
        (TimezoneDaylight(), 3, 2, winter, summer, "CEST"),
        (TimezoneStandard(), 10, 3, summer, winter, "CET"),
    ):
        part.add("DTSTART", datetime(1996, month, 31 if month == 3 else 27, hour))  # noqa: DTZ001
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        part.add("TZOFFSETFROM", before)
        part.add("TZOFFSETTO", after)
        part.add("TZNAME", name)
        zone.add_component(part)
    return zone
