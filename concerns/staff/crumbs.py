"""The way to where one is."""

from django.urls import reverse
from django.utils.translation import gettext as _


def way(*steps: str) -> list[dict]:
    """Return the breadcrumbs of a page below the inbox; steps are their labels."""
    root = reverse("concerns_staff:index") if steps else ""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": root, "label": _("Messages")},
        *({"url": "", "label": label} for label in steps),
    ]
