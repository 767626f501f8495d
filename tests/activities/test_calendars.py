from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from activities import calendars, operations
from activities.models import Session
from common import clock
from tests import builders

pytestmark = pytest.mark.django_db


def _session(starts_at=None, **fields) -> Session:
    session = builders.make_session(starts_at=starts_at, **fields)
    return Session.objects.with_place().get(pk=session.pk)


def _events(text: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_has_one_event_for_each_session():
    sessions = [_session(), _session()]

    events = _events(calendars.build(sessions, name="Agenda"))

    assert {str(event["UID"]) for event in events} == {
        f"{session.uid}@wijkportaal" for session in sessions
    }
    assert all("DTSTAMP" in event for event in events)


def test_ten_o_clock_stays_ten_o_clock_across_a_clock_change():
    before = _session(datetime(2027, 3, 24, 10, tzinfo=clock.LOCAL))
    after = _session(datetime(2027, 3, 31, 10, tzinfo=clock.LOCAL))

    first, second = _events(calendars.build([before, after], name="Agenda"))

    assert first["DTSTART"].to_ical() == b"20270324T100000"
    assert second["DTSTART"].to_ical() == b"20270331T100000"
    assert second["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert first.decoded("DTSTART") == datetime(2027, 3, 24, 9, tzinfo=UTC)
    assert second.decoded("DTSTART") == datetime(2027, 3, 31, 8, tzinfo=UTC)


def test_describes_the_dutch_clock_and_where_it_can_be_fetched_again():
    text = calendars.build([_session()], name="Agenda", url="https://example.org/agenda.ics")
    calendar = icalendar.Calendar.from_ical(text)

    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    assert str(calendar["NAME"]) == "Agenda"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert b"SOURCE;VALUE=URI:https://example.org/agenda.ics" in text


def test_its_timezone_changes_when_the_dutch_clock_does():
    zone = calendars._timezone().to_tz()

    for moment in (
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 1, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 59, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 1, tzinfo=UTC),
    ):
        theirs = moment.astimezone(zone)
        ours = moment.astimezone(ZoneInfo("Europe/Amsterdam"))
        assert theirs.utcoffset() == ours.utcoffset(), moment


def test_a_cancelled_session_keeps_its_uid_and_gets_a_higher_sequence():
    session = _session()
    before = _events(calendars.build([session], name="Agenda"))[0]

    operations.cancel_session(session=session, reason="De zaal is dicht.", now=clock.now())
    cancelled = Session.objects.with_place().get(pk=session.pk)
    after = _events(calendars.build([cancelled], name="Agenda"))[0]

    assert after["UID"] == before["UID"]
    assert str(after["STATUS"]) == "CANCELLED"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert "De zaal is dicht." in str(after["DESCRIPTION"])


def test_text_of_staff_cannot_add_a_line():
    activity = builders.make_activity("Koffie\r\nATTENDEE:mailto:x@example.org; en, thee")
    session = builders.make_session(builders.make_bare_group(activity))

    text = calendars.build([Session.objects.with_place().get(pk=session.pk)], name="A\r\nB:C")

    assert not any(line.startswith((b"ATTENDEE", b"B:")) for line in text.splitlines())


def test_feeds_hold_visible_activities_only(client):
    shown = builders.make_session()
    draft = builders.make_session(
        builders.make_bare_group(builders.make_activity("Geheim", live=False))
    )

    everything = client.get("/agenda.ics")
    one = client.get(f"/activiteit/{shown.group.activity_id}/agenda.ics")
    single = client.get(f"/sessie/{shown.uid}.ics")

    for response in (everything, one, single):
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert [str(event["UID"]) for event in _events(response.content)] == [
            f"{shown.uid}@wijkportaal"
        ]
    assert client.get(f"/activiteit/{draft.group.activity_id}/agenda.ics").status_code == 404
    assert client.get(f"/sessie/{draft.uid}.ics").status_code == 404


def test_an_unchanged_feed_answers_304(client):
    builders.make_session()
    first = client.get("/agenda.ics")

    again = client.get("/agenda.ics", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
