"""Dates out of calendars: our own of every kind, and files that others made."""

import importlib.util
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from common import clock
from imports import calendars
from imports.items import Unreadable
from tests import builders
from tests.imports import files

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 1, 8, tzinfo=UTC)
SEEN_BY = [NOW, datetime(2019, 3, 1, tzinfo=UTC), datetime(2014, 1, 1, tzinfo=UTC)]
NEW_YORK = """BEGIN:VTIMEZONE
TZID:Eastern
BEGIN:STANDARD
DTSTART:20001101T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20000301T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
"""


def local(items) -> list[str]:
    """Return the moments as a Dutch wall clock shows them."""
    return [f"{clock.local(item.starts_at):%m-%d %H:%M}" for item in items if not item.refused]


def read(*events: str, head="", now=NOW):
    return calendars.read(files.calendar(*events, head=head), now=now)


def lines(start: str, *more: str, uid="a@elders.example", title="Soep") -> str:
    return "\n".join([f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART{start}", *more])


AMS = ";TZID=Europe/Amsterdam:"


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (lines(f"{AMS}20261014T100000", "RRULE:FREQ=WEEKLY;COUNT=3"),
         ["10-14 10:00", "10-21 10:00", "10-28 10:00"]),  # the clock went back on the 25th
        (lines(":20261014T080000Z", "RRULE:FREQ=WEEKLY;COUNT=3"),
         ["10-14 10:00", "10-21 10:00", "10-28 09:00"]),
        (lines(":20261014T100000", "RRULE:FREQ=WEEKLY;COUNT=3"),
         ["10-14 10:00", "10-21 10:00", "10-28 10:00"]),
        (lines(";TZID=W. Europe Standard Time:20261028T100000"), ["10-28 10:00"]),
        (lines(f"{AMS}20261014T100000", "RRULE:FREQ=WEEKLY;UNTIL=20261028T090000Z",
               "EXDATE;TZID=Europe/Amsterdam:20261021T100000",
               "RDATE;TZID=Europe/Amsterdam:20261031T140000"),
         ["10-14 10:00", "10-28 10:00", "10-31 14:00"]),
        (lines(";VALUE=DATE:20261025", "DTEND;VALUE=DATE:20261026"), ["10-25 00:00"]),
        (lines(";VALUE=DATE:20261231", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3"),
         ["12-31 00:00", "01-31 00:00", "02-28 00:00"]),
        (lines(f"{AMS}20261105T193000", "DURATION:PT90M", "RRULE:FREQ=MONTHLY;BYDAY=1TH;COUNT=2"),
         ["11-05 19:30", "12-03 19:30"]),
        (lines(f"{AMS}20261025T023000"), ["10-25 02:30"]),
        (lines(f"{AMS}20200106T090000", "RRULE:FREQ=WEEKLY;UNTIL=20261013T000000Z"),
         ["10-05 09:00", "10-12 09:00"]),
    ],
    ids=["weekly", "utc", "floating", "windows", "exdate", "day", "last day", "nth", "twice",
         "since long"],
)  # fmt: skip
def test_dates_come_out_as_a_dutch_clock_shows_them(event, expected):
    assert local(read(event)) == expected


def test_a_zone_of_its_own_and_a_zone_of_the_calendar_are_kept():
    own = read(lines(";TZID=Eastern:20261028T100000"), head=NEW_YORK)
    named = read(lines(":20261014T080000Z"), head="X-WR-TIMEZONE:America/New_York\n")

    assert (local(own), local(named)) == (["10-28 15:00"], ["10-14 10:00"])


def test_exceptions_keep_the_name_of_the_date_that_they_replace():
    weekly = lines(f"{AMS}20261014T100000", "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = lines(f"{AMS}20261022T190000", "RECURRENCE-ID;TZID=Europe/Amsterdam:20261021T100000")
    off = lines(f"{AMS}20261028T100000", "RECURRENCE-ID;TZID=Europe/Amsterdam:20261028T100000",
                "STATUS:CANCELLED")  # fmt: skip

    before, after = read(weekly), read(weekly, moved, off)

    assert local(after) == ["10-14 10:00", "10-22 19:00", "10-28 10:00"]
    assert [item.key for item in before] == [item.key for item in after]
    assert [item.cancelled for item in after] == [False, False, True]
    assert len({item.activity for item in after}) == 1


def test_reads_words_and_place_but_never_people_or_what_is_private():
    venue = builders.make_venue("De Vliet", street="Kerkstraat 1")
    told = "<p>Kom &amp; eet mee.<br>Gratis</p><script>alert(1)</script>"
    events = [
        lines(f"{AMS}20261101T100000", f"DESCRIPTION:{told}", "LOCATION:De Vliet\\, Maassluis",
              "ORGANIZER;CN=Jan:mailto:jan@elders.example", "ATTENDEE:mailto:a@elders.example"),
        lines(f"{AMS}20261102T100000", "LOCATION:Ergens", uid="b"),
        lines(f"{AMS}20261103T100000", "CLASS:PRIVATE", uid="c", title="Dokter"),
        lines(f"{AMS}20261104T100000", "RRULE:FREQ=SECONDLY", uid="d"),
        lines(f"{AMS}20261105T100000", f"DTEND{AMS}20261105T090000", uid="e"),
        lines(f"{AMS}20261105T100000", "RRULE:FREQ=SOMETIMES", uid="f"),
        lines(f"{AMS}20261106T100000", uid="g", title=""),
    ]  # fmt: skip

    items = read(*events)

    by_code = {code for item in items if item.refused for code, _detail in item.notes}
    assert {"private", "too_often", "no_title"} <= by_code
    first = next(item for item in items if item.venue)
    assert (first.venue, first.fields["summary"]) == (venue.pk, "Kom & eet mee. Gratis")
    whole = " ".join(str(item.as_json()) for item in items)
    assert not any(word in whole for word in ("jan@", "a@elders", "Dokter", "script", "alert"))
    assert ["unknown_place", "Ergens"] in [note for item in items for note in item.notes]


@pytest.mark.parametrize("content", [b"", b"hallo", b"\xff\xfe\x00", b"BEGIN:VTODO\nEND:VTODO\n"])
def test_refuses_what_is_no_calendar(content):
    with pytest.raises(Unreadable):
        calendars.read(content, now=NOW)


def foreign() -> list[Path]:
    """Return the calendar files that the libraries ship as data of their own tests."""
    found = []
    for name in ("icalendar", "recurring_ical_events"):
        folder = Path(importlib.util.find_spec(name).origin).parent
        found += sorted(folder.rglob("*.ics"))
    return found


# As a Dutch clock shows them, read from the files by eye; X does not go on.
BY_OTHERS = {
    # UTC in EXDATE, a zone in DTSTART
    "each_week_but_two_deleted": ("2019-03-03", "03-04 00:30", "03-18 00:30", "04-01 00:30"),
    # whole days of a week; one was an exception and then deleted
    "issue_163_deleted_modification": ("2024-07-28", "07-29 00:00", "09-09 00:00", "09-30 00:00"),
    "issue_18_cancel_status": ("2020-01-27", "01-28 22:00", "01-29 22:00 X", "01-30 22:00"),
    # Outlook: every other Thursday, once a Friday instead, and another such series between
    "issue_28_rrule_with_UTC_endinginZ": ("2020-04-10", "04-17 00:00", "04-23 00:00",
                                          "04-30 00:00"),
    # Lisbon is an hour behind, before and after the clock goes back
    "issue_48_daylight_aware_repeats": ("2020-10-18", "10-19 12:30", "10-26 12:30", "11-02 12:30"),
    # the last Friday of each month; that of December was moved to the 17th
    "issue_62_moved_event": ("2021-12-16", "12-17 21:30", "01-28 21:30", "02-25 21:30"),
    "duration": ("2018-01-09", "01-10 00:00", "01-15 10:00", "01-20 12:00"),
    # London, Thursdays and second Mondays
    "multiple_rrule": ("2023-02-08", "02-09 11:00", "02-13 11:00", "02-16 11:00"),
    # this one and those after it are earlier; then a date within has a time of its own
    "issue_75_range_parameter": ("2024-09-10", "09-11 14:00", "09-13 11:00", "09-15 19:00"),
    "issue_86_x_wr_timezone_without_time_zone_in_dt": ("2021-09-15", "09-16 21:00"),
    "one_day_event": ("2019-03-03", "03-04 00:00"),
    # summer begins on the 31st: Thursday stays Thursday at half past eight
    "daylight_saving_time": ("2019-03-27", "03-27 19:00", "03-28 08:30", "03-28 15:00"),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_OTHERS)
def test_recurrence_exceptions_days_and_zones_of_others_come_out_on_the_right_local_dates(name):
    (path,) = [path for path in foreign() if path.stem == name]
    day, *expected = BY_OTHERS[name]
    now = datetime.fromisoformat(day).replace(hour=1, tzinfo=UTC)

    items = [item for item in calendars.read(path.read_bytes(), now=now) if not item.refused]

    first = [f"{clock.local(row.starts_at):%m-%d %H:%M}{' X' * row.cancelled}" for row in items]
    assert first[: len(expected)] == expected
    days = [row for row in items if ["all_day", ""] in row.notes]
    assert all(clock.local(row.ends_at).strftime("%H:%M") == "23:59" for row in days)


def test_no_calendar_of_others_breaks_it_and_every_date_is_the_librarys_own():
    sources = foreign()
    read_, refused, dates = 0, 0, 0
    for path in sources:
        for now in SEEN_BY:
            try:
                items = calendars.read(path.read_bytes(), now=now)
            except Unreadable:
                refused += 1
                continue
            read_ += 1
            for item in items:
                if item.refused:
                    continue
                dates += 1
                begin = clock.local(now).replace(hour=0, minute=0)
                assert begin <= item.starts_at < begin + timedelta(days=367), path.name
                assert item.starts_at < item.ends_at and item.title and item.key, path.name

    assert len(sources) > 250
    assert read_ > 2 * refused and dates > 300
