"""What every template may use."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from common import clock
from portal.models import SiteSettings


def site(request) -> dict:
    """Give templates the site's settings, this instant, and whether this is a demonstration.

    The settings are read at most once a request, and only by pages that show them.
    """
    return {
        "now": clock.now(),
        "site_settings": SimpleLazyObject(
            lambda: SiteSettings.for_request(request) if Site.find_for_request(request) else None
        ),
        "demo": settings.DEMO,
    }
