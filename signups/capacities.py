"""How many people fit: set by staff for a group, counted per session or for the whole."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from activities.models import Group, Session
from common import clock
from signups import counting, line, places
from signups.models import Bookable, Capacity


def set_capacity(
    *,
    group: Group,
    capacity: int,
    waiting_capacity: int | None = None,
    now: datetime | None = None,
) -> list[Bookable]:
    """Set the places of each coming session, or of the whole group; return its bookables.

    Nobody loses a place when it is lowered; when it is raised, who waits gets an offer.
    `waiting_capacity` None means a waiting list without end, 0 none at all.
    """
    now = now or clock.now()
    with transaction.atomic():
        Capacity.objects.update_or_create(
            group=group, defaults={"capacity": capacity, "waiting_capacity": waiting_capacity}
        )
        if group.way_in == Group.WayIn.PER_SESSION:
            make_for_sessions(group, group.sessions.filter(ends_at__gt=now))
            units = Bookable.objects.filter(session__group=group, session__ends_at__gt=now)
        elif group.way_in == Group.WayIn.WHOLE_GROUP:
            Bookable.objects.get_or_create(
                group=group,
                defaults={
                    "capacity": capacity,
                    "seats": capacity,
                    "waiting_capacity": waiting_capacity,
                },
            )
            units = Bookable.objects.filter(group=group)
        else:
            return []
        locked = list(
            units.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True)
        )
        counting.set_capacity(locked, capacity, waiting_capacity)
        rows = list(Bookable.objects.filter(pk__in=locked).order_by("pk"))
        for row in rows:
            if row.waiting and row.left:
                line.offer_places(row, now)
        if rows:
            places.announce(rows[0])
    return rows


def make_for_sessions(group: Group, sessions: Iterable[Session]) -> None:
    """Give sessions of a group that is booked per session their bookable, where it lacks."""
    wanted = Capacity.objects.filter(group=group).first()
    if wanted is None or group.way_in != Group.WayIn.PER_SESSION:
        return
    ids = {session.pk for session in sessions}
    there = Bookable.objects.filter(session__in=ids).values_list("session", flat=True)
    Bookable.objects.bulk_create(
        [
            Bookable(
                session_id=pk,
                capacity=wanted.capacity,
                seats=wanted.capacity,
                waiting_capacity=wanted.waiting_capacity,
            )
            for pk in sorted(ids - set(there))
        ],
        ignore_conflicts=True,
    )
