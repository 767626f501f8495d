"""Offers whose time is over, and places that nobody was offered yet: jobs of the worker."""

from datetime import datetime

from django.db.models import F

from signups import operations
from signups.models import Bookable, Signup


def run(now: datetime) -> int:
    """End offers that nobody answered in time and offer the places on; return how many."""
    ids = (
        Signup.objects.filter(status=Signup.Status.OFFERED, offer_expires_at__lte=now)
        .order_by("bookable")
        .values_list("bookable", flat=True)
        .distinct()
    )
    return sum(operations.expire_offers(bookable_id=pk, now=now) for pk in list(ids))


def sweep(now: datetime) -> int:
    """Offer places that lie free beside people who wait; return how many parties got one.

    Finds next to nothing, as every operation offers what it frees. What staff change in the
    rules of a waiting list comes through here.
    """
    ids = (
        Bookable.objects.filter(waiting__gt=0, capacity__gt=F("taken"))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return sum(operations.offer_what_lies_free(bookable_id=pk, now=now) for pk in list(ids))
