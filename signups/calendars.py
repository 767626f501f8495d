"""The calendar file of a signup: the sessions that somebody comes to, and no others."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from icalendar import Calendar

from activities import calendars
from activities.models import Session
from signups.models import Bookable, OutboxMail, Signup

# What would tell others in a family what somebody goes to.
_TELLING = ("LOCATION", "GEO", "DESCRIPTION", "URL")
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


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


def sessions_left(mail: OutboxMail, held: Sequence[Session]) -> list[Session]:
    """Return the sessions that a mail must strike out: those that its receiver no longer comes to.

    With them go those of earlier mails that were not sent, and will say nothing any more.
    `held` are the sessions that somebody comes to now: nobody leaves what they came back to.
    """
    silent = Q(sent_at__isnull=True) | ~Q(last_error="")
    rows = OutboxMail.objects.filter(
        Q(pk=mail.pk) | silent & Q(pk__lt=mail.pk), signup=mail.signup_id
    )
    moved = Q(group__in=rows.filter(left__isnull=False).values("left"))
    if mail.kind in (OutboxMail.Kind.CHANGED, OutboxMail.Kind.REGROUPED):
        moved |= Q(pk=mail.session_id)
    sessions = Session.objects.filter(moved).exclude(pk__in=[one.pk for one in held])
    return list(sessions.with_place().in_order())


def of_signup(signup: Signup, sessions: Sequence[Session], *, is_sensitive: bool) -> bytes:
    """Return the sessions as iCalendar; a sensitive activity gets a neutral name and no place.

    Each event belongs to this signup alone: its UID is not that of the public calendar, so
    nobody can tell from a neutral appointment what it is, and to cancel it strikes out nothing
    that somebody subscribed to. SEQUENCE grows with each change of the session and of the
    signup (RFC 5545, section 3.8.7.4), also when somebody cancels and comes back.
    """
    neutral = _("Appointment")
    title = sessions[0].group.activity.title if sessions else ""
    calendar = Calendar.from_ical(
        calendars.build(sessions, name=neutral if is_sensitive else title)
    )
    for session, event in zip(sessions, calendar.walk("VEVENT"), strict=True):
        own = uuid.uuid5(signup.key, str(session.uid))
        event["UID"] = type(event["UID"])(f"{own}@{calendars.UID_HOST}")
        changed = max(session.changed_at, signup.changed_at)
        event["SEQUENCE"] = int((changed - _BEGINNING).total_seconds()) + session.sequence
        if is_sensitive:
            event["SUMMARY"] = type(event["SUMMARY"])(neutral)
            for name in _TELLING:
                event.pop(name, None)
    return calendar.to_ical()


def struck_out(content: bytes) -> bytes:
    """Return the same appointments, cancelled for who held them (RFC 5546, section 3.2.5)."""
    calendar = Calendar.from_ical(content)
    for event in calendar.walk("VEVENT"):
        event["STATUS"] = "CANCELLED"
        event["TRANSP"] = "TRANSPARENT"
        event["SEQUENCE"] = int(event["SEQUENCE"]) + 1
    return calendar.to_ical()


def joined(first: bytes, second: bytes) -> bytes:
    """Return the first calendar with the appointments of the second in it as well."""
    calendar = Calendar.from_ical(first)
    for event in Calendar.from_ical(second).walk("VEVENT"):
        calendar.add_component(event)
    return calendar.to_ical()
