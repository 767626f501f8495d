"""The way to where one is."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from activities.models import Session
from common import clock


def way(*steps: tuple[str, str]) -> list[dict]:
    """Return the breadcrumbs of a page below the list of sessions; steps are (label, url)."""
    root = reverse("signups_staff:index") if steps else ""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": root, "label": _("Signups")},
        *({"url": url, "label": label} for label, url in steps),
    ]


def day_of(session: Session) -> str:
    """Return a session in few words: its group and its moment."""
    return f"{session.group}, {date_format(clock.local(session.starts_at), 'D j b, H:i')}"
