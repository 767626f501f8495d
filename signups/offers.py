"""Offers whose time is over: a job of the worker."""

from datetime import datetime

from signups import operations
from signups.models import Signup


def run(now: datetime) -> int:
    """End offers that nobody answered in time and offer the places on; return how many."""
    ids = (
        Signup.objects.filter(status=Signup.Status.OFFERED, offer_expires_at__lte=now)
        .order_by("bookable")
        .values_list("bookable", flat=True)
        .distinct()
    )
    return sum(operations.expire_offers(bookable_id=pk, now=now) for pk in list(ids))
