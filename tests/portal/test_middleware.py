import pytest
from django.test import RequestFactory
from django.urls import resolve

from portal.middleware import ResponseHeaders
from tests import builders

pytestmark = pytest.mark.django_db


def _policy(response) -> dict[str, str]:
    parts = response["Content-Security-Policy"].split("; ")
    return dict((part + " ").split(" ", 1) for part in parts)


def test_a_public_page_allows_nothing_but_the_sites_own(client):
    response = client.get(builders.make_home().url)

    policy = _policy(response)
    assert policy["default-src"].strip() == "'none'"
    assert policy["frame-ancestors"].strip() == "'self'"
    assert policy["base-uri"].strip() == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "http" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_the_admin_has_a_policy_of_its_own_and_is_not_kept(client):
    response = client.get("/beheer/login/")

    assert "'unsafe-inline'" in _policy(response)["script-src"]
    assert "no-store" in response["Cache-Control"]


def test_an_anonymous_visitor_gets_no_cookie(client):
    response = client.get(builders.make_home().url)

    assert not response.cookies
    assert response["Cache-Control"] == "no-cache"


def test_an_unchanged_page_answers_304(client):
    home = builders.make_home()
    first = client.get(home.url)

    again = client.get(home.url, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_compresses_a_public_page(client):
    response = client.get(builders.make_home().url, headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]


def test_does_not_compress_a_page_with_a_token(client):
    response = client.get("/beheer/login/", headers={"Accept-Encoding": "gzip"})

    assert response.cookies
    assert "Content-Encoding" not in response


def test_does_not_compress_for_who_is_known(client, django_user_model):
    home = builders.make_home()
    client.force_login(django_user_model.objects.create_user("redactie"))

    response = client.get(home.url, headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in response
    assert response["Cache-Control"] == "private, no-cache"


def test_a_photo_is_asked_for_again_after_an_hour(client, settings, tmp_path):
    photo = tmp_path / "images" / "feest.webp"
    photo.parent.mkdir()
    photo.write_bytes(b"RIFF")
    serving = resolve("/media/images/feest.webp").func
    request = RequestFactory().get(f"{settings.MEDIA_URL}images/feest.webp")

    def give(asked):
        return serving(asked, "images/feest.webp", document_root=tmp_path)

    first = ResponseHeaders(give)(request)
    again = RequestFactory().get(
        request.path, headers={"if-modified-since": first["Last-Modified"]}
    )
    second = ResponseHeaders(give)(again)

    assert (first.status_code, second.status_code) == (200, 304)
    for answer in (first, second):
        assert answer["Cache-Control"] == "public, max-age=3600, must-revalidate"
