"""Who else is in the same venue at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from activities.models import ActivityPage, Group, Session
from activities.recurrence import Moment
from common.pages import private_pages
from partners.permissions import pages_of

MOST = 20


@dataclass(frozen=True)
class Clash:
    """A session that overlaps; `title` is empty where the user may not know what it is."""

    starts_at: datetime
    ends_at: datetime
    title: str


def at_venue(
    *, venue: int | None, moments: Sequence[Moment], user, but: Group | None = None
) -> list[Clash]:
    """Return what goes on in the venue during those moments, in order; the first twenty.

    The group `but` is left out. Titles are of the user's own activities and of public ones;
    where and when people are placed in a group is told to nobody but its own team.
    """
    if venue is None or not moments:
        return []
    first = min(moment.starts_at for moment in moments)
    last = max(moment.ends_at for moment in moments)
    told = ~Q(group__way_in=Group.WayIn.PLACEMENT)
    own = Q(group__activity__in=pages_of(user).values("pk"))
    there = _in_venue(venue).filter(told | own, starts_at__lt=last, ends_at__gt=first).in_order()
    if but is not None:
        there = there.exclude(group=but)
    rows = list(there.values_list("starts_at", "ends_at", "group__activity_id"))
    found = [row for row in rows if any(_overlap(moment, row) for moment in moments)][:MOST]
    titles = _titles({activity for _starts, _ends, activity in found}, user) if found else {}
    return [Clash(starts, ends, titles.get(activity, "")) for starts, ends, activity in found]


def _in_venue(venue: int) -> QuerySet[Session]:
    own = Coalesce("venue_id", "group__venue_id", "group__activity__venue_id")
    return Session.objects.going_on().annotate(room=own).filter(room=venue)


def _overlap(moment: Moment, row: tuple[datetime, datetime, int]) -> bool:
    return row[0] < moment.ends_at and row[1] > moment.starts_at


def _titles(activities: set[int], user) -> dict[int, str]:
    pages = ActivityPage.objects.filter(pk__in=activities)
    public = pages.filter(live=True).exclude(private_pages())
    own = pages.filter(pk__in=pages_of(user).values("pk"))
    return {**dict(public.values_list("pk", "title")), **dict(own.values_list("pk", "title"))}
