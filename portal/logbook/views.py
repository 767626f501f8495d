"""The logbook in the admin, and the same as a file."""

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partners.permissions import teams_kept_by
from portal.logbook.forms import FilterForm
from portal.logbook.sources import newest
from signups.exports import safe

ON_A_PAGE = 50
LAST_PAGE = 40
IN_A_FILE = 10_000


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Show who did what, latest first."""
    form, asked = _form(request), request.GET.copy()
    number = asked.pop("p", ["1"])[-1]
    place = min(int(number), LAST_PAGE) if number.isdecimal() and number[:4] == number else 1
    place = max(place, 1)
    entries = (
        newest(request.user, form.question(), place * ON_A_PAGE + 1) if form.is_valid() else []
    )
    context = {
        "form": form,
        "entries": entries[(place - 1) * ON_A_PAGE : place * ON_A_PAGE],
        "later": place - 1,
        "earlier": place + 1 if len(entries) > place * ON_A_PAGE and place < LAST_PAGE else 0,
        "asked": asked.urlencode(),
        "header_title": _("Logbook"),
        "header_icon": "history",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Logbook")},
        ],
    }
    return render(request, "portal/admin/logbook.html", context, status=400 if form.errors else 200)


@require_safe
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """Give the same lines as a file for a spreadsheet."""
    form = _form(request)
    if not form.is_valid():
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="logboek.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_("When"), _("Who"), _("What"), _("About"), _("Partner")])
    for row in newest(request.user, form.question(), IN_A_FILE):
        at = f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}"
        writer.writerow(map(safe, [at, row.who, row.what, row.about, row.partner]))
    return response


def _form(request: HttpRequest) -> FilterForm:
    """Return the form; what another partner has is not there, and neither is the whole logbook."""
    partners = teams_kept_by(request.user)
    if not partners.exists():
        raise Http404
    form = FilterForm(request.GET, user=request.user, partners=partners)
    if not form.is_valid() and {"partner", "account", "kind"} & set(form.errors):
        raise Http404
    return form
