"""The first page of staff: today's sessions first, all with counts and without names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common import clock
from signups import access, calls, sheet
from signups.staff.crumbs import way

COMING = 100


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """List what is to come of the user's own partners, with counts and no names."""
    now = clock.now()
    own = access.bookables_of(request.user)
    rows = own.select_related("session__group__activity", "group__activity")
    sessions = rows.filter(session__ends_at__gt=now).order_by("session__starts_at", "pk")
    series = rows.filter(group__sessions__ends_at__gt=now).distinct().order_by("pk")
    today = access.door_sessions_of(request.user, now)
    if request.GET.get("groep", "").isdecimal():
        group = int(request.GET["groep"][:15])
        sessions, series = sessions.filter(session__group=group), series.filter(group=group)
        today = today.filter(group=group)
    open_today = today.select_related("group__activity").in_order()
    context = {
        "today": [(session, *sheet.counts(session)) for session in open_today],
        "sessions": sessions[:COMING],
        "series": series[:COMING],
        "manages": own.exists(),
        "calls": len(calls.still_needed(own, now)),
        "breadcrumbs_items": way(),
        "header_title": _("Signups"),
        "header_icon": "group",
    }
    return render(request, "signups/admin/index.html", context)
