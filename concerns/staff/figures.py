"""How many messages came, and how soon they were taken: without persons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common import clock
from concerns import access
from concerns import figures as numbers
from concerns.models import Count, Desk
from concerns.staff.crumbs import way


@require_safe
@never_cache
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the numbers of a desk to who sits there, and to who gives its seats."""
    user = request.user
    own = access.desks_of(user).order_by().values("pk")
    kept = access.desks_kept_by(user).order_by().values("pk")
    rows = Desk.objects.filter(pk__in=own) | Desk.objects.filter(pk__in=kept)
    desk = get_object_or_404(rows.select_related("team", "partner"), pk=pk)
    today = clock.local(clock.now()).date()
    context = {
        "desk": desk,
        "rows": numbers.rows(desk, today),
        "heads": [what.label for what in Count.What],
        "waits": numbers.waits(desk, today),
        "fewest": numbers.FEWEST,
        "chart": numbers.chart(desk, today),
        "breadcrumbs_items": way(str(desk), _("Numbers")),
        "header_title": _("Numbers"),
        "header_icon": "history",
    }
    return render(request, "concerns/admin/figures.html", context)
