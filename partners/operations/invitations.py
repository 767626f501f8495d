"""Asking somebody in, and a new password: what is kept and mailed for it."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from common import clock
from partners.models import AccountMail, EditorArea, Invitation, MemberEvent, PartnerPage
from partners.operations import members, site, trail

VALID = timedelta(days=7)
KEPT = timedelta(days=30)  # after an invitation was used, withdrawn or ran out, or a mail has left
Action = MemberEvent.Action


class InvitationClosed(Exception):
    """The link was used before, was withdrawn, or is too old."""


class OtherAccount(Exception):
    """The invitation is for the account of somebody else."""


@transaction.atomic
def invite(
    *,
    partner: PartnerPage | None,
    email: str,
    role: str,
    by: User,
    now: datetime,
    area: EditorArea | None = None,
) -> Invitation:
    """Invite somebody by mail: to a partner, or without one to look after the site or an area.

    An older open invitation for the same role is withdrawn.
    """
    same = Invitation.objects.filter(partner=partner, area=area, role=role, email__iexact=email)
    same.open(now).update(withdrawn_at=now)
    invitation = Invitation.objects.create(
        partner=partner,
        area=area,
        email=email,
        role=role,
        invited_by=by,
        made_at=now,
        expires_at=now + VALID,
    )
    kind = AccountMail.Kind.INVITATION
    AccountMail.objects.create(kind=kind, invitation=invitation, created_at=now, due_at=now)
    _note(Action.INVITED, invitation, by, now)
    return invitation


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Close an invitation before it is used; safe to repeat."""
    closed = Invitation.objects.open(now).filter(pk=invitation.pk).update(withdrawn_at=now)
    if closed:
        _note(Action.WITHDRAWN, invitation, by, now)


@transaction.atomic
def accept_as_new(
    *, invitation: Invitation, first_name: str, last_name: str, password: str, now: datetime
) -> User:
    """Make the account of who was invited, and give it its role.

    :raises InvitationClosed: the link no longer works.
    :raises OtherAccount: the address has an account by now.
    """
    _use(invitation, now)
    if account_of(invitation):
        raise OtherAccount
    user = get_user_model().objects.create_user(
        _free_username(first_name, last_name),
        email=invitation.email,
        password=password,
        first_name=first_name,
        last_name=last_name,
    )
    _join(invitation, user, now)
    return user


@transaction.atomic
def accept_as(*, invitation: Invitation, user: User, now: datetime) -> None:
    """Give an account that exists the role of the invitation.

    :raises InvitationClosed: the link no longer works.
    :raises OtherAccount: the account has another address.
    """
    if user.email.casefold() != invitation.email.casefold():
        raise OtherAccount
    _use(invitation, now)
    _join(invitation, user, now)


def account_of(invitation: Invitation) -> User | None:
    """Return the account with the invited address, if there is one."""
    return get_user_model().objects.filter(email__iexact=invitation.email).first()


def ask_for_password(*, users: Iterable[User], now: datetime | None = None) -> None:
    """Queue the mail with a link for a new password, for each of these accounts."""
    now = now or clock.now()
    AccountMail.objects.bulk_create(
        AccountMail(kind=AccountMail.Kind.PASSWORD, user=user, created_at=now, due_at=now)
        for user in users
    )


def forget_old(now: datetime) -> int:
    """Delete the invitations and mails that are long over; return how many. A job of the worker."""
    before = now - KEPT
    over = Q(expires_at__lt=before) | Q(used_at__lt=before) | Q(withdrawn_at__lt=before)
    gone = Invitation.objects.filter(over).delete()[0]
    left = AccountMail.objects.filter(Q(sent_at__lt=before) | Q(given_up_at__lt=before))
    return gone + left.delete()[0]


def _use(invitation: Invitation, now: datetime) -> None:
    """Close the link for everybody else: of two who press at once, one gets through."""
    if not Invitation.objects.open(now).filter(pk=invitation.pk).update(used_at=now):
        raise InvitationClosed


def _join(invitation: Invitation, user: User, now: datetime) -> None:
    partner, role, by = invitation.partner, invitation.role, invitation.invited_by
    if partner:
        members.add_member(user=user, partner=partner, role=role, by=by, now=now)
    else:
        site.give_site_role(user=user, role=role, area=invitation.area, by=by, now=now)
    _note(Action.JOINED, invitation, user, now, user)


def _note(
    action: str, invitation: Invitation, by: User, now: datetime, user: User | None = None
) -> None:
    place = invitation.place if invitation.area else ""
    partner, role = invitation.partner, invitation.role
    trail.note(action, partner=partner, place=place, by=by, role=role, user=user, now=now)


def _free_username(first_name: str, last_name: str) -> str:
    """Return a name to log in with: jan.jansen, or jan.jansen2 where that is taken."""
    plain = unicodedata.normalize("NFKD", f"{first_name}.{last_name}".casefold())
    base = re.sub(r"[^a-z0-9.]+", "", plain.encode("ascii", "ignore").decode()).strip(".")[:100]
    base = base or "medewerker"
    taken = set(
        get_user_model().objects.filter(username__startswith=base).values_list(
            "username", flat=True
        )
    )  # fmt: skip
    if base not in taken:
        return base
    return next(name for n in range(2, len(taken) + 3) if (name := f"{base}{n}") not in taken)
