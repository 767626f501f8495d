"""A checker that knows nothing of the algorithm goes through every plan and every zone."""

import itertools
import random
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from signups.placement import plan, zones
from signups.placement.plan import Party, Room, Why
from signups.placement.zones import Meeting

START = datetime(2027, 1, 4, 19, 30, tzinfo=UTC)
PARTS = ("ma-avond", "di-avond", "wo-avond", "do-avond")


def situation(seed, parties=300, pairs=40, groups=12):
    """Parties of one or two, `pairs` of them former partners, and groups in as many zones."""
    chance = random.Random(seed)
    births = [date(2010, 1, 1) + timedelta(days=chance.randrange(4000)) for _child in range(pairs)]
    found = []
    for pk in range(parties):
        tokens = {f"child {births[pk // 2]}"} if pk < 2 * pairs else set()
        found.append(
            Party(
                pk,
                chance.choice([1, 1, 1, 2]),
                frozenset(chance.sample(PARTS, chance.randint(1, 4))),
                frozenset(tokens),
                chance.choice(["vader", "moeder", ""]),
                chance.random() < 0.05,
            )
        )
    rooms = [Room(pk, PARTS[pk % 4], 1 + pk % (groups // 2), 30) for pk in range(groups)]
    return found, rooms


def check(parties, rooms, held, made):
    """Go through every two parties and every zone; nothing here is shared with the plan."""
    by_pk, by_room = {one.pk: one for one in parties}, {room.pk: room for room in rooms}
    assert set(made.places) | set(made.left) == set(by_pk)
    assert not set(made.places) & set(made.left)
    for one, other in itertools.combinations(sorted(made.places), 2):
        if by_pk[one].tokens & by_pk[other].tokens:
            assert by_room[made.places[one]].zone != by_room[made.places[other]].zone
    for pk, room_pk in made.places.items():
        room = by_room[room_pk]
        assert room.part in by_pk[pk].parts and len(by_pk[pk].parts) > 1
        assert not any((room.zone, token) in held for token in by_pk[pk].tokens)
    for room in rooms:
        people = sum(by_pk[pk].size for pk, place in made.places.items() if place == room.pk)
        assert people <= room.left


@pytest.mark.parametrize("seed", range(6))
def test_no_plan_breaks_the_rule(seed):
    parties, rooms = situation(seed)
    held = {(1, next(iter(parties[0].tokens))), (2, next(iter(parties[2].tokens)))}

    made = plan.make(parties, rooms, held, f"seed {seed}")

    check(parties, rooms, held, made)
    assert plan.make(parties, rooms, held, f"seed {seed}") == made


def test_the_checker_finds_a_plan_that_breaks_the_rule():
    parties, rooms = situation(1)
    made = plan.make(parties, rooms, set(), "seed")
    pair = [one.pk for one in parties if one.tokens][:2]
    wrong = plan.Plan({**made.places, **dict.fromkeys(pair, 0)}, made.left)
    for pk in pair:
        wrong.left.pop(pk, None)

    with pytest.raises(AssertionError):
        check(parties, rooms, set(), wrong)


def test_everybody_is_placed_where_there_is_room_for_all():
    parties = [Party(pk, 1, frozenset(PARTS)) for pk in range(40)]
    rooms = [Room(pk, PARTS[pk], pk, 10) for pk in range(4)]

    assert len(plan.make(parties, rooms, set(), "seed").places) == 40


def test_three_hundred_signups_with_forty_pairs_take_less_than_five_seconds():
    parties, rooms = situation(7)
    begun = time.process_time()

    made = plan.make(parties, rooms, set(), "seed")

    assert time.process_time() - begun < 5
    assert len(made.places) > 150


def test_who_can_reach_one_zone_gets_no_answer_from_a_machine():
    rooms = [Room(1, "ma-avond", 1, 5), Room(2, "di-avond", 1, 5), Room(3, "wo-avond", 2, 5)]
    party = Party(1, 1, frozenset(["ma-avond", "di-avond"]))

    assert plan.make([party], rooms, set(), "seed").left == {1: Why.ONE_MOMENT}
    assert not plan.make([party], rooms, set(), "seed", apart=False).left


def meetings(venue, hour, weeks=3, minutes=120):
    first = START.replace(hour=hour)
    return [
        Meeting(
            venue, first + timedelta(weeks=week), first + timedelta(weeks=week, minutes=minutes)
        )
        for week in range(weeks)
    ]


@pytest.mark.parametrize(
    ("groups", "count"),
    [
        ({1: meetings(1, 9), 2: meetings(2, 9)}, 2),
        ({1: meetings(1, 9), 2: meetings(1, 9)}, 1),
        ({1: meetings(1, 9), 2: meetings(1, 12)}, 1),
        ({1: meetings(1, 9), 2: meetings(1, 13)}, 2),
        ({1: meetings(1, 9), 2: meetings(None, 9)}, 1),
        ({1: meetings(1, 9), 2: []}, 1),
        ({1: meetings(1, 9), 2: meetings(1, 12), 3: meetings(1, 15)}, 1),
        ({1: meetings(1, 9), 2: meetings(1, 15), 3: meetings(1, 12)}, 1),
    ],
)
def test_groups_at_one_place_around_one_time_are_one_zone(groups, count):
    assert len(zones.components(groups)) == count
