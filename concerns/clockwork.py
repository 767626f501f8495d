"""What happens by the clock: nobody waits unseen, and nothing is kept for long."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from concerns import counting, notices, working
from concerns.models import Concern, Count, Forgotten, Look, Notice, Seat
from concerns.operations.taking import forget, release

HALF = working.ONE_DAY / 2
KEPT = timedelta(weeks=4)  # a message, at most
REMIND = timedelta(weeks=3)  # who answers it hears that it is still open
LOOKS_KEPT = timedelta(days=365)
KEYS_KEPT = timedelta(days=30)  # a form is taken for a day; backups live longer
LATE = 2  # the level at which the time is over


def run(now: datetime) -> int:
    """Tell of what waits too long, and delete what was kept long enough; return how many.

    A job of the worker.
    """
    done = _free_orphans(now) + _escalate(now) + _remind(now) + _delete_old(now)
    notices.forget(now)
    Look.objects.filter(at__lt=now - LOOKS_KEPT).delete()
    Forgotten.objects.filter(at__lt=now - KEYS_KEPT).delete()
    return done


def level_at(concern: Concern, now: datetime) -> int:
    """Return how urgent it is that somebody takes it: 0, 1 at half-time, 2 and up when late."""
    if now < concern.due_at:
        start = concern.offered_at or concern.received_at
        return 1 if now >= working.add(start, HALF) else 0
    return LATE + int(working.between(concern.due_at, now) / working.ONE_DAY)


def _escalate(now: datetime) -> int:
    told = 0
    for concern in Concern.objects.waiting().in_order():
        level = level_at(concern, now)
        if level <= concern.level:
            continue
        with transaction.atomic():
            rows = Concern.objects.waiting().filter(pk=concern.pk, level=concern.level)
            if not rows.update(level=level):
                continue
            desk = concern.awaits
            notices.queue(desk, Notice.Kind.LATE if level >= LATE else Notice.Kind.HALF, now)
            if level >= LATE > concern.level:
                counting.add(desk.pk, concern.kind, Count.What.LATE, now)
        told += 1
    return told


def _remind(now: datetime) -> int:
    """Tell who answers a message for weeks that it will be deleted."""
    rows = Concern.objects.filter(
        owner__isnull=False, reminded_at=None, received_at__lte=now - REMIND
    )
    with transaction.atomic():
        owners = set(rows.values_list("owner", flat=True))
        notices.to_users(owners, Notice.Kind.OPEN, now)
        return rows.filter(owner__in=owners).update(reminded_at=now)


def _free_orphans(now: datetime) -> int:
    """Put back what is answered by somebody who no longer sits at the desk."""
    seats = Seat.objects.valid().filter(desk=OuterRef("desk"), user=OuterRef("owner"))
    rows = Concern.objects.filter(~Exists(seats), owner__isnull=False)
    found = list(rows.values_list("pk", flat=True))
    return release(rows=Concern.objects.filter(pk__in=found), now=now) if found else 0


def _delete_old(now: datetime) -> int:
    gone = 0
    for concern in Concern.objects.filter(received_at__lte=now - KEPT).order_by("pk"):
        with transaction.atomic():
            if not forget(Concern.objects.filter(pk=concern.pk), now):
                continue
            if concern.owner_id is None:
                counting.add(concern.desk_id, concern.kind, Count.What.LOST, now)
        gone += 1
    return gone
