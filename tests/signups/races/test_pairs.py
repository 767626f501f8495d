"""What keeps two people apart when they come at the same instant. The control has no constraint."""

import pytest

pytestmark = [pytest.mark.race, pytest.mark.timeout(900)]


@pytest.mark.parametrize("rounds", [6, pytest.param(40, marks=pytest.mark.long)])
def test_of_a_pair_one_is_placed_and_one_is_for_staff(arena, rounds):
    found = arena("pair_at_once", rounds=rounds)

    assert found["seen"] == {"placed": rounds, "Shielded": rounds}
    assert found["both"] == 0


def test_a_series_is_placed_once_by_worker_and_staff(arena):
    found = arena("batch_at_once")

    assert found["wrong"] == 0
    assert found["seen"].get("8") == 4


def test_without_the_constraint_both_come_into_one_zone(arena):
    """The last one on this database: it has no constraint any more."""
    found = arena("pair_at_once", rounds=2, guard=False)

    assert found["both"] == 2
