import uuid
from datetime import timedelta

import pytest

from common import clock
from partners.models import PartnerPage
from signups import library, operations, purge, refusals, sheet
from signups.models import Attendance, Bookable, Signup
from signups.personal import Answer, Person
from tests import builders as site
from tests.signups.builders import counts, make_series, sign_up
from tests.signups.placement import builders as placing
from tests.signups.staffing import bookable_now, family, member_of

pytestmark = pytest.mark.django_db
State = Attendance.State


@pytest.fixture
def bookable():
    return bookable_now(partner=site.make_partner())


@pytest.fixture
def staff(bookable):
    return member_of(PartnerPage.objects.get())


def tick(signup, session, state, was="", position=0, by=None, now=None):
    return operations.tick(
        session=session,
        signup=signup,
        position=position,
        state=state,
        was=was,
        by=by,
        now=now or clock.now(),
    )


def walk_in(bookable, by, name="Lotte", **fields):
    fields.setdefault("key", uuid.uuid4())
    return operations.walk_in(
        session=bookable.session,
        bookable=bookable,
        person=Person(name),
        by=by,
        now=clock.now(),
        **fields,
    )


def test_each_person_of_a_signup_is_ticked_alone(bookable, staff):
    signup = family(bookable)

    tick(signup, bookable.session, State.PRESENT, position=1, by=staff)

    found = sheet.of(bookable.session)
    assert [(line.name, line.state) for line in found.lines] == [
        ("Noor Bakker", ""),
        ("Sem Bakker", "present"),
    ]
    assert (found.present, found.expected) == (1, 2) == sheet.counts(bookable.session)


def test_two_who_tick_the_same_person_both_succeed_and_one_row_is_kept(bookable, staff):
    signup = family(bookable)

    for by in (staff, member_of(PartnerPage.objects.get(), "collega")):
        tick(signup, bookable.session, State.PRESENT, by=by)

    assert Attendance.objects.get().changed_by == staff


def test_who_ticks_past_a_colleague_is_told_and_changes_nothing(bookable, staff):
    signup = family(bookable)
    tick(signup, bookable.session, State.ABSENT, by=staff)

    with pytest.raises(refusals.TickedMeanwhile):
        tick(signup, bookable.session, State.PRESENT, was="", by=staff)

    assert Attendance.objects.get().state == State.ABSENT


def test_a_tick_is_undone(bookable, staff):
    signup = family(bookable)
    tick(signup, bookable.session, State.PRESENT, by=staff)

    tick(signup, bookable.session, State.UNKNOWN, was=State.PRESENT, by=staff)

    assert sheet.counts(bookable.session) == (0, 2)


@pytest.mark.parametrize("position", [2, 99])
def test_nobody_is_ticked_who_is_not_in_the_signup(bookable, staff, position):
    with pytest.raises(refusals.NotAtTheDoor):
        tick(family(bookable), bookable.session, State.PRESENT, position=position, by=staff)


def test_who_cancelled_is_not_ticked(bookable, staff):
    signup = family(bookable)
    operations.cancel(signup=signup, now=clock.now())

    with pytest.raises(refusals.NotAtTheDoor):
        tick(signup, bookable.session, State.PRESENT, by=staff)


@pytest.mark.parametrize(
    ("days", "refusal"), [(-2, refusals.SignupNotOpen), (9, refusals.SignupClosed)]
)
def test_attendance_is_taken_around_the_day_itself(bookable, staff, days, refusal):
    when = clock.now() + timedelta(days=days)

    with pytest.raises(refusal):
        tick(family(bookable), bookable.session, State.PRESENT, by=staff, now=when)


def test_whoever_walks_in_gets_a_place_while_there_is_one(bookable, staff):
    signup = walk_in(bookable, staff)

    assert (signup.status, signup.channel) == (Signup.Status.PLACED, Signup.Channel.DOOR)
    assert counts(bookable) == (1, 3, 0)
    assert sheet.counts(bookable.session) == (1, 1)


def test_a_full_session_takes_nobody_unless_staff_say_so(bookable, staff):
    sign_up(bookable, size=3)

    with pytest.raises(refusals.GroupFull):
        walk_in(bookable, staff)

    extra = walk_in(bookable, staff, beyond=True)
    assert extra.status == Signup.Status.EXTRA
    assert counts(bookable) == (3, 3, 0)
    found = sheet.of(bookable.session)
    assert (found.present, found.expected, found.extra) == (1, 3, 1)


