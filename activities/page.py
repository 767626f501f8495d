"""What an activity's page shows, and what activities add to a partner's page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from activities import agenda, cards, drawing, structured
from activities.models import ActivityPage, Freshness, Group, Session
from common.fragments import on_demand
from partners.models import PartnerPage
from venues.models import Venue

SESSIONS = 60  # shown per group: a year of weekly meetings
OTHERS = 3
PARTNER_CARDS = 60

# Given an activity, the time and a number: the ids of activities like it, the most alike first.
Alike = Callable[[ActivityPage, datetime, int], list[int]]
_alike: list[Alike] = []


def register_alike(source: Alike) -> None:
    """Let an upper app say which activities are alike; called once, from its `ready`."""
    _alike[:] = [source]


@dataclass(slots=True)
class GroupRow:
    """A group with its coming sessions; each session has `places` and `chip`."""

    group: Group
    sessions: list[Session] = field(default_factory=list)

    @property
    def place(self) -> Venue | None:
        return self.group.place

    @property
    def next(self) -> Session | None:
        """The next session that goes on."""
        return next((row for row in self.sessions if not row.is_cancelled), None)


class ActivityView:
    """The parts of an activity's page, each read once, when a template asks for it."""

    def __init__(self, activity: ActivityPage, now: datetime):
        self._activity = activity
        self._now = now

    @property
    def _is_new(self) -> bool:
        """Whether an editor looks at it before it was ever saved."""
        return self._activity.pk is None

    @cached_property
    def groups(self) -> list[GroupRow]:
        """Groups with their coming sessions (two queries, and one for the places)."""
        if self._is_new:
            return []
        rows = {
            group.pk: GroupRow(group)
            for group in self._activity.groups.exclude(way_in=Group.WayIn.PLACEMENT)
            .select_related("venue__neighbourhood__municipality")
            .order_by("pk")
        }
        sessions = list(
            Session.objects.coming(self._now)
            .filter(group__in=rows)
            .select_related("venue__neighbourhood__municipality")
            .in_order()[: SESSIONS * max(1, len(rows))]
        )
        for session in sessions:
            row = rows[session.group_id]
            session.group = row.group
            row.group.activity = self._activity
            row.sessions.append(session)
        places = cards.places_of(sessions, self._now)
        for session in sessions:
            session.places = places.get(session.pk)
            session.chip = cards.chip_of(session, places)
        return list(rows.values())

    @cached_property
    def next_session(self) -> Session | None:
        """The next session of any group that goes on."""
        coming = [row.next for row in self.groups if row.next]
        return min(coming, key=lambda session: (session.starts_at, session.pk), default=None)

    @cached_property
    def is_past(self) -> bool:
        """Whether it had dates and none is left."""
        if self._is_new or self._activity.is_help or any(row.sessions for row in self.groups):
            return False
        return Session.objects.told().filter(group__activity=self._activity).exists()

    @cached_property
    def organiser(self) -> PartnerPage | None:
        return PartnerPage.objects.visible().parent_of(self._activity).first()

    @cached_property
    def co_organisers(self) -> list[PartnerPage]:
        if self._is_new:
            return [row.partner for row in self._activity.co_organisers.all()]
        return list(
            PartnerPage.objects.visible()
            .filter(co_organised__activity=self._activity)
            .order_by("co_organised__sort_order", "pk")
        )

    @cached_property
    def others(self) -> list[cards.Card]:
        """At most three others like it; else with a theme in common, by their next date."""
        if self._is_new:
            return []
        ids = _alike[0](self._activity, self._now, OTHERS) if _alike else []
        coming = ActivityPage.objects.visible().upcoming(self._now).filter(pk__in=ids)
        there = set(coming.values_list("pk", flat=True))
        if there:
            shown = agenda.in_order_of([pk for pk in ids if pk in there])
            return cards.build(shown, self._now)
        alike = Session.objects.filter(
            group__activity__themes__in=self._activity.themes.all()
        ).exclude(group__activity=self._activity.pk)
        return agenda.coming_cards(self._now, OTHERS, alike)

    @cached_property
    def place(self) -> Venue | None:
        """Where the next session is; else the activity's own venue."""
        return self.next_session.place if self.next_session else self._activity.venue

    @cached_property
    def map(self) -> dict | None:
        return drawing.map_of(self.place) if self.place else None

    @cached_property
    def qr_svg(self) -> str:
        return "" if self._is_new else drawing.qr(self._activity.full_url)

    @cached_property
    def checked_on(self) -> date | None:
        """The day on which somebody last said that it is right."""
        if self._is_new:
            return None
        known = Freshness.objects.filter(activity=self._activity)
        return known.values_list("checked_on", flat=True).first()

    @cached_property
    def jsonld(self) -> str:
        sessions = [session for row in self.groups for session in row.sessions]
        return structured.script(self._activity, sessions, self.organiser)


# Names under which a template finds the parts.
PARTS = (
    "groups", "next_session", "is_past", "organiser", "co_organisers", "others", "place", "map",
    "qr_svg", "checked_on", "jsonld",
)  # fmt: skip


def context(activity: ActivityPage, now: datetime) -> dict:
    """Return the context of an activity's page; a part is read when the template asks for it."""
    view = ActivityView(activity, now)
    return {
        "activity": view,
        "calendar_url": activity.pk and reverse("activities:activity_ics", args=[activity.pk]),
        # Functions: the template engine calls them, so what is not shown is not read.
        **{name: (lambda name=name: getattr(view, name)) for name in PARTS},
    }


def of_partner(partner: PartnerPage, now: datetime) -> dict:
    """Return what a partner does: cards of coming activities, and of what has no dates."""
    own = ActivityPage.objects.visible().filter(
        Q(path__startswith=partner.path, depth=partner.depth + 1)
        | Q(co_organisers__partner=partner.pk or 0)
    )
    sessions = Session.objects.filter(group__activity__in=own.values("pk"))
    help_pages = own.without_dates().distinct().order_by("title", "pk")[:PARTNER_CARDS]
    return {
        "cards": on_demand(lambda: agenda.coming_cards(now, PARTNER_CARDS, sessions)),
        "help_cards": on_demand(lambda: cards.build(help_pages, now)),
    }
