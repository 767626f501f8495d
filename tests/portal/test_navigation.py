"""The frame around every page."""

import pytest
from django.template import Context
from django.test import RequestFactory
from wagtail.models import PageViewRestriction, Site

from common import version
from portal import navigation
from portal.models import ContentPage, SiteSettings
from portal.templatetags import portal_tags
from tests.builders import make_activity, make_home, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_():
    make_home()
    return RequestFactory().get("/", headers={"host": "localhost"})


def titles(links):
    return [link.title for link in links]


def test_shows_the_lists_and_what_an_editor_puts_in_the_menu(request_):
    make_partner()
    make_home().add_child(instance=ContentPage(title="Over ons", slug="over", show_in_menus=True))
    make_home().add_child(instance=ContentPage(title="Los", slug="los"))
    version.bump()

    shown = titles(navigation.frame(request_).menu)

    assert {"Partners", "Over ons"} <= set(shown)
    assert "Los" not in shown


def test_hides_what_is_private(request_):
    page = make_home().add_child(
        instance=ContentPage(title="Team", slug="team", show_in_menus=True)
    )
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    version.bump()

    assert "Team" not in titles(navigation.frame(request_).menu)


def test_names_the_first_entrance(request_):
    partner = make_partner(title="CJG Voorbeeld", telephone="010 123 45 67")
    settings = SiteSettings.for_site(Site.objects.get())
    settings.first_entrance = partner
    settings.save()
    context = Context({"request": request_})

    assert portal_tags.first_entrance(context).telephone == "010 123 45 67"


def test_leads_back_up(request_):
    activity = make_activity(partner=make_partner(title="De buurt"))
    version.bump()

    way_up = navigation.trail(request_, activity)

    assert titles(way_up)[1:] == ["Partners", "De buurt"]
    assert way_up[0].url == "/"


def test_reads_nothing_but_the_version_the_second_time(request_, django_assert_num_queries):
    navigation.frame(request_)

    with django_assert_num_queries(1):
        navigation.frame(request_)