def test_nobody_walks_in_past_who_waits(bookable, staff):
    sign_up(bookable, size=2)
    sign_up(bookable, size=2)
    assert counts(bookable) == (2, 3, 2)

    with pytest.raises(refusals.GroupFull):
        walk_in(bookable, staff)


def test_a_double_tap_adds_one_person(bookable, staff):
    key = uuid.uuid4()

    first, second = (walk_in(bookable, staff, key=key) for _tap in range(2))

    assert first.pk == second.pk
    assert counts(bookable)[0] == 1


@pytest.mark.parametrize("full", [False, True])
def test_who_was_added_by_mistake_is_taken_back(bookable, staff, full):
    if full:
        sign_up(bookable, size=3)
    signup = walk_in(bookable, staff, beyond=True)

    operations.undo_walk_in(signup=signup, now=clock.now())

    assert counts(bookable)[0] == (3 if full else 0)
    assert "Lotte" not in [line.name for line in sheet.of(bookable.session).lines]
    with pytest.raises(refusals.AlreadyOver):
        operations.undo_walk_in(signup=signup, now=clock.now())


def test_a_series_is_ticked_for_each_date_and_keeps_who_came_in_to_that_date(staff):
    series = make_series(capacity=1, title="Cursus", partner=PartnerPage.objects.get())
    first, second = series.group.sessions.in_order()[:2]
    signup = sign_up(series)
    day = first.starts_at

    tick(signup, first, State.PRESENT, by=staff, now=day)
    operations.walk_in(
        key=uuid.uuid4(),
        session=first,
        bookable=series,
        person=Person("Lotte"),
        beyond=True,
        by=staff,
        now=day,
    )

    assert sheet.counts(first) == (2, 1)
    assert sheet.counts(second) == (0, 1)


def test_who_is_placed_in_a_group_stands_on_its_sheet_and_nobody_walks_in(staff):
    series = placing.make_series(partner=PartnerPage.objects.get())
    there, elsewhere = placing.places_of(series)
    signup = placing.sign_up(series)
    operations.place(signup=signup, place=there, now=clock.now())
    first, other = (place.group.sessions.in_order()[0] for place in (there, elsewhere))

    tick(signup, first, State.PRESENT, by=staff, now=first.starts_at)

    assert (sheet.counts(first), sheet.counts(other)) == ((1, 1), (0, 0))
    with pytest.raises(refusals.SignupClosed):
        operations.walk_in(
            key=uuid.uuid4(),
            session=first,
            bookable=Bookable.objects.get(series=series),
            person=Person("Lotte"),
            beyond=True,
            by=staff,
            now=first.starts_at,
        )


def test_what_the_door_shows_are_ready_questions():
    assert set(sheet.AT_THE_DOOR) <= {ready.name for ready in library.READY}


def test_only_what_was_asked_for_the_door_stands_on_the_sheet(bookable):
    answers = [
        Answer("Wie bellen we?", "Oma 06 99", "emergency"),
        Answer("Allergie", "noten", "allergies", 1),
        Answer("Hoe hoorde je van ons?", "Buurvrouw", "how"),
    ]
    family(bookable, answers=answers)

    mother, child = sheet.of(bookable.session).lines

    assert [one.answer for one in mother.needs] == ["Oma 06 99"]
    assert [one.answer for one in child.needs] == ["Oma 06 99", "noten"]


@pytest.mark.parametrize(
    ("people", "here"),
    [
        (["Sem Bakker"], [True]),
        (["Noor Bakker", "Yara", "Sem Bakker"], [False, False, True]),
        (["Noor Bakker", "Sem Bakkers"], [False, True]),
        (["Noor Bakker"], [False]),
    ],
    ids=["the first stays away", "one more comes", "spelled anew", "who was here leaves"],
)
def test_what_was_noted_stays_with_the_person(bookable, staff, people, here):
    signup = family(bookable)
    tick(signup, bookable.session, State.PRESENT, position=1, by=staff)

    operations.resize(signup=signup, people=[Person(name) for name in people], now=clock.now())

    found = {line.position: line.state for line in sheet.of(bookable.session).lines}
    assert [found[position] == State.PRESENT for position in range(len(people))] == here


def test_after_the_purge_only_the_number_is_left(bookable, staff):
    signup = family(bookable)
    tick(signup, bookable.session, State.PRESENT, by=staff)

    purge.forget([signup.pk], clock.now())

    assert Attendance.objects.get().changed_by is None
    assert sheet.of(bookable.session).lines == []
    assert sheet.counts(bookable.session) == (1, 2)
