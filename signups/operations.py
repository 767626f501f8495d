"""Every change of a signup passes here: check, lock, count, write, queue the mail.

Locks are taken in one order: group or session, then bookable, then signup.
"""

import hashlib
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from activities.models import Group, Session
from signups import counting, line, outbox, personal, places
from signups.capacities import set_capacity
from signups.models import Bookable, ConsentText, OutboxMail, Signup
from signups.personal import Answer, Contact, Person
from signups.refusals import (
    AlreadyOver,
    GroupFull,
    KeyReused,
    OfferGone,
    PartyTooLarge,
    SessionCancelled,
    SignupClosed,
    SignupNotOpen,
)

__all__ = ["accept", "cancel", "decline", "expire_offers", "resize", "set_capacity", "sign_up"]


def sign_up(
    *,
    key: UUID,
    bookable: Bookable,
    contact: Contact,
    people: Sequence[Person],
    answers: Sequence[Answer] = (),
    consent: str = "",
    language: str = "nl",
    now: datetime,
) -> Signup:
    """Give the whole party a place, or a turn on the waiting list; never part of it.

    The same key with the same body gives the same signup again. `consent` is the text
    that was agreed to, "" where none was asked.

    :raises KeyReused: the key was used for another body.
    :raises SignupNotOpen, SignupClosed, SessionCancelled: nobody can sign up for it now.
    :raises PartyTooLarge: so many never fit.
    :raises GroupFull: the waiting list is full, or there is none.
    """
    body_hash = personal.fingerprint(
        bookable_id=bookable.pk, contact=contact, people=people, answers=answers, consent=consent
    )
    if (earlier := _replay(key, body_hash)) is not None:
        return earlier
    signup = Signup(
        key=key,
        bookable=bookable,
        size=len(people),
        body_hash=body_hash,
        consent_version=_keep_text(consent, now),
        consent_at=now if consent else None,
        language=language,
        created_at=now,
        changed_at=now,
    )
    personal.seal_into(signup, contact=contact, people=people, answers=answers)
    try:
        with transaction.atomic():
            _refuse_unless_open(bookable, now)
            _place_or_wait(signup)
            signup.save(force_insert=True)
            waits = signup.status == Signup.Status.WAITING
            outbox.queue(signup, OutboxMail.Kind.WAITING if waits else OutboxMail.Kind.PLACED, now)
            row = Bookable.objects.get(pk=bookable.pk)
            _settle(row, now, seen=_seen_before(row, signup))
    except IntegrityError:
        # A second click came first: its signup stands, and this one's places went back.
        if (earlier := _replay(key, body_hash)) is None:
            raise
        return earlier
    if waits:
        signup.refresh_from_db(fields=["status", "offer_expires_at"])
    return signup


def cancel(*, signup: Signup, now: datetime) -> Signup:
    """Give up the place, the offer or the turn, and offer what came free to the next in line.

    :raises AlreadyOver: it was cancelled, declined or expired before.
    """
    return _end(signup, Signup.ACTIVE, Signup.Status.CANCELLED, AlreadyOver, now)


def decline(*, signup: Signup, now: datetime) -> Signup:
    """Refuse the offered place; it goes to the next in line.

    :raises OfferGone: there is no offer (any more).
    """
    return _end(signup, (Signup.Status.OFFERED,), Signup.Status.DECLINED, OfferGone, now)


def accept(*, signup: Signup, now: datetime) -> Signup:
    """Turn the offer into a place. Twice changes nothing more.

    :raises OfferGone: there is no offer, or its time is over.
    """
    with transaction.atomic():
        counting.lock(signup.bookable_id)
        signup.refresh_from_db()
        if signup.status == Signup.Status.PLACED:
            return signup
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
        seen = places.public_face(counting.lock(bookable_id))
        over = Signup.objects.filter(
            bookable=bookable_id, status=Signup.Status.OFFERED, offer_expires_at__lte=now
        )
        ended = list(over.order_by("number", "pk"))
        for signup in ended:
            signup.status = Signup.Status.EXPIRED
            signup.offer_expires_at, signup.changed_at = None, now
            signup.save(update_fields=["status", "offer_expires_at", "changed_at"])
            counting.release(bookable_id, signup.size)
            outbox.queue(signup, OutboxMail.Kind.EXPIRED, now)
        _settle(Bookable.objects.get(pk=bookable_id), now, seen)
    return len(ended)


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
        _settle(Bookable.objects.get(pk=bookable.pk), now, seen)
    return signup


