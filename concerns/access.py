"""Who may open which message: who sits at its desk and nobody else; every look is kept."""

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from common import clock
from concerns.models import Concern, Desk, Look, Seat
from partners.models import Membership
from partners.permissions import partners_as
from vault import limits


def desks_of(user) -> QuerySet[Desk]:
    """Return the desks at which the user sits; a superuser or an editor gets no more."""
    if not user.is_active or user.is_anonymous:
        return Desk.objects.none()
    seats = Seat.objects.valid().filter(user=user)
    return Desk.objects.filter(pk__in=seats.values("desk")).named()


def desks_kept_by(user) -> QuerySet[Desk]:
    """Return the desks whose seats the user gives: a manager of a partner behind it."""
    own = partners_as(user, Membership.Role.MANAGER).values("pk")
    behind = Q(partner__in=own) | Q(team__members__partner__in=own)
    return Desk.objects.filter(pk__in=Desk.objects.filter(behind).order_by().values("pk")).named()


def concerns_of(user) -> QuerySet[Concern]:
    """Return the messages at the user's desks, and those that are handed to them."""
    return Concern.objects.at(desks_of(user).order_by().values("pk")).in_order()


def open_concern(request: HttpRequest, pk: int) -> Concern:
    """Return a message of one of the user's desks.

    :raises Http404: for another team's message (kept as a refused look) as for nothing.
    """
    found = concerns_of(request.user).filter(pk=pk).first()
    if found is None:
        other = Concern.objects.filter(pk=pk).select_related("desk").first()
        if other is not None:
            note(request, Look.Action.REFUSED, other.desk, number=pk)
        raise Http404
    return found


def may_read(user, concern: Concern) -> bool:
    """Say whether the user sits with the team that has it now: not before it was taken over."""
    return desks_of(user).filter(pk=concern.desk_id).exists()


def note(
    request: HttpRequest, action: str, desk: Desk | None, *, number: int | None = None, about=""
) -> None:
    """Keep who did what at which desk, when and from where; nothing of what a message says."""
    Look.objects.create(
        desk=desk,
        user=request.user,
        user_name=request.user.get_username()[:150],
        action=action,
        concern_number=number,
        about=about[:200],
        network=limits.network_of(request)[:45],
        at=clock.now(),
    )
