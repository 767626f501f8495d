"""The way to where one is."""

from django.urls import reverse
from django.utils.translation import gettext as _


def way(*steps: tuple[str, str]) -> list[dict]:
    """Return the breadcrumbs of a page below the list of sessions; steps are (label, url)."""
    root = reverse("signups_staff:index") if steps else ""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": root, "label": _("Signups")},
        *({"url": url, "label": label} for label, url in steps),
    ]
