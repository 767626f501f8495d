"""What people did by hand and what people signed up for, when a followed calendar changes."""

from datetime import timedelta

import pytest
from django.core import mail

from activities.models import ActivityPage, Group, Session
from common import clock
from imports.models import Run
from signups import outbox
from signups.models import Bookable, Signup
from tests import builders
from tests.imports import files
from tests.imports.working import fetch_again, follow, weekly
from tests.signups import builders as signing

pytestmark = pytest.mark.django_db


def at(place: str, *, hour=10, count=3, **kwargs) -> str:
    return weekly(count=count, hour=hour, more=(f"LOCATION:{place}",), **kwargs)


def places() -> list[str]:
    """Return where each date is, as visitors read it."""
    rows = Session.objects.select_related("venue", "group__venue", "group__activity__venue")
    return [row.place.name for row in rows.in_order()]


def test_a_venue_chosen_by_hand_stays_for_the_date_and_for_the_page(site, partner, manager):
    west, east, south = (builders.make_venue(f"Huis {name}") for name in ("West", "Oost", "Zuid"))
    site.content = files.calendar(at("Huis West"))
    follow(site, partner, manager)
    assert places() == ["Huis West"] * 3
    first = Session.objects.in_order()[0]
    first.venue = south
    first.save()

    site.content = files.calendar(at("Huis Oost"))
    fetch_again()

    assert places() == ["Huis Zuid", "Huis Oost", "Huis Oost"]
    notes = {note[0] for row in Run.objects.latest("pk").rows.all() for note in row.notes}
    assert "place_by_hand" in notes
    page = ActivityPage.objects.get().get_latest_revision_as_object()
    page.venue = south
    page.save_revision(user=manager).publish()
    site.content = files.calendar(at("Huis West", hour=11, count=4))
    fetch_again()
    assert places() == ["Huis Zuid"] * 4
    assert {clock.local(row.starts_at).hour for row in Session.objects.all()} == {11}


def test_a_date_that_moves_and_is_held_elsewhere_does_both(site, partner, manager):
    for name in ("West", "Oost"):
        builders.make_venue(f"Huis {name}")
    site.content = files.calendar(at("Huis West"))
    follow(site, partner, manager)
    second = files.day(21)
    moved = files.event("serie", "Koffie", second.replace(hour=15), 2, "LOCATION:Huis Oost",
                        f"RECURRENCE-ID;TZID=Europe/Amsterdam:{second:%Y%m%d}T100000")  # fmt: skip

    site.content = files.calendar(at("Huis West"), moved)
    fetch_again()

    assert places() == ["Huis West", "Huis Oost", "Huis West"]
    assert clock.local(Session.objects.in_order()[1].starts_at).hour == 15
    site.content = files.calendar(at("Huis West"))
    fetch_again()
    assert places() == ["Huis West"] * 3


def test_who_signed_up_is_told_and_nobody_is_deleted(site, partner, manager):
    site.content = files.calendar(weekly(count=4))
    follow(site, partner, manager)
    group = Group.objects.get()
    group.way_in = Group.WayIn.PER_SESSION
    group.save()
    signing.operations.set_capacity(group=group, capacity=5)
    coming = [signing.sign_up(row) for row in Bookable.objects.order_by("session__starts_at")]
    outbox.run(clock.now())
    mail.outbox.clear()
    ActivityPage.objects.get().unpublish()  # even then nobody's date is deleted

    day = files.day(21)
    off = files.event("serie", "Koffie", day.replace(hour=10), 2, "STATUS:CANCELLED",
                      f"RECURRENCE-ID;TZID=Europe/Amsterdam:{day:%Y%m%d}T100000")  # fmt: skip
    day = files.day(28)
    moved = files.event("serie", "Koffie", day.replace(hour=15), 2,
                        f"RECURRENCE-ID;TZID=Europe/Amsterdam:{day:%Y%m%d}T100000")  # fmt: skip
    site.content = files.calendar(weekly(count=3), off, moved)  # and the fourth is gone
    fetch_again()
    outbox.run(clock.now() + timedelta(minutes=1))

    states = list(Session.objects.in_order().values_list("status", flat=True))
    assert states == ["scheduled", "cancelled", "moved", "cancelled"]
    assert Signup.objects.count() == Signup.objects.active().count() == len(coming) == 4
    told = [mail.outbox[n].subject for n in range(len(mail.outbox))]
    assert len(told) == 3, told
    fetch_again()
    outbox.run(clock.now() + timedelta(minutes=2))
    assert len(mail.outbox) == 3
