"""Where staff read the handbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.handbook import rendering


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the whole handbook on one page, to search in and to print."""
    handbook = rendering.read()
    context = {
        "handbook": handbook,
        "chapters": [row for row in handbook.headings if row.level == 2],
        "header_title": _("Help"),
        "header_icon": "help",
        "breadcrumbs_items": [{"url": "", "label": _("Help")}],
    }
    return render(request, "portal/admin/handbook.html", context)
