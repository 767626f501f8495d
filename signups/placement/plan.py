"""Work out who goes in which group: pure, the same for the same seed.

The rule comes first: nobody is planned into a zone that holds one of their tokens. Then as
many people as can be, who has priority first; then groups as mixed as can be; chance breaks
ties. Who was placed before never moves.
"""

import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

TRIES = 12  # plans that are drawn; the best one counts


class Why(StrEnum):
    """Why somebody is left for staff, or a group does not suit; neutral on purpose."""

    ONE_MOMENT = "one_moment"
    OTHER_MOMENT = "other_moment"
    FULL = "full"
    CLOSED = "closed"  # shielded: the zone holds a token, and nobody says whose


@dataclass(frozen=True, slots=True)
class Party:
    """A signup that is not placed yet."""

    pk: int
    size: int
    parts: frozenset[str]
    tokens: frozenset[str] = frozenset()
    mix: str = ""
    has_priority: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A group: its part of the week, zone, places left, and who it holds by kind of answer."""

    pk: int
    part: str
    zone: int
    left: int
    mixed: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Plan:
    """Who goes where, and why the others are left; `mark` is equal for equal plans."""

    places: dict[int, int] = field(default_factory=dict)
    left: dict[int, Why] = field(default_factory=dict)
    mark: str = ""


def make(
    parties: Sequence[Party],
    rooms: Sequence[Room],
    held: Iterable[tuple[int, str]],
    seed: str,
    *,
    apart: bool = True,
) -> Plan:
    """Return the best of a few plans drawn with this seed.

    `held` are (zone, token) of who was placed before. With `apart`, who can come to fewer
    than two zones is left to staff: a machine's answer to them would tell where others are.
    """
    rooms = sorted(rooms, key=lambda room: room.pk)
    parties = sorted(parties, key=lambda party: party.pk)
    held = sorted(held)
    chosen, left = [], {}
    for party in parties:
        zones = {room.zone for room in rooms if room.part in party.parts}
        if len(party.parts) < 2 or (apart and len(zones) < 2):
            left[party.pk] = Why.ONE_MOMENT
        else:
            chosen.append(party)
    draws = [_draw(chosen, rooms, held, _chance(seed, n)) for n in range(TRIES)]
    places = max(draws, key=lambda places: _worth(places, chosen, rooms))
    for party in chosen:
        if party.pk not in places:
            left[party.pk] = Why.OTHER_MOMENT
    return Plan(places, left, _mark(parties, rooms, held, seed, places))


def reason(party: Party, room: Room, held: set[tuple[int, str]]) -> Why | None:
    """Return why this party can't go in this group; None when it can."""
    if room.part not in party.parts:
        return Why.OTHER_MOMENT
    if any((room.zone, token) in held for token in party.tokens):
        return Why.CLOSED
    return Why.FULL if room.left < party.size else None


def _chance(seed: str, number: int) -> random.Random:
    """Return chance that can be repeated: the seed itself is secret, and new for each batch."""
    return random.Random(f"{seed}|{number}")  # noqa: S311


def _draw(parties, rooms, held, chance: random.Random) -> dict[int, int]:
    """Place one by one: priority first, then who has the fewest groups, then by lot."""
    options = {party.pk: [room for room in rooms if room.part in party.parts] for party in parties}
    order = sorted(
        parties,
        key=lambda party: (not party.has_priority, len(options[party.pk]), chance.random()),
    )
    taken = set(held)
    left = {room.pk: room.left for room in rooms}
    mixed = {room.pk: Counter(dict(room.mixed)) for room in rooms}
    places: dict[int, int] = {}
    for party in order:
        feasible = [
            room
            for room in options[party.pk]
            if left[room.pk] >= party.size
            and not any((room.zone, token) in taken for token in party.tokens)
        ]
        if not feasible:
            continue
        room = min(feasible, key=lambda room: (_alike(party, mixed[room.pk]), chance.random()))
        places[party.pk] = room.pk
        left[room.pk] -= party.size
        taken.update((room.zone, token) for token in party.tokens)
        if party.mix:
            mixed[room.pk][party.mix] += 1
    return places


def _alike(party: Party, there: Counter) -> int:
    """How much the group already leans to this party's side; 0 for who gave no answer."""
    if not party.mix:
        return 0
    return there[party.mix] - max((n for kind, n in there.items() if kind != party.mix), default=0)


def _worth(places: dict[int, int], parties, rooms) -> tuple[int, int, int]:
    placed = [party for party in parties if party.pk in places]
    sides: dict[int, Counter] = defaultdict(Counter)
    for room in rooms:
        sides[room.pk].update(dict(room.mixed))
    for party in placed:
        if party.mix:
            sides[places[party.pk]][party.mix] += 1
    return (
        sum(party.size for party in placed if party.has_priority),
        sum(party.size for party in placed),
        sum(len(side) > 1 for side in sides.values()),
    )


def _mark(parties, rooms, held, seed: str, places: dict[int, int]) -> str:
    """Return a fingerprint of the plan and of all that led to it."""
    basis = [
        [(p.pk, p.size, sorted(p.parts), sorted(p.tokens), p.has_priority) for p in parties],
        [(room.pk, room.part, room.zone, room.left) for room in rooms],
        held,
        seed,
        sorted(places.items()),
    ]
    return hashlib.sha256(repr(basis).encode()).hexdigest()