def _end(signup: Signup, from_states, to_state, refusal, now: datetime) -> Signup:
    with transaction.atomic():
        seen = places.public_face(counting.lock(signup.bookable_id))
        signup.refresh_from_db()
        if signup.status not in from_states:
            raise refusal
        if signup.status == Signup.Status.WAITING:
            counting.leave_line(signup.bookable_id, signup.size)
        else:
            counting.release(signup.bookable_id, signup.size)
        signup.status, signup.offer_expires_at, signup.changed_at = to_state, None, now
        signup.save(update_fields=["status", "offer_expires_at", "changed_at"])
        outbox.queue(signup, OutboxMail.Kind.CANCELLED, now)
        _settle(Bookable.objects.get(pk=signup.bookable_id), now, seen)
    return signup


def _place_or_wait(signup: Signup) -> None:
    """Decide the status. A refused UPDATE locks nothing, so a place that comes free in that
    instant is tried for once more, behind the lock that drawing a number takes."""
    pk, people = signup.bookable_id, signup.size
    signup.status = Signup.Status.PLACED
    if counting.take(pk, people):
        return
    counting.draw_number(pk)
    if counting.take(pk, people):
        return
    row = Bookable.objects.get(pk=pk)
    if people > row.capacity:
        raise PartyTooLarge(row.capacity)
    if not counting.join_line(pk, people):
        raise GroupFull
    signup.status, signup.number = Signup.Status.WAITING, row.last_number


def _seen_before(row: Bookable, added: Signup) -> tuple:
    """Return what visitors saw of the row before this signup was counted in it."""
    waits = added.status == Signup.Status.WAITING
    earlier = copy(row)
    earlier.waiting -= added.size if waits else 0
    earlier.taken -= 0 if waits else added.size
    return places.public_face(earlier)


def _settle(row: Bookable, now: datetime, seen: tuple) -> None:
    """Offer what is free, and tell who listens when visitors now see something else."""
    if row.waiting and row.left:
        line.offer_places(row, now)
    if places.public_face(row) != seen:
        places.announce(row)


def _refuse_unless_open(bookable: Bookable, now: datetime) -> None:
    """Lock the session or group, so that it is not cancelled or deleted in the same instant."""
    if bookable.session_id:
        session = (
            Session.objects.select_for_update(of=("self",), no_key=True)
            .select_related("group")
            .order_by()
            .filter(pk=bookable.session_id)
            .first()
        )
        if session is None or session.is_cancelled:
            raise SessionCancelled
        if session.starts_at <= now:
            raise SignupClosed
        group = session.group
    else:
        locked = Group.objects.select_for_update(no_key=True).order_by()
        found = locked.filter(pk=bookable.group_id or 0).first()
        if found is None:
            raise SignupClosed
        group = found
        ahead = group.sessions.filter(ends_at__gt=now)
        if not ahead.exists():
            raise SignupClosed
        if not ahead.going_on().exists():
            raise SessionCancelled
    if not group.takes_signups:
        raise SignupClosed
    if group.signup_opens_at and now < group.signup_opens_at:
        raise SignupNotOpen
    if not group.signup_is_open(now):
        raise SignupClosed


def _replay(key: UUID, body_hash: str) -> Signup | None:
    earlier = next(iter(Signup.objects.filter(key=key).order_by()), None)
    if earlier is not None and earlier.body_hash != body_hash:
        raise KeyReused
    return earlier


def _keep_text(text: str, now: datetime) -> str:
    """Keep the text that was agreed to, once; return its version."""
    if not text:
        return ""
    version = hashlib.sha256(text.encode()).hexdigest()[:16]
    if not ConsentText.objects.filter(version=version).exists():
        ConsentText.objects.get_or_create(
            version=version, defaults={"text": text, "created_at": now}
        )
    return version
