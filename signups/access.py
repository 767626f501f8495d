"""Who may see who comes: the team of the organising partner, and every look is kept."""

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from common import clock
from partners.permissions import partners_with_people_for
from signups import limits
from signups.models import AccessLog, Bookable


def bookables_of(user) -> QuerySet[Bookable]:
    """Return the bookables of partners in whose team the user is; a superuser gets no more."""
    below = Q(pk__in=[])
    for partner in partners_with_people_for(user):
        below |= Q(session__group__activity__path__startswith=partner.path)
        below |= Q(group__activity__path__startswith=partner.path)
        below |= Q(series__activity__path__startswith=partner.path)
    return Bookable.objects.filter(below)


def open_bookable(request: HttpRequest, pk: int) -> Bookable:
    """Return the bookable, if the user's own team organises it.

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


def note(request: HttpRequest, action: str, bookable: Bookable, rows: int = 0) -> None:
    """Keep who did what with whose data, when and from where; no personal value of a visitor."""
    AccessLog.objects.create(
        user=request.user,
        user_name=request.user.get_username()[:150],
        action=action,
        bookable=bookable,
        about=str(bookable)[:200],
        rows=rows,
        network=limits.network_of(request)[:45],
        at=clock.now(),
    )
