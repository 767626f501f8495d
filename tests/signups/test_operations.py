import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from activities import operations as activity_operations
from activities.models import Group
from common import clock
from signups import operations, personal, refusals
from signups.models import Bookable, OutboxMail, Signup
from signups.personal import Contact, Person
from tests import builders as site
from tests.signups.builders import (
    counts,
    make_bookable,
    make_series,
    make_settings,
    people,
    sign_up,
)

pytestmark = pytest.mark.django_db
Status = Signup.Status


def statuses(*signups):
    return [Signup.objects.get(pk=signup.pk).status for signup in signups]


def test_gives_a_place_while_there_is_one():
    bookable = make_bookable(capacity=2)

    signup = sign_up(bookable, size=2)

    assert signup.status == Status.PLACED
    assert counts(bookable) == (2, 2, 0)


def test_puts_a_whole_party_on_the_waiting_list_rather_than_a_part_of_it():
    bookable = make_bookable(capacity=3)
    sign_up(bookable, size=2)

    family = sign_up(bookable, size=2)

    assert (family.status, family.number) == (Status.WAITING, 1)
    assert counts(bookable) == (2, 3, 2)


def test_nobody_passes_people_who_wait():
    bookable = make_bookable(capacity=3)
    sign_up(bookable, size=2)
    sign_up(bookable, size=2)

    alone = sign_up(bookable, size=1)

    assert (alone.status, alone.number) == (Status.WAITING, 2)


def test_the_same_form_sent_twice_is_one_signup():
    bookable = make_bookable(capacity=2)
    form = {"key": uuid.uuid4(), "contact": Contact("Noor", "noor@post.example")}

    first, second = (sign_up(bookable, **form) for _click in range(2))

    assert first.pk == second.pk
    assert counts(bookable) == (1, 2, 0)
    assert OutboxMail.objects.count() == 1


def test_the_same_key_with_another_body_is_refused():
    bookable = make_bookable(capacity=2)
    first = sign_up(bookable)

    with pytest.raises(refusals.KeyReused):
        sign_up(bookable, key=first.key, contact=Contact("Iemand anders"))


def test_a_party_that_never_fits_is_refused_and_leaves_no_trace():
    bookable = make_bookable(capacity=2)

    with pytest.raises(refusals.PartyTooLarge) as refused:
        sign_up(bookable, size=3)

    assert refused.value.capacity == 2
    bookable.refresh_from_db()
    assert (bookable.taken, bookable.waiting, bookable.last_number) == (0, 0, 0)


def test_a_full_waiting_list_refuses():
    bookable = make_bookable(capacity=1, waiting_capacity=1)
    sign_up(bookable)
    sign_up(bookable)

    with pytest.raises(refusals.GroupFull):
        sign_up(bookable)

    assert counts(bookable) == (1, 1, 1)


def test_a_cancelled_place_is_offered_to_the_first_in_line():
    bookable = make_bookable(capacity=1)
    first, second, third = (sign_up(bookable) for _turn in range(3))

    operations.cancel(signup=first, now=clock.now())

    assert statuses(first, second, third) == [Status.CANCELLED, Status.OFFERED, Status.WAITING]
    assert counts(bookable) == (1, 1, 1)
    kinds = OutboxMail.objects.filter(signup=second).values_list("kind", flat=True)
    assert sorted(kinds) == ["offer", "waiting"]


def test_a_large_party_keeps_its_turn_until_it_fits():
    bookable = make_bookable(capacity=2)
    first, second = sign_up(bookable), sign_up(bookable)
    family, alone = sign_up(bookable, size=2), sign_up(bookable)

    operations.cancel(signup=first, now=clock.now())
    assert statuses(family, alone) == [Status.WAITING, Status.WAITING]

    operations.cancel(signup=second, now=clock.now())
    assert statuses(family, alone) == [Status.OFFERED, Status.WAITING]
    assert counts(bookable) == (2, 2, 1)


def test_staff_may_let_smaller_parties_pass():
    bookable = make_bookable(capacity=2)
    bookable.owner.activity.signup_settings = make_settings(bookable, smaller_may_pass=True)
    first, _second = sign_up(bookable), sign_up(bookable)
    family, alone = sign_up(bookable, size=2), sign_up(bookable)

    operations.cancel(signup=first, now=clock.now())

    assert statuses(family, alone) == [Status.WAITING, Status.OFFERED]


def test_cancelling_twice_releases_once():
    bookable = make_bookable(capacity=2)
    signup, other = sign_up(bookable), sign_up(bookable)
    operations.cancel(signup=signup, now=clock.now())

    with pytest.raises(refusals.AlreadyOver):
        operations.cancel(signup=signup, now=clock.now())

    assert statuses(other) == [Status.PLACED]
    assert counts(bookable) == (1, 2, 0)


