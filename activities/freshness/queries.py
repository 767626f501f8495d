"""Which activities ask for a hand, as queries over their freshness."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from activities.models import ActivityPage, Freshness, FreshnessPeriods, Link, Session

HELP = ActivityPage.Kind.HELP


def on_the_site() -> QuerySet[Freshness]:
    """Return those of activities that are live."""
    return Freshness.objects.filter(activity__live=True)


def off_the_site() -> QuerySet[Freshness]:
    """Return those of activities that went by themselves and are still gone."""
    return Freshness.objects.filter(activity__live=False, hidden_at__isnull=False)


def stale_by(day: date, periods: FreshnessPeriods) -> QuerySet[Freshness]:
    """Return those on the site whose check no longer holds on that day."""
    dated = Q(checked_on__lte=periods.checked_until(day, is_help=False))
    undated = Q(checked_on__lte=periods.checked_until(day, is_help=True))
    is_help = Q(activity__kind=HELP)
    return on_the_site().filter((~is_help & dated) | (is_help & undated))


def only_past(now: datetime) -> QuerySet[Freshness]:
    """Return those on the site that had dates and have none to come."""
    sessions = Session.objects.filter(group__activity=OuterRef("activity"))
    return on_the_site().filter(
        ~Q(activity__kind=HELP), Exists(sessions), ~Exists(sessions.coming(now).going_on())
    )


def with_broken_links() -> QuerySet[Freshness]:
    """Return those on the site with a link that does not answer."""
    broken = Link.objects.filter(activity=OuterRef("activity"), broken_on__isnull=False)
    return on_the_site().filter(Exists(broken))
