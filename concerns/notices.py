"""Mails to staff that say only that something waits; the worker sends them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from common import addresses
from concerns.models import Desk, Notice, Seat
from partners.models import Membership
from partners.operations import EDITORS
from vault import outbox

KEPT = timedelta(days=30)


def queue(desk: Desk, kind: Notice.Kind, now: datetime) -> None:
    """Queue a notice to all who sit at the desk; without anybody, to who can change that.

    When time is over the managers of the partners behind it are told as well. Where they have
    none the editors hear: they can ask one in.
    """
    told = _sitting(desk)
    if kind == Notice.Kind.LATE or not told:
        told |= _managing(desk)
    to_users(told or _editors(), kind, now)


def to_users(users: Iterable[int], kind: Notice.Kind, now: datetime) -> None:
    """Queue a notice to each; who has the same one coming gets no second."""
    wanted = set(users)
    unsent = Notice.objects.filter(kind=kind, sent_at=None, given_up_at=None, user__in=wanted)
    wanted -= set(unsent.values_list("user", flat=True))
    Notice.objects.bulk_create(
        Notice(user_id=pk, kind=kind, created_at=now, due_at=now) for pk in sorted(wanted)
    )


def run(now: datetime) -> int:
    """Send the notices that are due; return how many were sent. A job of the worker."""
    return outbox.run(Notice, render, now, related=("user",))


def render(notice: Notice, now: datetime, connection) -> EmailMessage | None:
    """Return the mail; None to an account that is closed or has no address."""
    user = notice.user
    if not user.is_active or not user.email:
        return None
    path = reverse("concerns_staff:index")
    context = {"kind": notice.kind, "url": addresses.whole(path)}
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string("concerns/mail/notice.txt", context)
    return notice.letter(text, user.email, connection)


def forget(now: datetime) -> int:
    """Delete notices that left, or were given up, long enough ago; return how many."""
    return Notice.objects.filter(created_at__lt=now - KEPT).delete()[0]


def _sitting(desk: Desk) -> set[int]:
    return set(Seat.objects.valid().filter(desk=desk).values_list("user", flat=True))


def _managing(desk: Desk) -> set[int]:
    rows = Membership.objects.active().with_role(Membership.Role.MANAGER)
    return set(rows.filter(partner__in=desk.partner_ids()).values_list("user", flat=True))


def _editors() -> set[int]:
    users = get_user_model().objects.filter(groups__name=EDITORS, is_active=True)
    return set(users.values_list("pk", flat=True))


def colleagues(desk: Desk) -> list[User]:
    """Return the accounts that may get a seat: all who work for a partner behind the desk."""
    rows = Membership.objects.active().filter(partner__in=desk.partner_ids())
    users = get_user_model().objects.filter(pk__in=rows.values("user"))
    return list(users.order_by("username", "pk"))
