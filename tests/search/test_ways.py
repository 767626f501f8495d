"""The month, the map and the feeds over the same results, and what is near."""

from datetime import datetime, timedelta

import icalendar
import pytest
from django.test import Client

from common import clock, version
from search import indexing, listing
from search.engines.base import Hit
from search.map import HEIGHT, WIDTH, draw
from tests import builders
from venues.models import PostcodeArea

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("either_engine")]


def coming(weekday, hour, week=0):
    """Return a moment on that weekday (Monday is 0) at least a week ahead, by the Dutch clock."""
    today = clock.local(clock.now()).date()
    ahead = 7 + (weekday - today.weekday()) % 7 + 7 * week
    return datetime.combine(
        today + timedelta(days=ahead), datetime.min.time(), clock.LOCAL
    ) + timedelta(hours=hour)


@pytest.fixture
def walk():
    """A walk on Wednesday afternoons and on Thursday mornings, with a venue."""
    venue = builders.make_venue("De Vliet", latitude=51.92, longitude=4.26)
    activity = builders.make_activity("Wandelgroep", venue=venue, summary="Samen wandelen.")
    group = builders.make_bare_group(activity=activity)
    builders.make_session(group, starts_at=coming(2, 13))
    builders.make_session(group, starts_at=coming(3, 10))
    activity.save_revision().publish()
    club = builders.make_activity("Breiclub", partner=builders.make_partner("Wolwinkel"))
    builders.make_session(builders.make_bare_group(activity=club), starts_at=coming(2, 13))
    club.save_revision().publish()
    while indexing.run(clock.now()):
        pass
    return activity


def month_of(moment):
    return f"{moment:%Y-%m}"


def test_the_month_shows_only_dates_that_the_filters_name(client: Client, walk):
    month = month_of(coming(2, 13))

    text = client.get(f"/zoeken/kalender/?q=wandelgroep&dag=wo&maand={month}").content.decode()

    assert text.count("month__name") == 1 and "Breiclub" not in text
    assert "13.00" in text and "10.00" not in text


def test_the_month_says_what_was_let_go_and_where_it_ends(client: Client, walk, monkeypatch):
    month = month_of(coming(2, 13))

    text = client.get(f"/zoeken/kalender/?q=wandelgroep+vrijdag&maand={month}").content.decode()

    assert "month__name" in text and "data-relaxed" in text and "de eerste" not in text
    monkeypatch.setattr(listing.find, "__defaults__", (1,))
    cut = {client.get(f"/zoeken/{way}/?soort=activiteit").content.decode().count("de eerste 1 ")
           for way in ("kalender", "kaart")}  # fmt: skip
    assert cut == {1}


def test_the_month_keeps_the_filters_in_its_links(client: Client, walk):
    text = client.get("/zoeken/kalender/?q=wandelgroep&dag=wo&maand=2026-12").content.decode()

    assert "?q=wandelgroep&amp;dag=wo&amp;maand=2027-01" in text
    assert "/zoeken/kaart/?q=wandelgroep&amp;dag=wo" in text
    assert 'href="/zoeken/?q=wandelgroep&amp;dag=wo"' in text


def test_the_map_has_a_number_for_each_place_and_tells_what_it_leaves_out(client: Client, walk):
    text = client.get("/zoeken/kaart/").content.decode()

    assert 'id="plek-1"' in text and "Wandelgroep" in text
    assert text.count("where-found__spot") == 1
    # The club and the two partners have no place of their own.
    assert "3 resultaten" in text


def test_the_map_that_moves_asks_streets_only_of_a_server_of_ones_own(
    client: Client, walk, settings
):
    without = client.get("/zoeken/kaart/").content.decode()
    settings.MAP_TILES = "https://tegels.example/{z}/{x}/{y}.png"

    text = client.get("/zoeken/kaart/").content.decode()

    assert 'data-latitude="51.92" data-longitude="4.26"' in text
    assert 'data-tiles=""' in without and "https://tegels.example/{z}/{x}/{y}.png" in text
    # Leaflet itself comes only after a tap.
    assert "leaflet.js" not in "".join(part.partition(">")[0] for part in text.split("<script")[1:])


def test_every_place_is_within_the_drawing():
    hits = [
        Hit(pk, 1, {"where": "x", "title": "t"}, list, (51.9 + pk / 100, 4.2 + pk / 50))
        for pk in range(12)
    ]

    (area,) = draw(hits, (51.88, 4.18)).areas

    assert len(area.places) == 12 and area.you is not None
    for x, y in [*((place.x, place.y) for place in area.places), area.you]:
        assert 0 < x < WIDTH and 0 < y < HEIGHT
    assert area.scale_length == pytest.approx(
        area.scale_km * (area.places[1].y - area.places[2].y) / 1.1132, rel=0.01
    )


