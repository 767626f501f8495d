"""A partner's calendar that is followed: fetched safely, kept in step, and never over a hand."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from activities.models import ActivityPage, Session
from activities.operations import cancel_session, move_session
from common import clock
from imports import fetching, following
from imports.models import Feed, ImportedSession, Run
from tests.imports import files
from tests.imports.working import fetch_again, follow, weekly, work

pytestmark = pytest.mark.django_db


def hours():
    return [clock.local(row.starts_at).hour for row in Session.objects.in_order()]


def states():
    return list(Session.objects.in_order().values_list("status", flat=True))


def test_a_followed_calendar_is_kept_in_step(site, partner, manager):
    site.content = files.calendar(weekly(), files.event("los", "Soep", files.day(20)))
    follow(site, partner, manager)
    page = ActivityPage.objects.get(title="Koffie")
    assert page.live and page.kind == "inloop" and Session.objects.count() == 5

    assert fetch_again() == 1 and not Run.objects.filter(state="waiting").exists()
    assert Session.objects.count() == 5 and Run.objects.count() == 1
    later = files.event(
        "serie",
        "Koffie",
        files.day(21).replace(hour=15),
        1,
        f"RECURRENCE-ID;TZID=Europe/Amsterdam:{files.day(21):%Y%m%d}T100000",
    )
    site.content = files.calendar(weekly(count=3, title="Koffie en thee"), later)
    fetch_again()

    page.refresh_from_db()
    assert page.title == "Koffie en thee"
    koffie = Session.objects.filter(group__activity=page).in_order()
    assert [clock.local(row.starts_at).hour for row in koffie] == [10, 15, 10, 10]
    assert [row.status for row in koffie] == ["scheduled", "moved", "scheduled", "cancelled"]
    assert Session.objects.get(group__activity__title="Soep").is_cancelled
    site.content = files.calendar(weekly(title="Koffie en thee"))
    fetch_again()
    assert koffie.last().status == "scheduled" and [row.sequence for row in koffie.all()] == [
        0,
        2,
        0,
        2,
    ]


def test_a_series_at_another_hour_moves_its_dates_and_makes_no_new_ones(site, partner, manager):
    site.content = files.calendar(weekly())
    follow(site, partner, manager)

    site.content = files.calendar(weekly(hour=19))
    fetch_again()

    assert hours() == [19] * 4 and states() == ["moved"] * 4
    fetch_again()
    assert Session.objects.count() == ImportedSession.objects.count() == 4


def test_what_a_hand_moved_cancelled_or_deleted_stays_so(site, partner, manager):

    site.content = files.calendar(weekly())
    follow(site, partner, manager)
    first, second, third, _last = Session.objects.in_order()
    now, step = clock.now(), timedelta(hours=3)
    move_session(session=first, starts_at=first.starts_at + step, ends_at=first.ends_at + step,
                 reason="Zaal bezet.", now=now)  # fmt: skip
    cancel_session(session=second, reason="Ziek.", now=now)
    third.delete()

    site.content = files.calendar(weekly(hour=11, title="Thee"))
    fetch_again()

    assert hours() == [13, 10, 11] and states() == ["moved", "cancelled", "moved"]
    site.content = files.calendar(weekly(count=1, title="Thee"), files.event("x", "Ander"))
    fetch_again()
    assert Session.objects.filter(group__activity__title="Thee").count() == 3


def test_an_empty_or_broken_calendar_takes_nothing_away(site, partner, manager):
    site.content = files.calendar(weekly(count=12))
    feed = follow(site, partner, manager)

    for content, status in ((files.calendar(), 200), (b"<html>", 200), (b"", 500)):
        site.content, site.status = content, status
        fetch_again(hours=30)
        assert states() == ["scheduled"] * 12
    feed.refresh_from_db()
    assert feed.trouble and feed.is_followed
    assert Run.objects.get(state=Run.State.PREVIEW).rows.filter(verdict="gone").count() == 12


def test_unchanged_is_not_read_again_and_trouble_waits_longer_each_time(site, partner, manager):
    site.content, site.headers = files.calendar(weekly()), {"ETag": '"een"'}
    feed = follow(site, partner, manager)
    fetch_again()
    fetch_again()
    assert site.asked[-1]["If-None-Match"] == '"een"' and Run.objects.count() == 1

    site.status, site.headers = 404, {}
    waits = []
    for _time in range(3):
        now = clock.now()
        following.run(now + timedelta(days=2))
        work()
        feed.refresh_from_db()
        waits.append(round((feed.due_at - now) / timedelta(hours=1)))

    assert waits == [1, 2, 4] and feed.trouble == "refusal"
    assert "secret" not in str(feed)


def test_publishes_only_with_the_rights_that_are_there_now(site, partner, manager):
    site.content = files.calendar(weekly())
    follow(site, partner, manager)
    manager.is_active = False
    manager.save()

    site.content = files.calendar(weekly(), files.event("nieuw", "Soep"))
    fetch_again()

    assert not ActivityPage.objects.get(title="Soep").live


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/",
        "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://169.254.169.254/",
        "http://[fe80::1]/", "http://[fd00::1]/", "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://100.64.0.1/",
        "http://224.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://017700000001/",
        "ftp://portaal.example/", "file:///etc/passwd", "gopher://x/", "//x", "javascript:1",
        "http://a:b@portaal.example/", "http://portaal.example:22/", "http:///x", "http://[x/",
        "http://portaal.example:99999/",
    ],
)  # fmt: skip
def test_never_reaches_what_is_not_public(url):
    with pytest.raises(fetching.Refused) as refusal:
        fetching.fetch(url)

    assert refusal.value.code in ("address", "unreachable")


def test_judges_each_redirect_and_what_comes_back(site, settings):
    good = files.calendar(weekly())
    # Only 127.0.0.1 is ours now: a redirect elsewhere on this machine must not be followed.
    settings.FEED_NETWORKS = ["127.0.0.1/32"]
    answers = {
        "address": (302, {"Location": site.url.replace("127.0.0.1", "127.0.0.2")}, b""),
        "refusal": (302, {"Location": "/again"}, b""),
        "refusal 2": (200, {"Content-Type": "text/html"}, good),
        "refusal 3": (200, {"Content-Encoding": "gzip"}, good),
        "refusal 4": (403, {}, good),
        "no_calendar": (200, {}, b"hallo"),
        "too_large": (200, {}, good + b"x" * 3_000_000),
    }

    for code, (site.status, site.headers, site.content) in answers.items():
        with pytest.raises(fetching.Refused) as refusal:
            fetching.fetch(site.url)
        assert refusal.value.code == code.split()[0]


def test_a_manager_follows_looks_and_stops_in_the_admin(site, client, partner, manager):
    client.force_login(manager)
    read = reverse("imports:read", args=[partner.pk, "feed"])
    data = {"feed-url": f"{site.url}/a.ics", "feed-kind": "inloop", "feed-wish": "draft"}
    site.content = b"geen agenda"
    wrong = client.post(read, data)
    site.content = files.calendar(weekly(), files.event("p", "Dokter", None, 1, "CLASS:PRIVATE"))
    sent = client.post(read, data)
    preview = client.get(sent.url)
    run = Run.objects.get()
    client.post(reverse("imports:decide", args=[partner.pk, run.pk]), {"do": "start"})
    work()
    feed = Feed.objects.get(is_followed=True)
    shown = client.get(reverse("imports:partner", args=[partner.pk]))
    asked = client.post(reverse("imports:feed", args=[partner.pk, feed.pk]), {"do": "fetch"})
    client.post(reverse("imports:feed", args=[partner.pk, feed.pk]), {"do": "stop"})

    assert wrong.status_code == 400 and "niet lezen als agenda" in wrong.text
    assert "Ja, importeer en volg" in preview.text and "Dit is privé" in preview.text
    assert "Dokter" not in preview.text and feed.url in shown.text and asked.status_code == 302
    feed.refresh_from_db()
    assert not feed.is_followed and Session.objects.count() == 4
    file = SimpleUploadedFile("agenda.ics", site.content)
    upload = client.post(
        reverse("imports:read", args=[partner.pk, "ics"]),
        {"ics-kind": "inloop", "ics-wish": "draft", "ics-file": file},
    )
    assert "blijft hetzelfde: 4" in client.get(upload.url).text
