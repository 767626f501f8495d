from datetime import timedelta

import pytest
from django.urls import reverse

from activities import guards, operations
from activities.models import Group, Session
from common import clock
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return builders.make_partner("Buurthuis De Ster")


@pytest.fixture
def activity(partner):
    return builders.make_activity("Koffie met buren", partner=partner)


@pytest.fixture
def theirs():
    other = builders.make_partner("Sportclub De Pijl")
    group = builders.make_bare_group(builders.make_activity("Hun training", partner=other))
    return builders.make_session(group)


@pytest.fixture
def staff(client, partner):
    client.force_login(builders.make_staff(partner))
    return client


@pytest.fixture
def held():
    """Sessions that somebody signed up for."""
    ids = set()

    def guard(asked):
        return ids & set(asked)

    guards.register(guard)
    yield ids
    guards._guards.remove(guard)


def day(ahead):
    return clock.local(clock.now() + timedelta(days=ahead)).date()


def form(activity, **fields):
    return {
        "activity": activity.pk,
        "name": "",
        "way_in": "per_session",
        "frequency": "weekly",
        "first_day": "",
        "starts": "",
        "ends": "",
        "last_day": "",
        "count": "",
        "capacity": 10,
        **fields,
    }


def filled(activity, **fields):
    return form(
        activity, **{"first_day": day(7), "starts": "10:00", "ends": "12:00", "count": 3, **fields}
    )


def test_makes_a_group_with_its_dates(staff, activity):
    answer = staff.post(reverse("groups:add"), filled(activity), follow=True)

    group = Group.objects.get()
    assert group.sessions.count() == 3
    assert answer.redirect_chain[-1][0] == reverse("groups:detail", args=[group.pk])


def test_makes_a_single_date(staff, activity):
    staff.post(reverse("groups:add"), filled(activity, frequency="once", count=""))

    assert Session.objects.count() == 1


def test_dates_may_follow_later(staff, activity):
    staff.post(reverse("groups:add"), form(activity))

    assert Group.objects.get().sessions.count() == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends": "09:00"}, "ends"),
        ({"count": ""}, "count"),
        ({"starts": ""}, "starts"),
        ({"first_day": "2020-01-01"}, "first_day"),
        ({"count": "", "last_day": "2020-01-01"}, "last_day"),
        ({"count": "", "last_day": "9999-12-31"}, "last_day"),
        ({"way_in": "elsewhere"}, "elsewhere_url"),
        (
            {"signup_opens_at": "2027-01-02T10:00", "signup_closes_at": "2027-01-01T10:00"},
            "signup_closes_at",
        ),
    ],
)
def test_says_beside_the_field_what_is_wrong(staff, activity, wrong, field):
    answer = staff.post(reverse("groups:add"), filled(activity, **wrong))

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not Group.objects.exists()


def test_offers_only_own_activities(staff, activity, theirs):
    other = theirs.group.activity

    shown = staff.get(reverse("groups:add")).content.decode()
    answer = staff.post(reverse("groups:add"), filled(other))

    assert "Koffie met buren" in shown
    assert "Hun training" not in shown
    assert "activity" in answer.context["form"].errors
    assert Group.objects.filter(activity=other).count() == 1


def test_begins_with_the_activity_it_was_opened_for(staff, activity):
    answer = staff.get(reverse("groups:add"), {"activity": activity.pk})

    assert answer.context["form"].initial["activity"] == activity.pk


@pytest.mark.parametrize("number", ["x", "-1", "9" * 40, "", "٣"])
def test_opens_for_any_number_in_the_address(staff, activity, number):
    assert staff.get(reverse("groups:add"), {"activity": number}).status_code == 200


def test_lists_only_own_groups(staff, activity, theirs):
    builders.make_bare_group(activity, name="Ochtend")

    for name in ("groups:index", "groups:index_results"):
        shown = staff.get(reverse(name)).content.decode()
        assert "Ochtend" in shown
        assert "Hun training" not in shown


def test_finds_a_group_by_title_and_filters_by_way_in(staff, activity):
    builders.make_bare_group(activity, name="Ochtend")

    found = staff.get(reverse("groups:index"), {"q": "koffie", "way_in": "per_session"})
    missed = staff.get(reverse("groups:index"), {"q": "koffie", "way_in": "drop_in"})

    assert "Ochtend" in found.content.decode()
    assert "Ochtend" not in missed.content.decode()


@pytest.mark.parametrize("name", ["detail", "edit", "delete", "add_pattern", "add_session"])
def test_a_group_of_another_partner_is_not_found(staff, activity, theirs, name):
    url = reverse(f"groups:{name}", args=[theirs.group_id])

    assert staff.get(url).status_code == 404
    assert staff.post(url, filled(activity)).status_code == 404


@pytest.mark.parametrize(
    "name", ["move_session", "cancel_session", "restore_session", "delete_session"]
)
def test_a_date_of_another_partner_is_not_found(staff, theirs, name):
    url = reverse(f"groups:{name}", args=[theirs.pk])

    assert staff.get(url).status_code == 404
    assert staff.post(url, {"reason": "x"}).status_code == 404


