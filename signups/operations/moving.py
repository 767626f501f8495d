"""Move a signup to another date or group of the same activity."""

from datetime import datetime

from django.db import transaction

from activities.models import Group, Session
from signups import counting, deadlines, outbox, places
from signups.models import Bookable, OutboxMail, Signup
from signups.operations.settling import settle
from signups.refusals import (
    AlreadyOver,
    GroupFull,
    NotOfThisActivity,
    PartyTooLarge,
    SessionCancelled,
    SignupClosed,
)


def move(
    *,
    signup: Signup,
    to: Bookable,
    now: datetime,
    tells: OutboxMail.Kind = OutboxMail.Kind.REGROUPED,
) -> Signup:
    """Give the whole party a place at another date or group, and free the one it had.

    It needs places that nobody waits for. Who waited, or had an offer, has a place there.
    Moving to where it is changes nothing. `tells` is the mail: whether staff moved it.

    :raises AlreadyOver: the signup is not active.
    :raises NotOfThisActivity: the other date belongs to another activity, or is placed by rules
        of its own.
    :raises SessionCancelled, SignupClosed: the other date does not go on, or has begun.
    :raises PartyTooLarge: so many never fit there.
    :raises GroupFull: they do not fit there now, or others wait for those places.
    """
    with transaction.atomic():
        _lock_moment(to, now)
        locked = {pk: counting.lock(pk) for pk in sorted({signup.bookable_id, to.pk})}
        signup.refresh_from_db()
        if signup.bookable_id not in locked or not signup.is_active:
            raise AlreadyOver
        old, new = locked[signup.bookable_id], locked[to.pk]
        if old.pk == new.pk:
            return signup
        by_rules = old.series_id or new.series_id
        if by_rules or old.owner.activity_id != new.owner.activity_id:
            raise NotOfThisActivity
        seen = {row.pk: places.public_face(row) for row in (old, new)}
        if signup.size > new.capacity:
            raise PartyTooLarge(new.capacity)
        if not counting.take(new.pk, signup.size):
            raise GroupFull
        if signup.status == Signup.Status.WAITING:
            counting.leave_line(old.pk, signup.size)
        else:
            counting.release(old.pk, signup.size)
        signup.bookable, signup.status = new, Signup.Status.PLACED
        signup.number, signup.offer_expires_at, signup.changed_at = None, None, now
        signup.save(
            update_fields=["bookable", "status", "number", "offer_expires_at", "changed_at"]
        )
        outbox.queue(signup, tells, now, session=old.session, left=old.group)
        for row in Bookable.objects.filter(pk__in=locked).order_by("pk"):
            settle(row, now, seen[row.pk])
    return signup


def _lock_moment(to: Bookable, now: datetime) -> None:
    """Hold the session or group, so that it is not cancelled or deleted in the same instant."""
    if to.session_id:
        session = Session.objects.select_for_update(no_key=True).order_by().get(pk=to.session_id)
        if session.is_cancelled:
            raise SessionCancelled
    elif to.group_id:
        Group.objects.select_for_update(no_key=True).order_by().get(pk=to.group_id)
    if deadlines.next_start(to, now) is None:
        raise SignupClosed
