"""A place that comes free never stays empty beside somebody who waits, whatever freed it."""

from datetime import timedelta

import pytest

from activities import operations as activity_operations
from common import clock
from signups import offers, operations, refusals
from signups.models import Signup, SignupSettings
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


def status(signup):
    return Signup.objects.get(pk=signup.pk).status


def statuses(*signups):
    return [status(signup) for signup in signups]


def one_place_and_a_line(waiting=2, **fields):
    bookable = make_bookable(capacity=1, **fields)
    return bookable, [sign_up(bookable) for _one in range(1 + waiting)]


class TestEveryPath:
    def test_a_cancel_promotes(self):
        _bookable, (first, second, third) = one_place_and_a_line()

        operations.cancel(signup=first, now=clock.now())

        assert statuses(first, second, third) == ["cancelled", "offered", "waiting"]

    def test_an_offer_given_up_promotes(self):
        _bookable, (first, second, third) = one_place_and_a_line()
        operations.cancel(signup=first, now=clock.now())

        operations.cancel(signup=second, now=clock.now())

        assert status(third) == "offered"

    def test_a_party_that_shrinks_promotes(self):
        bookable = make_bookable(capacity=2)
        first, second = sign_up(bookable, size=2), sign_up(bookable)

        operations.resize(signup=first, people=people(1), now=clock.now())

        assert status(second) == "offered"
        assert counts(bookable) == (2, 2, 0)

    def test_a_party_that_shrinks_while_it_waits_promotes(self):
        bookable = make_bookable(capacity=2)
        sign_up(bookable)
        large = sign_up(bookable, size=2)

        operations.resize(signup=large, people=people(1), now=clock.now())

        assert status(large) == "offered"

    def test_the_first_in_line_who_leaves_makes_way(self):
        bookable = make_bookable(capacity=2)
        sign_up(bookable)
        large, small = sign_up(bookable, size=2), sign_up(bookable)
        assert status(small) == "waiting"

        operations.cancel(signup=large, now=clock.now())

        assert status(small) == "offered"

    def test_more_capacity_promotes_as_many_as_fit(self):
        bookable, (_first, second, third) = one_place_and_a_line()

        operations.set_capacity(group=bookable.owner, capacity=2)

        assert statuses(second, third) == ["offered", "waiting"]

    def test_less_capacity_takes_no_place_and_promotes_nobody_until_it_is_under(self):
        bookable = make_bookable(capacity=3)
        seated = [sign_up(bookable) for _one in range(3)]
        waiting = sign_up(bookable)
        operations.set_capacity(group=bookable.owner, capacity=1)
        assert counts(bookable) == (3, 3, 1)

        for signup in seated[:2]:
            operations.cancel(signup=signup, now=clock.now())
        assert (status(waiting), counts(bookable)) == ("waiting", (1, 1, 1))
        operations.cancel(signup=seated[2], now=clock.now())

        assert (status(waiting), counts(bookable)) == ("offered", (1, 1, 0))

    def test_a_series_promotes_as_one_session_does(self):
        bookable = make_series(capacity=1)
        first, second = sign_up(bookable), sign_up(bookable)

        operations.cancel(signup=first, now=clock.now())

        assert status(second) == "offered"

    def test_a_session_that_is_restored_promotes_for_what_came_free_meanwhile(self):
        bookable, (first, second, third) = one_place_and_a_line()
        activity_operations.cancel_session(session=bookable.session, reason="Ziek", now=clock.now())
        operations.cancel(signup=first, now=clock.now())
        assert status(second) == "waiting"

        activity_operations.restore_session(session=bookable.session, now=clock.now())

        assert statuses(second, third) == ["offered", "waiting"]

    def test_a_rule_that_staff_loosen_promotes_within_a_minute(self):
        bookable = make_bookable(capacity=2)
        wishes = make_settings(bookable)
        sign_up(bookable)
        large, small = sign_up(bookable, size=2), sign_up(bookable)

        SignupSettings.objects.filter(pk=wishes.pk).update(smaller_may_pass=True)
        found = [offers.sweep(clock.now()) for _turn in range(2)]

        assert (found, statuses(large, small)) == ([1, 0], ["waiting", "offered"])


