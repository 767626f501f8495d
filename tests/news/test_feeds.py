from datetime import date
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from news.models import NewsIndexPage, NewsPage
from tests import builders

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def make_news(title="De Vliet is weer open", day=date(2026, 11, 20), live=True, **fields):
    home = builders.make_home()
    index = NewsIndexPage.objects.first() or home.add_child(
        instance=NewsIndexPage(title="Nieuws", slug="nieuws")
    )
    return index.add_child(instance=NewsPage(title=title, date=day, live=live, **fields))


@pytest.mark.django_db
def test_never_names_a_partner_that_not_everybody_may_see(client):
    partner = builders.make_partner(title="Besloten kring")
    news = make_news("Nieuws van een kring", partner=partner)
    assert "Besloten kring" in client.get(news.url).content.decode()
    PageViewRestriction.objects.create(page=partner, restriction_type="login")

    for address in (news.url, "/nieuws.atom"):
        assert "Besloten kring" not in client.get(address).content.decode(), address


@pytest.mark.django_db
def test_lists_the_latest_news_first_and_no_draft(client):
    make_news("Eerst", date(2026, 11, 1), summary="Kort & <goed>.")
    make_news("Later", date(2026, 11, 2))
    make_news("Concept", date(2026, 11, 3), live=False)

    response = client.get("/nieuws.atom")
    feed = ElementTree.fromstring(response.content)

    assert response["Content-Type"].startswith("application/atom+xml")
    assert [entry.find("a:title", ATOM).text for entry in feed.findall("a:entry", ATOM)] == [
        "Later",
        "Eerst",
    ]
    entry = feed.findall("a:entry", ATOM)[1]
    assert entry.find("a:summary", ATOM).text == "Kort & <goed>."
    assert entry.find("a:published", ATOM).text == "2026-11-01T12:00:00+01:00"
    assert feed.find("a:link[@rel='self']", ATOM).attrib["href"].endswith("/nieuws.atom")


@pytest.mark.django_db
def test_says_who_brings_the_news(client):
    make_news("Een", partner=builders.make_partner("Speeltuin Voorbeeld"))
    make_news("Twee")

    feed = ElementTree.fromstring(client.get("/nieuws.atom").content)

    names = {name.text for name in feed.findall("a:entry/a:author/a:name", ATOM)}
    assert names == {"Speeltuin Voorbeeld", "De redactie"}
