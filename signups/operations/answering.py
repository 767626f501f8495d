"""Answer an offer, give up a place, and let offers end whose time is over."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from signups import counting, deadlines, line, outbox, places
from signups.models import Bookable, OutboxMail, Signup
from signups.operations import seating
from signups.operations.settling import settle
from signups.refusals import AlreadyOver, OfferGone


def cancel(*, signup: Signup, now: datetime, by_staff: bool = False) -> Signup:
    """Give up the place, the offer or the turn, and offer what came free to the next in line.

    :raises AlreadyOver: it was cancelled, declined or expired before.
    """
    kind = OutboxMail.Kind.STAFF_CANCELLED if by_staff else OutboxMail.Kind.CANCELLED
    return _end(signup, Signup.ACTIVE, Signup.Status.CANCELLED, AlreadyOver, now, kind)


def decline(*, signup: Signup, now: datetime) -> Signup:
    """Refuse the offered place; it goes to the next in line.

    :raises OfferGone: there is no offer (any more).
    """
    return _end(signup, (Signup.Status.OFFERED,), Signup.Status.DECLINED, OfferGone, now)


def accept(*, signup: Signup, now: datetime) -> Signup:
    """Turn the offer into a place. Twice changes nothing more.

    :raises OfferGone: there is no offer, its time is over, or nothing is left to come to.
    """
    with transaction.atomic():
        bookable = counting.lock(signup.bookable_id)
        signup.refresh_from_db()
        if signup.status == Signup.Status.PLACED:
            return signup
        if deadlines.next_start(bookable, now) is None:
            raise OfferGone
        won = Signup.objects.filter(
            pk=signup.pk, status=Signup.Status.OFFERED, offer_expires_at__gt=now
        ).update(status=Signup.Status.PLACED, offer_expires_at=None, changed_at=now)
        if not won:
            raise OfferGone
        signup.refresh_from_db()
        outbox.queue(signup, OutboxMail.Kind.PLACED, now)
    return signup


def expire_offers(*, bookable_id: int, now: datetime) -> int:
    """End the offers of one bookable whose time is over; return how many there were."""
    with transaction.atomic():
        row = counting.lock(bookable_id)
        seen = places.public_face(row)
        over = Signup.objects.filter(
            bookable=bookable_id, status=Signup.Status.OFFERED, offer_expires_at__lte=now
        )
        ended = []
        for signup in over.order_by("number", "pk"):
            if _nobody_was_told(signup) and deadlines.renew(signup, now):
                continue
            ended.append(signup)
            signup.status = Signup.Status.EXPIRED
            signup.offer_expires_at, signup.changed_at = None, now
            signup.save(update_fields=["status", "offer_expires_at", "changed_at"])
            counting.release(bookable_id, signup.size)
            outbox.queue(signup, OutboxMail.Kind.EXPIRED, now)
        settle(Bookable.objects.get(pk=bookable_id), now, seen)
    return len(ended)


def offer_what_lies_free(*, bookable_id: int, now: datetime) -> int:
    """Offer places that are free beside people who wait; return how many parties got one.

    Every change of a count does so itself; this is for what changes without a count, such
    as a rule that staff loosen.
    """
    with transaction.atomic():
        row = counting.lock(bookable_id)
        seen = places.public_face(row)
        offered = line.offer_places(row, now)
        if offered:
            row.refresh_from_db()
            if places.public_face(row) != seen:
                places.announce(row)
    return len(offered)


def follow_session(*, bookable_id: int, now: datetime) -> None:
    """Keep offers in step with a session that was moved, cancelled or restored.

    No offer holds beyond the new start, and who waits gets what came free meanwhile. Whoever
    calls this has locked the session.
    """
    row = counting.lock(bookable_id)
    start = deadlines.next_start(row, now)
    if start is not None:
        Signup.objects.filter(
            bookable=bookable_id, status=Signup.Status.OFFERED, offer_expires_at__gt=start
        ).update(offer_expires_at=start, changed_at=now)
    offer_what_lies_free(bookable_id=bookable_id, now=now)


def _nobody_was_told(signup: Signup) -> bool:
    """Say whether the mail about the offer was tried, and still waits for the mail server."""
    offers = signup.mails.filter(kind=OutboxMail.Kind.OFFER, due_at__gt=F("created_at"))
    return offers.filter(sent_at__isnull=True, given_up_at__isnull=True).exists()


def _end(
    signup: Signup,
    from_states,
    to_state,
    refusal,
    now: datetime,
    kind: str = OutboxMail.Kind.CANCELLED,
) -> Signup:
    with transaction.atomic():
        seen = places.public_face(counting.lock(signup.bookable_id))
        signup.refresh_from_db()
        if signup.status not in from_states:
            raise refusal
        left = None
        if signup.status == Signup.Status.WAITING:
            counting.leave_line(signup.bookable_id, signup.size)
        else:
            counting.release(signup.bookable_id, signup.size)
            left = seating.vacate(signup=signup)
        signup.status, signup.offer_expires_at, signup.changed_at = to_state, None, now
        signup.save(update_fields=["status", "offer_expires_at", "changed_at"])
        outbox.queue(signup, kind, now, left=left)
        settle(Bookable.objects.get(pk=signup.bookable_id), now, seen)
    return signup
