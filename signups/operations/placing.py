"""Place people in the groups of a series, all at once or one by one.

The lock on the bookable of the series makes one batch out of two at the same instant.
"""

import secrets
from collections import Counter, defaultdict
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from activities.models import Group
from signups import counting, outbox
from signups.models import (
    ApartToken,
    HeldToken,
    OutboxMail,
    Placement,
    Series,
    SeriesGroup,
    Signup,
    Wish,
)
from signups.operations import seating
from signups.placement import plan, tokens
from signups.placement.plan import Party, Plan, Room
from signups.refusals import AlreadyOver, PlanChanged, Shielded, TooFewZones, ZonesMeet


def preview(*, series: Series) -> Plan:
    """Return what a batch would do now; the same again until something changes."""
    parties, rooms, held = situation(series)
    return plan.make(parties, rooms, held, series.seed, apart=series.keeps_apart)


def place_all(*, series: Series, mark: str = "", now: datetime) -> Plan:
    """Place everybody who can be placed; tell the others that they are not placed yet.

    With `mark`, only if the plan is still the one that was shown; without it only the first
    time (the worker). Nobody who has a place moves.

    :raises PlanChanged: something changed since the preview, or it was done already.
    :raises TooFewZones, ZonesMeet: its groups can't keep people apart.
    """
    with transaction.atomic():
        lock(series)
        zones = seating.rezone(series=series)
        if series.keeps_apart and zones < 2:
            raise TooFewZones
        made = preview(series=series)
        is_stale = made.mark != mark if mark else series.placed_at is not None
        if is_stale:
            raise PlanChanged
        _apply(series, made, now)
        series.placed_at = series.placed_at or now
        series.seed = secrets.token_hex(16)
        series.save(update_fields=["placed_at", "seed"])
    return made


def place(*, signup: Signup, place: SeriesGroup, now: datetime) -> Placement:
    """Place one signup by hand, or move it: the rule holds as it does for a batch.

    :raises AlreadyOver: the signup is not active.
    :raises GroupFull: so many do not fit.
    :raises Shielded: the zone is closed to it.
    """
    with transaction.atomic():
        lock(place.series)
        seating.rezone(series=place.series)
        signup.refresh_from_db()
        if not signup.is_active or signup.bookable.series_id != place.series_id:
            raise AlreadyOver
        there = Placement.objects.filter(signup=signup).first()
        if there and there.place_id == place.pk:
            return there
        left = seating.vacate(signup=signup)
        placement = seating.seat(signup=signup, place=place, by_hand=True, now=now)
        _tell_placed([signup], now, left=left)
    return placement


def keep_apart(*, signups: list[Signup], now: datetime) -> None:
    """Never let these come in one zone, by a token of chance: no reason is kept.

    :raises AlreadyOver: one of them is of another series, or not active.
    :raises Shielded: two of them are in one zone now; move one of them first.
    """
    series = series_of(signups[0])
    token = tokens.by_chance()
    with transaction.atomic():
        lock(series)
        for signup in signups:
            signup.refresh_from_db()
            if not signup.is_active or signup.bookable.series_id != series.pk:
                raise AlreadyOver
        ApartToken.objects.bulk_create(ApartToken(signup=row, token=token) for row in signups)
        rows = Placement.objects.filter(signup__in=signups).select_related("place")
        try:
            with transaction.atomic():
                HeldToken.objects.bulk_create(
                    HeldToken(zone_id=row.place.zone_id, token=token, placement=row)
                    for row in rows
                    if row.place.zone_id is not None
                )
        except IntegrityError as error:
            raise Shielded from error


def tell_not_yet(*, signup: Signup, now: datetime) -> None:
    """Tell one person that there is no group for them yet, once."""
    with transaction.atomic():
        lock(series_of(signup))
        signup.refresh_from_db()
        if signup.status == Signup.Status.RECEIVED:
            _tell_not_yet([signup.pk], now)


def series_of(signup: Signup) -> Series:
    """Return the series that somebody signed up for.

    :raises AlreadyOver: they signed up for something else.
    """
    if signup.bookable.series is None:
        raise AlreadyOver
    return signup.bookable.series


def lock(series: Series) -> None:
    """Lock the series until the transaction ends, and read it as it then is."""
    counting.lock(series.bookable.pk)
    series.refresh_from_db()


def situation(series: Series) -> tuple[list[Party], list[Room], set[tuple[int, str]]]:
    """Return who waits, the groups, and the tokens in each zone (six queries)."""
    signups = Signup.objects.filter(bookable__series=series, wish__isnull=False)
    active = list(signups.active().select_related("wish").order_by("pk"))
    found: dict[int, set[str]] = defaultdict(set)
    for pk, token in ApartToken.objects.filter(signup__in=active).values_list("signup", "token"):
        found[pk].add(token)
    group_of = dict(
        Placement.objects.filter(place__series=series).values_list("signup", "place")
    )  # fmt: skip
    sides: dict[int, Counter] = defaultdict(Counter)
    parties = []
    for signup in active:
        mix = tokens.open_mix(signup, bytes(signup.wish.mix))
        if signup.pk in group_of:
            if mix:
                sides[group_of[signup.pk]][mix] += 1
            continue
        parties.append(
            Party(
                signup.pk,
                signup.size,
                frozenset(signup.wish.parts),
                frozenset(found[signup.pk]),
                mix,
                signup.wish.has_priority,
            )
        )
    rooms = [
        Room(row.pk, row.part, row.zone_id or 0, row.left, tuple(sorted(sides[row.pk].items())))
        for row in SeriesGroup.objects.filter(series=series)
    ]
    held = HeldToken.objects.filter(zone__series=series).values_list("zone", "token")
    return parties, rooms, set(held)


def _apply(series: Series, made: Plan, now: datetime) -> None:
    signups = Signup.objects.in_bulk([*made.places, *made.left])
    zone_of = dict(SeriesGroup.objects.filter(series=series).values_list("pk", "zone"))
    for pk, place in sorted(made.places.items()):
        SeriesGroup.objects.filter(pk=place).update(taken=F("taken") + signups[pk].size)
    placements = Placement.objects.bulk_create(
        Placement(signup=signups[pk], place_id=place, created_at=now)
        for pk, place in sorted(made.places.items())
    )
    try:
        with transaction.atomic():
            seating.hold(placements, zone_of)
    except IntegrityError as error:
        raise ZonesMeet from error
    _tell_placed([signups[pk] for pk in sorted(made.places)], now)
    _tell_not_yet(sorted(made.left), now)


def _tell_placed(signups: list[Signup], now: datetime, left: Group | None = None) -> None:
    """Tell who has a place now; who left another group hears that it is another one."""
    kind = OutboxMail.Kind.REGROUPED if left else OutboxMail.Kind.GROUP
    Signup.objects.filter(pk__in=[row.pk for row in signups]).update(
        status=Signup.Status.PLACED, changed_at=now
    )
    for signup in signups:
        signup.status = Signup.Status.PLACED
        outbox.queue(signup, kind, now, left=left)


def _tell_not_yet(ids: list[int], now: datetime) -> None:
    """Tell who was not told before; whatever the reason is, it is the same mail."""
    wishes = Wish.objects.filter(signup__in=ids, told_not_yet_at__isnull=True)
    told = list(wishes.select_related("signup").order_by("signup"))
    for wish in told:
        outbox.queue(wish.signup, OutboxMail.Kind.NOT_YET, now)
    Wish.objects.filter(pk__in=[wish.pk for wish in told]).update(told_not_yet_at=now)
