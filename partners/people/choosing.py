"""Choosing a partner first, for who works with more than one."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from partners.models import PartnerPage

PARTNERS = 50  # on a page


def choose(
    request: HttpRequest,
    partners: QuerySet[PartnerPage],
    *,
    there: str,
    title: str,
    ask: str,
    nobody: str,
) -> HttpResponse:
    """List the partners, each leading to the address named `there`; go on at once if one is all.

    `ask` stands above the list, `nobody` in its place when it is empty.
    """
    if partners.count() == 1:
        return redirect(there, partners.get().pk)
    page = Paginator(partners, PARTNERS).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "rows": [(partner.title, reverse(there, args=[partner.pk])) for partner in page],
        "ask": ask,
        "nobody": nobody,
        "header_title": title,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": title},
        ],
    }
    return render(request, "partners/admin/choose.html", context)
