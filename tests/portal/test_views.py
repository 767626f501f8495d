from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django.views.static import serve
from wagtail.models import PageViewRestriction, Site

from portal.models import SiteSettings
from tests import builders

pytestmark = pytest.mark.django_db


def _example(is_example: bool):
    builders.make_home()
    SiteSettings.objects.update_or_create(
        site=Site.objects.get(), defaults={"is_example": is_example}
    )


def test_an_example_site_keeps_search_engines_away(client):
    _example(True)

    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    assert client.get("/sitemap.xml").status_code == 404


def test_another_site_shows_them_its_pages_only(client):
    _example(False)

    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /\n" not in text
    assert "Disallow: /beheer/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_sitemap_holds_visible_pages_only(client):
    _example(False)
    shown = builders.make_activity("Koffie", partner=builders.make_partner())
    builders.make_activity("Concept", live=False)
    private = builders.make_activity("Besloten")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    text = client.get("/sitemap.xml").content.decode()

    assert shown.url in text
    assert "concept" not in text
    assert "besloten" not in text


def test_security_txt_is_valid_for_months(client):
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)

    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=150) < expires - datetime.now(UTC) < timedelta(days=365)
    assert fields["Contact"].startswith("mailto:")


def test_a_page_that_is_not_there_answers_404_in_the_sites_own_look(client):
    builders.make_home()

    response = client.get("/bestaat-niet/")

    assert response.status_code == 404
    assert "404.html" in [template.name for template in response.templates]


def test_an_odd_address_is_no_failure(client):
    builders.make_home()

    for path in (
        "/%00/", "/partners/%00", "/%ff/", "/" + "a" * 3000 + "/", "/themas/%22/",
        f"/activiteit/{10**20}/agenda.ics",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_a_failure_is_answered_without_the_database(monkeypatch, django_assert_num_queries):
    from portal import views

    with django_assert_num_queries(0):
        response = views.broken(None)

    assert response.status_code == 500
    assert b"<h1" in response.content


def test_a_form_without_its_token_is_refused_in_plain_words():
    builders.make_home()
    client = Client(enforce_csrf_checks=True)

    response = client.post("/beheer/login/", {"username": "x"})

    assert response.status_code == 403
    assert "csrf.html" in [template.name for template in response.templates]


def test_a_page_is_read_and_takes_no_post(client):
    assert client.post(builders.make_home().url).status_code == 405


def test_documents_are_handed_out_by_the_view_that_knows_who_may_see_them():
    assert resolve("/media/images/poster.webp").func is serve
    with pytest.raises(Resolver404):
        resolve("/media/documents/besloten.pdf")
