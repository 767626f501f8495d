"""Take a message, hand it on, and be done with it. The row count of each UPDATE decides."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q

from concerns import counting, notices, working
from concerns.models import Concern, Count, Desk, Forgotten, Notice
from concerns.refusals import AlreadyTaken, MayNotMove, NobodyThere, NotYours


@transaction.atomic
def take(*, concern: Concern, user: User, now: datetime) -> None:
    """Make the user answerable; one that is handed over leaves its first team only now.

    :raises AlreadyTaken: somebody else was first, or it is gone.
    """
    if concern.offered_to_id:
        rows = Concern.objects.filter(pk=concern.pk, offered_to=concern.offered_to_id)
        won = rows.update(
            desk=F("offered_to"), offered_to=None, offered_at=None, owner=user, taken_at=now
        )
    else:
        rows = Concern.objects.filter(pk=concern.pk, desk=concern.desk_id, offered_to=None)
        won = rows.filter(owner=None).update(owner=user, taken_at=now)
    if not won:
        raise AlreadyTaken
    desk_id = concern.offered_to_id or concern.desk_id
    since = concern.offered_at or concern.received_at
    counting.add(desk_id, concern.kind, Count.What.TAKEN, now)
    counting.add_wait(desk_id, working.between(since, now), now)
    if concern.offered_to_id:
        counting.add(concern.desk_id, concern.kind, Count.What.MOVED, now)


@transaction.atomic
def take_over(*, concern: Concern, user: User, now: datetime) -> None:
    """Make the user answerable in place of a colleague, who may be ill.

    :raises AlreadyTaken: it changed hands meanwhile, or is gone.
    """
    rows = Concern.objects.filter(pk=concern.pk, desk=concern.desk_id, owner=concern.owner_id)
    if concern.owner_id is None or not rows.update(owner=user, taken_at=now):
        raise AlreadyTaken


@transaction.atomic
def offer(*, concern: Concern, to: Desk, user: User, now: datetime) -> None:
    """Hand a message to another team; it stays with the first until the other took it.

    :raises MayNotMove: the sender did not agree to that.
    :raises NobodyThere: nobody sits at that desk, or it is the message's own.
    :raises NotYours: somebody else answers it, or it is gone.
    """
    if not concern.may_move:
        raise MayNotMove
    if to.pk == concern.desk_id or not Desk.objects.staffed().filter(pk=to.pk).exists():
        raise NobodyThere
    rows = Concern.objects.filter(pk=concern.pk, owner=user, offered_to=None, may_move=True)
    due_at = working.add(now, working.ONE_DAY)
    if not rows.update(offered_to=to, offered_at=now, due_at=due_at, level=0):
        raise NotYours
    notices.queue(to, Notice.Kind.NEW, now)


@transaction.atomic
def keep(*, concern: Concern, user: User, now: datetime) -> None:
    """Take back what no other team took yet.

    :raises NotYours: the other team has it now, or somebody else answers it.
    """
    rows = Concern.objects.filter(pk=concern.pk, owner=user, offered_to__isnull=False)
    if not rows.update(offered_to=None, offered_at=None, level=0):
        raise NotYours


@transaction.atomic
def finish(*, concern: Concern, user: User, now: datetime) -> None:
    """Delete a message that is dealt with; a count stays.

    :raises NotYours: somebody else answers it, another team must take it, or it is gone.
    """
    rows = Concern.objects.filter(pk=concern.pk, owner=user, offered_to=None)
    if not forget(rows, now):
        raise NotYours
    counting.add(concern.desk_id, concern.kind, Count.What.DONE, now)


@transaction.atomic
def release(*, rows, now: datetime) -> int:
    """Put messages back in the inbox, with a new day to take them; return how many."""
    due_at = working.add(now, working.ONE_DAY)
    back = {"owner": None, "taken_at": None, "offered_to": None, "offered_at": None}
    return rows.filter(~Q(owner=None)).update(**back, due_at=due_at, level=0)


def forget(rows, now: datetime) -> int:
    """Delete these messages, remembering their random keys; return how many are gone."""
    keys = list(rows.select_for_update(of=("self",)).values_list("key", flat=True))
    Forgotten.objects.bulk_create(
        (Forgotten(key=key, at=now) for key in keys), ignore_conflicts=True
    )
    return Concern.objects.filter(key__in=keys).delete()[0]
