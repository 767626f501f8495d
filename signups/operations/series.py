"""Make a series, say which groups it has, and sign up for it."""

import secrets
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from activities.models import ActivityPage, Group
from common import clock
from signups import counting, outbox, personal, places
from signups.models import (
    ApartToken,
    Bookable,
    OutboxMail,
    Placement,
    Series,
    SeriesGroup,
    Signup,
    Wish,
)
from signups.operations import booking, placing, seating
from signups.operations.settling import settle
from signups.personal import Answer, Contact, Person
from signups.placement import tokens
from signups.refusals import AlreadyOver, GroupFull, KeyReused, SignupClosed


@dataclass(frozen=True, slots=True)
class Room:
    """A group in a series: its part of the week, and how many people fit."""

    group: Group
    part: str
    capacity: int


def set_up(*, series: Series, capacity: int) -> Series:
    """Keep a series, with how many people it has room for; a new one gets a key of its own."""
    with transaction.atomic():
        if not series.pk:
            tokens.new_key(series)
            series.seed = secrets.token_hex(16)
            ActivityPage.objects.filter(pk=series.activity_id).update(is_sensitive=True)
        series.save()
        row, _made = Bookable.objects.get_or_create(
            series=series, defaults={"capacity": capacity, "seats": capacity}
        )
        counting.lock(row.pk)
        counting.set_capacity([row.pk], capacity, None)
        places.announce(Bookable.objects.get(pk=row.pk))
    return series


def set_rooms(*, series: Series, rooms: Sequence[Room]) -> int:
    """Say which groups the series has; return in how many zones they lie.

    :raises GroupFull: a group that is left out, or made smaller, holds more people.
    :raises ZonesMeet, TooFewZones: its groups could not keep people apart any more.
    """
    with transaction.atomic():
        placing.lock(series)
        gone = SeriesGroup.objects.filter(series=series).exclude(
            group__in=[room.group for room in rooms]
        )
        if Placement.objects.filter(place__in=gone).exists():
            raise GroupFull
        gone.delete()
        for room in rooms:
            row, _made = SeriesGroup.objects.get_or_create(
                series=series,
                group=room.group,
                defaults={"part": room.part, "capacity": room.capacity},
            )
            changed = SeriesGroup.objects.filter(pk=row.pk, taken__lte=room.capacity)
            if not changed.update(part=room.part, capacity=room.capacity):
                raise GroupFull
        zones = seating.rezone(series=series)
        places.announce(series.bookable)
    return zones


def sign_up_for_series(
    *,
    key: UUID,
    series: Series,
    contact: Contact,
    people: Sequence[Person],
    answers: Sequence[Answer] = (),
    parts: Iterable[str],
    births: Iterable[date] = (),
    mix: str = "",
    consent: str = "",
    language: str = "nl",
    has_priority: bool = False,
    now: datetime,
) -> Signup:
    """Take a signup for a series. Nothing is compared: the answer is the same for everybody.

    `births` are those of the children shared with a former partner; only their tokens stay.

    :raises KeyReused: the key was used for another body.
    :raises SignupClosed: the series takes no signups (any more).
    """
    today = clock.local(now).date()
    if not series.takes_signups(today):
        raise SignupClosed
    wanted = sorted(set(parts) & set(series.parts))
    marks = sorted(tokens.of_births(series, births))
    row = series.bookable
    body_hash = personal.fingerprint(
        bookable_id=row.pk,
        contact=contact,
        people=people,
        answers=[*answers, Answer("parts", ",".join(wanted)), Answer("marks", ",".join(marks))],
        consent=consent + mix,
    )
    if (earlier := replay(key, body_hash)) is not None:
        return earlier
    signup = Signup(
        key=key,
        bookable=row,
        status=Signup.Status.RECEIVED,
        size=len(people),
        body_hash=body_hash,
        consent_version=booking.keep_text(consent, now),
        consent_at=now if consent else None,
        language=language,
        created_at=now,
        changed_at=now,
    )
    personal.seal_into(signup, contact=contact, people=people, answers=answers)
    wish = Wish(
        series=series,
        parts=wanted,
        mix=tokens.seal_mix(signup, mix),
        reply_by=series.hears_by(today),
        has_priority=has_priority,
    )
    try:
        with transaction.atomic():
            _count_in(row.pk, signup.size)
            signup.save(force_insert=True)
            wish.signup = signup
            wish.save(force_insert=True)
            ApartToken.objects.bulk_create(
                ApartToken(signup=signup, token=token) for token in marks
            )
            outbox.queue(signup, OutboxMail.Kind.RECEIVED, now)
            _settle(row.pk, signup.size, now)
    except IntegrityError:
        # A second click came first: its signup stands, and this one was not counted.
        if (earlier := replay(key, body_hash)) is None:
            raise
        return earlier
    return signup


def replay(key: UUID, body_hash: str) -> Signup | None:
    """Return the signup that this form made before.

    :raises KeyReused: the key was used for another body.
    """
    earlier = next(iter(Signup.objects.filter(key=key).order_by()), None)
    if earlier is not None and earlier.body_hash != body_hash:
        raise KeyReused
    return earlier


def offer_talk(*, signup: Signup, now: datetime) -> None:
    """Note that staff offered an individual talk, once."""
    Wish.objects.filter(signup=signup, talk_at__isnull=True).update(talk_at=now)


def carry_over(
    *, signup: Signup, series: Series, births: Iterable[date] = (), now: datetime
) -> Signup:
    """Let somebody who was not placed come to another series of the activity, with priority.

    Tokens of the old series fit no birth date under the key of the new one, so staff ask the
    dates again. The old tokens stay too: they keep apart who is carried over together.

    :raises AlreadyOver: they have a place, are not active, or it is not such a series.
    """
    with transaction.atomic():
        both = (placing.series_of(signup), series)
        for one in sorted(both, key=lambda row: row.bookable.pk):
            placing.lock(one)
        signup.refresh_from_db()
        wish = Wish.objects.filter(signup=signup).select_related("series").first()
        if wish is None or wish.series_id == series.pk:
            raise AlreadyOver
        if signup.status != Signup.Status.RECEIVED:
            raise AlreadyOver
        if series.activity_id != wish.series.activity_id:
            raise AlreadyOver
        counting.release(signup.bookable_id, signup.size)
        _count_in(series.bookable.pk, signup.size)
        signup.bookable, signup.changed_at = series.bookable, now
        signup.save(update_fields=["bookable", "changed_at"])
        wish.series, wish.has_priority, wish.told_not_yet_at = series, True, None
        wish.reply_by = series.hears_by(clock.local(now).date())
        wish.save()
        ApartToken.objects.bulk_create(
            (ApartToken(signup=signup, token=token) for token in tokens.of_births(series, births)),
            ignore_conflicts=True,
        )
        outbox.queue(signup, OutboxMail.Kind.RECEIVED, now)
        places.announce(series.bookable)
    return signup


def _count_in(bookable_id: int, people: int) -> None:
    """Count people in. A series never refuses: who is too many waits for the next one."""
    Bookable.objects.filter(pk=bookable_id).update(
        taken=F("taken") + people, seats=Greatest(F("capacity"), F("taken") + people)
    )


def _settle(bookable_id: int, added: int, now: datetime) -> None:
    row = Bookable.objects.get(pk=bookable_id)
    before = copy(row)
    before.taken -= added
    settle(row, now, seen=places.public_face(before))
