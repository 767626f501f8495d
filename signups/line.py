"""The waiting list: a place that comes free is offered to the first in line.

Whoever calls this has locked the bookable row, and stays in the same transaction, so
there is never an empty place beside somebody who waits and would fit.
"""

from datetime import datetime, timedelta

from activities.models import Session
from signups import counting, outbox
from signups.models import Bookable, OutboxMail, Signup, SignupSettings

# An offer ends so long before the start that staff know who comes; whoever gets an offer
# later than that still has the short time to answer.
LAST_CALL = timedelta(hours=2)
SHORTEST = timedelta(minutes=30)


def offer_places(bookable: Bookable, now: datetime) -> list[Signup]:
    """Offer what is free, in strict order of number; return the signups that got an offer.

    A party that does not fit keeps its turn, and nobody passes it unless staff allow that.
    """
    bookable.refresh_from_db(fields=["capacity", "taken", "waiting"])
    if not bookable.waiting or not bookable.left:
        return []
    wishes = settings_of(bookable.owner.activity_id)
    deadline = offer_deadline(bookable, now, timedelta(hours=wishes.offer_hours))
    if deadline is None:
        return []
    offered = []
    for signup in bookable.signups.in_line().iterator(chunk_size=50):
        if bookable.left == 0:
            break
        if signup.size > bookable.left:
            if wishes.smaller_may_pass:
                continue
            break
        if not counting.from_line_to_seat(bookable.pk, signup.size):
            break
        bookable.taken += signup.size
        bookable.waiting -= signup.size
        signup.status = Signup.Status.OFFERED
        signup.offer_expires_at = deadline
        signup.changed_at = now
        signup.save(update_fields=["status", "offer_expires_at", "changed_at"])
        outbox.queue(signup, OutboxMail.Kind.OFFER, now)
        offered.append(signup)
    return offered


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
