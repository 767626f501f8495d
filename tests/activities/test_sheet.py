from datetime import timedelta

import pytest
from django.urls import reverse

from activities.models import SchoolHoliday, Session
from common import clock
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    return builders.make_activity("Koffie met buren", builders.make_partner("Buurthuis De Ster"))


@pytest.fixture
def theirs():
    other = builders.make_partner("Sportclub De Pijl")
    return builders.make_session(
        builders.make_bare_group(builders.make_activity("Hun training", partner=other))
    )


@pytest.fixture
def staff(client, activity):
    client.force_login(builders.make_staff(activity.organiser()))
    return client


def day(ahead):
    return clock.local(clock.now() + timedelta(days=ahead)).date()


def filled(activity, **fields):
    times = {"first_day": day(7), "starts": "10:00", "ends": "12:00", "count": 3}
    return {"activity": activity.pk, "frequency": "weekly", **times, **fields}


def test_previews_the_dates_without_keeping_anything(staff, activity):
    answer = staff.get(reverse("groups:preview"), filled(activity))

    shown = answer.content.decode()
    assert shown.count("<li>") == shown.count("dates__day--on") == 3
    assert not Session.objects.exists()


def test_strikes_out_the_days_that_are_left_out(staff, activity):
    first = day(7)
    SchoolHoliday.objects.create(name="Vrije week", first_day=first, last_day=first)

    shown = staff.get(
        reverse("groups:preview"), filled(activity, skip_school_holidays="on")
    ).content.decode()

    assert f"<s>{first.day}</s>" in shown
    assert "Vrije week" in shown


def test_warns_of_the_same_venue_at_the_same_time_and_names_no_secret(staff, activity, theirs):
    venue = builders.make_venue()
    noon = clock.local(clock.now() + timedelta(days=7)).replace(hour=11, minute=0)
    for group in (
        theirs.group,
        builders.make_bare_group(theirs.group.activity, way_in="placement"),
    ):
        group.venue = venue
        group.save()
        builders.make_session(group, starts_at=noon)
    asked = filled(activity, venue=venue.pk)

    shown = staff.get(reverse("groups:preview"), asked).content.decode()
    theirs.group.activity.unpublish()
    theirs.group.delete()
    afterwards = staff.get(reverse("groups:preview"), asked).content.decode()
    elsewhere = staff.get(reverse("groups:preview"), filled(activity)).content.decode()

    assert "Hun training" in shown
    assert shown.count("dates__clash") == 1
    assert "dates__clash" not in afterwards + elsewhere
