"""Forget who came: every personal value of a signup goes when its time is over.

What stays is what counts people: state, size and times. Who cancelled, or let an offer go,
is forgotten as many weeks after that. Every forgotten signup is in a journal beside the
database, so that a restored backup forgets it again. The hourly job of the worker.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce

from common import clock
from signups import journal
from signups.models import Bookable, DataRequest, OutboxMail, Signup, SignupSettings, request
from signups.signals import mails_forgotten
from vault import wiping

DEFAULT_WEEKS = SignupSettings._meta.get_field("retention_weeks").default
_BATCH = 200

Hook = Callable[[list[int]], None]
_hooks: list[Hook] = []


def register(hook: Hook) -> Hook:
    """Add what else must be forgotten: called with signup ids in the transaction that forgets.

    The signups still hold their values then. Usable as decorator.
    """
    if hook not in _hooks:
        _hooks.append(hook)
    return hook


def forget(signup_ids: Iterable[int], now: datetime) -> int:
    """Wipe every personal value of these signups, everywhere; return how many were wiped.

    What counts people stays: state, size and times. A signup that was wiped before is left.
    """
    with transaction.atomic():
        rows = list(
            Signup.objects.select_for_update()
            .filter(pk__in=list(signup_ids), purged_at__isnull=True)
            .order_by("pk")
            .values_list("pk", "key")
        )
        if not rows:
            return 0
        ids = [pk for pk, _key in rows]
        for hook in _hooks:
            hook(ids)
        mails = OutboxMail.objects.filter(signup__in=ids)
        # Before the commit: if this fails, all is done again; after it, a file would be left.
        mails_forgotten.send(
            OutboxMail, uids=[str(uid) for uid in mails.values_list("uid", flat=True)]
        )
        journal.note((key for _pk, key in rows), now)
        mails.delete()
        Signup.objects.filter(pk__in=ids).update(
            contact=b"",
            people=b"",
            answers=b"",
            email_index="",
            body_hash="",
            consent_version="",
            consent_at=None,
            purged_at=now,
        )
    return len(ids)


def run(now: datetime) -> int:
    """Purge the signups whose time is over; return how many. A job of the worker."""
    purged = 0
    for bookable_id in due(now):
        rows = Signup.objects.filter(bookable=bookable_id, purged_at__isnull=True)
        purged += _in_batches(rows, now)
    purged += _in_batches(ended(now), now)
    _forget_questions(now)
    wiping.wipe(now)
    return purged


def replay(keys: Iterable[UUID], now: datetime) -> int:
    """Forget again, in a restored backup, what was forgotten before; return how many."""
    found = Signup.objects.filter(key__in=list(keys), purged_at__isnull=True)
    purged = _in_batches(found, now)
    wiping.wipe(now)
    return purged


def ended(now: datetime) -> QuerySet[Signup]:
    """Return the signups that were cancelled, declined or expired so many weeks ago."""
    rows = Signup.objects.filter(status__in=Signup.ENDED, purged_at__isnull=True).annotate(
        weeks=Coalesce(
            "bookable__session__group__activity__signup_settings__retention_weeks",
            "bookable__group__activity__signup_settings__retention_weeks",
            "bookable__series__activity__signup_settings__retention_weeks",
            DEFAULT_WEEKS,
        )
    )
    over = Q(pk__in=[])
    for weeks in set(rows.order_by().values_list("weeks", flat=True)):
        over |= Q(weeks=weeks, changed_at__lte=now - timedelta(weeks=weeks))
    return rows.filter(over)


def due(now: datetime) -> list[int]:
    """Return the ids of bookables whose retention is over and that hold personal values."""
    rows = (
        Bookable.objects.filter(signups__purged_at__isnull=True, signups__isnull=False)
        .annotate(
            last=Coalesce("session__ends_at", Max("group__sessions__ends_at")),
            weeks=Coalesce(
                "session__group__activity__signup_settings__retention_weeks",
                "group__activity__signup_settings__retention_weeks",
                "series__activity__signup_settings__retention_weeks",
                DEFAULT_WEEKS,
            ),
        )
        .order_by("pk")
        .values_list("pk", "last", "weeks", "series__ends_on")
        .distinct()
    )
    return [
        pk
        for pk, last, weeks, day in rows
        if (end := last or clock.end_of(day)) and end + timedelta(weeks=weeks) <= now
    ]


def _forget_questions(now: datetime) -> None:
    """Delete questions about data: some weeks after the answer, a year after they were asked."""
    over = Q(answered_at__lte=now - request.KEPT) | Q(asked_at__lte=now - request.LONGEST)
    DataRequest.objects.filter(over).delete()


def _in_batches(rows: QuerySet[Signup], now: datetime) -> int:
    purged = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        purged += forget(ids, now)
    return purged
