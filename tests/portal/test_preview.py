"""An editor sees a page before it exists: it has no key, no address and no sessions yet."""

from datetime import date

import pytest
from wagtail.models import Page

from activities.models import ActivityPage
from news.models import NewsIndexPage, NewsPage
from partners.models import PartnerIndexPage, PartnerPage, TeamIndexPage, TeamPage
from portal.models import ContactPage, ContentPage
from tests import builders

pytestmark = pytest.mark.django_db


def _below(parent, page):
    """Place an unsaved page where Wagtail's preview of a new page places it."""
    page.set_url_path(parent)
    page.path = Page._get_children_path_interval(parent.path)[1]
    page.depth = parent.depth + 1
    return page


def _new_pages():
    home = builders.make_home()
    partner = builders.make_partner()
    yield _below(partner, ActivityPage(title="Koffie", slug="koffie", kind="bijeenkomst"))
    yield _below(partner.get_parent(), PartnerPage(title="Buurt", slug="buurt"))
    yield _below(home, TeamPage(title="Team", slug="team"))
    yield _below(home, NewsPage(title="Nieuws", slug="nieuwtje", date=date(2026, 11, 21)))
    yield _below(home, ContentPage(title="Over ons", slug="over-ons"))
    yield _below(home, ContactPage(title="Contact", slug="contact"))
    for model in (PartnerIndexPage, TeamIndexPage, NewsIndexPage):
        yield _below(home, model(title="Lijst", slug=model.__name__.lower()))


def test_every_new_page_can_be_seen_before_it_is_saved():
    for page in _new_pages():
        response = page.make_preview_request(preview_mode=page.default_preview_mode)

        assert response.status_code == 200, type(page)
        assert page.title in response.content.decode(), type(page)


def test_a_saved_page_can_be_seen_before_it_is_published(client):
    activity = builders.make_activity("Koffie", venue=builders.make_venue())
    builders.make_session(builders.make_bare_group(activity))
    client.get(activity.url)
    activity.title = "Koffie met taart"

    response = activity.make_preview_request(preview_mode=activity.default_preview_mode)

    assert "Koffie met taart" in response.content.decode()
    assert "Koffie met taart" not in client.get(activity.url).content.decode()
