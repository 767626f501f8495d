"""What is learnt from searches, and that no person can be found in it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse

from common import clock
from search import indexing, tally
from search.models import Tally
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def content():
    partner = builders.make_partner("Buurthuis Voorbeeld")
    group = builders.make_bare_group(activity=builders.make_activity("Koffie en taal", partner))
    builders.make_session(group)
    indexing.run(clock.now())


@pytest.fixture(autouse=True)
def _nothing_waits():
    tally.flush()
    Tally.objects.all().delete()
    yield
    tally._waiting.clear()


def rows():
    tally.flush()
    return {row.words: row for row in Tally.objects.all()}


def test_counts_words_in_alphabetical_order_and_places(client, content):
    client.get("/zoeken/?q=taal+koffie")
    client.get("/zoeken/?q=koffie+taal")
    client.post("/zoeken/geopend/", {"q": "koffie taal", "plaats": "2"})

    (row,) = rows().values()
    assert row.words == "koffie taal"
    assert (row.searches, row.nothing, row.clicks, row.places) == (2, 0, 1, 2)
    assert row.week.weekday() == 0


def test_drops_every_word_that_the_portal_does_not_know(client, content):
    client.get("/zoeken/?q=Piet+Jansen+0612345678+3141AB+koffie")

    assert set(rows()) == {"koffie"}


def test_counts_what_was_not_found(client, content):
    client.get("/zoeken/?q=koffie+morgenavond")
    client.get("/zoeken/?q=buurthuis+koffie+taal+bestaatniet&soort=nieuws")

    assert rows()["buurthuis koffie taal"].nothing == 1


def test_never_counts_a_question_about_danger(client, content):
    client.get("/zoeken/?q=mijn+man+slaat+mij+koffie")
    client.post("/zoeken/geopend/", {"q": "zelfmoord koffie", "plaats": "1"})

    assert rows() == {}


def test_what_is_asked_rarely_is_folded_together_after_its_week(content):
    now = clock.now()
    for words, times in (("koffie", 5), ("taal", 4), ("koffie taal", 1)):
        for _time in range(times):
            tally.searched(words, 1, now)
    tally.flush()

    assert tally.run(now) == 0
    assert tally.run(now + timedelta(days=7)) == 2
    assert {row.words: row.searches for row in Tally.objects.all()} == {"koffie": 5, "": 5}
    assert tally.run(now + timedelta(days=7)) == 0


@pytest.mark.parametrize("place", ["0", "-1", "9999", "x", ""])
def test_an_odd_place_counts_nothing(client, content, place):
    response = client.post("/zoeken/geopend/", {"q": "koffie", "plaats": place})

    assert response.status_code == 204 and rows() == {}


def test_editors_see_what_was_not_found_and_make_a_synonym_of_it(client, content):
    for _time in range(6):
        tally.searched("koffie", 0, clock.now())
    tally.searched("taal", 0, clock.now())
    client.force_login(builders.make_editor())

    html = client.get(reverse("search_learning")).content.decode()
    form = client.get(f"{reverse('search_synonym:add')}?words=koffie").content.decode()

    assert "koffie" in html and f"{reverse('search_synonym:add')}?words=koffie" in html
    assert "taal</th>" not in html
    assert 'value="koffie"' in form


def test_others_do_not_see_what_people_search(client, content):
    someone = builders.make_user()
    someone.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(someone)

    assert client.get(reverse("search_learning")).status_code in (302, 403)


def test_no_migration_is_missing():
    call_command("makemigrations", "search", check=True, dry_run=True, verbosity=0)
