"""Every way a page stops being public, and every place where search could still show it."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from activities.models import CoOrganiser
from common import clock
from news.models import NewsIndexPage, NewsPage
from partners.models import TeamMember
from portal import worker
from search import engines, indexing
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("either_engine")]
SECRET = "Zeldzaamheid"  # stands nowhere else, and in no list of words


@pytest.fixture
def scene():
    """A page to hide, one like it that stays, and a private partner."""
    theme = builders.make_theme("koken")
    partner = builders.make_partner("Buurtkeuken")
    hidden = builders.make_activity(
        f"{SECRET} koken", partner=partner, themes=[theme], venue=builders.make_venue("De Pan")
    )
    other = builders.make_activity(
        "Samen koken", partner=builders.make_partner("Kookclub"), themes=[theme]
    )
    for page in (hidden, other):
        builders.make_session(builders.make_bare_group(activity=page))
        page.save_revision().publish()
    private = builders.make_partner("Besloten club")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    _settle()
    return hidden, other, private


def _settle():
    """Do what the worker does within five seconds; its pace is tested with a real one."""
    while indexing.run(clock.now()):
        pass


def _draft(page, private):
    page.live = False
    page.save()


def _unpublish(page, private):
    page.unpublish()


def _expire(page, private):
    page.expire_at = clock.now() - timedelta(minutes=1)
    page.save()
    call_command("publish_scheduled")


def _restrict(page, private):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def _restrict_partner(page, private):
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")


def _move(page, private):
    page.move(private, pos="last-child")


def _delete(page, private):
    page.delete()


def _delete_partner(page, private):
    page.get_parent().delete()


WAYS = [
    _draft, _unpublish, _expire, _restrict, _restrict_partner, _move, _delete, _delete_partner,
]  # fmt: skip


def _everything_shown(client, other):
    """Return the text of every place that shows what search knows."""
    month = f"{clock.local(clock.now() + timedelta(days=7)):%Y-%m}"
    addresses = [
        f"{address}?q={text}"
        for text in (SECRET.lower(), "koken", "zeldzaamheit", "")
        for address in ("/zoeken/", "/activiteiten/", "/api/v1/search", "/zoeken/kaart/",
                        "/zoeken.ics", "/zoeken.atom")
    ]  # fmt: skip
    addresses += [f"/zoeken/kalender/?maand={month}", other.url]
    addresses += [f"/api/v1/suggest?q={SECRET[:6].lower()}"]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        # The question itself is repeated on the page; it is asked in small letters.
        yield address, response.content.decode()


def test_shows_the_page_everywhere_while_it_is_public(client, scene):
    _hidden, other, _private = scene

    places = [address for address, text in _everything_shown(client, other) if SECRET in text]

    for start in ("/zoeken/?q=koken", "/activiteiten/?q=koken", "/api/v1/search?q=koken",
                  "/zoeken/kaart/?q=koken", "/zoeken.ics?q=koken", "/zoeken.atom?q=koken",
                  "/zoeken/kalender/", "/api/v1/suggest", other.url):  # fmt: skip
        assert any(place.startswith(start) for place in places), start


@pytest.mark.parametrize("hide", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_shows_nothing_of_a_page_that_is_not_public(client, scene, hide):
    hidden, other, private = scene

    hide(hidden, private)
    _settle()

    for address, text in _everything_shown(client, other):
        assert SECRET not in text, address
    assert SECRET.lower() not in engines.current().vocabulary().words
    assert all(hidden.pk != row.pk for row in engines.current().stored())


def test_counts_leave_out_what_is_not_public(client, scene):
    hidden, _other, _private = scene
    before = client.get("/api/v1/search?q=koken&soort=activiteit").json()
    hidden.unpublish()
    _settle()

    after = client.get("/api/v1/search?q=koken&soort=activiteit").json()

    assert (before["count"], after["count"]) == (2, 1)
    others = {name: found for name, found in after["facets"].items() if name != "soort"}
    for facet, options in others.items():
        assert all(option["count"] <= 1 for option in options), facet


@pytest.mark.parametrize("how", [_unpublish, _restrict, _delete], ids=lambda way: way.__name__)
def test_names_no_partner_that_is_not_public(client, how):
    """On activities it helps organise, in teams it is in, in news about it."""
    other = builders.make_activity("Samen koken", partner=builders.make_partner("Kookclub"))
    builders.make_session(builders.make_bare_group(activity=other))
    helper = builders.make_partner(f"Vereniging {SECRET}")
    CoOrganiser.objects.create(activity=other, partner=helper)
    town = builders.make_neighbourhood().municipality
    team = builders.make_team("Wijkteam", municipality=town)
    TeamMember.objects.create(team=team, partner=helper)
    index = NewsIndexPage(title="Nieuws", slug="nieuws")
    builders.make_home().add_child(instance=index)
    news = NewsPage(title="Bericht", slug="bericht", date=clock.now().date(), partner=helper)
    index.add_child(instance=news)
    indexing.mark([other.pk, team.pk, news.pk])
    _settle()
    assert SECRET.lower() in engines.current().vocabulary().words

    how(helper, None)
    _settle()

    for address, text in _everything_shown(client, other):
        assert SECRET not in text, address
    assert SECRET.lower() not in engines.current().vocabulary().words


def test_names_no_organiser_that_was_unpublished_without_its_activities(client):
    partner = builders.make_partner(f"Vereniging {SECRET}")
    activity = builders.make_activity("Samen koken", partner=partner)
    builders.make_session(builders.make_bare_group(activity=activity))
    _settle()

    partner.unpublish()
    _settle()

    for address, text in _everything_shown(client, activity):
        shown = text.replace(f"vereniging-{SECRET.lower()}", "")
        assert SECRET not in shown, address


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_real_worker_hides_a_page_within_five_seconds(client):
    partner = builders.make_partner("Buurtkeuken")
    page = builders.make_activity(f"{SECRET} koken", partner=partner)
    page.save_revision().publish()
    _settle()
    stop = threading.Event()
    runner = threading.Thread(target=worker.run, args=(stop,))
    runner.start()
    try:
        time.sleep(1.5)
        assert SECRET in client.get("/zoeken/?q=koken").content.decode()
        page.unpublish()
        began = time.monotonic()
        while SECRET in client.get("/zoeken/?q=koken").content.decode():
            assert time.monotonic() - began < 5
            time.sleep(0.05)
    finally:
        stop.set()
        runner.join()
