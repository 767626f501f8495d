"""The statements that change a bookable row. Each is one UPDATE, so no one can come between.

On PostgreSQL (READ COMMITTED) an UPDATE locks its row until the transaction ends and reads
it as it then is; on SQLite a transaction is IMMEDIATE and has the database to itself.
"""

from django.db.models import F, Q
from django.db.models.functions import Greatest

from signups.models import Bookable


def take(bookable_id: int, people: int) -> bool:
    """Take places for people, unless they do not fit or somebody waits. Say whether it did."""
    return bool(
        Bookable.objects.filter(
            pk=bookable_id, waiting=0, capacity__gte=F("taken") + people
        ).update(taken=F("taken") + people)
    )


def draw_number(bookable_id: int) -> None:
    """Draw the next number of the waiting list; from here on the row is locked."""
    Bookable.objects.filter(pk=bookable_id).update(last_number=F("last_number") + 1)


def join_line(bookable_id: int, people: int) -> bool:
    """Count people on the waiting list, unless it is full. Say whether it did."""
    room = Q(waiting_capacity__isnull=True) | Q(waiting_capacity__gte=F("waiting") + people)
    return bool(Bookable.objects.filter(room, pk=bookable_id).update(waiting=F("waiting") + people))


def leave_line(bookable_id: int, people: int) -> None:
    """Count people off the waiting list."""
    Bookable.objects.filter(pk=bookable_id).update(waiting=F("waiting") - people)


def release(bookable_id: int, people: int) -> None:
    """Give places back; seats that stand above the capacity go with them."""
    Bookable.objects.filter(pk=bookable_id).update(
        taken=F("taken") - people, seats=Greatest(F("capacity"), F("taken") - people)
    )


def from_line_to_seat(bookable_id: int, people: int) -> bool:
    """Move people from the waiting list to places that are free. Say whether they fitted."""
    return bool(
        Bookable.objects.filter(pk=bookable_id, capacity__gte=F("taken") + people).update(
            taken=F("taken") + people, waiting=F("waiting") - people
        )
    )


def set_capacity(bookable_ids: list[int], capacity: int, waiting_capacity: int | None) -> None:
    """Set what staff want; who has a place keeps it, so seats may stand above the capacity."""
    Bookable.objects.filter(pk__in=bookable_ids).update(
        capacity=capacity,
        seats=Greatest(capacity, F("taken")),
        waiting_capacity=waiting_capacity,
    )


def lock(bookable_id: int) -> Bookable:
    """Return the row as it is now, locked until the transaction ends."""
    return Bookable.objects.select_for_update().get(pk=bookable_id)
