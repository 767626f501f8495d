from datetime import time, timedelta

import pytest
from django.urls import reverse

from activities import operations
from activities.models import ActivityPage, Session
from common import clock
from signups.models import Bookable
from tests import builders
from tests.signups import builders as signup_builders

pytestmark = pytest.mark.django_db

KEY = "2f3c1f6e-0d6b-4f0e-9a55-7b0f1d1c2a11"


@pytest.fixture
def course():
    """Three weeks with five places, one of them taken, and questions of its own."""
    bookable = signup_builders.make_bookable(capacity=5)
    signup_builders.make_settings(bookable, max_people=3)
    group = bookable.session.group
    first = clock.local(clock.now()).date() + timedelta(days=14)
    operations.add_pattern(
        group=group, frequency="weekly", first_day=first, starts=time(10), ends=time(12), count=3,
        skip_public_holidays=False,
    )  # fmt: skip
    signup_builders.sign_up(bookable)
    return group.activity


def test_makes_one_draft_with_the_pattern_places_and_questions_but_nobody_in_it(client, course):
    client.force_login(builders.make_staff(course.organiser()))
    start = clock.local(clock.now()).date() + timedelta(days=200)
    url = reverse("groups:copy_season", args=[course.pk])

    answers = [client.post(url, {"first_day": start, "key": KEY}) for _again in range(2)]

    copy = ActivityPage.objects.exclude(pk=course.pk).get()
    days = [
        clock.local(row.starts_at).date()
        for row in Session.objects.filter(group__activity=copy).in_order()
    ]
    places = Bookable.objects.filter(session__group__activity=copy)
    assert {answer.url for answer in answers} == {
        reverse("wagtailadmin_pages:edit", args=[copy.pk])
    }
    assert (copy.live, copy.title) == (False, course.title)
    assert days == [start + timedelta(weeks=week) for week in range(3)]
    assert [(row.capacity, row.taken) for row in places] == [(5, 0)] * 3
    assert copy.signup_settings.max_people == 3


def test_says_beside_the_field_that_the_day_has_passed(client, course):
    client.force_login(builders.make_staff(course.organiser()))

    answer = client.post(
        reverse("groups:copy_season", args=[course.pk]), {"first_day": "2020-01-01", "key": KEY}
    )

    assert "first_day" in answer.context["form"].errors
    assert ActivityPage.objects.count() == 1
