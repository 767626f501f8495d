from datetime import timedelta

import pytest

from common import clock
from signups import operations, refusals
from signups.models import Signup
from tests.signups.builders import counts, make_bookable, make_settings, sign_up

pytestmark = pytest.mark.django_db
Status = Signup.Status


def statuses(*signups):
    return [Signup.objects.get(pk=signup.pk).status for signup in signups]


def offered(bookable):
    first, second = sign_up(bookable), sign_up(bookable)
    operations.cancel(signup=first, now=clock.now())
    return Signup.objects.get(pk=second.pk)


def test_an_offer_holds_for_the_hours_that_were_set():
    bookable = make_bookable(capacity=1)
    make_settings(bookable, offer_hours=24)

    signup = offered(bookable)

    left = signup.offer_expires_at - clock.now()
    assert timedelta(hours=23) < left <= timedelta(hours=24)


def test_an_offer_ends_before_the_session_starts():
    start = clock.now() + timedelta(hours=5)
    bookable = make_bookable(capacity=1, starts_at=start)

    signup = offered(bookable)

    assert signup.offer_expires_at == start - timedelta(hours=2)


def test_an_accepted_offer_is_a_place():
    bookable = make_bookable(capacity=1)
    signup = offered(bookable)

    for _click in range(2):
        operations.accept(signup=signup, now=clock.now())

    assert statuses(signup) == [Status.PLACED]
    assert counts(bookable) == (1, 1, 0)


def test_an_offer_whose_time_is_over_is_not_accepted():
    bookable = make_bookable(capacity=1)
    signup = offered(bookable)

    with pytest.raises(refusals.OfferGone):
        operations.accept(signup=signup, now=signup.offer_expires_at)


def test_a_declined_place_goes_to_the_next():
    bookable = make_bookable(capacity=1)
    signup, third = offered(bookable), sign_up(bookable)

    operations.decline(signup=signup, now=clock.now())

    assert statuses(signup, third) == [Status.DECLINED, Status.OFFERED]
    with pytest.raises(refusals.OfferGone):
        operations.decline(signup=signup, now=clock.now())


def test_an_offer_nobody_answered_goes_to_the_next():
    from signups import offers

    bookable = make_bookable(capacity=1)
    signup, third = offered(bookable), sign_up(bookable)

    assert offers.run(signup.offer_expires_at - timedelta(seconds=1)) == 0
    assert offers.run(signup.offer_expires_at) == 1
    assert offers.run(signup.offer_expires_at) == 0

    assert statuses(signup, third) == [Status.EXPIRED, Status.OFFERED]
    assert counts(bookable) == (1, 1, 0)
