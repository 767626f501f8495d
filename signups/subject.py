"""What somebody signs up for: the session or group, its activity, and who organises it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.http import Http404
from django.utils.functional import cached_property

from activities.models import ActivityPage, Group, Session
from common import clock
from partners.models import PartnerPage
from signups import capacities, places
from signups.models import Bookable, SignupSettings
from signups.places import Places

MOST_MOMENTS = 12  # dates offered in one form


@dataclass
class Moment:
    """A session that can be chosen, with the state of its places."""

    session: Session
    places: Places

    @property
    def value(self) -> str:
        return str(self.session.pk)


@dataclass
class Subject:
    """A group, and the session of it that was asked for (None: not yet chosen)."""

    group: Group
    session: Session | None
    now: datetime
    moments: list[Moment] = field(default_factory=list)

    @property
    def activity(self) -> ActivityPage:
        return self.group.activity

    @property
    def is_per_session(self) -> bool:
        return self.group.way_in == Group.WayIn.PER_SESSION

    @cached_property
    def wishes(self) -> SignupSettings:
        return wishes_of(self.activity)

    @cached_property
    def organiser(self) -> PartnerPage | None:
        return PartnerPage.objects.parent_of(self.activity).first()

    @cached_property
    def controller(self) -> str:
        """Who is responsible for the personal data."""
        return self.wishes.controller or (self.organiser.title if self.organiser else "")

    @cached_property
    def delete_on(self) -> date:
        """The day on which all personal data of a signup made now are gone."""
        sessions = [moment.session for moment in self.moments]
        if self.session and self.is_per_session:
            sessions = [self.session]
        elif len(sessions) == MOST_MOMENTS:  # there may be more than the form tells
            sessions = [self.group.sessions.latest("ends_at")]
        last = max((row.ends_at for row in sessions), default=self.now)
        return clock.local(last + timedelta(weeks=self.wishes.retention_weeks)).date()

    @property
    def open_moments(self) -> list[Moment]:
        return [moment for moment in self.moments if moment.places.can_sign_up]

    @cached_property
    def places(self) -> Places:
        """The state of what was asked for, or of the group as a whole."""
        if not self.is_per_session:
            return places.for_groups([self.group], self.now)[self.group.pk]
        if self.session is None:
            shown = self.open_moments or self.moments
            return shown[0].places if shown else Places(places.State.PAST)
        for moment in self.moments:
            if moment.session.pk == self.session.pk:
                return moment.places
        return places.for_sessions([self.session], self.now)[self.session.pk]

    def bookable(self, chosen: str) -> Bookable | None:
        """Return the row that counts for the chosen session, or for the whole group."""
        if not self.is_per_session:
            return Bookable.objects.filter(group=self.group).first()
        found = Bookable.objects.filter(session=chosen).first()
        if found is None:
            capacities.make_for_sessions(self.group, [m.session for m in self.moments])
            found = Bookable.objects.filter(session=chosen).first()
        return found


def wishes_of(activity: ActivityPage) -> SignupSettings:
    """Return what the organiser asks, with the questions, or the defaults (not saved)."""
    rows = SignupSettings.objects.filter(activity=activity).prefetch_related("questions")
    found = rows.first() or SignupSettings()
    found.activity = activity
    return found


def find(kind: str, pk: int, now: datetime) -> Subject:
    """Return what the address of a form stands for.

    :raises Http404: it does not exist, is not for everybody to see, or takes no signups.
    """
    # Only what a signup needs: the place is read when a page shows it.
    session = None
    if kind == "sessie":
        found = Session.objects.select_related("group__activity").filter(pk=pk)
        session = next(iter(found), None)
        group = session.group if session else None
    else:
        group = next(iter(Group.objects.select_related("activity").filter(pk=pk)), None)
    if group is None or not group.takes_signups:
        raise Http404
    if not ActivityPage.objects.visible().filter(pk=group.activity_id).exists():
        raise Http404
    return Subject(group, session, now, _moments(group, now))


def _moments(group: Group, now: datetime) -> list[Moment]:
    ahead = list(Session.objects.filter(group=group).coming(now).in_order()[:MOST_MOMENTS])
    for session in ahead:
        session.group = group
    states = places.for_sessions(ahead, now)
    return [Moment(session, states[session.pk]) for session in ahead]
