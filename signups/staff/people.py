"""Who comes: the list of one session or group, and what is asked by telephone."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from activities.models import Session
from common import clock
from signups import access, letters, operations, refusals, roll
from signups.models import AccessLog, Bookable, Signup
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
        "gets_letters": letters.addressees(bookable).exists(),
        "sessions": _door_sessions(bookable),
        "looks": AccessLog.objects.filter(bookable=bookable)[:LOOKS],
        "breadcrumbs_items": way((str(bookable), "")),
        "header_title": _("Who comes"),
        "header_icon": "group",
    }
    return render(request, "signups/admin/people.html", context)


@require_POST
def act(request: HttpRequest, pk: int, signup_pk: int) -> HttpResponse:
    """Do what somebody asked by telephone: cancel, or answer an offer."""
    bookable = access.open_bookable(request, pk)
    signup = get_object_or_404(Signup, pk=signup_pk, bookable=bookable)
    verbs = {
        "cancel": (partial(operations.cancel, by_staff=True), AccessLog.Action.CANCELLED),
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


@require_safe
@never_cache
def confirm_cancel(request: HttpRequest, pk: int, signup_pk: int) -> HttpResponse:
    """Ask whether staff are sure: the place goes to the next in line."""
    bookable = access.open_bookable(request, pk)
    signup = get_object_or_404(bookable.signups.active(), pk=signup_pk)
    access.note(request, AccessLog.Action.LOOKED, bookable, 1)
    context = {
        "bookable": bookable,
        "row": roll.opened([signup])[0],
        "breadcrumbs_items": way(
            (str(bookable), reverse("signups_staff:people", args=[pk])),
            (_("Cancel for somebody"), ""),
        ),
        "header_title": _("Cancel for somebody"),
        "header_icon": "cross",
    }
    return render(request, "signups/admin/cancel.html", context)


def _door_sessions(bookable: Bookable) -> list[Session]:
    """Return the sessions of which the sheet can be opened: its own, or those of its group."""
    if bookable.session_id:
        return [bookable.session]
    rows = Session.objects.filter(group=bookable.group_id or 0).in_order()
    return list(rows.select_related("group__activity"))
