"""What staff see and do: everything but who belongs to whom."""

import pytest
from django.urls import reverse

from activities import guards
from activities import operations as activities
from activities.models import Group
from common import clock
from partners.models import Membership
from signups import operations
from signups.management.commands.check_places import differences
from signups.models import AccessLog, Placement, Series, SeriesGroup, Signup
from signups.operations.series import carry_over
from signups.personal import Contact, Person
from tests import builders
from tests.signups.form_data import text
from tests.signups.placement.builders import (
    BIRTH,
    PARTS,
    make_group,
    make_pair,
    make_series,
    places_of,
    sign_up,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return builders.make_partner()


@pytest.fixture
def manager(client, partner):
    user = builders.make_user("beheerder", access_admin=True)
    Membership.objects.create(user=user, partner=partner, role=Membership.Role.MANAGER)
    client.force_login(user)
    return user


def url(name, *args):
    return reverse(f"placement:{name}", args=args)


def test_a_series_is_set_up_with_its_groups(client, manager, partner):
    page = builders.make_activity("Groepssessies scheiding", partner=partner, is_sensitive=True)
    groups = [make_group(page, position) for position in range(2)]

    made = client.post(
        url("add"),
        {
            "activity": page.pk, "season": "winter", "year": 2027, "region": "Heusden",
            "parts": list(PARTS), "capacity": 8, "place_at": "2027-01-10T10:00",
            "reply_by": "2027-01-20", "closes_on": "2027-01-15", "ends_on": "2027-05-01",
            "keeps_apart": "on",
        },
    )  # fmt: skip
    series = Series.objects.get()
    assert made.headers["Location"] == url("rooms", series.pk)
    rooms = {}
    for number, group in enumerate(groups):
        rooms |= {
            f"g{group.pk}-use": "on",
            f"g{group.pk}-part": PARTS[number],
            f"g{group.pk}-capacity": 4,
        }
    client.post(url("rooms", series.pk), rooms)

    assert series.places.values("zone").distinct().count() == 2
    assert client.get(page.url).content.decode().count("/aanmelden/reeks/") == 1
    assert client.get(url("edit", series.pk)).status_code == 200
    assert client.get(url("index")).status_code == 200


def test_a_preview_explains_itself_without_a_name_of_why(client, manager, partner):
    series = make_series(partner=partner)
    first = sign_up(series, [BIRTH], contact=Contact("Anna Een", "a@post.example"))
    operations.place(signup=first, place=places_of(series)[0], now=clock.now())
    sign_up(series, [BIRTH], people=[Person("Bert Twee")], parts=PARTS)
    sign_up(series, people=[Person("Cor Drie")], parts=["ma-avond"])

    page = text(client.get(url("preview", series.pk)))

    assert "Groep 1: uitgesloten (afgeschermd)" in page and "Groep 2: past" in page
    assert "Kan maar op één moment" in page
    assert "Anna Een" not in page
    mark = page.split('name="mark" value="')[1].split('"')[0]
    client.post(url("preview", series.pk), {"mark": mark})
    assert Placement.objects.count() == 2
    again = client.post(url("preview", series.pk), {"mark": mark}, follow=True)
    assert "Er is iets veranderd" in text(again)
    assert Placement.objects.count() == 2


def test_somebody_is_placed_moved_and_kept_apart_by_hand(client, manager, partner):
    series = make_series(partner=partner)
    first, second = make_pair(series)
    one, other = places_of(series)

    client.post(url("one", series.pk, first.pk), {"do": "place", "chosen": one.pk})
    shielded = text(client.get(url("one", series.pk, second.pk)))
    refused = client.post(
        url("one", series.pk, second.pk), {"do": "place", "chosen": one.pk}, follow=True
    )
    third = sign_up(series)
    client.post(url("one", series.pk, third.pk), {"do": "apart", "chosen": first.pk})
    client.post(url("one", series.pk, third.pk), {"do": "place", "chosen": one.pk})

    assert "Groep 1, maandagavond: uitgesloten (afgeschermd)" in shielded
    assert "afgeschermd voor deze aanmelding" in text(refused)
    assert list(Placement.objects.values_list("signup", "place")) == [(first.pk, one.pk)]
    assert text(client.get(url("detail", series.pk))).count("Noor Voorbeeld") == 3
    kinds = set(AccessLog.objects.values_list("action", flat=True))
    assert {"looked", "placed", "kept_apart"} <= kinds
    assert client.post(url("one", series.pk, third.pk), {"do": "odd"}).status_code == 404


def test_staff_of_another_partner_get_what_nothing_gets(client, manager):
    other = make_series(partner=builders.make_partner("Andere partner"))
    signup = sign_up(other)

    codes = {
        client.get(url(name, other.pk)).status_code
        for name in ("detail", "edit", "rooms", "preview", "pairs")
    }
    codes.add(client.get(url("one", other.pk, signup.pk)).status_code)
    codes.add(client.get(url("detail", 999_999)).status_code)

    assert codes == {404}
    assert AccessLog.objects.filter(action="refused").count() == 6


def test_only_the_data_role_sees_a_pair_for_a_reason_that_is_kept(client, manager, partner):
    series = make_series(partner=partner)
    make_pair(series, contact=Contact("Anna Een", "a@post.example"))
    assert client.get(url("pairs", series.pk)).status_code == 404
    warden = builders.make_user("gegevens", access_admin=True)
    Membership.objects.create(user=warden, partner=partner, role=Membership.Role.DATA)
    client.force_login(warden)

    without = text(client.post(url("pairs", series.pk), {"reason": ""}))
    shown = text(client.post(url("pairs", series.pk), {"reason": "Vraag van de rechtbank"}))

    assert "Anna Een" not in without and "Anna Een – Anna Een" in shown
    look = AccessLog.objects.get(action="saw_pair")
    assert (look.reason, look.user_name) == ("Vraag van de rechtbank", "gegevens")


def test_a_session_is_not_moved_to_where_people_would_meet(client, manager, partner):
    series = make_series(groups=3, partner=partner)
    pair = make_pair(series)
    one, other, _third = places_of(series)
    for signup, place in zip(pair, (one, other), strict=True):
        operations.place(signup=signup, place=place, now=clock.now())
    near = one.group.sessions.order_by("starts_at").first()
    session = other.group.sessions.order_by("starts_at").first()

    with pytest.raises(guards.Refused):
        activities.move_session(
            session=session,
            starts_at=near.starts_at,
            ends_at=near.ends_at,
            reason="",
            now=clock.now(),
        )

    session.refresh_from_db()
    assert session.starts_at != near.starts_at
    answer = client.post(
        reverse("groups:move_session", args=[session.pk]),
        {
            "day": clock.local(near.starts_at).date(), "reason": "ruil",
            "starts": "19:30", "ends": "21:30",
        },
    )  # fmt: skip
    assert "te dicht bij een andere groep" in text(answer)


def test_a_group_of_a_series_stays_out_of_sight():
    series = make_series()
    group = places_of(series)[0].group
    group.way_in = Group.WayIn.WHOLE_GROUP

    with pytest.raises(guards.Refused):
        group.save()


def test_who_was_not_placed_goes_first_in_the_next_series():
    old = make_series(capacity=1)
    signup = sign_up(old, parts=["ma-avond"])
    operations.place_all(series=old, now=clock.now())
    new = make_series(activity=old.activity, capacity=1, groups=4)
    for _one in range(6):
        sign_up(new)
    former = sign_up(new, [BIRTH])
    signup.wish.parts = list(PARTS)
    signup.wish.save()

    carry_over(signup=signup, series=new, births=[BIRTH], now=clock.now())
    operations.place_all(series=new, now=clock.now())

    assert Placement.objects.filter(signup=signup).exists()
    assert signup.apart_tokens.get().token == former.apart_tokens.get().token
    old.bookable.refresh_from_db()
    assert old.bookable.taken == 0


def test_counts_agree_after_all_that():
    series = make_series()
    first, *_rest = [sign_up(series) for _one in range(5)]
    operations.place_all(series=series, now=clock.now())
    operations.cancel(signup=first, now=clock.now())

    assert list(differences()) == []
    assert sum(SeriesGroup.objects.values_list("taken", flat=True)) == 4
    assert Signup.objects.active().count() == 4


def test_a_group_with_people_and_no_dates_is_not_deleted_and_staff_hear_why(client, partner):
    client.force_login(builders.make_editor())
    series = make_series(partner=partner)
    place = places_of(series)[0]
    operations.place(signup=sign_up(series), place=place, now=clock.now())
    place.group.sessions.all().delete()

    answer = client.post(reverse("groups:delete", args=[place.group_id]), follow=True)

    assert "Er zijn aanmeldingen" in text(answer)
    assert Group.objects.filter(pk=place.group_id).exists()
