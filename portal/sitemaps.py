"""The sitemap: every page that everybody may see, with the day it last changed."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import Http404
from django.urls import reverse
from wagtail.models import Page, Site

from activities.models import Theme
from portal.models import SiteSettings


class Pages(Sitemap):
    limit = 5000

    def __init__(self, request):
        self._request = request

    def items(self):
        site = Site.find_for_request(self._request)
        return (
            Page.objects.live()
            .public()
            .descendant_of(site.root_page, inclusive=True)
            .order_by("path")
            .only("path", "url_path", "depth", "locale_id", "last_published_at")
        )

    def location(self, page):
        return page.get_url(self._request)

    def lastmod(self, page):
        return page.last_published_at


class Lists(Sitemap):
    """Lists that are no Wagtail page."""

    def items(self):
        themes = Theme.objects.order_by("slug", "pk").values_list("slug", flat=True)
        return [
            reverse("activities:calendar"),
            reverse("activities:themes"),
            *(reverse("activities:theme", args=[slug]) for slug in themes),
        ]

    def location(self, address):
        return address


def is_example(request) -> bool:
    """Say whether search engines are kept away from this site."""
    site = Site.find_for_request(request)
    return site is not None and SiteSettings.for_request(request).is_example


def sitemap(request):
    """Answer the sitemap; an example site has none, since it is not to be found.

    :raises Http404: the site is an example, or no site answers to this host.
    """
    if Site.find_for_request(request) is None or is_example(request):
        raise Http404
    return sitemap_view(request, {"pages": Pages(request), "lists": Lists()})
