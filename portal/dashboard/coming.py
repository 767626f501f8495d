"""The coming two weeks, and activities on the site without dates to come."""

from datetime import datetime, timedelta

from wagtail.admin.ui.components import Component

from activities.models import ActivityPage, Session
from activities.scope import activities_of, sessions_of
from common import clock
from partners.permissions import partners_of
from signups import places

DAYS = 14
ROWS = 12
WITHOUT = 5


class ComingPanel(Component):
    """Sessions from tomorrow on and activities without dates, of the user's partners."""

    name = "coming"
    template_name = "portal/admin/panels/coming.html"
    order = 50

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context=None):
        now = clock.now()
        if not partners_of(self.user).exists():
            return {"is_shown": False}
        sessions = _coming(self.user, now)
        free = places.for_sessions(sessions, now)
        without_dates = _without_dates(self.user, now)
        return {
            "is_shown": True,
            "sessions": [(session, free.get(session.pk)) for session in sessions[:ROWS]],
            "more": len(sessions) > ROWS,
            "without_dates": without_dates[:WITHOUT],
            "without_dates_more": max(0, len(without_dates) - WITHOUT),
        }


def _coming(user, now: datetime) -> list[Session]:
    tomorrow = clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow += timedelta(days=1)
    return list(
        sessions_of(user)
        .filter(
            starts_at__gte=tomorrow,
            starts_at__lt=now + timedelta(days=DAYS),
            group__activity__live=True,
        )
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