def test_lowering_the_capacity_takes_nobodys_place_and_shrinks_with_each_release():
    bookable = make_bookable(capacity=3)
    first, *_others = (sign_up(bookable) for _turn in range(3))

    operations.set_capacity(group=bookable.owner, capacity=1)
    assert counts(bookable) == (3, 3, 0)
    waits = sign_up(bookable)

    operations.cancel(signup=first, now=clock.now())
    assert counts(bookable) == (2, 2, 1)
    assert statuses(waits) == [Status.WAITING]


def test_raising_the_capacity_offers_places_to_who_waits():
    bookable = make_bookable(capacity=1)
    _first, second, third, fourth = (sign_up(bookable) for _turn in range(4))

    operations.set_capacity(group=bookable.owner, capacity=3)

    assert statuses(second, third, fourth) == [Status.OFFERED, Status.OFFERED, Status.WAITING]


def test_a_smaller_party_gives_places_back():
    bookable = make_bookable(capacity=2)
    family, alone = sign_up(bookable, size=2), sign_up(bookable)

    operations.resize(signup=family, people=people(1), now=clock.now())

    assert statuses(alone) == [Status.OFFERED]
    assert len(personal.people_of(family)) == 1
    with pytest.raises(refusals.GroupFull):
        operations.resize(signup=family, people=people(2), now=clock.now())


def test_a_waiting_party_that_grows_keeps_its_number():
    bookable = make_bookable(capacity=2)
    sign_up(bookable, size=2)
    signup = sign_up(bookable)

    operations.resize(signup=signup, people=people(2), now=clock.now())

    assert Signup.objects.get(pk=signup.pk).number == 1
    assert counts(bookable) == (2, 2, 2)


def test_refuses_outside_the_signup_window():
    now = clock.now()
    bookable = make_bookable()
    group = Group.objects.get(pk=bookable.owner.pk)

    group.signup_opens_at = now + timedelta(hours=1)
    group.save()
    with pytest.raises(refusals.SignupNotOpen):
        sign_up(bookable)

    group.signup_opens_at, group.signup_closes_at = None, now - timedelta(hours=1)
    group.save()
    with pytest.raises(refusals.SignupClosed):
        sign_up(bookable)


def test_refuses_a_session_that_began_or_does_not_go_on():
    bookable = make_bookable()
    with pytest.raises(refusals.SignupClosed):
        sign_up(bookable, now=bookable.session.starts_at)

    activity_operations.cancel_session(session=bookable.session, reason="Ziek", now=clock.now())
    with pytest.raises(refusals.SessionCancelled):
        sign_up(bookable)
    assert counts(bookable)[0] == 0


def test_a_whole_series_is_booked_once():
    bookable = make_series(capacity=1)

    signup, other = sign_up(bookable), sign_up(bookable)

    assert statuses(signup, other) == [Status.PLACED, Status.WAITING]


def test_new_sessions_get_the_places_that_were_set():
    bookable = make_bookable(capacity=4)
    start = clock.now() + timedelta(days=30)

    session = activity_operations.add_session(
        group=bookable.owner, starts_at=start, ends_at=start + timedelta(hours=1)
    )

    assert Bookable.objects.get(session=session).capacity == 4


def test_a_session_somebody_signed_up_for_is_never_deleted():
    bookable = make_bookable()
    sign_up(bookable)

    with pytest.raises(activity_operations.SessionInUse):
        activity_operations.delete_session(session=bookable.session)

    empty = site.make_session(bookable.owner)
    activity_operations.delete_session(session=empty)


def test_no_session_of_a_series_is_deleted_once_somebody_signed_up():
    bookable = make_series()
    sign_up(bookable)

    with pytest.raises(activity_operations.SessionInUse):
        activity_operations.delete_session(session=bookable.group.sessions.first())


def test_the_database_itself_refuses_to_overbook():
    bookable = make_bookable(capacity=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Bookable.objects.filter(pk=bookable.pk).update(taken=2)


def test_personal_values_are_sealed_in_the_row():
    bookable = make_bookable()
    signup = sign_up(
        bookable,
        contact=Contact("Zoë Voorbeeld", "zoe@post.example", "06 12345678"),
        people=[Person("Daan", is_child=True, age=8)],
    )

    row = Signup.objects.filter(pk=signup.pk).values().get()

    for value in ("Zo", "zoe@", "12345678", "Daan"):
        assert value.encode() not in b"".join(bytes(row[name]) for name in personal.FIELDS)
    stored = Signup.objects.get(pk=signup.pk)
    assert personal.contact_of(stored).name == "Zoë Voorbeeld"
    assert personal.people_of(stored) == [Person("Daan", is_child=True, age=8)]


def test_the_text_agreed_to_is_kept_once_under_its_version():
    from signups.models import ConsentText

    bookable = make_bookable()
    first, second = (sign_up(bookable, consent="Ik vind het goed.") for _turn in range(2))

    assert first.consent_version == second.consent_version
    assert first.consent_at is not None
    assert ConsentText.objects.get().text == "Ik vind het goed."


def test_who_has_no_address_gets_no_mail():
    bookable = make_bookable()

    sign_up(bookable, contact=Contact("Noor", telephone="010 1234567"))

    assert not OutboxMail.objects.exists()
