"""Who is asked to check an activity: the people of its partner, and the editors of its area."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, User

from activities.models import ActivityPage
from partners.models import Membership, PartnerPage
from partners.operations import EDITORS

Role = Membership.Role


def partners_by_activity(activities: Iterable[ActivityPage]) -> dict[int, PartnerPage]:
    """Return by activity id the partner that it hangs under (one query)."""
    pages = list(activities)
    above = {page.path[: -page.steplen] for page in pages}
    by_path = {row.path: row for row in PartnerPage.objects.filter(path__in=above)}
    found = {page.pk: by_path.get(page.path[: -page.steplen]) for page in pages}
    return {pk: partner for pk, partner in found.items() if partner}


def workers_of(partner: PartnerPage) -> list[User]:
    """Return the managers and workers who can log in and have an address."""
    rows = Membership.objects.active().with_role(Role.MANAGER, Role.WORKER)
    return _reachable(User.objects.filter(pk__in=rows.filter(partner=partner).values("user")))


def editors_of(partner: PartnerPage) -> list[User]:
    """Return the editors of the municipality where it works; without any, those of the site."""
    areas = Group.objects.filter(editor_area__isnull=False, page_permissions__page=partner)
    near = _reachable(User.objects.filter(groups__in=areas))
    return near or _reachable(User.objects.filter(groups__name=EDITORS))


def _reachable(users) -> list[User]:
    return list(users.filter(is_active=True).exclude(email="").distinct().order_by("pk"))