def test_towns_far_apart_have_a_map_each():
    points = [(51.92, 4.25), (51.69, 5.13), (51.93, 4.27)]
    hits = [Hit(pk, 1, {"title": "t"}, list, point) for pk, point in enumerate(points)]

    drawing = draw(hits, (51.69, 5.12))

    assert [[place.number for place in area.places] for area in drawing.areas] == [[1, 3], [2]]
    assert [area.you is not None for area in drawing.areas] == [False, True]


def test_the_calendar_feed_holds_the_sessions_of_the_results(client: Client, walk):
    response = client.get("/zoeken.ics?q=wandelgroep&dag=wo")

    events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"].startswith("text/calendar")
    assert [str(event["SUMMARY"]) for event in events] == ["Wandelgroep"]
    assert events[0]["DTSTART"].dt == coming(2, 13)


def test_the_atom_feed_holds_the_results(client: Client, walk):
    text = client.get("/zoeken.atom?q=wandelgroep").content.decode()

    assert "<title>Wandelgroep</title>" in text and "Breiclub" not in text
    assert 'rel="self"' in text and "wandelgroep" in text


def test_a_feed_that_does_not_hold_everything_says_so(client: Client, walk, monkeypatch):
    whole = [client.get(f"/zoeken.{kind}").content.decode() for kind in ("ics", "atom")]
    page = client.get("/zoeken/").content.decode()
    monkeypatch.setattr(listing, "MOST_DATES", 1)
    monkeypatch.setattr(listing, "MOST_NEWS", 1)
    version.bump()

    calendar = icalendar.Calendar.from_ical(client.get("/zoeken.ics").content)
    feed = client.get("/zoeken.atom").content.decode()

    assert "hoogstens 1000 datums" in page and "hoogstens 50 resultaten" in page
    assert "DESCRIPTION:Niet" not in whole[0] and "<subtitle>" not in whole[1]
    assert "hoogstens 1." in calendar["DESCRIPTION"] and len(calendar.walk("VEVENT")) == 1
    assert "hoogstens 1." in feed.partition("<subtitle>")[2] and feed.count("<entry>") == 1


def test_a_feed_of_nonsense_is_refused(client: Client):
    assert client.get("/zoeken.ics?van=gisteren").status_code == 400
    assert client.get("/zoeken.atom?pagina=x").status_code == 400


def test_a_feed_says_try_again_while_the_index_is_away(client: Client, walk, settings):
    settings.SEARCH_ENGINE = "elastic"
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"], "index": "nowhere"}

    for address in ("/zoeken.ics", "/zoeken.atom"):
        response = client.get(f"{address}?q=wandelen")
        assert response.status_code == 503 and response["Retry-After"]
    for address in ("/zoeken/kalender/", "/zoeken/kaart/"):
        assert "werkt nu niet goed" in client.get(address).content.decode()


def test_no_feed_is_offered_or_given_for_a_question_about_danger(client: Client, walk):
    text = client.get("/zoeken/kaart/?q=mijn+man+slaat+mij").content.decode()

    assert "zoeken.ics" not in text
    assert client.get("/zoeken.ics?q=mijn+man+slaat+mij").status_code == 400


def test_what_is_near_comes_first_and_the_place_is_rounded(client: Client, walk):
    far = builders.make_activity(
        "Wandelclub ver", venue=builders.make_venue("De Hei", latitude=51.69, longitude=5.13)
    )
    builders.make_session(builders.make_bare_group(activity=far), starts_at=coming(1, 9))
    far.save_revision().publish()
    indexing.run(clock.now())

    response = client.get("/zoeken/?nabij=51.6912345,5.1298765&sorteer=afstand")

    text = response.content.decode()
    assert text.index("Wandelclub ver") < text.index("Wandelgroep")
    assert "51.69%2C5.13" in text and "51.6912345" not in text


def test_a_postcode_gives_the_distance_and_an_unknown_one_asks_for_a_neighbourhood(
    client: Client, walk
):
    PostcodeArea.objects.create(
        digits="3141", neighbourhood=builders.make_neighbourhood(), latitude=51.93, longitude=4.26
    )

    known = client.get("/zoeken/?q=wandelgroep&postcode=3141").content.decode()
    unknown = client.get("/zoeken/kaart/?postcode=9999").content.decode()

    assert "1,1 km" in known
    assert "Kies een wijk" in unknown


def test_an_activity_shows_others_like_it(client: Client, walk):
    like = builders.make_activity("Wandelen in het park", summary="Samen wandelen.")
    builders.make_session(builders.make_bare_group(activity=like))
    like.save_revision().publish()
    while indexing.run(clock.now()):
        pass

    text = client.get(walk.url).content.decode()

    assert "Wandelen in het park" in text and "Breiclub" not in text
