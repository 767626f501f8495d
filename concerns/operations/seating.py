"""Say who sits at a desk. Two people know of each seat: who gives it and who gets it."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from concerns import notices
from concerns.models import Concern, Desk, Notice, Seat
from concerns.operations.taking import release
from concerns.refusals import NoMember, NotToOneself


@transaction.atomic
def give_seat(*, desk: Desk, user: User, by: User, now: datetime) -> Seat:
    """Let an account read and answer the messages of a desk; safe to repeat.

    :raises NotToOneself: who gives it is who gets it.
    :raises NoMember: the account works for no partner behind the desk.
    """
    if user == by:
        raise NotToOneself
    if user not in notices.colleagues(desk):
        raise NoMember
    seat, _is_new = Seat.objects.get_or_create(
        desk=desk, user=user, defaults={"given_by": by, "given_at": now}
    )
    return seat


@transaction.atomic
def take_seat(*, seat: Seat, now: datetime) -> None:
    """Take a seat away; what its account answered goes back to the inbox."""
    release(rows=Concern.objects.filter(desk=seat.desk_id, owner=seat.user_id), now=now)
    seat.delete()
    if Concern.objects.filter(desk=seat.desk_id, owner=None).exists():
        notices.queue(seat.desk, Notice.Kind.NEW, now)
