import json
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities.models import ActivityPage, Group, Session
from common import clock
from search import engines, indexing
from search.days import WEEKDAYS
from search.facets import BY_NAME
from search.models import BestBet, Synonym, UrgentTerm
from tests import builders
from venues.models import PostcodeArea

pytestmark = pytest.mark.django_db
API = "/api/v1/search"


@pytest.fixture
def content():
    """Three activities and their partner, indexed."""
    partner = builders.make_partner("Buurthuis Voorbeeld")
    far = builders.make_venue(
        "De Verte", builders.make_neighbourhood("Drunen", "Heusden"), latitude=51.69, longitude=5.13
    )
    for title, price, venue in (
        ("Taalcafé", 0, builders.make_venue()),
        ("Koffieochtend", 250, builders.make_venue()),
        ("Koffiebar", 0, far),
    ):
        activity = builders.make_activity(title, partner, price_cents=price, venue=venue)
        group = builders.make_bare_group(activity=activity, way_in=Group.WayIn.DROP_IN)
        builders.make_session(group)
    indexing.run(clock.now())


def test_shows_results_with_marks(client, content):
    response = client.get(reverse("search:results"), {"q": "koffie"})

    html = response.content.decode()
    assert response.status_code == 200
    assert "<mark>Koffieochtend</mark>" in html and "Taalcafé" not in html


def test_answers_htmx_with_the_part_that_changes(client, content):
    response = client.get("/zoeken/?q=koffie", headers={"HX-Request": "true"})

    html = response.content.decode()
    assert "<mark>Koffieochtend</mark>" in html and "<html" not in html
    assert "HX-Request" in response["Vary"]


def test_filters_by_distance_with_the_counts_of_each(client, either_engine, content):
    near = {"nabij": "51.92,4.25", "soort": "activiteit"}

    everything = client.get(API, near).json()
    within = client.get(API, {**near, "afstand": "2"}).json()

    counts = {row["value"]: row["count"] for row in everything["facets"]["afstand"]}
    assert everything["count"] == 3 and counts == {"1": 2, "2": 2, "5": 2, "10": 2}
    assert {row["title"] for row in within["results"]} == {"Taalcafé", "Koffieochtend"}
    html = client.get("/zoeken/", {**near, "afstand": ["2", "5"]}).content.decode()
    assert 'value="5" checked' in html and "binnen 5 km" in html
    assert client.get("/zoeken/?afstand=3").status_code == 400
    assert client.get(API, {"afstand": "2", "soort": "activiteit"}).json()["count"] == 3


def test_the_list_of_activities_holds_no_partner(client, content):
    html = client.get(reverse("search:activities")).content.decode()

    assert "Taalcafé" in html and "/buurthuis-voorbeeld" in html
    assert 'name="soort"' not in html


def test_keeps_the_contract_of_the_api(client, content):
    body = client.get(API, {"q": "kofie", "prijs": "gratis"}).json()

    assert body["count"] == 1
    (result,) = body["results"]
    assert result["title"] == "Koffiebar" and result["type"] == "activity"
    assert result["kind"] == "bijeenkomst" and result["url"].startswith("http://testserver/")
    assert result["next_date"].endswith(("+01:00", "+02:00"))
    assert result["highlight"]["title"] == "<mark>Koffiebar</mark>"
    assert body["did_you_mean"] == "koffie"
    assert body["degraded"] is False
    prices = {row["value"]: row["count"] for row in body["facets"]["prijs"]}
    assert prices == {"gratis": 1, "betaald": 1}


def test_sorts_by_distance_from_a_postcode(client, content):
    neighbourhood = builders.make_neighbourhood("Drunen", "Heusden")
    PostcodeArea.objects.create(
        digits="5151", neighbourhood=neighbourhood, latitude=51.69, longitude=5.13
    )

    near = client.get(API, {"postcode": "5151 AB", "sorteer": "afstand"}).json()

    assert near["results"][0]["title"] == "Koffiebar"
    assert "5151" in client.get("/zoeken/?postcode=5151&sorteer=afstand").content.decode()


def test_an_unknown_postcode_is_said_and_breaks_nothing(client, content):
    response = client.get("/zoeken/?q=koffie&postcode=9999&sorteer=afstand")

    assert response.status_code == 200 and "Koffiebar" in response.content.decode()


def test_a_free_place_can_be_asked_for(client, content):
    assert client.get(API, {"plek": "vrij"}).json()["count"] == 3


def test_a_date_range_finds_sessions_within_it(client, content):
    today = clock.local(clock.now()).date()

    inside = {"van": today.isoformat(), "tot": (today + timedelta(days=30)).isoformat()}
    outside = {"van": "2020-01-01", "tot": "2020-02-01"}

    assert client.get(API, inside).json()["count"] == 3
    assert client.get(API, outside).json()["count"] == 0
    assert client.get(API, {"van": "9999-12-31"}).json()["count"] == 0


def test_says_plainly_when_the_index_is_missing_and_lists_from_the_database(client, content):
    (engines.current().folder / "current").unlink()

    html = client.get("/zoeken/?q=koffieochtend").content.decode()
    body = client.get(API, {"q": "koffieochtend"}).json()

    assert "Koffieochtend" in html
    assert body["degraded"] is True and body["results"][0]["title"] == "Koffieochtend"


def test_a_page_needs_few_queries_however_much_it_shows(
    client, content, django_assert_max_num_queries
):
    client.get("/zoeken/?q=koffie")

    with django_assert_max_num_queries(12):
        client.get("/zoeken/?q=taal")


