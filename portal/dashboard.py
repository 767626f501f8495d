"""What staff see first: what is on, what needs doing, and the ways they go most."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from activities.models import ActivityPage, Session
from activities.scope import activities_of, sessions_of
from common import clock
from partners.permissions import partners_of, partners_with_first_names_for
from signups import places
from signups.staff import requests

DAYS = 14
ROWS = 12
PARTNERS = 6


class StaffPanel(Component):
    """Sessions of the coming two weeks and activities without dates, of the user's partners."""

    name = "staff"
    template_name = "portal/admin/dashboard.html"
    order = 50

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context=None):
        now = clock.now()
        partners = list(partners_of(self.user)[: PARTNERS + 1])
        sessions = _coming(self.user, now)
        free = places.for_sessions(sessions, now)
        without_dates = _without_dates(self.user, now)
        return {
            "partners": partners[:PARTNERS],
            "links": _links(self.user, partners),
            "sessions": [(session, free.get(session.pk)) for session in sessions[:ROWS]],
            "more": len(sessions) > ROWS,
            "without_dates": without_dates[:5],
            "without_dates_more": max(0, len(without_dates) - 5),
            "today": clock.local(now).date().isoformat(),
        }


def _coming(user, now: datetime) -> list[Session]:
    return list(
        sessions_of(user)
        .coming(now)
        .filter(starts_at__lt=now + timedelta(days=DAYS), group__activity__live=True)
        .select_related("group__activity")[: ROWS + 1]
    )


def _without_dates(user, now: datetime) -> list[ActivityPage]:
    coming = Session.objects.coming(now).values("group__activity")
    return list(
        activities_of(user)
        .filter(live=True)
        .exclude(kind=ActivityPage.Kind.HELP)
        .exclude(pk__in=coming)
    )


def _links(user, partners: list) -> list[dict]:
    links = [
        {
            "label": _("New activity")
            if len(partners) == 1
            else _("New activity of %(partner)s") % {"partner": partner.title},
            "url": reverse("new_activity:begin", args=[partner.pk]),
            "is_first": True,
        }
        for partner in partners
        if len(partners) <= PARTNERS
    ]
    if partners:
        links.append({"label": _("Groups and dates"), "url": reverse("groups:index")})
    if partners_with_first_names_for(user).exists():
        links.append({"label": _("Who comes?"), "url": reverse("signups_staff:index")})
    if requests.partners_of(user).exists():
        links.append({"label": _("Questions about data"), "url": reverse("signups_staff:requests")})
    links += [
        {
            "label": _("Page of %(partner)s") % {"partner": partner.title},
            "url": reverse("wagtailadmin_pages:edit", args=[partner.pk]),
        }
        for partner in partners
        if len(partners) <= PARTNERS
    ]
    return links
