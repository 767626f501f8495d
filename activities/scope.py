"""Which activities, groups and sessions a member of staff works with: those of their partners."""

from django.db.models import QuerySet

from activities.models import ActivityPage, Group, Session
from partners.permissions import pages_of


def activities_of(user) -> QuerySet[ActivityPage]:
    """Return the activities of the user's partners, drafts included, by title."""
    return ActivityPage.objects.filter(pk__in=pages_of(user).values("pk")).order_by("title", "pk")


def groups_of(user) -> QuerySet[Group]:
    """Return the groups of the user's partners."""
    return Group.objects.filter(activity__in=pages_of(user).values("pk"))


def sessions_of(user) -> QuerySet[Session]:
    """Return the sessions of the user's partners, in order of time."""
    return Session.objects.filter(group__activity__in=pages_of(user).values("pk")).in_order()
