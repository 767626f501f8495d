"""The ways that staff go most, as buttons."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from partners.permissions import partners_of, partners_with_first_names_for
from signups.staff import requests

PARTNERS = 6


class WaysPanel(Component):
    """What do you want to do? For who has no way, whom to ask for one."""

    name = "ways"
    template_name = "portal/admin/panels/ways.html"
    order = 42

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context=None):
        return {"links": _links(self.user)}


def _links(user) -> list[dict]:
    partners = list(partners_of(user)[: PARTNERS + 1])
    few = partners if len(partners) <= PARTNERS else []
    links = [
        {
            "label": _("New activity")
            if len(partners) == 1
            else _("New activity of %(partner)s") % {"partner": partner.title},
            "url": reverse("new_activity:begin", args=[partner.pk]),
            "is_first": True,
        }
        for partner in few
    ]
    if partners and not few:
        label, url = _("New activity"), reverse("new_activity:choose")
        links.append({"label": label, "url": url, "is_first": True})
    if partners:
        links.append({"label": _("Groups and dates"), "url": reverse("groups:index")})
    if partners_with_first_names_for(user).exists():
        links.append({"label": _("Who comes?"), "url": reverse("signups_staff:index")})
    if requests.partners_of(user).exists():
        links.append({"label": _("Questions about data"), "url": reverse("signups_staff:requests")})
    if partners:
        links.append({"label": _("What is missing where?"), "url": reverse("supply")})
    links += [
        {
            "label": _("Page of %(partner)s") % {"partner": partner.title},
            "url": reverse("wagtailadmin_pages:edit", args=[partner.pk]),
        }
        for partner in few
    ]
    return links
