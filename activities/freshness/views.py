"""The list “Keep up to date”, and the page with the one button. A GET changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from activities import guards, operations
from activities.freshness import overview
from activities.models import ActivityPage, Freshness, FreshnessPeriods, Session
from activities.scope import activities_of
from common import clock
from partners.permissions import partners_of


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """List what somebody's activities ask for; `?partner=` narrows it to one partner."""
    partners = list(partners_of(request.user))
    asked = request.GET.get("partner", "")
    chosen = next((row for row in partners if str(row.pk) == asked), None)
    context = {
        "overview": overview.for_user(request.user, clock.now(), partner=chosen),
        "periods": FreshnessPeriods.load(),
        "partners": partners if len(partners) > 1 else [],
        "chosen": chosen,
        "here": request.get_full_path(),
        "most": overview.MOST,
        **_head(),
    }
    return render(request, "activities/admin/freshness/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is on the site of one activity, and ask whether it is still right."""
    page = get_object_or_404(activities_of(request.user), pk=pk)
    may_publish = page.permissions_for_user(request.user).can_publish()
    if request.method == "POST":
        return _confirm(request, page) if may_publish else redirect("freshness:activity", pk)
    known = Freshness.objects.filter(activity=page).first()
    rows = overview.rows_of(
        Freshness.objects.filter(activity=page), request.user, FreshnessPeriods.load()
    )
    coming = Session.objects.filter(group__activity=page.pk).coming(clock.now()).going_on()
    context = {
        "page": page,
        "row": rows[0] if rows else None,
        "is_hidden": bool(known and known.hidden_at) and not page.live,
        "may_publish": may_publish,
        "coming": coming.with_place().in_order()[:5],
        "dates_url": reverse("groups:index") + f"?q={page.title}",
        **_head(page.title),
    }
    return render(request, "activities/admin/freshness/activity.html", context)


def _confirm(request: HttpRequest, page: ActivityPage) -> HttpResponse:
    try:
        operations.confirm(activity=page, by=request.user, now=clock.now())
    except operations.NotOnSite:
        messages.warning(request, _("This is not on the site. Publish it, then it is checked too."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    except guards.KeptOff as refusal:
        messages.error(request, f"“{page.title}”: {refusal}")
        return redirect("wagtailadmin_pages:edit", page.pk)
    messages.success(request, _("“%(title)s” is checked today. Thank you!") % {"title": page.title})
    after = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(after, None):
        after = reverse("freshness:index")
    return redirect(after)


def _head(title: str = "") -> dict:
    here = {"url": reverse("freshness:index") if title else "", "label": _("Keep up to date")}
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    more = [{"url": "", "label": title}] if title else []
    return {
        "header_title": _("Keep up to date"),
        "header_icon": "date",
        "breadcrumbs_items": [home, here, *more],
    }
