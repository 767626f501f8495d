"""Pages that are no Wagtail page: errors, and files for machines."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.views.decorators.http import require_safe

from common import clock
from portal.sitemaps import is_example

# RFC 9116, section 2.5.5, advises less than a year: it never expires while the site runs.
SECURITY_LASTS = timedelta(days=180)


def csrf_failure(request, reason=""):
    """Say in plain words that a form was too old; nothing was stored."""
    return render(request, "csrf.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def broken(request):
    """Answer a failure without the database: it may be what failed."""
    return HttpResponse(get_template("500.html").render(), status=500)


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
