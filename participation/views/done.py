"""What was done with what was said: all of it, and the line of one theme."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from activities.models import Theme
from common import clock
from participation import lines
from participation.models import Input

ON_A_PAGE = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show everything that was put to somebody, newest first, and the themes it is about."""
    return _page(request, None)


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the line of one theme, from what was said to what was done."""
    found = Theme.objects.filter(slug=slug).order_by("pk").first()
    if found is None:
        raise Http404
    return _page(request, found)


def _page(request: HttpRequest, chosen: Theme | None) -> HttpResponse:
    rows = Input.objects.visible()
    themes = Theme.objects.filter(inputs__in=rows).distinct().order_by("name", "pk")
    if chosen:
        rows = rows.filter(themes=chosen)
    pages = Paginator(rows.for_lines(), ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "theme": chosen,
        "themes": themes,
        "pages": pages,
        "lines": lines.build(pages, clock.local(clock.now()).date()),
    }
    return render(request, "participation/done.html", context)
