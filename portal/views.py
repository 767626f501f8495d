"""Pages of the tree, errors, and files for machines."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from common import clock, fragments
from common.pages import SitePage
from portal.sitemaps import is_example

# RFC 9116, section 2.5.5, advises less than a year: it never expires while the site runs.
SECURITY_LASTS = timedelta(days=180)


def csrf_failure(request, reason=""):
    """Say in plain words that a form was too old; nothing was stored."""
    return render(request, "csrf.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def bad_request(request, exception=None):
    """Say in plain words that something can't be read; 413 where it is too much (RFC 9110)."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent)
    context = {"too_large": too_large}
    return render(request, "400.html", context, status=413 if too_large else 400)


def broken(request):
    """Answer a failure without the database: it may be what failed."""
    return HttpResponse(get_template("500.html").render(), status=500)


def page(request, path):
    """Serve a page of the tree; its row is kept by this process until anything changes.

    Finding a page costs Wagtail the site, the home page and two queries for each
    part of the address. Whether a visitor may see it is asked each time.
    """
    key = fragments.key("page", request.get_host(), path)
    found = caches["fragments"].get(key)
    if found is not None:
        request._wagtail_route_for_request = RouteResult(found)
        return serve(request, path)
    route = Page.route_for_request(request, path)
    if route is not None and isinstance(route.page, SitePage):
        caches["fragments"].set(key, _with_relations(route.page), timeout=fragments.LASTS)
    return serve(request, path)


def _with_relations(found: SitePage) -> SitePage:
    """Read the rows that every view of this page needs, so that they are kept with it."""
    prefetch_related_objects([found], *found.page_related)
    return found


@require_safe
def robots(request):
    """Keep search engines away from an example site, and from forms and admin elsewhere."""
    if is_example(request):
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = [
            "User-agent: *",
            f"Disallow: /{settings.ADMIN_PATH}",
            "Disallow: /aanmelden/",
            "Disallow: /zoeken/",
            f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security(request):
    """Say where to report a weakness (RFC 9116)."""
    expires = (clock.now() + SECURITY_LASTS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