class TestOrder:
    def test_nobody_passes_a_party_that_does_not_fit_yet(self):
        bookable = make_bookable(capacity=3)
        first, second = sign_up(bookable, size=2), sign_up(bookable)
        large, small = sign_up(bookable, size=3), sign_up(bookable)

        operations.cancel(signup=first, now=clock.now())
        assert statuses(large, small) == ["waiting", "waiting"]
        operations.cancel(signup=second, now=clock.now())

        assert statuses(large, small) == ["offered", "waiting"]

    def test_nobody_signs_up_past_who_waits(self):
        bookable = make_bookable(capacity=2)
        sign_up(bookable)
        sign_up(bookable, size=2)

        comer = sign_up(bookable)

        assert comer.status == "waiting"

    def test_who_may_pass_goes_in_the_order_of_the_line(self):
        bookable = make_bookable(capacity=3)
        make_settings(bookable, smaller_may_pass=True)
        gone, stays = sign_up(bookable, size=2), sign_up(bookable)
        large, one, two, three = (sign_up(bookable, size=n) for n in (3, 1, 1, 1))

        operations.cancel(signup=gone, now=clock.now())

        assert statuses(stays, large, one, two, three) == [
            "placed", "waiting", "offered", "offered", "waiting"
        ]  # fmt: skip


class TestDeadlines:
    def test_the_last_call_before_the_start_leaves_half_an_hour(self):
        start = clock.now() + timedelta(hours=1)
        _bookable, (first, second, _third) = one_place_and_a_line(starts_at=start)
        now = clock.now()

        operations.cancel(signup=first, now=now)

        second.refresh_from_db()
        assert second.offer_expires_at == now + timedelta(minutes=30)

    def test_nothing_is_offered_once_the_session_began(self):
        bookable, (first, second, _third) = one_place_and_a_line()

        operations.cancel(signup=first, now=bookable.session.starts_at)

        assert status(second) == "waiting"

    def test_an_offer_ends_at_the_new_start_of_a_session_that_moved_forward(self):
        bookable, (first, second, _third) = one_place_and_a_line()
        operations.cancel(signup=first, now=clock.now())
        soon = clock.now() + timedelta(hours=3)

        activity_operations.move_session(
            session=bookable.session,
            starts_at=soon,
            ends_at=soon + timedelta(hours=1),
            reason="Eerder",
            now=clock.now(),
        )

        second.refresh_from_db()
        assert second.offer_expires_at == soon

    def test_an_offer_of_a_session_that_does_not_go_on_is_not_accepted(self):
        bookable, (first, second, _third) = one_place_and_a_line()
        operations.cancel(signup=first, now=clock.now())
        activity_operations.cancel_session(session=bookable.session, reason="", now=clock.now())

        with pytest.raises(refusals.OfferGone):
            operations.accept(signup=second, now=clock.now())

    def test_a_clock_that_is_set_back_ends_no_offer_twice(self):
        _bookable, (first, second, third) = one_place_and_a_line()
        operations.cancel(signup=first, now=clock.now())
        second.refresh_from_db()
        end = second.offer_expires_at

        found = [offers.run(now) for now in (end, end - timedelta(hours=3), end)]

        assert found == [1, 0, 0]
        assert statuses(second, third) == ["expired", "offered"]
        assert second.mails.filter(kind="expired").count() == 1
        assert third.mails.filter(kind="offer").count() == 1


def test_a_session_with_people_in_its_line_is_not_deleted():
    bookable, _signups = one_place_and_a_line()

    with pytest.raises(activity_operations.SessionInUse):
        activity_operations.delete_session(session=bookable.session)


def test_a_session_taken_out_of_a_group_leaves_the_line_of_the_others_alone():
    bookable, (first, second, _third) = one_place_and_a_line()
    empty = site.make_session(bookable.owner)
    activity_operations.delete_session(session=empty)

    operations.cancel(signup=first, now=clock.now())

    assert status(second) == "offered"
