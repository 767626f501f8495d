"""What must hold when many people come at the same instant. Each has a control that fails."""

import pytest

pytestmark = [pytest.mark.race, pytest.mark.timeout(900)]
LONG = pytest.mark.long


@pytest.mark.parametrize("times", [1, pytest.param(4, marks=LONG)])
def test_forty_clients_for_ten_places(arena, times):
    for _time in range(times):
        found = arena("crowd", clients=40, capacity=10)

        assert found["outcomes"] == {"placed": 10, "waiting": 30}
        assert (found["taken"], found["waiting"]) == (10, 30)
        assert found["differences"] == []


def test_forty_clients_without_the_guard_are_too_many(arena):
    found = arena("crowd", clients=40, capacity=10, guard=False)

    assert found["outcomes"]["placed"] > 10


def test_a_form_sent_eight_times_at_once_is_one_signup(arena):
    found = arena("double_click", clients=8)

    assert (found["signups"], found["taken"]) == (1, 1)
    assert found["differences"] == []


@pytest.mark.parametrize("rounds", [40, pytest.param(200, marks=LONG)])
def test_a_cancel_in_the_same_instant_leaves_no_empty_place(arena, rounds):
    found = arena("cancel_against_signup", rounds=rounds)

    assert (found["lost"], found["errors"]) == (0, 0)
    assert set(found["seen"]) <= {"placed", "offered"}


def test_without_trying_again_a_place_stays_empty(arena):
    if not arena.is_postgres:
        # On SQLite the two transactions never overlap: the control has nothing to show there.
        return
    found = arena("cancel_against_signup", rounds=40, guard=False)

    assert found["lost"] > 0


@pytest.mark.parametrize("rounds", [40, pytest.param(200, marks=LONG)])
def test_accept_and_expiry_in_the_same_instant_have_one_winner(arena, rounds):
    found = arena("accept_against_expiry", rounds=rounds)

    assert found["wrong"] == 0


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(n, marks=LONG) for n in range(3, 10))])
def test_a_storm_leaves_counts_and_rows_in_agreement(arena, seed):
    found = arena("storm", processes=6, steps=30, seed=seed)

    assert found["errors"] == []
    assert found["differences"] == []
    assert not found["stuck"]
    assert found["taken"] <= found["seats"]


def test_kill_9_after_the_commit_loses_no_mail(arena):
    found = arena("killed_after_commit", signups=5)

    assert found["sent"] == 5
    assert found["rows"] == {"placed": 5}


def test_kill_9_while_sending_sends_again_under_the_same_id(arena):
    found = arena("killed_while_sending")

    assert (found["at_once"], found["later"], found["unsent"]) == (0, 1, 0)
    assert (found["mails"], found["different_ids"]) == (2, 1)


@pytest.mark.parametrize("rounds", [15, pytest.param(100, marks=LONG)])
def test_two_cancels_and_a_signup_in_the_same_instant_keep_the_order(arena, rounds):
    found = arena("two_cancels_and_a_signup", rounds=rounds)

    assert found["wrong"] == []


def test_kill_9_while_reminders_are_queued_makes_each_once(arena):
    found = arena("killed_between_reminders", signups=5)

    assert found == {"again": 0, "sent": 5, "rows": 5}


def test_a_purge_leaves_nothing_in_the_files_of_the_database(arena):
    found = arena("purged_for_real")

    assert found["sealed_before"]
    assert not any(found[name] for name in ("sealed_after", "clear_before", "clear_after", "mails"))


def test_without_the_purge_the_search_finds_what_was_kept(arena):
    found = arena("purged_for_real", erases=False)

    assert found["sealed_after"] and found["mails"] == 1


def test_without_writing_the_tables_anew_postgresql_keeps_old_rows(arena):
    if not arena.is_postgres:
        # SQLite overwrites what it deletes, and its log is emptied: nothing to show there.
        return
    found = arena("purged_for_real", wipes=False)

    assert found["sealed_after"]
