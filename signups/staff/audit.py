"""Who looked at personal data: for the managers of the partner, without personal values."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partners.permissions import partners_with_people_for
from signups.models import AccessLog
from signups.staff.crumbs import way

ON_A_PAGE = 50


@require_safe
@never_cache
def audit(request: HttpRequest) -> HttpResponse:
    """List the looks at what the user's own partners organise, latest first."""
    own = partners_with_people_for(request.user)
    looks = AccessLog.objects.filter(partner__in=own).select_related("partner")
    context = {
        "page": Paginator(looks, ON_A_PAGE).get_page(request.GET.get("p")),
        "several": own.count() > 1,
        "breadcrumbs_items": way((_("Who looked"), "")),
        "header_title": _("Who looked"),
        "header_icon": "history",
    }
    return render(request, "signups/admin/audit.html", context)
