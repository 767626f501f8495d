import pytest
from wagtail.models import Locale

from activities.models import Theme
from common import clock
from search import indexing
from tests import builders

pytestmark = pytest.mark.django_db
SUGGEST = "/api/v1/suggest"


@pytest.fixture
def content():
    partner = builders.make_partner("Buurthuis Voorbeeld")
    for title in ("Wandelgroep langs het water", "Koffieochtend", "Koffiebar in de wijk"):
        group = builders.make_bare_group(activity=builders.make_activity(title, partner))
        builders.make_session(group)
    Theme.objects.create(name="Koffie en thee", slug="koffie-en-thee", locale=Locale.get_default())
    indexing.run(clock.now())


def labels(client, text):
    return [row["label"] for row in client.get(SUGGEST, {"q": text}).json()["suggestions"]]


def test_a_beginning_leads_to_pages_and_themes(client, content):
    found = client.get(SUGGEST, {"q": "kof"}).json()["suggestions"]

    assert {row["label"] for row in found} == {
        "Koffie en thee", "Koffieochtend", "Koffiebar in de wijk",
    }  # fmt: skip
    assert found[0]["kind"] == "theme" and found[0]["url"] == "/zoeken/?thema=koffie-en-thee"
    assert all(row["url"].startswith("/") for row in found)


def test_each_word_narrows_it_down(client, content):
    assert labels(client, "koffiebar wij") == ["Koffiebar in de wijk"]
    assert labels(client, "wandelgroep") == ["Wandelgroep langs het water"]
    assert labels(client, "koffieochtend xyz") == []


@pytest.mark.parametrize("text", ["", "k", "\x00", '"', "a" * 5000, "mijn man slaat mij", "%"])
def test_suggests_nothing_for_danger_or_for_no_word(client, content, text):
    assert labels(client, text) == []


def test_answers_without_an_index(client):
    assert client.get(SUGGEST, {"q": "koffie"}).status_code == 200
