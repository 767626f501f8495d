"""Until when an offered place can be had."""

from datetime import datetime, timedelta

from django.db import transaction

from activities.models import Session
from signups import counting
from signups.models import Bookable, Signup, SignupSettings

# An offer ends so long before the start that staff know who comes; whoever gets an offer
# later than that still has the short time to answer.
LAST_CALL = timedelta(hours=2)
SHORTEST = timedelta(minutes=30)


def offer_deadline(bookable: Bookable, now: datetime, time_to_answer: timedelta):
    """Return until when an offer made now holds; None when nothing is left to come to."""
    start = next_start(bookable, now)
    if start is None:
        return None
    return min(start, max(min(now + time_to_answer, start - LAST_CALL), now + SHORTEST))


def next_start(bookable: Bookable, now: datetime) -> datetime | None:
    """Return when the next session that goes on starts; None when there is none."""
    sessions = Session.objects.going_on().filter(starts_at__gt=now)
    if bookable.session_id:
        sessions = sessions.filter(pk=bookable.session_id)
    else:
        sessions = sessions.filter(group=bookable.group_id)
    return sessions.in_order().values_list("starts_at", flat=True).first()


def settings_of(activity_id: int) -> SignupSettings:
    """Return what the organiser set for this activity, or the defaults (not saved)."""
    found = SignupSettings.objects.filter(activity=activity_id).first()
    return found or SignupSettings(activity_id=activity_id)


def renew(signup: Signup, now: datetime) -> bool:
    """Let an offer hold for its full time from now, where nobody could be told of it before.

    Say whether it now holds any longer.
    """
    with transaction.atomic():
        bookable = counting.lock(signup.bookable_id)
        signup.refresh_from_db()
        if signup.status != Signup.Status.OFFERED:
            return False
        hours = settings_of(bookable.owner.activity_id).offer_hours
        until = offer_deadline(bookable, now, timedelta(hours=hours))
        if until is None or until <= max(signup.offer_expires_at, now):
            return False
        signup.offer_expires_at, signup.changed_at = until, now
        signup.save(update_fields=["offer_expires_at", "changed_at"])
    return True
