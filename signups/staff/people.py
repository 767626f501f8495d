"""Who comes: the list of one session or group, its export, and what is asked by telephone."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from common import clock
from signups import access, exports, operations, refusals, roll
from signups.models import AccessLog, Signup
from signups.staff.crumbs import way

LOOKS = 10  # latest looks shown below a list


@require_safe
@never_cache
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who comes; every look is kept."""
    bookable = access.open_bookable(request, pk)
    rows = roll.of(bookable)
    access.note(request, AccessLog.Action.LOOKED, bookable, len(rows))
    context = {
        "bookable": bookable,
        "group": bookable.owner,
        "rows": rows,
        "looks": AccessLog.objects.filter(bookable=bookable)[:LOOKS],
        "breadcrumbs_items": way((str(bookable), "")),
        "header_title": _("Who comes"),
        "header_icon": "group",
    }
    return render(request, "signups/admin/people.html", context)


@require_POST
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the list as a file; every export is kept."""
    bookable = access.open_bookable(request, pk)
    rows = roll.of(bookable)
    access.note(request, AccessLog.Action.EXPORTED, bookable, len(rows))
    response = HttpResponse(exports.as_csv(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="aanmeldingen-{pk}.csv"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


@require_POST
def act(request: HttpRequest, pk: int, signup_pk: int) -> HttpResponse:
    """Do what somebody asked by telephone: cancel, or answer an offer."""
    bookable = access.open_bookable(request, pk)
    signup = get_object_or_404(Signup, pk=signup_pk, bookable=bookable)
    verbs = {
        "cancel": (operations.cancel, AccessLog.Action.CANCELLED),
        "accept": (operations.accept, AccessLog.Action.ANSWERED),
        "decline": (operations.decline, AccessLog.Action.ANSWERED),
    }
    if (verb := verbs.get(request.POST.get("do", ""))) is None:
        raise PermissionDenied
    change, action = verb
    try:
        change(signup=signup, now=clock.now())
    except refusals.Refusal:
        messages.warning(request, _("This was changed before. The list now shows how it is."))
    else:
        access.note(request, action, bookable, 1)
        messages.success(request, _("Done. The list shows how it is now."))
    return redirect("signups_staff:people", pk)