ODD = [
    "q=%22", "q=%00", "q=" + "a" * 100_000, "q=%F0%9F%98%80", "q=%C3%28", "pagina=1000000000",
    "pagina=9", "van=99999-01-01", "van=0001-01-01&tot=9999-12-31", "thema=bestaat-niet",
    "thema=%00", "dag=ooit", "wijk=%22%5C", "leeftijd=999", "sorteer=x", "postcode=0",
    "q=AND+OR+NOT", "q=title_s:x", "q=" + "woord+" * 80, "soort=activiteit&soort=niets",
    "dag=wo&dag=middag&dag=za-avond&van=2026-01-01&tot=2030-01-01",
]  # fmt: skip


def test_any_input_is_answered_or_refused_clearly(client, content):
    for address in ODD:
        page, api = client.get(f"/zoeken/?{address}"), client.get(f"{API}?{address}")

        assert page.status_code == api.status_code
        assert page.status_code in (200, 400)
        if api.status_code == 400:
            assert api["Content-Type"] == "application/problem+json" and api.json()["detail"]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(max_size=60),
    values=st.dictionaries(
        st.sampled_from([*BY_NAME, "van", "tot", "postcode", "sorteer", "pagina"]),
        st.text(max_size=12) | st.sampled_from(["wo", "gratis", "vrij", "datum", "3141", "2"]),
        max_size=4,
    ),
)
def test_never_breaks_whatever_is_asked(client, content, text, values):
    response = client.get(API, {"q": text, **values})

    assert response.status_code in (200, 400)
    json.loads(response.content)


def test_shows_what_was_understood_and_keeps_the_words_when_it_is_taken_away(client, content):
    html = client.get("/zoeken/?q=gratis+koffie").content.decode()
    body = client.get(API, {"q": "gratis koffie"}).json()
    plain = client.get(API, {"q": "gratis koffie", "letterlijk": "gratis"}).json()

    assert "q=gratis+koffie&amp;letterlijk=gratis" in html
    assert body["understood"] == [{"field": "prijs", "value": "gratis", "words": "gratis"}]
    assert [row["title"] for row in body["results"]][0] == "Koffiebar"
    assert plain["understood"] == []


def test_lets_one_wish_go_and_says_which(client, content):
    body = client.get(API, {"q": "koffie 2 januari"}).json()
    html = client.get("/zoeken/?q=koffie+2+januari").content.decode()

    assert body["count"] == 2
    assert [row["field"] for row in body["relaxed"]] == ["datum"]
    assert "Niets voor 2 januari gevonden. Dit is er op andere dagen." in html


def test_a_ticked_filter_is_never_let_go_but_a_way_out_is_offered(client, content):
    day = WEEKDAYS[clock.local(Session.objects.first().starts_at).weekday()]

    html = client.get(f"/zoeken/?q=koffie&dag={day}-middag&soort=partner").content.decode()
    nowhere = client.get(f"/zoeken/?q=koffie&dag={day}-ochtend&soort=partner").content.decode()

    assert "Niets gevonden" in html and "Zonder “Organisaties”: 2 resultaten" in html
    assert "Niets gevonden" in nowhere and "Zonder “" not in nowhere


def test_danger_puts_the_numbers_above_every_result(client, content):
    body = client.get(API, {"q": "mijn vader slaat mij"}).json()
    response = client.get("/zoeken/?q=mijn+vader+slaat+mij")
    html = response.content.decode()

    names = [line["telephone"] for line in body["urgent"]]
    assert names == ["112", "0800-2000", "0800-0113", "0800-0432"]
    assert html.index("tel:08002000") < html.index('id="gevonden"')
    assert "data-quick-exit" in html and "data-urgent-search" in html
    assert "no-store" in response["Cache-Control"]
    assert "slaat" not in html.partition("</title>")[0]
    assert body["relaxed"] == []


def test_nothing_urgent_where_nothing_is(client, content):
    body = client.get(API, {"q": "geweldig koffie"}).json()

    assert body["urgent"] == []
    assert "data-urgent-search" not in client.get("/zoeken/?q=geweldig").content.decode()


def test_the_api_answers_questions_only(client, content):
    response = client.post(API, {"q": "koffie"})

    assert response.status_code == 405 and response["Allow"] == "GET, HEAD"
    assert response["Content-Type"] == "application/problem+json"


def test_a_synonym_works_at_once_and_goes_at_once(client, content):
    assert client.get(API, {"q": "slobber"}).json()["count"] == 0

    synonym = Synonym.objects.create(words="slobber", leads_to="koffie")
    assert client.get(API, {"q": "slobber"}).json()["count"] == 2

    synonym.delete()
    assert client.get(API, {"q": "slobber"}).json()["count"] == 0


def test_a_best_bet_comes_first_and_only_while_everybody_may_see_it(client, content):
    page = ActivityPage.objects.get(title="Taalcafé")
    BestBet.objects.create(words="koffie, thee", page=page)

    assert client.get(API, {"q": "koffie"}).json()["results"][0]["title"] == "Taalcafé"
    assert client.get(API, {"q": "thee"}).json()["count"] == 1

    page.unpublish()
    indexing.run(clock.now())
    assert client.get(API, {"q": "thee"}).json()["count"] == 0


def test_editors_decide_what_is_urgent(client, content):
    UrgentTerm.objects.create(words="draak*", kind=UrgentTerm.Kind.VIOLENCE)

    assert client.get(API, {"q": "draakje"}).json()["urgent"]
