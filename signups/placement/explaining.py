"""A plan in words for staff: who fits where and who is left, without a name of why."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from signups import roll
from signups.models import ApartToken, Placement, Series, SeriesGroup, Signup
from signups.operations import placing
from signups.placement import parts
from signups.placement import plan as planning
from signups.placement.plan import Plan, Why
from signups.roll import Row


@dataclass(frozen=True)
class Line:
    """One signup in a preview: where it would come, and what every group says of it."""

    row: Row
    parts: str
    place: SeriesGroup | None
    why: str
    states: list[str]


@dataclass(frozen=True)
class Choice:
    """A group for one signup: whether it can be chosen, and what stands in the way."""

    place: SeriesGroup
    part: str
    state: str
    can_choose: bool


def rooms(places: list[SeriesGroup]) -> list[tuple[SeriesGroup, str, int]]:
    """Return each group with its part of the week and the number of its zone."""
    zones = sorted({place.zone_id or 0 for place in places})
    return [
        (place, parts.label(place.part), zones.index(place.zone_id or 0) + 1) for place in places
    ]


def plan(series: Series, rows: dict[int, Row]) -> tuple[Plan, list[Line]]:
    """Return the plan that a batch would carry out now, and a line for everybody in it."""
    parties, groups, held = placing.situation(series)
    made = placing.preview(series=series)
    places = {place.pk: place for place in series.places.select_related("group")}
    lines = []
    for party in parties:
        if party.pk not in rows:
            continue
        states = [
            _("%(group)s: %(state)s") % {"group": places[room.pk], "state": _state(reason)}
            for room in groups
            if (reason := planning.reason(party, room, held)) is not Why.OTHER_MOMENT
        ]
        place = places.get(made.places.get(party.pk, 0))
        why = _left(made.left[party.pk]) if party.pk in made.left else ""
        when = ", ".join(label for _code, label in parts.choices(party.parts))
        lines.append(Line(rows[party.pk], when, place, why, states))
    return made, lines


def choices(series: Series, signup: Signup) -> list[Choice]:
    """Return every group of the series with what stands in the way of this signup."""
    parties, groups, held = placing.situation(series)
    own = Placement.objects.filter(signup=signup).first()
    tokens = set(ApartToken.objects.filter(signup=signup).values_list("token", flat=True))
    if own:  # its own tokens do not stand in its way
        mine = own.held_tokens.values_list("zone", "token")
        held -= set(mine)
    party = planning.Party(signup.pk, signup.size, frozenset(signup.wish.parts), frozenset(tokens))
    places = {place.pk: place for place in series.places.select_related("group")}
    found = []
    for room in groups:
        reason = planning.reason(party, room, held)
        is_own = own is not None and own.place_id == room.pk
        closed = any((room.zone, token) in held for token in tokens)
        full = room.left < signup.size
        state = _("here now") if is_own else _state(Why.CLOSED if closed else reason)
        can = not (is_own or closed or full)
        found.append(Choice(places[room.pk], parts.label(room.part), state, can))
    return found


def pairs(series: Series) -> list[list[Row]]:
    """Return the signups that share a token, opened; for the one role that may see them."""
    sharing: dict[str, set[int]] = defaultdict(set)
    rows = ApartToken.objects.filter(signup__bookable__series=series)
    for signup, token in rows.values_list("signup", "token"):
        sharing[token].add(signup)
    found = sorted({tuple(sorted(ids)) for ids in sharing.values() if len(ids) > 1})
    opened = {row.signup.pk: row for row in roll.of(series.bookable)}
    return [[opened[pk] for pk in ids if pk in opened] for ids in found]


def _state(reason: Why | None) -> str:
    words = {
        None: _("fits"),
        Why.OTHER_MOMENT: _("another moment"),
        Why.FULL: _("full"),
        Why.CLOSED: _("left out (shielded)"),
    }
    return words[reason]


def _left(reason: Why) -> str:
    if reason is Why.ONE_MOMENT:
        return _("Can make one moment only. Place by hand.")
    return _("No group fits now.")