def test_somebody_without_a_partner_sees_no_group(client, theirs):
    client.force_login(builders.make_user("niemand", access_admin=True))

    hall = reverse("wagtailadmin_home")
    assert client.get(reverse("groups:index")).headers["Location"] == hall
    assert client.get(reverse("groups:detail", args=[theirs.group_id])).headers["Location"] == hall
    assert client.get(reverse("groups:detail", args=[10**6])).headers["Location"] == hall


def test_shows_a_group_with_its_dates_and_what_can_be_done(staff, activity):
    group = builders.make_bare_group(activity)
    session = builders.make_session(group)
    builders.make_session(group, starts_at=clock.now() - timedelta(days=3))

    shown = staff.get(reverse("groups:detail", args=[group.pk])).content.decode()

    assert reverse("groups:move_session", args=[session.pk]) in shown
    assert shown.count(reverse("groups:index") + "datum/") == 3


def test_moves_a_date_with_a_reason(staff, activity):
    session = builders.make_session(builders.make_bare_group(activity))

    staff.post(
        reverse("groups:move_session", args=[session.pk]),
        {"day": day(9), "starts": "14:00", "ends": "16:00", "reason": "De zaal is bezet."},
    )

    session.refresh_from_db()
    assert (session.status, session.reason) == ("moved", "De zaal is bezet.")
    assert clock.local(session.starts_at).hour == 14


def test_a_move_needs_a_reason(staff, activity):
    session = builders.make_session(builders.make_bare_group(activity))

    answer = staff.post(
        reverse("groups:move_session", args=[session.pk]),
        {"day": day(9), "starts": "14:00", "ends": "16:00", "reason": " "},
    )

    assert "reason" in answer.context["form"].errors


def test_cancels_by_post_only_and_restores(staff, activity):
    session = builders.make_session(builders.make_bare_group(activity))
    cancel = reverse("groups:cancel_session", args=[session.pk])
    staff.get(cancel, {"reason": "Ziek."})
    session.refresh_from_db()
    assert not session.is_cancelled

    staff.post(cancel, {"reason": "Ziek."})
    session.refresh_from_db()
    assert session.is_cancelled

    staff.post(reverse("groups:restore_session", args=[session.pk]))
    session.refresh_from_db()
    assert not session.is_cancelled


def test_a_date_somebody_signed_up_for_stays(staff, activity, held):
    session = builders.make_session(builders.make_bare_group(activity))
    held.add(session.pk)

    answer = staff.post(reverse("groups:delete_session", args=[session.pk]))
    staff.post(reverse("groups:delete", args=[session.group_id]))

    assert answer.context["form"].non_field_errors()
    assert Session.objects.filter(pk=session.pk).exists()


def test_deletes_a_date_and_a_group_nobody_uses(staff, activity):
    session = builders.make_session(builders.make_bare_group(activity))

    staff.post(reverse("groups:delete_session", args=[session.pk]))
    assert not Session.objects.exists()

    staff.post(reverse("groups:delete", args=[session.group_id]))
    assert not Group.objects.exists()


def test_adds_another_pattern_and_one_more_date(staff, activity):
    group = builders.make_bare_group(activity)

    staff.post(reverse("groups:add_pattern", args=[group.pk]), filled(activity, count=2))
    staff.post(
        reverse("groups:add_session", args=[group.pk]),
        {"day": day(40), "starts": "19:00", "ends": "21:00"},
    )

    assert group.sessions.count() == 3


def test_says_when_the_group_already_meets_then(staff, activity):
    session = builders.make_session(builders.make_bare_group(activity))
    starts = clock.local(session.starts_at)
    operations.move_session(
        session=session,
        starts_at=starts.replace(hour=10, minute=0, second=0, microsecond=0),
        ends_at=starts.replace(hour=12, minute=0, second=0, microsecond=0),
        reason="",
        now=clock.now(),
    )

    answer = staff.post(
        reverse("groups:add_session", args=[session.group_id]),
        {"day": starts.date(), "starts": "10:00", "ends": "12:00"},
    )

    assert answer.context["form"].non_field_errors()


def test_a_changed_group_keeps_its_activity(staff, activity, partner):
    group = builders.make_bare_group(activity)
    other = builders.make_activity("Anders", partner=partner)

    staff.post(
        reverse("groups:edit", args=[group.pk]),
        {"activity": other.pk, "name": "Middag", "way_in": "drop_in"},
    )

    group.refresh_from_db()
    assert (group.name, group.way_in, group.activity_id) == ("Middag", "drop_in", activity.pk)


def test_the_editor_of_an_activity_links_to_its_dates(staff, activity):
    page = staff.get(reverse("wagtailadmin_pages:edit", args=[activity.pk]))

    assert f"{reverse('groups:add')}?activity={activity.pk}" in page.content.decode()


def test_a_page_with_signups_is_not_deleted_but_explained(staff, activity, held):
    session = builders.make_session(builders.make_bare_group(activity))
    held.add(session.pk)

    answer = staff.post(reverse("wagtailadmin_pages:delete", args=[activity.pk]), follow=True)

    assert answer.status_code == 200
    assert Session.objects.filter(pk=session.pk).exists()


def test_many_pages_with_signups_are_not_deleted(staff, activity, held):
    session = builders.make_session(builders.make_bare_group(activity))
    held.add(session.pk)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    answer = staff.post(f"{url}?id={activity.pk}", follow=True)

    assert answer.status_code == 200
    assert Session.objects.filter(pk=session.pk).exists()
