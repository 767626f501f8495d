"""Ten members take one message at the same instant: one has it, the others are told."""

import pytest

from tests.signups.races.conftest import arena  # noqa: F401

pytestmark = [pytest.mark.race, pytest.mark.timeout(900)]


def test_ten_members_at_once_leave_one_owner(arena):  # noqa: F811
    found = arena("take_at_once", members=10, rounds=10)

    assert found == {"winners": [1] * 10, "wrong": 0, "taken": 10}


def test_ten_members_without_the_guard_all_think_it_is_theirs(arena):  # noqa: F811
    found = arena("take_at_once", members=10, rounds=1, guard=False)

    assert found["winners"][0] > 1


def test_a_form_sent_ten_times_at_once_is_one_message(arena):  # noqa: F811
    found = arena("send_at_once", clients=10)

    assert found == {"messages": 1, "answers": 1, "received": 1}
