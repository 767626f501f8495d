"""Asking somebody to join a partner, and a new password: what is kept and mailed for it."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction

from common import clock
from partners.models import AccountMail, Invitation, MemberEvent, PartnerPage
from partners.operations import members, trail

VALID = timedelta(days=7)
KEPT = timedelta(days=30)  # after an invitation was used, withdrawn or ran out
Action = MemberEvent.Action


class InvitationClosed(Exception):
    """The link was used before, was withdrawn, or is too old."""


class OtherAccount(Exception):
    """The invitation is for the account of somebody else."""


@transaction.atomic
def invite(*, partner: PartnerPage, email: str, role: str, by: User, now: datetime) -> Invitation:
    """Invite somebody by mail; an older open invitation for the same role is withdrawn."""
    open_ones = partner.invitations.open(now).filter(email__iexact=email, role=role)
    open_ones.update(withdrawn_at=now)
    invitation = Invitation.objects.create(
        partner=partner, email=email, role=role, invited_by=by, made_at=now, expires_at=now + VALID
    )
    AccountMail.objects.create(kind=AccountMail.Kind.INVITATION, invitation=invitation, due_at=now)
    trail.note(Action.INVITED, partner=partner, by=by, role=role, now=now)
    return invitation


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Close an invitation before it is used; safe to repeat."""
    closed = Invitation.objects.open(now).filter(pk=invitation.pk).update(withdrawn_at=now)
    if closed:
        partner, role = invitation.partner, invitation.role
        trail.note(Action.WITHDRAWN, partner=partner, by=by, role=role, now=now)


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
        AccountMail(kind=AccountMail.Kind.PASSWORD, user=user, due_at=now) for user in users
    )


def forget_old(now: datetime) -> int:
    """Delete the invitations that are long over; return how many. A job of the worker."""
    before = now - KEPT
    old = (
        Invitation.objects.filter(expires_at__lt=before)
        | Invitation.objects.filter(used_at__lt=before)
        | Invitation.objects.filter(withdrawn_at__lt=before)
    )
    return old.delete()[0]


def _use(invitation: Invitation, now: datetime) -> None:
    """Close the link for everybody else: of two who press at once, one gets through."""
    if not Invitation.objects.open(now).filter(pk=invitation.pk).update(used_at=now):
        raise InvitationClosed


def _join(invitation: Invitation, user: User, now: datetime) -> None:
    partner, role = invitation.partner, invitation.role
    members.add_member(user=user, partner=partner, role=role, by=invitation.invited_by, now=now)
    trail.note(Action.JOINED, partner=partner, by=user, role=role, user=user, now=now)


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
