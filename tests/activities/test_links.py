import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from wagtail.rich_text import RichText

from activities import freshness
from activities.freshness import links
from activities.models import Freshness, Group, Link
from tests import builders

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
DAY = timedelta(days=1)


class Site:
    """A site on this machine that notes what it was asked."""

    def __init__(self):
        self.asked: list[tuple[str, str]] = []
        self.status = {}


@contextmanager
def _served(site):
    class Answers(BaseHTTPRequestHandler):
        def do_HEAD(self):
            site.asked.append((self.command, self.path))
            status = site.status.get((self.command, self.path), site.status.get(self.path, 200))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.2:1/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site(settings):
    settings.FEED_NETWORKS = ["127.0.0.1/32"]
    with _served(Site()) as site:
        yield site


def make_page(*urls, title="Koffie", partner=None):
    words = "".join(f'<p>Zie <a href="{url}">hier</a>.</p>' for url in urls)
    page = builders.make_activity(title, partner=partner, body=[("paragraph", RichText(words))])
    Freshness.objects.create(activity=page, checked_on=date(2026, 11, 1))
    return page


def look(now):
    waits = []
    links.run(now, pause=waits.append)
    return waits


def test_gathers_each_link_of_the_page_and_its_groups_once():
    page = make_page("https://a.example/?x=1&amp;y=2", "https://a.example/?x=1&amp;y=2")
    page.body.append(("link", {"title": "Meer", "page": None, "url": "https://b.example/"}))
    page.body.append(("steps", ["Ga naar https://geen.example/", "https://c.example/"]))
    page.body.append(
        ("contact", {"title": "T", "text": "", "telephone": "", "email": "a@b.example"})
    )
    page.save()
    Group.objects.create(activity=page, way_in="elsewhere", elsewhere_url="https://d.example/")

    found = links.links_of(page)

    assert found == [
        "https://a.example/?x=1&y=2", "https://b.example/", "https://c.example/",
        "https://d.example/",
    ]  # fmt: skip


def test_a_link_is_broken_after_failures_on_two_days_and_whole_when_it_answers(site):
    page = make_page(f"{site.url}/weg", f"{site.url}/goed")
    editor = builders.make_editor()
    site.status = {"/weg": 404}

    def broken(now):
        look(now)
        return [link.url for row in freshness.for_user(editor, now).broken for link in row.links]

    first, same_day, next_day = broken(NOW), broken(NOW + 0.1 * DAY), broken(NOW + DAY)
    asked_weekly = [path for _verb, path in site.asked].count("/goed")
    site.status = {}
    mended = broken(NOW + 2 * DAY)

    assert first == same_day == mended == [] and next_day == [f"{site.url}/weg"]
    assert asked_weekly == 1
    page.unpublish()
    look(NOW + 3 * DAY)
    assert not Link.objects.exists()


def test_asks_politely_one_after_the_other_and_again_by_get_where_head_is_not_known(site):
    make_page(*(f"{site.url}/{number}" for number in range(3)))
    site.status = {("HEAD", "/1"): 500, "/2": 403}

    waits = look(NOW)

    assert waits == [links.PAUSE] * 2
    assert site.asked == [
        ("HEAD", "/0"), ("HEAD", "/1"), ("GET", "/1"), ("HEAD", "/2"), ("GET", "/2"),
    ]  # fmt: skip
    assert set(Link.objects.values_list("trouble", flat=True)) == {""}


def test_counts_nothing_when_no_host_at_all_can_be_reached(settings):
    settings.FEED_NETWORKS = ["127.0.0.0/8"]
    make_page("http://127.0.0.1:1/", "http://127.0.0.2:1/")

    for day in range(3):
        look(NOW + day * DAY)

    assert not Link.objects.exclude(failed_on=None).exists()


def test_two_workers_never_ask_one_host_at_once_and_a_killed_one_holds_it_up_shortly(site):
    make_page(f"{site.url}/1", "http://127.0.0.2/2")
    links.gather(NOW)

    mine, yours, nobody = (links._lease_a_host(NOW) for _worker in range(3))
    later = links._lease_a_host(NOW + links.LEASE)

    assert {link.host for link in (*mine, *yours)} == {"127.0.0.1", "127.0.0.2"}
    assert nobody == [] and len(later) == 1


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.2/", "http://10.0.0.1/", "http://169.254.169.254/", "http://[::1]/",
     "http://2130706433/"],
)  # fmt: skip
def test_never_reaches_what_is_not_public(site, url):
    assert links.trouble_with(url) in ("address", "unreachable")


def test_judges_a_redirect_too(site):
    site.status = {"/": 302}

    assert links.trouble_with(f"{site.url}/") == "address"
