"""Forget who came: every personal value of a signup goes when its time is over.

What stays is what counts people: state, size and times. The daily job of the worker.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import Coalesce

from common import clock
from signups.models import Bookable, OutboxMail, Signup, SignupSettings

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
        ids = list(
            Signup.objects.select_for_update()
            .filter(pk__in=list(signup_ids), purged_at__isnull=True)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        for hook in _hooks:
            hook(ids)
        OutboxMail.objects.filter(signup__in=ids).delete()
        Signup.objects.filter(pk__in=ids).update(
            contact=b"",
            people=b"",
            answers=b"",
            email_index="",
            body_hash="",
            purged_at=now,
        )
    return len(ids)


def run(now: datetime) -> int:
    """Purge the signups whose time is over; return how many. A job of the worker."""
    purged = 0
    for bookable_id in due(now):
        while done := _purge(bookable_id, now):
            purged += done
    if purged and connection.vendor == "sqlite" and not connection.in_atomic_block:
        # The write-ahead log still holds the old rows; secure_delete wipes the file itself.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return purged


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


def _purge(bookable_id: int, now: datetime) -> int:
    """Purge one batch of a bookable's signups; return how many."""
    rows = Signup.objects.filter(bookable=bookable_id, purged_at__isnull=True).order_by("pk")
    return forget(rows.values_list("pk", flat=True)[:_BATCH], now)
