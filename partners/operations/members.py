"""Who belongs to a partner, and the Wagtail groups that follow from it."""

from datetime import datetime

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Q

from partners.models import MemberEvent, Membership, PartnerPage
from partners.operations import teams, trail

Role = Membership.Role
Action = MemberEvent.Action


class LastManager(Exception):
    """A partner keeps at least one manager: somebody must be able to add the next."""


@transaction.atomic
def add_member(
    *,
    user: User,
    partner: PartnerPage,
    role: str,
    by: User | None = None,
    now: datetime | None = None,
) -> Membership:
    """Give the account a role at the partner; safe to repeat. Without `by` it was the console."""
    row, is_new = Membership.objects.get_or_create(
        user=user, partner=partner, role=role, defaults={"added_by": by}
    )
    if is_new:
        trail.note(Action.ADDED, partner=partner, by=by, role=role, user=user, now=now)
    return row


@transaction.atomic
def change_role(
    *, membership: Membership, role: str, by: User | None = None, now: datetime | None = None
) -> Membership:
    """Give a member another role in place of this one.

    :raises LastManager: nobody else manages the partner.
    """
    if membership.role == role:
        return membership
    partner, user = membership.partner, membership.user
    remove_member(membership=membership, by=by, now=now)
    return add_member(user=user, partner=partner, role=role, by=by, now=now)


@transaction.atomic
def remove_member(
    *, membership: Membership, by: User | None = None, now: datetime | None = None
) -> None:
    """Take the role away; what it allowed ends with the account's next request.

    :raises LastManager: nobody else manages the partner.
    """
    # Whoever removes at the same time waits here, and then counts again.
    partner = PartnerPage.objects.select_for_update(of=("self",)).get(pk=membership.partner_id)
    if membership.role == Role.MANAGER and not _others_manage(membership):
        raise LastManager
    trail.note(
        Action.REMOVED,
        partner=partner,
        by=by,
        role=membership.role,
        user=membership.user,
        now=now,
    )
    membership.delete()


@transaction.atomic
def trust(*, partner: PartnerPage, by: User | None = None, now: datetime | None = None) -> None:
    """Let the partner's managers publish without the editors."""
    _set_trust(partner, True, by, now)


@transaction.atomic
def doubt(*, partner: PartnerPage, by: User | None = None, now: datetime | None = None) -> None:
    """Let the editors look at every change of the partner before it is public."""
    _set_trust(partner, False, by, now)


def _set_trust(
    partner: PartnerPage, is_trusted: bool, by: User | None, now: datetime | None
) -> None:
    partner.is_trusted = is_trusted
    PartnerPage.objects.filter(pk=partner.pk).update(is_trusted=is_trusted)
    teams.ensure_team(partner=partner)
    trail.note(Action.TRUSTED if is_trusted else Action.DOUBTED, partner=partner, by=by, now=now)


def _others_manage(membership: Membership) -> bool:
    managers = Membership.objects.active().with_role(Role.MANAGER)
    others = managers.filter(partner=membership.partner_id)
    return others.exclude(user=membership.user_id).exists()


@transaction.atomic
def follow_memberships(*, user: User) -> None:
    """Put the account in exactly the groups that its memberships give. Safe to repeat."""
    wanted = set(_groups_of(user))
    for group in set(user.groups.filter(kept_by_us())) - wanted:
        user.groups.remove(group)
    user.groups.add(*wanted)


def _groups_of(user: User) -> list[Group]:
    """Return the groups that the account's memberships give."""
    found = []
    for row in Membership.objects.filter(user=user).select_related("partner"):
        partner = row.partner
        if row.role in (Role.MANAGER, Role.WORKER) and not partner.worker_group_id:
            teams.ensure_team(partner=partner)
        own = {Role.MANAGER: partner.team_group, Role.WORKER: partner.worker_group}
        found.append(own.get(Role(row.role)) or teams.ensure_entrance())
    return found


def kept_by_us() -> Q:
    """Return the condition for groups that follow memberships, and that no form may change."""
    partners = PartnerPage.objects.all()
    return (
        Q(pk__in=partners.exclude(team_group=None).values("team_group"))
        | Q(pk__in=partners.exclude(worker_group=None).values("worker_group"))
        | Q(name=teams.ENTRANCE)
    )
