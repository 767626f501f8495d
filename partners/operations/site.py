"""Who looks after the whole site or one municipality: editors and technical administrators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import Group, User
from django.db import transaction

from partners.models import EditorArea, MemberEvent, SiteRole
from partners.operations import teams, trail

Action = MemberEvent.Action


class LastAdministrator(Exception):
    """The site keeps at least one administrator: somebody must be able to add the next."""


@dataclass(frozen=True, slots=True)
class SiteMember:
    """One role of one account for the site; an account may have several."""

    user: User
    role: SiteRole
    area: EditorArea | None = None

    @property
    def place(self) -> str:
        return self.area.municipality.name if self.area else ""


def site_members() -> Iterator[SiteMember]:
    """Yield who looks after the site: administrators, editors, editors of a municipality."""
    accounts = User.objects.filter(is_active=True).order_by("first_name", "username", "pk")
    for user in accounts.filter(is_superuser=True):
        yield SiteMember(user, SiteRole.ADMIN)
    for user in accounts.filter(groups__name=teams.EDITORS):
        yield SiteMember(user, SiteRole.EDITOR)
    areas = EditorArea.objects.select_related("group", "municipality")
    for area in areas.order_by("municipality__name", "pk"):
        for user in accounts.filter(groups=area.group_id):
            yield SiteMember(user, SiteRole.EDITOR, area)


@transaction.atomic
def give_site_role(
    *,
    user: User,
    role: str,
    area: EditorArea | None = None,
    by: User | None = None,
    now: datetime | None = None,
) -> None:
    """Make the account an administrator, or an editor, of one municipality or of all."""
    if role == SiteRole.ADMIN:
        user.is_superuser = True
        user.save(update_fields=["is_superuser"])
    else:
        user.groups.add(_group(area))
    _note(Action.ADDED, user, role, area, by, now)


@transaction.atomic
def take_site_role(
    *,
    user: User,
    role: str,
    area: EditorArea | None = None,
    by: User | None = None,
    now: datetime | None = None,
) -> None:
    """Take the role away; what it allowed ends with the account's next request.

    :raises LastAdministrator: nobody else keeps the site.
    """
    if role == SiteRole.ADMIN:
        # Whoever takes one away at the same time waits here, and then counts again.
        keepers = User.objects.select_for_update().filter(is_superuser=True, is_active=True)
        if not [other for other in keepers.order_by("pk") if other.pk != user.pk]:
            raise LastAdministrator
        user.is_superuser = False
        user.save(update_fields=["is_superuser"])
    else:
        user.groups.remove(_group(area))
    _note(Action.REMOVED, user, role, area, by, now)


def _group(area: EditorArea | None) -> Group:
    return area.group if area else Group.objects.get(name=teams.EDITORS)


def _note(
    action: str,
    user: User,
    role: str,
    area: EditorArea | None,
    by: User | None,
    now: datetime | None,
) -> None:
    place = area.municipality.name if area else ""
    trail.note(action, partner=None, place=place, by=by, role=role, user=user, now=now)
