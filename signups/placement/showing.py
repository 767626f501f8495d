"""What everybody may know of a series: its season, its region, and one word of state.

Nothing here reads a group's date, a token or a placement. The state follows from how many
people signed up for the whole series and from days that staff chose.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.urls import reverse

from activities.models import ActivityPage
from common import clock
from signups.models import Series
from signups.places import Places, State

ZONES = 2  # fewer can't keep two people apart


@dataclass(frozen=True, slots=True)
class Shown:
    """A series as a page shows it."""

    series: Series
    places: Places


def public() -> QuerySet[Series]:
    """Return the series that can be held to their rule: two zones, or nobody to keep apart."""
    counted = Series.objects.annotate(number=Count("places__zone", distinct=True))
    return counted.exclude(keeps_apart=True, number__lt=ZONES).filter(number__gte=1)


def unsafe() -> QuerySet[Series]:
    """Return the series that must keep people apart and can't: their page stays off the site."""
    return Series.objects.filter(keeps_apart=True).exclude(pk__in=public().values("pk"))


def of_activities(pages: Iterable[ActivityPage], now: datetime) -> list[Shown]:
    """Return the series of these activities that take signups, first one first (one query)."""
    today = clock.local(now).date()
    rows = (
        public()
        .filter(activity__in=[page.pk for page in pages if page.pk], closes_on__gte=today)
        .select_related("bookable")
        .order_by("closes_on", "pk")
    )
    return [Shown(row, state_of(row)) for row in rows if row.takes_signups(today)]


def for_pages(pages: Iterable[ActivityPage], now: datetime) -> dict[int, Places]:
    """Return by page the state of its first series: a chip for cards and for search."""
    found: dict[int, Places] = {}
    for shown in of_activities(pages, now):
        found.setdefault(shown.series.activity_id, shown.places)
    return found


def state_of(series: Series) -> Places:
    """Return "open" or "waiting list"; no count is ever told."""
    url = reverse("signups:series", args=[series.pk])
    state = State.OPEN if series.bookable.left else State.WAITING_LIST
    return Places(state, signup_url=url)
