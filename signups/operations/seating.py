"""Seats in the groups of a series: take one, give it back, and keep zones true.

Whoever calls this holds the lock on the bookable of the series, in the same transaction.
"""

from collections import defaultdict
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from activities.models import Group, Session
from signups.models import (
    ApartToken,
    HeldToken,
    Placement,
    Series,
    SeriesGroup,
    Signup,
    Zone,
)
from signups.placement import zones
from signups.placement.zones import Meeting
from signups.refusals import GroupFull, Shielded, TooFewZones, ZonesMeet


def seat(*, signup: Signup, place: SeriesGroup, by_hand: bool, now: datetime) -> Placement:
    """Give the signup its place in a group; the database refuses two equal tokens in a zone.

    :raises GroupFull: so many do not fit.
    :raises Shielded: the zone holds one of its tokens.
    """
    try:
        with transaction.atomic():
            room = SeriesGroup.objects.filter(pk=place.pk, capacity__gte=F("taken") + signup.size)
            if not room.update(taken=F("taken") + signup.size):
                raise GroupFull
            placement = Placement.objects.create(
                signup=signup, place=place, by_hand=by_hand, created_at=now
            )
            zone = SeriesGroup.objects.values_list("zone", flat=True).get(pk=place.pk)
            hold([placement], {place.pk: zone})
    except IntegrityError as error:
        raise Shielded from error
    return placement


def hold(placements: list[Placement], zone_of: dict[int, int]) -> None:
    """Write down the tokens that these placements bring into their zones.

    :raises IntegrityError: a zone would hold one token twice.
    """
    by_signup = {placement.signup_id: placement for placement in placements}
    HeldToken.objects.bulk_create(
        HeldToken(zone_id=zone_of[placement.place_id], token=token, placement=placement)
        for signup, token in ApartToken.objects.filter(signup__in=by_signup)
        .order_by("pk")
        .values_list("signup", "token")
        if (placement := by_signup[signup])
    )


def vacate(*, signup: Signup) -> Group | None:
    """Give back the place in a group, and return that group; its tokens leave the zone.

    None where there was no place.
    """
    placement = Placement.objects.filter(signup=signup).select_related("place__group").first()
    if placement is None:
        return None
    SeriesGroup.objects.filter(pk=placement.place_id).update(taken=F("taken") - signup.size)
    placement.delete()
    return placement.place.group


def rezone(*, series: Series) -> int:
    """Work out the zones anew from where and when the groups meet; return how many there are.

    :raises ZonesMeet: two people who are kept apart would be in one zone.
    :raises TooFewZones: a series that is public and keeps people apart would have one zone left.
    """
    places = list(SeriesGroup.objects.filter(series=series).order_by("pk"))
    found = zones.components(_meetings(places))
    known = defaultdict(set)
    for place in places:
        known[place.zone_id].add(place.pk)
    if None not in known and sorted(map(sorted, known.values())) == sorted(map(sorted, found)):
        return len(found)
    had = len(known) - (None in known)
    if series.keeps_apart and series.activity.live and len(found) < 2 <= had:
        raise TooFewZones
    _write(series, places, found)
    return len(found)


def _meetings(places: list[SeriesGroup]) -> dict[int, list[Meeting]]:
    by_group = {place.group_id: place.pk for place in places}
    meetings: dict[int, list[Meeting]] = {place.pk: [] for place in places}
    sessions = Session.objects.filter(group__in=by_group).in_order()
    rows = sessions.values_list("group", "venue", "group__venue", "starts_at", "ends_at")
    for group, own, usual, starts_at, ends_at in rows:
        meetings[by_group[group]].append(Meeting(own or usual, starts_at, ends_at))
    return meetings


def _write(series: Series, places: list[SeriesGroup], found: list[set[int]]) -> None:
    free = list(Zone.objects.filter(series=series).order_by("pk"))
    zone_of: dict[int, int] = {}
    for group in found:
        zone = free.pop(0) if free else Zone.objects.create(series=series)
        zone_of |= dict.fromkeys(group, zone.pk)
    for place in places:
        place.zone_id = zone_of[place.pk]
    SeriesGroup.objects.bulk_update(places, ["zone"])
    HeldToken.objects.filter(zone__series=series).delete()
    try:
        with transaction.atomic():
            hold(list(Placement.objects.filter(place__series=series)), zone_of)
    except IntegrityError as error:
        raise ZonesMeet from error
