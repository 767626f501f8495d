from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse

from activities import operations
from activities.models import Session
from common import clock
from signups.models import OutboxMail
from tests import builders
from tests.signups import builders as signup_builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return signup_builders.make_bookable(capacity=5).session.group


@pytest.fixture
def weekly(group):
    """Four weeks at ten, and one date of the group at another hour."""
    Session.objects.filter(group=group).delete()
    first = clock.local(clock.now()).date() + timedelta(days=7)
    made = operations.add_pattern(
        group=group, frequency="weekly", first_day=first, starts=time(10), ends=time(12), count=4,
        skip_public_holidays=False,
    )  # fmt: skip
    noon = datetime.combine(first, time(14), clock.LOCAL)
    operations.add_session(group=group, starts_at=noon, ends_at=noon + timedelta(hours=1))
    return made


@pytest.fixture
def staff(client, group):
    client.force_login(builders.make_staff(group.activity.organiser()))
    return client


def hours(group):
    return [clock.local(row.starts_at).hour for row in group.sessions.in_order()]


def change(staff, session, **fields):
    data = {"scope": "following", "what": "move", "starts": "11:00", "ends": "13:00",
            "reason": "De zaal is bezet.", **fields}  # fmt: skip
    url = reverse("groups:change_dates", args=[session.pk])
    looked = staff.post(url, data)
    return looked, lambda **more: staff.post(
        url, {**data, "do": "on", "seen": looked.context.get("seen", ""), **more}
    )


@pytest.mark.parametrize(
    ("scope", "after"),
    [
        ("this", [10, 14, 11, 10, 10]),
        ("following", [10, 14, 11, 11, 11]),
        ("all", [11, 14, 11, 11, 11]),
    ],
)
def test_moves_one_following_or_all_dates_of_the_pattern(staff, group, weekly, scope, after):
    looked, confirm = change(staff, weekly[1], scope=scope)
    before = hours(group)

    confirm()

    assert len(looked.context["rows"]) == sum(hour == 11 for hour in after)
    assert before == [10, 14, 10, 10, 10]
    assert hours(group) == after


def test_cancels_with_a_reason_and_a_mail_and_deletes_nothing(staff, group, weekly):
    signup_builders.sign_up(weekly[2].bookable)
    before = OutboxMail.objects.count()

    _looked, confirm = change(staff, weekly[1], what="cancel")
    confirm()

    statuses = [row.status for row in group.sessions.filter(pk__in=[row.pk for row in weekly])]
    assert statuses == ["scheduled", "cancelled", "cancelled", "cancelled"]
    assert OutboxMail.objects.filter(kind=OutboxMail.Kind.SESSION_CANCELLED).count() == 1
    assert OutboxMail.objects.count() == before + 1


def test_lets_dates_meet_elsewhere_after_saying_what_is_there_already(staff, group, weekly):
    signup_builders.sign_up(weekly[2].bookable)
    hall = builders.make_venue("De Vloot")
    there = builders.make_activity("Bridge", partner=group.activity.organiser(), venue=hall)
    builders.make_session(builders.make_bare_group(there), starts_at=weekly[2].starts_at)

    looked, confirm = change(staff, weekly[1], what="elsewhere", venue=hall.pk)
    answer = confirm()
    _looked, back = change(staff, weekly[3], scope="this", what="elsewhere", venue="")
    back()

    assert "Bridge" in looked.text and "<strong>De Vloot" in looked.text
    assert answer.status_code == 302 and hours(group) == [10, 14, 10, 10, 10]
    places = [row.venue for row in group.sessions.filter(pk__in=[row.pk for row in weekly])]
    assert places == [None, hall, hall, None]
    assert OutboxMail.objects.filter(kind=OutboxMail.Kind.SESSION_ELSEWHERE).count() == 1


def test_does_nothing_that_was_not_shown_first(staff, group, weekly):
    _looked, confirm = change(staff, weekly[1])

    answer = confirm(starts="09:00")

    assert answer.context["rows"]
    assert hours(group) == [10, 14, 10, 10, 10]


def test_moves_all_or_nothing(staff, group, weekly):
    _looked, confirm = change(staff, weekly[0], starts="14:00", ends="15:00")

    answer = confirm()

    assert answer.context["form"].non_field_errors()
    assert hours(group) == [10, 14, 10, 10, 10]
