"""Every list and form of our own in the admin opens, and shows staff what is theirs."""

import pytest
from django.urls import reverse

from activities.models import Audience, Pass, SchoolHoliday, Theme
from partners.models import Agreement, PartnerPage
from tests import builders
from venues.models import Municipality, Neighbourhood, PostcodeArea, Venue

pytestmark = pytest.mark.django_db

MODELS = [
    Municipality, Neighbourhood, Venue, PostcodeArea, Theme, Audience, Pass, SchoolHoliday,
    Agreement,
]  # fmt: skip


@pytest.fixture
def editor(client):
    client.force_login(builders.make_editor())
    return client


@pytest.fixture
def staff(client):
    client.force_login(builders.make_staff(builders.make_partner()))
    return client


@pytest.mark.parametrize("model", MODELS)
def test_editors_keep_every_list(editor, model):
    name = model._meta.model_name

    assert editor.get(reverse(f"{name}:index"), {"q": "x"}).status_code == 200
    assert editor.get(reverse(f"{name}:add")).status_code == 200


@pytest.mark.parametrize("model", [m for m in MODELS if m is not Venue])
def test_staff_keep_no_list_that_is_shared(staff, model):
    name = model._meta.model_name

    for view in ("index", "add"):
        assert staff.get(reverse(f"{name}:{view}")).status_code == 302


def test_staff_add_a_venue_but_change_none(staff):
    venue = builders.make_venue()

    assert staff.get(reverse("venue:add")).status_code == 200
    assert staff.get(reverse("venue:edit", args=[venue.pk])).status_code == 302


def test_staff_choose_a_venue_or_add_one_in_the_chooser(staff):
    venue = builders.make_venue()

    shown = staff.get(reverse("venue_chooser:choose")).json()["html"]
    answer = staff.post(
        reverse("venue_chooser:create"),
        {
            "venue-name": "Nieuwe zaal",
            "venue-kind": "anders",
            "venue-neighbourhood": venue.neighbourhood_id,
        },
    )

    assert venue.name in shown
    assert answer.status_code == 200
    assert Venue.objects.filter(name="Nieuwe zaal").exists()


def test_an_editor_makes_a_theme_with_an_address_of_its_own(editor):
    answer = editor.post(
        reverse("theme:add"), {"name": "Armoede en geld", "slug": "armoede-en-geld", "summary": ""}
    )

    assert answer.status_code == 302
    assert Theme.objects.get().slug == "armoede-en-geld"


def test_editors_open_the_editor_of_every_kind_of_page(editor):
    home = builders.make_home()
    partner = builders.make_partner()
    team = builders.make_team(municipality=builders.make_neighbourhood().municipality)
    activity = builders.make_activity(partner=partner)

    for page in (home, partner, team, activity):
        assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    for parent, app, model in [
        (home, "news", "newsindexpage"),
        (home, "portal", "contentpage"),
        (team.get_parent(), "partners", "teampage"),
        (partner.get_parent(), "partners", "partnerpage"),
    ]:
        url = reverse("wagtailadmin_pages:add", args=[app, model, parent.pk])
        assert editor.get(url).status_code == 200


def test_staff_add_activities_below_their_partner_and_nothing_else(staff):
    partner = PartnerPage.objects.get()

    def answer(app, model):
        url = reverse("wagtailadmin_pages:add", args=[app, model, partner.pk])
        return staff.get(url).status_code

    assert answer("activities", "activitypage") == 200
    assert answer("portal", "contentpage") in (302, 403)
    assert answer("partners", "partnerpage") in (302, 403)


def test_a_page_that_is_not_there_is_told_in_our_words_where_the_skip_link_leads(editor):
    answer = editor.get("/beheer/bestaat-niet/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "We vinden deze pagina niet" in page
    assert 'href="#main"' in page and 'id="main"' in page
