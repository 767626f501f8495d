"""Who belongs to a partner, and the Wagtail groups that follow from it."""

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Q

from partners.models import Membership, PartnerPage
from partners.operations import teams

Role = Membership.Role


class LastManager(Exception):
    """A partner keeps at least one manager: somebody must be able to add the next."""


def add_member(
    *, user: User, partner: PartnerPage, role: str, by: User | None = None
) -> Membership:
    """Give the account a role at the partner; safe to repeat."""
    return Membership.objects.get_or_create(
        user=user, partner=partner, role=role, defaults={"added_by": by}
    )[0]


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User | None = None) -> Membership:
    """Give a member another role in place of this one.

    :raises LastManager: nobody else manages the partner.
    """
    if membership.role == role:
        return membership
    partner, user = membership.partner, membership.user
    remove_member(membership=membership, by=by)
    return add_member(user=user, partner=partner, role=role, by=by)


@transaction.atomic
def remove_member(*, membership: Membership, by: User | None = None) -> None:
    """Take the role away; what it allowed ends with the account's next request.

    :raises LastManager: nobody else manages the partner.
    """
    # Whoever removes at the same time waits here, and then counts again.
    PartnerPage.objects.select_for_update().get(pk=membership.partner_id)
    if membership.role == Role.MANAGER and not _others_manage(membership):
        raise LastManager
    membership.delete()


def _others_manage(membership: Membership) -> bool:
    managers = Membership.objects.active().with_role(Role.MANAGER)
    others = managers.filter(partner=membership.partner_id)
    return others.exclude(user=membership.user_id).exists()


@transaction.atomic
def follow_memberships(*, user: User) -> None:
    """Put the account in exactly the groups that its memberships give. Safe to repeat."""
    wanted = set(_groups_of(user))
    for group in set(user.groups.filter(_kept_by_us())) - wanted:
        user.groups.remove(group)
    user.groups.add(*wanted)


def _groups_of(user: User) -> list[Group]:
    """Return the groups that the account's memberships give."""
    found = []
    for row in Membership.objects.filter(user=user).select_related("partner"):
        partner = row.partner
        if row.role in (Role.MANAGER, Role.WORKER) and not partner.worker_group_id:
            teams.ensure_team(partner=partner)
        found.append(
            {Role.MANAGER: partner.team_group, Role.WORKER: partner.worker_group}.get(row.role)
            or teams.ensure_entrance()
        )
    return found


def _kept_by_us() -> Q:
    partners = PartnerPage.objects.all()
    return (
        Q(pk__in=partners.values("team_group"))
        | Q(pk__in=partners.values("worker_group"))
        | Q(name=teams.ENTRANCE)
    )
