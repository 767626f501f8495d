"""Sign up: the whole party gets a place, or a turn on the waiting list."""

import hashlib
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from activities.models import Group, Session
from signups import counting, outbox, personal, places
from signups.models import Bookable, ConsentText, OutboxMail, Signup
from signups.operations.settling import settle
from signups.personal import Answer, Contact, Person
from signups.refusals import (
    GroupFull,
    KeyReused,
    PartyTooLarge,
    SessionCancelled,
    SignupClosed,
    SignupNotOpen,
)


def sign_up(
    *,
    key: UUID,
    bookable: Bookable,
    contact: Contact,
    people: Sequence[Person],
    answers: Sequence[Answer] = (),
    consent: str = "",
    language: str = "nl",
    channel: str = Signup.Channel.WEB,
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
    if (earlier := replay(key, body_hash)) is not None:
        return earlier
    signup = Signup(
        key=key,
        bookable=bookable,
        size=len(people),
        body_hash=body_hash,
        consent_version=keep_text(consent, now),
        consent_at=now if consent else None,
        language=language,
        channel=channel,
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
            settle(row, now, seen=_seen_before(row, signup))
    except IntegrityError:
        # A second click came first: its signup stands, and this one's places went back.
        if (earlier := replay(key, body_hash)) is None:
            raise
        return earlier
    if waits and row.left:  # else nothing could be offered
        signup.refresh_from_db(fields=["status", "offer_expires_at"])
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


def replay(key: UUID, body_hash: str) -> Signup | None:
    """Return the signup that this key made before; None when it made none.

    :raises KeyReused: it was made with another body.
    """
    earlier = next(iter(Signup.objects.filter(key=key).order_by()), None)
    if earlier is not None and earlier.body_hash != body_hash:
        raise KeyReused
    return earlier


def keep_text(text: str, now: datetime) -> str:
    """Keep the text that was agreed to, once; return its version."""
    if not text:
        return ""
    version = hashlib.sha256(text.encode()).hexdigest()[:16]
    if not ConsentText.objects.filter(version=version).exists():
        ConsentText.objects.get_or_create(
            version=version, defaults={"text": text, "created_at": now}
        )
    return version
