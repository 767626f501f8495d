"""What stands on the sheet of a meeting centre for one week."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from activities import labels
from activities.models import Session
from common import clock
from venues.models import Venue

_WEEK = re.compile(r"^(\d{4})-W(\d{2})$")


@dataclass(frozen=True, slots=True)
class Line:
    """One session: its hours, its title, and what somebody wants to know of it."""

    hours: str
    title: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A week in one venue; `address` is the page that the code leads to."""

    venue: Venue
    monday: date
    title: str
    days: tuple[Day, ...]
    address: str


def centres() -> QuerySet[Venue]:
    """Return the meeting centres, by name."""
    return Venue.objects.filter(kind=Venue.Kind.MEETING_CENTRE).order_by("name", "pk")


def name_of(monday: date) -> str:
    """Return a week as ISO 8601 writes it: 2026-W48."""
    return f"{monday:%G-W%V}"


def monday_of(week: str) -> date:
    """Return the Monday of a week such as 2026-W48.

    :raises ValueError: there is no such week.
    """
    found = _WEEK.match(week)
    if not found:
        raise ValueError(week)
    return date.fromisocalendar(int(found[1]), int(found[2]), 1)


def coming_mondays(now: datetime) -> tuple[date, date]:
    """Return the Mondays of this week and of the next."""
    today = clock.local(now).date()
    monday = today - timedelta(days=today.weekday())
    return monday, monday + timedelta(days=7)


def of(venue: Venue, monday: date) -> Sheet:
    """Return the sheet of a venue for the week that begins on a Monday (two queries)."""
    by_day: dict[date, list[Line]] = {}
    for session in _sessions(venue, monday):
        day = clock.local(session.starts_at).date()
        by_day.setdefault(day, []).append(_line(session))
    return Sheet(
        venue=venue,
        monday=monday,
        title=_("Week %(week)d: %(first)s to %(last)s")
        % {
            "week": monday.isocalendar().week,
            "first": date_format(monday, "j F"),
            "last": date_format(monday + timedelta(days=6), "j F"),
        },
        days=tuple(
            Day(date_format(day, "l j F").capitalize(), tuple(lines))
            for day, lines in sorted(by_day.items())
        ),
        address=f"{settings.WAGTAILADMIN_BASE_URL}{reverse('search:results')}?"
        + urlencode({"q": venue.name}),
    )


def _sessions(venue: Venue, monday: date) -> QuerySet[Session]:
    first = datetime.combine(monday, time(), clock.LOCAL)
    last = datetime.combine(monday + timedelta(days=7), time(), clock.LOCAL)
    own = Q(venue=venue)
    of_group = Q(venue=None, group__venue=venue)
    of_activity = Q(venue=None, group__venue=None, group__activity__venue=venue)
    return (
        Session.objects.of_visible_pages()
        .filter(own | of_group | of_activity, starts_at__gte=first, starts_at__lt=last)
        .select_related("group__activity")
        .prefetch_related("group__activity__audiences")
        .in_order()
    )


def _line(session: Session) -> Line:
    page = session.group.activity
    start, end = clock.local(session.starts_at), clock.local(session.ends_at)
    audiences = [audience.name for audience in page.audiences.all()]
    facts = [
        labels.audience(audiences, page.age_from, page.age_to),
        labels.price(page.price_cents, page.price_note),
        page.contact_telephone
        and _("Call %(number)s") % {"number": _whole(page.contact_telephone)},
    ]
    if session.is_cancelled:
        facts = [_("Does not go on.")]
    return Line(f"{start:%H.%M} – {end:%H.%M}", page.title, tuple(filter(None, facts)))


def _whole(number: str) -> str:
    """Return a telephone number that no line breaks in two."""
    return number.replace(" ", "\u00a0")
