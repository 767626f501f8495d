"""A page whose series could not keep people apart: no way leads it to the site."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from activities import guards
from activities.models import ActivityPage, Group
from common import clock
from signups import operations
from signups.operations.series import Room
from signups.placement import hooks
from tests import builders
from tests.signups.form_data import text
from tests.signups.placement.builders import (
    PARTS,
    make_group,
    make_series,
    places_of,
    sign_up,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    """Return a series of one zone, whose page is not on the site."""
    made = make_series(groups=1)
    made.activity.unpublish()
    return made


@pytest.fixture
def chief(client):
    user = get_user_model().objects.create_superuser("hoofd", password="x")
    client.force_login(user)
    return user


def is_live(series) -> bool:
    return Page.objects.get(pk=series.activity_id).live


def revision_of(series, **changes):
    page = ActivityPage.objects.get(pk=series.activity_id)
    for name, value in changes.items():
        setattr(page, name, value)
    return page.save_revision()


def give_it_a_second_zone(series):
    rooms = [Room(row.group, row.part, 4) for row in places_of(series)]
    operations.set_rooms(
        series=series, rooms=[*rooms, Room(make_group(series.activity, 1), PARTS[1], 4)]
    )


def test_a_revision_is_refused_until_there_are_two_zones(series):
    with pytest.raises(guards.KeptOff):
        revision_of(series).publish()
    assert not is_live(series)

    give_it_a_second_zone(series)
    revision_of(series).publish()
    assert is_live(series)


def test_on_schedule_it_stays_off_and_holds_up_no_other_page(series):
    now = clock.now()
    other = builders.make_activity("Knutselen")
    other.unpublish()
    give_it_a_second_zone(series)
    revision_of(series, go_live_at=now + timedelta(hours=1)).publish()
    operations.set_rooms(
        series=series, rooms=[Room(row.group, row.part, 4) for row in places_of(series)[:1]]
    )
    waits = other.save_revision()
    other.revisions.filter(pk=waits.pk).update(approved_go_live_at=now - timedelta(minutes=1))
    series.activity.revisions.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=now - timedelta(hours=2)
    )

    call_command("publish_scheduled", verbosity=0)

    assert not is_live(series)
    assert not series.activity.revisions.filter(approved_go_live_at__isnull=False).exists()
    assert Page.objects.get(pk=other.pk).live


def test_from_a_list_staff_hear_why(client, chief, series):
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = client.post(f"{many}?id={series.activity_id}", {"next": "/beheer/"}, follow=True)

    assert not is_live(series)
    assert "houdt ex-partners apart" in text(answer)


def test_from_the_editor_staff_hear_why_once_for_each_way(rf, chief, series):
    request = rf.post("/")
    request.user = chief
    request._messages = CookieStorage(request)

    assert hooks.tell_why_it_stays_off(request, series.activity).status_code == 302
    assert len(list(request._messages)) == 1

    give_it_a_second_zone(series)
    assert hooks.tell_why_it_stays_off(request, series.activity) is None


def test_an_approval_does_not_publish_it_either(chief, series):
    task = GroupApprovalTask.objects.create(name="Nakijken")
    workflow = Workflow.objects.create(name="Nakijken")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    revision_of(series)
    state = workflow.start(ActivityPage.objects.get(pk=series.activity_id), chief)

    with pytest.raises(guards.KeptOff):
        state.current_task_state.specific.approve(user=chief)

    assert not is_live(series)
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS


def test_without_the_guard_it_would_go_live(monkeypatch, series):
    monkeypatch.setattr(guards, "_page_guards", [])

    revision_of(series).publish()

    assert is_live(series)


def test_a_page_with_a_series_is_not_deleted_once_somebody_signed_up(client, chief):
    series = make_series(groups=2)
    for place in places_of(series):
        Group.objects.get(pk=place.group_id).sessions.all().delete()
    sign_up(series)

    one = reverse("wagtailadmin_pages:delete", args=[series.activity_id])
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    answers = [
        client.post(one, follow=True),
        client.post(f"{many}?id={series.activity_id}", {"next": "/beheer/"}, follow=True),
    ]

    assert Page.objects.filter(pk=series.activity_id).exists()
    assert all("kan niet weg: er zijn aanmeldingen" in text(answer) for answer in answers)
