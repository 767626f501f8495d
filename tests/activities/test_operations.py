from datetime import UTC, date, datetime, time, timedelta

import pytest

from activities import guards, operations
from activities.models import Pattern, SchoolHoliday, Session
from activities.signals import session_altered, session_changed, sessions_added
from common import clock, version
from tests import builders

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NEXT_WEEK = datetime(2026, 11, 28, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def weekly(group, **fields):
    fields = {"first_day": date(2026, 11, 25), "count": 3, **fields}
    return operations.add_pattern(
        group=group, frequency="weekly", starts=time(10), ends=time(12), **fields
    )


def coming(**fields):
    return builders.make_session(starts_at=NEXT_WEEK, **fields)


@pytest.fixture
def heard():
    """Collect what the signals say."""
    said = []

    def listen(sender, signal, **values):
        values.pop("signal", None)
        said.append((signal, values))

    for signal in (session_altered, session_changed, sessions_added):
        signal.connect(listen, weak=False, dispatch_uid="test")
    yield said
    for signal in (session_altered, session_changed, sessions_added):
        signal.disconnect(dispatch_uid="test")


@pytest.fixture
def guarded():
    """Let a guard hold the sessions put in this set."""
    held = set()

    def guard(ids):
        return held & set(ids)

    guards.register(guard)
    yield held
    guards._guards.remove(guard)


def test_a_pattern_becomes_real_sessions_in_wall_time():
    group = builders.make_bare_group()

    made = weekly(group)

    assert [session.pk for session in made] == list(
        group.sessions.in_order().values_list("pk", flat=True)
    )
    assert {clock.local(session.starts_at).time() for session in made} == {time(10)}
    assert Pattern.objects.get().group == group


def test_the_same_pattern_twice_makes_nothing_twice():
    group = builders.make_bare_group()
    weekly(group)

    again = weekly(group)

    assert again == []
    assert group.sessions.count() == 3
    assert group.patterns.count() == 1


def test_a_moved_session_does_not_come_back_at_its_old_time():
    group = builders.make_bare_group()
    first = weekly(group)[0]
    operations.move_session(
        session=first,
        starts_at=first.starts_at + 3 * HOUR,
        ends_at=first.ends_at + 3 * HOUR,
        reason="De zaal is bezet.",
        now=NOW,
    )

    weekly(group)

    assert group.sessions.count() == 3


def test_a_pattern_steps_over_school_holidays_that_staff_entered():
    SchoolHoliday.objects.create(
        name="Herfst", first_day=date(2026, 12, 1), last_day=date(2026, 12, 3)
    )

    made = weekly(builders.make_bare_group(), skip_school_holidays=True)

    assert [clock.local(s.starts_at).day for s in made] == [25, 9, 16]


def test_refuses_a_pattern_that_ends_before_it_starts():
    with pytest.raises(operations.EndBeforeStart):
        operations.add_pattern(
            group=builders.make_bare_group(),
            frequency="weekly",
            first_day=date(2026, 11, 25),
            starts=time(12),
            ends=time(12),
            count=1,
        )


def test_refuses_a_second_session_at_the_same_moment():
    session = coming()

    with pytest.raises(operations.MomentTaken):
        operations.add_session(
            group=session.group, starts_at=session.starts_at, ends_at=session.ends_at
        )


def test_a_moved_session_keeps_its_first_plan_and_raises_its_sequence():
    session = coming()

    moved = operations.move_session(
        session=session,
        starts_at=NEXT_WEEK + HOUR,
        ends_at=NEXT_WEEK + 2 * HOUR,
        reason="Later open.",
        now=NOW,
    )

    moved.refresh_from_db()
    assert (moved.status, moved.planned_at, moved.sequence, moved.reason) == (
        Session.Status.MOVED,
        NEXT_WEEK,
        1,
        "Later open.",
    )


def test_a_session_moved_twice_keeps_the_first_plan_and_back_again_is_no_longer_moved():
    session = coming()
    for hours in (1, 2):
        operations.move_session(
            session=session,
            starts_at=NEXT_WEEK + hours * HOUR,
            ends_at=NEXT_WEEK + 5 * HOUR,
            reason="",
            now=NOW,
        )
    assert session.planned_at == NEXT_WEEK

    operations.move_session(
        session=session, starts_at=NEXT_WEEK, ends_at=NEXT_WEEK + HOUR, reason="", now=NOW
    )

    session.refresh_from_db()
    assert (session.status, session.planned_at, session.sequence) == ("scheduled", None, 3)


def test_refuses_to_move_into_the_past_or_onto_another_session():
    session = coming()
    other = builders.make_session(session.group, starts_at=NEXT_WEEK + 4 * HOUR)

    with pytest.raises(operations.MomentPassed):
        operations.move_session(
            session=session, starts_at=NOW - HOUR, ends_at=NOW + HOUR, reason="", now=NOW
        )
    with pytest.raises(operations.MomentTaken):
        operations.move_session(
            session=session,
            starts_at=other.starts_at,
            ends_at=other.ends_at,
            reason="",
            now=NOW,
        )


def test_refuses_to_move_a_cancelled_session():
    session = operations.cancel_session(session=coming(), reason="Ziek.", now=NOW)

    with pytest.raises(operations.SessionIsCancelled):
        operations.move_session(
            session=session,
            starts_at=NEXT_WEEK + HOUR,
            ends_at=NEXT_WEEK + 2 * HOUR,
            reason="",
            now=NOW,
        )


def test_cancelling_twice_raises_the_sequence_once():
    session = coming()

    for _ in range(2):
        operations.cancel_session(session=session, reason="Ziek.", now=NOW)

    session.refresh_from_db()
    assert (session.status, session.sequence, session.reason) == ("cancelled", 1, "Ziek.")


def test_refuses_to_cancel_what_is_over():
    session = builders.make_session(starts_at=NOW - 5 * HOUR)

    with pytest.raises(operations.MomentPassed):
        operations.cancel_session(session=session, reason="", now=NOW)


def test_a_restored_session_is_moved_again_if_it_was():
    session = coming()
    operations.move_session(
        session=session,
        starts_at=NEXT_WEEK + HOUR,
        ends_at=NEXT_WEEK + 2 * HOUR,
        reason="",
        now=NOW,
    )
    operations.cancel_session(session=session, reason="Ziek.", now=NOW)

    operations.restore_session(session=session, now=NOW)

    session.refresh_from_db()
    assert (session.status, session.sequence, session.reason) == ("moved", 3, "")


def test_deletes_a_session_that_nobody_uses():
    session = coming()

    operations.delete_session(session=session)

    assert not Session.objects.exists()


def test_never_deletes_a_session_or_group_in_use(guarded):
    session = coming()
    guarded.add(session.pk)

    with pytest.raises(operations.SessionInUse):
        operations.delete_session(session=session)
    with pytest.raises(operations.SessionInUse):
        operations.delete_group(group=session.group)

    assert Session.objects.filter(pk=session.pk).exists()


def test_tells_after_commit_and_gives_the_content_a_new_version(
    heard, django_capture_on_commit_callbacks
):
    session, before = coming(), version.current()
    with django_capture_on_commit_callbacks() as callbacks:
        operations.cancel_session(session=session, reason="Ziek.", now=NOW)
    assert [signal for signal, _ in heard] == [session_altered]

    for callback in callbacks:
        callback()

    assert heard[0][1]["change"] == "cancelled"
    assert heard[-1] == (session_changed, {"activity_id": session.group.activity_id})
    assert version.current() != before


def test_a_pattern_tells_once_with_all_its_sessions(heard):
    made = weekly(builders.make_bare_group())

    assert [values["sessions"] for signal, values in heard if signal is sessions_added] == [made]
