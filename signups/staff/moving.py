"""Move somebody to another date or group of the same activity."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from common import clock
from signups import access, deadlines, operations, refusals, roll
from signups.models import AccessLog, Bookable, Signup
from signups.staff.crumbs import way

_WHY = {
    refusals.GroupFull: lambda: _("There are too few places there, or others wait for them."),
    refusals.PartyTooLarge: lambda: _("So many people never fit there."),
    refusals.SessionCancelled: lambda: _("That date does not go on."),
    refusals.SignupClosed: lambda: _("That date has begun already."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def move(request: HttpRequest, pk: int, signup_pk: int) -> HttpResponse:
    """Show where somebody can go, with the places left there, and bring them there."""
    bookable = access.open_bookable(request, pk)
    signup = get_object_or_404(bookable.signups.active(), pk=signup_pk)
    problem = ""
    if request.method == "POST":
        to = get_object_or_404(_others(request, bookable), pk=_chosen(request))
        try:
            operations.move(signup=signup, to=to, now=clock.now())
        except refusals.Refusal as refusal:
            why = _WHY.get(type(refusal))
            problem = why() if why else _("This was changed before. Look at the list again.")
        else:
            for row in (bookable, to):
                access.note(request, AccessLog.Action.MOVED, row, 1)
            messages.success(request, _("Moved. This is the list where they are now."))
            return redirect("signups_staff:people", to.pk)
    else:
        access.note(request, AccessLog.Action.LOOKED, bookable, 1)
    context = {
        "bookable": bookable,
        "row": roll.opened([signup])[0],
        "choices": _choices(request, bookable, signup),
        "problem": problem,
        "breadcrumbs_items": way(
            (str(bookable), reverse("signups_staff:people", args=[pk])), (_("Move"), "")
        ),
        "header_title": _("Move to another date or group"),
        "header_icon": "arrow-right",
    }
    return render(request, "signups/admin/move.html", context, status=409 if problem else 200)


def _others(request: HttpRequest, bookable: Bookable):
    activity = bookable.owner.activity_id
    rows = access.bookables_of(request.user).exclude(pk=bookable.pk)
    if bookable.series_id:
        return rows.none()  # who was placed is moved by the rules of the series
    own = rows.filter(session__group__activity=activity) | rows.filter(group__activity=activity)
    return own.select_related("session__group__activity", "group__activity").order_by(
        "session__starts_at", "pk"
    )


def _choices(request: HttpRequest, bookable: Bookable, signup: Signup) -> list[tuple]:
    """Return each place to go with whether the whole party fits there now."""
    now = clock.now()
    return [
        (row, row.left >= signup.size and not row.waiting)
        for row in _others(request, bookable)
        if deadlines.next_start(row, now) is not None
    ]


def _chosen(request: HttpRequest) -> int:
    value = request.POST.get("to", "")
    return int(value[:15]) if value.isascii() and value.isdecimal() else 0
