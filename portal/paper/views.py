"""Where staff fetch the sheets."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import clock
from portal.paper import drawing, keeping, sheet
from venues.models import Venue


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the meeting centres, with the sheets of this week and the next."""
    weeks = sheet.coming_mondays(clock.now())
    rows = [(venue, [_link(venue, monday) for monday in weeks]) for venue in sheet.centres()]
    context = {
        "rows": rows,
        "header_title": _("On paper"),
        "header_icon": "doc-full",
        "breadcrumbs_items": [{"url": "", "label": _("On paper")}],
    }
    return render(request, "portal/admin/paper.html", context)


@require_safe
def pdf(request: HttpRequest, pk: int, week: str) -> HttpResponse:
    """Draw the sheet of a venue for a week, as it is now."""
    venue = get_object_or_404(Venue, pk=pk)
    try:
        monday = sheet.monday_of(week)
    except ValueError as error:
        raise Http404 from error
    content = drawing.draw(sheet.of(venue, monday), clock.now())
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{slugify(venue.name)}-{week}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _link(venue: Venue, monday) -> dict:
    path = keeping.path_of(venue, monday)
    return {
        "url": reverse("paper:pdf", args=[venue.pk, sheet.name_of(monday)]),
        "kept": default_storage.url(path) if default_storage.exists(path) else "",
    }
