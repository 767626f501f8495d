"""Who may see who comes: managers of the organising partner, and every look is kept."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from activities.models import Group, Session
from common import clock
from partners.models import PartnerPage
from partners.permissions import partners_with_first_names_for, partners_with_people_for
from signups.models import AccessLog, Bookable
from vault import limits

KEPT = timedelta(days=365)  # how long a look is remembered


def bookables_of(user) -> QuerySet[Bookable]:
    """Return the bookables of partners that the user manages; a superuser gets no more."""
    below = Q(pk__in=[])
    for partner in partners_with_people_for(user):
        for way in ("session__group__activity", "group__activity", "series__activity"):
            below |= Q(**{f"{way}__path__startswith": partner.path})
    return Bookable.objects.filter(below)


def sessions_of(user) -> QuerySet[Session]:
    """Return the sessions of partners that the user manages."""
    return _sessions_below(partners_with_people_for(user))


def door_sessions_of(user, now: datetime) -> QuerySet[Session]:
    """Return today's sessions at whose door the user may see first names."""
    day = clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Q(starts_at__lt=day + timedelta(days=1), ends_at__gte=day)
    ways = (Group.WayIn.PER_SESSION, Group.WayIn.WHOLE_GROUP, Group.WayIn.PLACEMENT)
    own = _sessions_below(partners_with_first_names_for(user))
    return own.filter(today, group__way_in__in=ways)


def open_bookable(request: HttpRequest, pk: int) -> Bookable:
    """Return the bookable, if the user manages the partner that organises it.

    :raises Http404: for what another partner organises (kept as a refused look) as for nothing.
    """
    rows = Bookable.objects.select_related("session__group__activity", "group__activity")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    if not bookables_of(request.user).filter(pk=pk).exists():
        note(request, AccessLog.Action.REFUSED, found)
        raise Http404
    return found


def open_session(request: HttpRequest, pk: int, *, first_names: bool = False) -> Session:
    """Return the session, if the user manages the partner that organises it.

    With `first_names`, also a session of today for who may see first names at its door.

    :raises Http404: for what another partner organises (kept as a refused look) as for nothing.
    """
    found = Session.objects.select_related("group__activity").filter(pk=pk).first()
    if found is None:
        raise Http404
    own = sessions_of(request.user).filter(pk=pk).exists()
    if not own and first_names:
        own = door_sessions_of(request.user, clock.now()).filter(pk=pk).exists()
    if not own:
        note_session(request, AccessLog.Action.REFUSED, found)
        raise Http404
    return found


def manages(user, session: Session) -> bool:
    """Say whether the user sees all of who comes, and not first names only."""
    return sessions_of(user).filter(pk=session.pk).exists()


def bookable_of(session: Session) -> Bookable | None:
    """Return the row that counts who comes: of the session, of its group, or of its series."""
    group = session.group_id
    rows = Bookable.objects.filter(
        Q(session=session) | Q(group=group) | Q(series__places__group=group)
    )
    return rows.order_by("pk").first()


def note(
    request: HttpRequest,
    action: str,
    bookable: Bookable | None,
    rows: int = 0,
    about: str = "",
    partner: PartnerPage | None = None,
) -> None:
    """Keep who did what with whose data, when and from where; no personal value of a visitor."""
    activity = bookable.owner.activity if bookable else None
    if activity:
        partner = PartnerPage.objects.parent_of(activity).first()
    AccessLog.objects.create(
        user=request.user,
        user_name=request.user.get_username()[:150],
        action=action,
        partner=partner,
        bookable=bookable,
        about=(about or str(bookable or ""))[:200],
        rows=rows,
        network=limits.network_of(request)[:45],
        at=clock.now(),
    )


def note_session(request: HttpRequest, action: str, session: Session, rows: int = 0) -> None:
    """Keep who did what with the data of who comes to one session."""
    when = f"{clock.local(session.starts_at):%d-%m-%Y %H:%M}"
    note(request, action, bookable_of(session), rows, about=f"{session.group} {when}")


def forget(now: datetime) -> int:
    """Drop looks that are old enough; return how many. A job of the worker."""
    return AccessLog.objects.filter(at__lt=now - KEPT).delete()[0]


def _sessions_below(partners: QuerySet[PartnerPage]) -> QuerySet[Session]:
    below = Q(pk__in=[])
    for partner in partners:
        below |= Q(group__activity__path__startswith=partner.path)
    return Session.objects.filter(below)
