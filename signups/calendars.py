"""The calendar file of a signup: the sessions that somebody comes to, and no others."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from icalendar import Calendar

from activities import calendars
from activities.models import Session
from signups.models import Bookable

# What would tell others in a family what somebody goes to.
_TELLING = ("LOCATION", "GEO", "DESCRIPTION", "URL")


def sessions_of(bookable: Bookable) -> list[Session]:
    """Return the sessions that the bookable stands for, in order, with place and activity."""
    sessions = Session.objects.with_place()
    if bookable.session_id:
        sessions = sessions.filter(pk=bookable.session_id)
    else:
        sessions = sessions.filter(group=bookable.group_id)
    return list(sessions.in_order())


def sessions_for(signup: Signup) -> list[Session]:
    """Return the sessions that somebody comes to; of a series, those of their own group."""
    if not signup.bookable.series_id:
        return sessions_of(signup.bookable)
    placed = Session.objects.filter(group__placing__placements__signup=signup)
    return list(placed.with_place().in_order())


def of_sessions(sessions: Sequence[Session], *, is_sensitive: bool) -> bytes:
    """Return the sessions as iCalendar; a sensitive activity gets a neutral name and no place."""
    if not is_sensitive:
        return calendars.build(sessions, name=sessions[0].group.activity.title if sessions else "")
    neutral = _("Appointment")
    calendar = Calendar.from_ical(calendars.build(sessions, name=neutral))
    for event in calendar.walk("VEVENT"):
        event["SUMMARY"] = neutral
        for name in _TELLING:
            event.pop(name, None)
    return calendar.to_ical()


def struck_out(content: bytes) -> bytes:
    """Return the same appointments, cancelled for who held them (RFC 5546, section 3.2.5)."""
    calendar = Calendar.from_ical(content)
    for event in calendar.walk("VEVENT"):
        event["STATUS"] = "CANCELLED"
        event["SEQUENCE"] = int(event["SEQUENCE"]) + 1
    return calendar.to_ical()


def joined(first: bytes, second: bytes) -> bytes:
    """Return the first calendar with the appointments of the second in it as well."""
    calendar = Calendar.from_ical(first)
    for event in Calendar.from_ical(second).walk("VEVENT"):
        calendar.add_component(event)
    return calendar.to_ical()
