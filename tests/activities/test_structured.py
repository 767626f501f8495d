import json
from datetime import datetime

import pytest

from activities import page
from activities.models import Session
from common import clock
from tests import builders

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=clock.LOCAL)


def _facts(activity) -> dict:
    script = str(page.ActivityView(activity, NOW).jsonld)
    start, end = '<script type="application/ld+json">', "</script>"
    assert script.startswith(start)
    assert script.endswith(end)
    inside = script[len(start) : -len(end)]
    assert "<" not in inside
    return json.loads(inside)


def _activity(**fields):
    activity = builders.make_activity(venue=builders.make_venue(street="Kade 1"), **fields)
    group = builders.make_bare_group(activity)
    builders.make_session(group, datetime(2026, 12, 2, 10, tzinfo=clock.LOCAL))
    return activity


def test_an_event_starts_at_dutch_time_with_its_offset():
    event = _facts(_activity(price_cents=250))["@graph"][0]

    assert event["startDate"] == "2026-12-02T10:00:00+01:00"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["offers"]["price"] == "2.50"
    assert event["isAccessibleForFree"] is False
    assert event["location"]["address"]["streetAddress"] == "Kade 1"
    assert event["organizer"]["name"] == "Buurtvereniging Voorbeeld"


def test_a_cancelled_session_says_so():
    activity = _activity()
    Session.objects.update(status=Session.Status.CANCELLED)

    event = _facts(activity)["@graph"][0]

    assert event["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_moved_session_tells_when_it_was_planned():
    activity = _activity()
    Session.objects.update(
        status=Session.Status.MOVED, planned_at=datetime(2026, 12, 1, 10, tzinfo=clock.LOCAL)
    )

    event = _facts(activity)["@graph"][0]

    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert event["previousStartDate"] == "2026-12-01T10:00:00+01:00"


def test_no_text_of_staff_can_end_the_element():
    title = "Koffie </script><script>alert(1)</script> & thee <!--"

    event = _facts(_activity(title=title))["@graph"][0]

    assert event["name"] == title


def test_what_is_not_known_is_left_out():
    activity = builders.make_activity()
    builders.make_session(
        builders.make_bare_group(activity), datetime(2026, 12, 2, 10, tzinfo=clock.LOCAL)
    )

    event = _facts(activity)["@graph"][0]

    assert "offers" not in event
    assert "location" not in event
    assert "isAccessibleForFree" not in event


def test_help_without_dates_has_no_events():
    activity = builders.make_activity(kind="hulp")

    assert page.ActivityView(activity, NOW).jsonld == ""
