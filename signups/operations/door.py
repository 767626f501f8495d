"""At the door: who is there, and who comes in without having signed up."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from activities.models import Session
from signups import counting, personal, places
from signups.models import Attendance, Bookable, Signup
from signups.operations import answering
from signups.operations.booking import keep_text, replay
from signups.operations.settling import settle
from signups.personal import Contact, Person
from signups.refusals import (
    AlreadyOver,
    GroupFull,
    NotAtTheDoor,
    SessionCancelled,
    SignupClosed,
    SignupNotOpen,
    TickedMeanwhile,
)

# The door opens so long before the start; what was forgotten can be ticked for a week.
OPENS = timedelta(hours=12)
CLOSES = timedelta(days=7)
AT_THE_DOOR = (Signup.Status.PLACED, Signup.Status.EXTRA)


def door_is_open(session: Session, now: datetime) -> bool:
    """Say whether attendance of this session can be taken at that instant."""
    return session.starts_at - OPENS <= now <= session.ends_at + CLOSES


def tick(
    *,
    session: Session,
    signup: Signup,
    position: int,
    state: str,
    was: str,
    by: User,
    now: datetime,
) -> Attendance:
    """Note whether one person of a signup is at a session.

    `was` is the state that staff saw. Two who tick the same at once both succeed; who ticks
    something else than a colleague just did is told first. The caller has checked that the
    signup is one of this session.

    :raises SessionCancelled: the session does not go on.
    :raises SignupNotOpen, SignupClosed: it is too early, or too long ago.
    :raises NotAtTheDoor: the signup has no place (any more), or fewer people.
    :raises TickedMeanwhile: a colleague noted something else.
    """
    _refuse_unless_door_is_open(session, now)
    with transaction.atomic():
        row = Signup.objects.select_for_update().get(pk=signup.pk)
        if row.status not in AT_THE_DOOR or not 0 <= position < row.size:
            raise NotAtTheDoor
        found, _new = Attendance.objects.get_or_create(
            session=session, signup=row, position=position, defaults={"changed_at": now}
        )
        if found.state == state:
            return found
        won = Attendance.objects.filter(pk=found.pk, state=was).update(
            state=state, changed_by=by, changed_at=now
        )
        if not won:
            raise TickedMeanwhile
        found.refresh_from_db()
    return found


def walk_in(
    *,
    key: UUID,
    session: Session,
    bookable: Bookable,
    person: Person,
    telephone: str = "",
    consent: str = "",
    beyond: bool = False,
    by: User,
    now: datetime,
) -> Signup:
    """Let somebody in who did not sign up, and note that they are here.

    It is a signup like any other while there is a place that nobody waits for. With `beyond`,
    staff let them in besides the places: that is kept as what it is, for this session only,
    and takes no place. The same key with the same body gives the same signup again.

    :raises GroupFull: there is no place, and staff did not say `beyond`.
    :raises SessionCancelled, SignupNotOpen, SignupClosed: nobody comes in now.
    :raises KeyReused: the key was used for another body.
    """
    contact = Contact(person.name, telephone=telephone)
    body_hash = personal.fingerprint(
        bookable_id=bookable.pk, contact=contact, people=[person], answers=[], consent=consent
    )
    if (earlier := replay(key, body_hash)) is not None:
        return earlier
    _refuse_unless_door_is_open(session, now)
    if bookable.series_id:
        raise SignupClosed  # the rules of a series decide who may meet whom
    signup = Signup(
        key=key,
        bookable=bookable,
        size=1,
        body_hash=body_hash,
        channel=Signup.Channel.DOOR,
        consent_version=keep_text(consent, now),
        consent_at=now if consent else None,
        created_at=now,
        changed_at=now,
    )
    personal.seal_into(signup, contact=contact, people=[person], answers=[])
    try:
        with transaction.atomic():
            _lock(session)
            seen = places.public_face(counting.lock(bookable.pk))
            signup.status = Signup.Status.PLACED
            if not counting.take(bookable.pk, 1):
                if not beyond:
                    raise GroupFull
                signup.status = Signup.Status.EXTRA
            signup.save(force_insert=True)
            Attendance.objects.create(
                session=session,
                signup=signup,
                position=0,
                state=Attendance.State.PRESENT,
                changed_by=by,
                changed_at=now,
            )
            settle(Bookable.objects.get(pk=bookable.pk), now, seen)
    except IntegrityError:
        # A second tap came first: that one counts.
        if (earlier := replay(key, body_hash)) is None:
            raise
        return earlier
    return signup


def undo_walk_in(*, signup: Signup, now: datetime) -> Signup:
    """Take back who was let in by mistake, and the place with it.

    :raises AlreadyOver: it was taken back before.
    """
    if signup.status != Signup.Status.EXTRA:
        return answering.cancel(signup=signup, now=now)
    won = Signup.objects.filter(pk=signup.pk, status=Signup.Status.EXTRA).update(
        status=Signup.Status.CANCELLED, changed_at=now
    )
    if not won:
        raise AlreadyOver
    signup.refresh_from_db()
    return signup


def _lock(session: Session) -> None:
    """Hold the session, so that it is not cancelled in the same instant."""
    locked = Session.objects.select_for_update(no_key=True).order_by()
    if locked.get(pk=session.pk).is_cancelled:
        raise SessionCancelled


def _refuse_unless_door_is_open(session: Session, now: datetime) -> None:
    if session.is_cancelled:
        raise SessionCancelled
    if now < session.starts_at - OPENS:
        raise SignupNotOpen
    if not door_is_open(session, now):
        raise SignupClosed
