"""The rule itself: who shares a child's birth date never comes in one zone."""

from datetime import date

import pytest

from common import clock
from signups import operations, refusals
from signups.models import HeldToken, OutboxMail, Placement, Signup
from signups.operations import placing
from tests.signups.placement.builders import BIRTH, make_pair, make_series, places_of, sign_up

pytestmark = pytest.mark.django_db


def zones_of(signups):
    rows = Placement.objects.filter(signup__in=signups)
    return list(rows.values_list("place__zone", flat=True))


def test_a_pair_comes_in_two_zones_and_both_hear_the_same():
    series = make_series()
    pair = make_pair(series)

    operations.place_all(series=series, now=clock.now())

    assert len(set(zones_of(pair))) == 2
    kinds = [list(one.mails.order_by("pk").values_list("kind", flat=True)) for one in pair]
    assert kinds[0] == kinds[1] == ["received", "group"]


def test_every_shared_child_counts_and_twins_are_one_token():
    series = make_series()
    twins = sign_up(series, [BIRTH, BIRTH, date(2019, 1, 2)])
    other = sign_up(series, [date(2019, 1, 2)])

    operations.place_all(series=series, now=clock.now())

    assert twins.apart_tokens.count() == 2
    assert len(set(zones_of([twins, other]))) == 2


def test_a_birth_date_is_nowhere_in_the_rows():
    series = make_series()
    signup = sign_up(series, [BIRTH])

    tokens = list(signup.apart_tokens.values_list("token", flat=True))

    assert all(len(token) == 64 and token[:4] != "2016" for token in tokens)
    assert BIRTH.isoformat() not in str(signup.__dict__) + str(signup.wish.__dict__)


def test_the_same_date_has_another_token_in_another_series():
    one, other = (sign_up(make_series(), [BIRTH]) for _series in range(2))

    assert one.apart_tokens.get().token != other.apart_tokens.get().token


def test_with_one_group_left_the_other_parent_hears_what_anybody_hears():
    series = make_series(capacity=1)
    first, second = make_pair(series)
    stranger = sign_up(series)
    somebody = sign_up(series, parts=["ma-avond"])

    operations.place_all(series=series, now=clock.now())

    left = Signup.objects.filter(bookable__series=series, status=Signup.Status.RECEIVED)
    assert somebody in left and left.count() == 2
    for one in left:
        assert list(one.mails.values_list("kind", flat=True)) == ["received", "not_yet"]
        assert one.wish.told_not_yet_at is not None
    assert {first, second, stranger, somebody} >= set(left)


def test_who_can_make_one_moment_is_left_to_staff():
    series = make_series()
    one = sign_up(series, parts=["di-avond"])
    no_second_group = sign_up(series, parts=["di-avond", "do-avond"])

    plan = operations.place_all(series=series, now=clock.now())

    assert set(plan.left) == {one.pk, no_second_group.pk}
    assert not plan.places


def test_nobody_who_has_a_place_moves_and_signing_up_again_gives_nothing():
    series = make_series()
    first = sign_up(series, [BIRTH])
    operations.place_all(series=series, now=clock.now())
    place = Placement.objects.get(signup=first).place_id
    for _again in range(3):
        sign_up(series, [BIRTH])

    mark = placing.preview(series=series).mark
    operations.place_all(series=series, mark=mark, now=clock.now())

    assert Placement.objects.get(signup=first).place_id == place
    assert HeldToken.objects.filter(zone__series=series).count() == 2


def test_the_worker_places_once():
    series = make_series()
    sign_up(series)
    operations.place_all(series=series, now=clock.now())

    with pytest.raises(refusals.PlanChanged):
        operations.place_all(series=series, now=clock.now())

    assert OutboxMail.objects.filter(kind="group").count() == 1


def test_what_is_done_is_what_was_shown_or_nothing():
    series = make_series(groups=4)
    for _one in range(6):
        sign_up(series)
    shown = placing.preview(series=series)
    assert placing.preview(series=series).places == shown.places
    sign_up(series)

    with pytest.raises(refusals.PlanChanged):
        operations.place_all(series=series, mark=shown.mark, now=clock.now())
    assert not Placement.objects.exists()

    shown = placing.preview(series=series)
    done = operations.place_all(series=series, mark=shown.mark, now=clock.now())
    assert done.places == shown.places
    assert dict(Placement.objects.values_list("signup", "place")) == shown.places


def test_staff_cannot_place_or_move_anybody_past_the_rule():
    series = make_series()
    first, second = make_pair(series)
    one, other = places_of(series)
    now = clock.now()
    operations.place(signup=first, place=one, now=now)

    with pytest.raises(refusals.Shielded):
        operations.place(signup=second, place=one, now=now)
    operations.place(signup=second, place=other, now=now)
    with pytest.raises(refusals.Shielded):
        operations.place(signup=second, place=one, now=now)

    assert Placement.objects.get(signup=second).place_id == other.pk
    assert [row.taken for row in places_of(series)] == [1, 1]


def test_kept_apart_by_hand_holds_like_a_shared_child():
    series = make_series()
    pair = [sign_up(series), sign_up(series)]

    operations.keep_apart(signups=pair, now=clock.now())
    operations.place_all(series=series, now=clock.now())

    assert len(set(zones_of(pair))) == 2
    assert len({len(one.apart_tokens.get().token) for one in pair}) == 1


def test_who_sits_in_one_zone_already_is_moved_before_they_are_kept_apart():
    series = make_series()
    pair = [sign_up(series), sign_up(series)]
    for one in pair:
        operations.place(signup=one, place=places_of(series)[0], now=clock.now())

    with pytest.raises(refusals.Shielded):
        operations.keep_apart(signups=pair, now=clock.now())

    assert not pair[0].apart_tokens.exists()


def test_a_cancel_gives_the_place_back_and_frees_the_zone():
    series = make_series()
    first, second = make_pair(series)
    place = places_of(series)[0]
    operations.place(signup=first, place=place, now=clock.now())

    operations.cancel(signup=first, now=clock.now())
    operations.place(signup=second, place=place, now=clock.now())

    place.refresh_from_db()
    series.bookable.refresh_from_db()
    assert (place.taken, series.bookable.taken) == (1, 1)


def test_a_chance_birth_date_is_a_conflict_that_harms_nobody():
    series = make_series(groups=3)
    strangers = make_pair(series)

    operations.place_all(series=series, now=clock.now())

    assert len(set(zones_of(strangers))) == 2


def test_mixed_groups_come_before_chance():
    series = make_series(groups=2, capacity=4)
    for mix in ["vader"] * 4 + ["moeder"] * 4:
        sign_up(series, mix=mix)

    operations.place_all(series=series, now=clock.now())

    from signups.placement import tokens

    for place in places_of(series):
        rows = Placement.objects.filter(place=place).select_related("signup__wish")
        kinds = {tokens.open_mix(row.signup, bytes(row.signup.wish.mix)) for row in rows}
        assert kinds == {"vader", "moeder"}
