"""What follows each change of a count, in the transaction of that change."""

from datetime import datetime

from signups import line, places
from signups.models import Bookable


def settle(row: Bookable, now: datetime, seen: tuple) -> None:
    """Offer what is free, and tell who listens when visitors now see something else."""
    if row.waiting and row.left:
        line.offer_places(row, now)
    if places.public_face(row) != seen:
        places.announce(row)
