"""After the purge nothing is left that could tell who belonged to whom, and no key to try with."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from signups import operations, purge
from signups.models import ApartToken, HeldToken, Placement, Series, Signup, Wish
from signups.placement import batch, tokens
from tests.signups.placement.builders import BIRTH, make_pair, make_series, sign_up

pytestmark = pytest.mark.django_db


def test_the_purge_takes_tokens_wishes_and_the_key():
    series = make_series()
    make_pair(series, mix="vader")
    operations.place_all(series=series, now=clock.now())
    long_after = clock.end_of(series.ends_on) + timedelta(weeks=4)
    Series.objects.update(ends_on=clock.now().date() - timedelta(days=40))

    assert purge.run(long_after) == 2

    assert not ApartToken.objects.exists() and not HeldToken.objects.exists()
    wishes = Wish.objects.values_list("parts", "mix")
    assert [(parts, bytes(mix)) for parts, mix in wishes] == [([], b""), ([], b"")]
    series.refresh_from_db()
    assert bytes(series.key) == b"" and series.key_destroyed_at is not None
    with pytest.raises(Exception, match="series.key"):
        tokens.of_births(series, [BIRTH])
    assert Placement.objects.count() == 2  # a count of people, nobody's name


def test_the_key_stays_while_somebody_may_still_be_placed():
    series = make_series()
    signup = sign_up(series, [BIRTH])
    operations.place_all(series=series, now=clock.now())

    purge.forget([signup.pk], clock.now())

    series.refresh_from_db()
    assert bytes(series.key)
    assert not ApartToken.objects.exists()


def test_the_retention_follows_from_the_season_and_not_from_a_group():
    series = make_series()
    signup = sign_up(series)
    end = clock.end_of(series.ends_on)

    assert series.bookable.pk not in purge.due(end + timedelta(weeks=3))
    assert series.bookable.pk in purge.due(end + timedelta(weeks=4))
    assert Signup.objects.get(pk=signup.pk).purged_at is None


def test_the_worker_places_at_the_set_time_and_not_before():
    series = make_series()
    sign_up(series)

    assert batch.run(series.place_at - timedelta(minutes=1)) == 0
    assert batch.run(series.place_at) == 1
    assert batch.run(series.place_at + timedelta(days=1)) == 0


def test_late_signups_wait_for_staff(client):
    series = make_series()
    operations.place_all(series=series, now=series.place_at)
    late = sign_up(series)

    assert batch.run(series.place_at + timedelta(days=1)) == 0

    late.refresh_from_db()
    assert late.status == Signup.Status.RECEIVED
    assert late.wish.told_not_yet_at is None
    assert client.get(reverse("signups:series", args=[series.pk])).status_code == 200
