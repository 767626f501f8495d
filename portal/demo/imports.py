"""What a partner brought in: a spreadsheet that is done, and a calendar that is followed."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User

from activities.models import ActivityPage
from common import clock
from imports import calendars, operations, runner
from imports.models import Feed, Run
from partners.models import PartnerPage

PARTNER, BY = "buurtvereniging-de-oeverloper", "oeverloper"
# Nobody has this address, and nobody asks for it: its turn comes in a hundred years.
ADDRESS = "https://agenda.oeverloper.example/zalen.ics"
NEVER = timedelta(days=36_500)
HEADS = "code;naam;datum;van;tot;samenvatting;soort;prijs"


def load(now: datetime) -> None:
    """Import as staff would: drafts, so that nothing of it is on the site."""
    partner, by = PartnerPage.objects.get(slug=PARTNER), User.objects.get(username=BY)
    run = operations.read_spreadsheet(
        partner=partner, content=_spreadsheet(now), name="rooster.csv", wish=Run.Wish.DRAFT, by=by,
        now=now,
    )  # fmt: skip
    operations.start(run=run, by=by)
    _work(run, now)
    feed = Feed.objects.create(
        partner=partner, url=ADDRESS, kind=ActivityPage.Kind.DROP_IN, added_by=by,
        is_followed=True, fetched_at=now, due_at=now + NEVER,
    )  # fmt: skip
    run = operations.start_following_run(feed=feed, now=now)
    items = calendars.read(_calendar(now), now=now)
    operations.keep_rows(run=run, rows=operations.compare(run=run, items=items, now=now))
    _work(run, now)


def _work(run: Run, now: datetime) -> None:
    runner.work(run.pk, runner.lease(run.pk, now))


def _days(now: datetime, count: int) -> list[datetime]:
    today = clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return [today + timedelta(weeks=week, days=3) for week in range(1, count + 1)]


def _spreadsheet(now: datetime) -> bytes:
    rows = [
        f"schaak-{number};Schaken voor beginners;{day:%d-%m-%Y};19:00;21:00;"
        "Leer schaken van de buren. Je hoeft niets te kunnen.;bijeenkomst;0"
        for number, day in enumerate(_days(now, 6), start=1)
    ]
    rows.append("schaak-7;Schaken voor beginners;31-02-2027;19:00;21:00;;;")
    rows.append("repair;;01-12-2030;13:00;16:00;;;")
    return "\n".join([HEADS, *rows]).encode()


def _calendar(now: datetime) -> bytes:
    start = _days(now, 1)[0].replace(hour=14)
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wijkportaal//Demo//NL", "BEGIN:VEVENT",
        "UID:spelletjes@oeverloper.example", "SUMMARY:Spelletjesmiddag",
        "DESCRIPTION:Samen spelletjes doen. Neem je eigen spel mee als je wilt.",
        f"DTSTART;TZID=Europe/Amsterdam:{start:%Y%m%dT%H%M%S}", "DURATION:PT2H",
        "RRULE:FREQ=WEEKLY;COUNT=4", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()
