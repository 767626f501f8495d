import pytest

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
