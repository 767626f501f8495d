"""Change who comes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from signups import counting, personal, places
from signups.models import Bookable, Signup
from signups.operations.settling import settle
from signups.personal import Person
from signups.refusals import AlreadyOver, GroupFull, PartyTooLarge


def resize(*, signup: Signup, people: Sequence[Person], now: datetime) -> Signup:
    """Change who comes. A smaller party gives places back; a larger one needs them free.

    :raises AlreadyOver: the signup is not active.
    :raises GroupFull: the extra people do not fit, or others wait for those places.
    :raises PartyTooLarge: so many never fit.
    """
    with transaction.atomic():
        bookable = counting.lock(signup.bookable_id)
        seen = places.public_face(bookable)
        signup.refresh_from_db()
        if not signup.is_active:
            raise AlreadyOver
        if len(people) > bookable.capacity and len(people) > signup.size:
            raise PartyTooLarge(bookable.capacity)
        more = len(people) - signup.size
        if signup.status == Signup.Status.WAITING:
            if more > 0 and not counting.join_line(bookable.pk, more):
                raise GroupFull
            if more < 0:
                counting.leave_line(bookable.pk, -more)
        elif more > 0 and not counting.take(bookable.pk, more):
            raise GroupFull
        elif more < 0:
            counting.release(bookable.pk, -more)
        signup.size, signup.changed_at = len(people), now
        personal.seal_into(
            signup,
            contact=personal.contact_of(signup),
            people=people,
            answers=personal.answers_of(signup),
        )
        signup.save()
        settle(Bookable.objects.get(pk=bookable.pk), now, seen)
    return signup
