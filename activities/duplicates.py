"""Whether something is on the site already: the same venue, a near time, a like title."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce
from rapidfuzz import fuzz, utils

from activities.models import ActivityPage, Session
from partners.models import PartnerPage

NEAR = timedelta(minutes=60)
LIKE = 80  # of 100, as rapidfuzz compares the words of two titles


@dataclass(frozen=True)
class Meeting:
    """What would be new: a title at a venue, at a moment."""

    title: str
    venue: int
    starts_at: datetime


def find(
    meetings: Iterable[Meeting], *, partner: PartnerPage, but_not: ActivityPage | None = None
) -> dict[Meeting, str]:
    """Return the title of something like it for each meeting that has one; in two queries.

    It looks among what everybody may see and what the partner itself has, drafts included,
    but for the page that is being edited (`but_not`).
    """
    meetings = list(meetings)
    if not meetings:
        return {}
    moments = [meeting.starts_at for meeting in meetings]
    visible = Q(group__activity__in=ActivityPage.objects.visible().values("pk"))
    own = Q(group__activity__path__startswith=partner.path)
    sessions = (
        Session.objects.told()
        .going_on()
        .filter(visible | own, starts_at__range=(min(moments) - NEAR, max(moments) + NEAR))
        .annotate(at=Coalesce("venue", "group__venue", "group__activity__venue"))
        .filter(at__in={meeting.venue for meeting in meetings})
        .order_by("starts_at", "pk")
    )
    if but_not is not None:
        sessions = sessions.exclude(group__activity=but_not)
    there = defaultdict(list)
    for venue, starts_at, title in sessions.values_list(
        "at", "starts_at", "group__activity__title"
    ):
        there[venue, starts_at.date()].append((starts_at, title))
    found = {}
    for meeting in meetings:
        title = _like(meeting, there)
        if title:
            found[meeting] = title
    return found


def _like(meeting: Meeting, there: dict) -> str:
    days = {(meeting.starts_at + step).date() for step in (-NEAR, NEAR)}
    for day in sorted(days):
        for starts_at, title in there.get((meeting.venue, day), ()):
            alike = fuzz.token_set_ratio(meeting.title, title, processor=utils.default_process)
            if abs(starts_at - meeting.starts_at) <= NEAR and alike >= LIKE:
                return title
    return ""
