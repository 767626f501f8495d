"""Whoever changes dates or groups leaves a line with the activity: who, what and which date."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from wagtail.models import PageLogEntry

from activities.models import Group
from common import clock
from tests import builders
from tests.signups.builders import make_bookable, make_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_bookable(title="Koffie", capacity=5).session


@pytest.fixture
def staff(client, session):
    user = builders.make_staff(session.group.activity.organiser(), "anna", role="worker")
    client.force_login(user)
    return client


def lines() -> list[str]:
    rows = PageLogEntry.objects.filter(action__startswith="activities.").order_by("pk")
    assert {row.user.username for row in rows} <= {"anna"}
    assert {row.label for row in rows} <= {"Koffie"}
    return [str(row.message) for row in rows]


def in_words(moment) -> str:
    return date_format(clock.local(moment), "D j b Y, H:i")


def later(moment, **more) -> dict:
    local = clock.local(moment) + timedelta(**more)
    return {
        "day": local.date(),
        "starts": f"{local:%H:%M}",
        "ends": f"{local + timedelta(minutes=30):%H:%M}",
    }


def test_each_change_of_one_date_is_kept_with_the_date_it_was_about(staff, session):
    old = session.starts_at
    new = later(old, days=1)

    def post(name, **data):
        staff.post(reverse(f"groups:{name}", args=[session.pk]), data)

    post("move_session", reason="De zaal is bezet.", **new)
    session.refresh_from_db()
    post("cancel_session", reason="Ziek.")
    post("restore_session")
    post("delete_session")

    moved = in_words(session.starts_at)
    assert lines() == [
        f"Datum verplaatst: {in_words(old)} → {moved}",
        f"Datum afgezegd: {moved}",
        f"Datum gaat toch door: {moved}",
        f"Datum verwijderd: {moved}",
    ]


def test_several_dates_at_once_are_one_line(staff, session):
    url = reverse("groups:change_dates", args=[session.pk])
    data = {"scope": "all", "what": "cancel", "reason": "Vakantie."}
    group = session.group
    other = builders.make_session(group, starts_at=session.starts_at + timedelta(days=7))

    seen = staff.post(url, data).context["seen"]
    staff.post(url, {**data, "do": "on", "seen": seen})

    assert lines() == [
        f"Data afgezegd: 2, van {in_words(session.starts_at)} tot {in_words(other.starts_at)}"
    ]


def test_dates_and_groups_that_are_made_changed_or_removed_are_kept_too(staff, session):
    group, first = session.group, session.starts_at + timedelta(days=20)
    week = {"frequency": "weekly", "first_day": clock.local(first).date(), "starts": "10:00",
            "ends": "11:00", "count": 2}  # fmt: skip
    asked = {"activity": group.activity_id, "way_in": "per_session", "capacity": 5}

    staff.post(reverse("groups:add_session", args=[group.pk]), later(first))
    staff.post(reverse("groups:add_pattern", args=[group.pk]), week)
    staff.post(reverse("groups:edit", args=[group.pk]), {**asked, "name": "Laat"})
    staff.post(reverse("groups:add"), {**asked, **week, "name": "Vroeg"})
    staff.post(reverse("groups:delete", args=[Group.objects.get(name="Vroeg").pk]))

    kinds = [line.partition(":")[0] for line in lines()]
    assert kinds == [
        "Datum toegevoegd", "Data toegevoegd", "Groep veranderd", "Groep gemaakt",
        "Groep verwijderd",
    ]  # fmt: skip
    assert lines()[-1] == "Groep verwijderd: Koffie – Vroeg"


def test_what_is_asked_at_signup_is_kept(staff, session):
    settings = make_settings(session.bookable)
    url = reverse("signups_staff:settings", args=[session.group.activity_id])
    form = staff.get(url).context["form"]
    data = {name: "" if value is None else value for name, value in form.initial.items()}
    data |= {"questions-TOTAL_FORMS": 0, "questions-INITIAL_FORMS": 0, "purpose": "Voor de koffie."}

    answer = staff.post(url, data)

    assert answer.status_code == 302, answer.context["form"].errors
    settings.refresh_from_db()
    assert lines() == ["Veranderd wat er bij het aanmelden wordt gevraagd"]


def test_what_was_refused_leaves_no_line(staff, session):
    url = reverse("groups:move_session", args=[session.pk])

    staff.post(url, {**later(clock.now(), days=-1), "reason": "Oeps."})

    assert lines() == []
