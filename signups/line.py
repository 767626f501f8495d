"""The waiting list: a place that comes free is offered to the first in line.

Whoever calls this has locked the bookable row, and stays in the same transaction, so
there is never an empty place beside somebody who waits and would fit.
"""

from datetime import datetime, timedelta

from signups import counting, deadlines, outbox
from signups.models import Bookable, OutboxMail, Signup


def offer_places(bookable: Bookable, now: datetime) -> list[Signup]:
    """Offer what is free, in strict order of number; return the signups that got an offer.

    A party that does not fit keeps its turn, and nobody passes it unless staff allow that.
    """
    bookable.refresh_from_db(fields=["capacity", "taken", "waiting"])
    if not bookable.waiting or not bookable.left:
        return []
    wishes = deadlines.settings_of(bookable.owner.activity_id)
    deadline = deadlines.offer_deadline(bookable, now, timedelta(hours=wishes.offer_hours))
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
