"""Who sits at a desk, and who looked there."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from common import clock
from concerns import access, notices, operations, refusals
from concerns.models import Desk, Look, Seat
from concerns.staff.crumbs import way

LOOKS = 50  # on a page


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Give and take seats, for managers of the partners behind a desk; never to oneself."""
    desk = get_object_or_404(access.desks_kept_by(request.user), pk=pk)
    if request.method == "POST":
        _change(request, desk)
        return redirect("concerns_staff:seats", pk)
    valid = set(Seat.objects.valid().filter(desk=desk).values_list("pk", flat=True))
    taken = [(seat, seat.pk in valid) for seat in desk.seats.select_related("user", "given_by")]
    sitting = {seat.user_id for seat, _is_valid in taken}
    free = [user for user in notices.colleagues(desk) if user.pk not in sitting]
    context = {
        "desk": desk,
        "taken": taken,
        "free": [user for user in free if user != request.user],
        "looks": Paginator(desk.looks.all(), LOOKS).get_page(request.GET.get("p")),
        "breadcrumbs_items": way(str(desk), _("Who sits here")),
        "header_title": _("Who sits here"),
        "header_icon": "group",
    }
    return render(request, "concerns/admin/seats.html", context)


def _change(request: HttpRequest, desk: Desk) -> None:
    chosen = request.POST.get("who", "")
    number = int(chosen[:15]) if chosen.isdecimal() else 0
    if request.POST.get("do") == "take":
        seat = get_object_or_404(desk.seats.select_related("user", "desk"), pk=number)
        operations.take_seat(seat=seat, now=clock.now())
        access.note(request, Look.Action.SEAT_TAKEN, desk, about=seat.user.get_username())
        messages.success(request, _("The seat is taken away. What was open waits again."))
        return
    user = next((one for one in notices.colleagues(desk) if one.pk == number), None)
    try:
        if user is None:
            raise refusals.NoMember
        operations.give_seat(desk=desk, user=user, by=request.user, now=clock.now())
    except refusals.NotToOneself:
        messages.error(request, _("Nobody gives a seat to themselves. Ask another manager."))
    except refusals.NoMember:
        messages.error(request, _("Choose somebody who works for one of these partners."))
    else:
        access.note(request, Look.Action.SEAT_GIVEN, desk, about=user.get_username())
        messages.success(request, _("The seat is given."))
