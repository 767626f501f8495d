"""The plain list from the database while the index is away."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format

from common import clock
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def away(settings):
    settings.SEARCH_ENGINE = "elastic"
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"], "index": "nowhere"}


@pytest.fixture
def soup():
    activity = builders.make_activity("Soepcafé", venue=builders.make_venue("De Pan"))
    builders.make_session(builders.make_bare_group(activity=activity))
    return activity


def test_says_honestly_what_it_is_and_shows_date_and_place(client, soup):
    text = client.get("/zoeken/?q=soepcafe").content.decode()

    starts = clock.local(soup.groups.get().sessions.get().starts_at)
    assert "Deze gewone lijst kijkt alleen naar titels" in text
    assert "Soepcafé" in text and "De Pan" in text
    assert date_format(starts, "G.i") in text


def test_puts_the_title_with_most_words_first(client, soup):
    builders.make_activity("Soepcafé voor ouders")

    found = client.get("/api/v1/search?q=soepcafé ouders").json()

    assert found["degraded"] is True
    assert [row["title"] for row in found["results"]] == ["Soepcafé voor ouders", "Soepcafé"]


def test_keeps_to_dates_and_filters(client, soup):
    day = clock.local(soup.groups.get().sessions.get().starts_at).date()
    before, after = day - timedelta(days=1), day + timedelta(days=1)

    def count(parameters):
        return client.get(f"/api/v1/search?q=soepcafé&{parameters}").json()["count"]

    assert count(f"van={day}&tot={day}") == 1
    assert count(f"van={after}") == 0 and count(f"tot={before}") == 0
    assert count("wijk=maassluis-oost") == 1 and count("wijk=elders") == 0


def test_shows_no_page_that_is_not_public(client, soup):
    soup.unpublish()

    assert client.get("/api/v1/search?q=soepcafé").json()["count"] == 0
