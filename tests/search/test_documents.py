from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from activities.models import ActivityPage, Group
from news.models import NewsIndexPage, NewsPage
from portal.models import ContentPage
from search import documents
from search.documents import build
from signups import operations as signups
from tests import builders

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 13, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def only(page, now=NOW):
    """Return the one document of a page."""
    (document,) = build([page.pk], now)
    return document


def make_series(starts=WEDNESDAY, weeks=3, **fields):
    activity = builders.make_activity(**fields)
    group = builders.make_bare_group(activity=activity, way_in=Group.WayIn.DROP_IN)
    for week in range(weeks):
        builders.make_session(group, starts + timedelta(days=7 * week))
    return activity


def test_a_series_is_one_document_with_its_days_as_joint_tokens():
    activity = make_series(
        title="No Spang middag",
        kind=ActivityPage.Kind.AFTERNOON,
        venue=builders.make_venue("De Vliet"),
        audiences=[builders.make_audience("kinderen", age_from=4, age_to=11)],
        themes=[builders.make_theme("autisme (ASS)")],
        price_cents=0,
    )

    document = only(activity)

    assert document.keywords["day"] == ("middag", "wo", "wo-middag")
    assert "20261202-middag" in document.keywords["date"]
    assert document.keywords["kind"] == ("middag",)
    assert document.keywords["audience"] == ("kinderen",)
    assert document.keywords["theme"] == ("autisme-ass",)
    assert document.keywords["age"] == ("4-11",)
    assert document.keywords["neighbourhood"] == ("maassluis-oost",)
    assert document.keywords["municipality"] == ("maassluis",)
    assert document.keywords["price"] == ("gratis",)
    assert document.keywords["places"] == ("vrij",)
    assert document.next_at == int(WEDNESDAY.timestamp())
    assert {"De Vliet", "autisme (ASS)", "Maassluis Oost"} <= set(document.labels)
    assert document.payload["where"] == "De Vliet, Maassluis Oost"
    assert len(document.payload["sessions"]) == 3


def test_a_cancelled_session_is_no_day_to_come():
    activity = make_series(weeks=1)
    session = activity.groups.get().sessions.get()
    session.status = "cancelled"
    session.save()

    document = only(activity)

    assert document.keywords["day"] == ()
    assert document.next_at is None
    assert document.payload["chip"][0] == "gaat_niet_door"


def test_a_series_that_is_over_is_not_found():
    activity = make_series(weeks=1)

    assert build([activity.pk], WEDNESDAY + timedelta(days=1)) == []


def test_help_needs_no_date():
    activity = builders.make_activity("Oppas en BSO", kind=ActivityPage.Kind.HELP)

    document = only(activity)

    assert document.keywords["type"] == ("hulp",)
    assert document.due_at is None


def test_ages_come_from_the_activity_before_its_audiences():
    audience = builders.make_audience("jongeren", age_from=12, age_to=23)

    assert only(make_series(age_from=10, age_to=12)).keywords["age"] == ("4-11", "12-17")
    assert only(make_series(audiences=[audience])).keywords["age"] == ("12-17", "18-26")
    assert len(only(make_series()).keywords["age"]) == 6


def test_a_full_session_leaves_no_place():
    activity = builders.make_activity()
    group = builders.make_bare_group(activity=activity, way_in=Group.WayIn.PER_SESSION)
    builders.make_session(group)
    signups.set_capacity(group=group, capacity=0)

    assert only(activity, timezone.now()).keywords["places"] == ()

    signups.set_capacity(group=group, capacity=8)
    assert only(activity, timezone.now()).keywords["places"] == ("vrij",)


def test_a_document_grows_old_when_its_next_session_starts():
    assert only(make_series()).due_at == int(WEDNESDAY.timestamp())


def test_drafts_and_private_pages_become_no_document():
    draft = builders.make_activity("Concept", live=False)
    partner = builders.make_partner("Achter een wachtwoord")
    private = builders.make_activity("Geheim", partner=partner)
    PageViewRestriction.objects.create(page=partner, restriction_type="login")

    assert build([draft.pk, partner.pk, private.pk], timezone.now()) == []
    assert draft.pk not in {document.pk for document in documents.everything(timezone.now())}


def test_partners_teams_news_and_ordinary_pages_are_found_too():
    home = builders.make_home()
    partner = builders.make_partner("Welzijn Voorbeeld")
    partner.neighbourhoods.add(builders.make_neighbourhood())
    partner.save()
    oost = builders.make_neighbourhood()
    team = builders.make_team("Wijkteam", municipality=oost.municipality)
    index = home.add_child(instance=NewsIndexPage(title="Nieuws", slug="nieuws"))
    news = index.add_child(instance=NewsPage(title="Nieuw", date=WEDNESDAY.date()))
    page = home.add_child(instance=ContentPage(title="Over ons", slug="over-ons"))

    found = {d.pk: d for d in build([partner.pk, team.pk, news.pk, page.pk], NOW)}

    types = [found[p.pk].keywords["type"][0] for p in (partner, team, news, page)]
    assert types == ["partner", "team", "nieuws", "pagina"]
    assert found[partner.pk].keywords["neighbourhood"] == ("maassluis-oost",)
    assert found[news.pk].published_at > 0


def test_the_number_of_queries_does_not_grow_with_the_pages(django_assert_max_num_queries):
    pages = [make_series(title=f"Koffie {number}").pk for number in range(12)]
    build(pages, NOW)

    with django_assert_max_num_queries(40):
        assert len(build(pages, NOW)) == 12
