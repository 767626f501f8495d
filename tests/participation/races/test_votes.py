"""Many devices vote in the same instant: no vote is lost, none is counted twice."""

import pytest

from tests.signups.races.conftest import arena  # noqa: F401 - the same database of their own

pytestmark = [pytest.mark.race, pytest.mark.timeout(900)]


def test_forty_devices_vote_and_change_at_once(arena):  # noqa: F811
    found = arena("votes", clients=40)

    assert found["errors"] == []
    assert found["first"] == [40, 0, 0]
    assert found["changed"] == [20, 20, 0]


def test_closing_in_the_middle_of_the_votes_leaves_what_was_told(arena):  # noqa: F811
    found = arena("votes_while_closing", clients=20)

    assert found["counted"] == found["thanked"]
    assert found["thanked"] + found["refused"] == 20
