"""Logging in through the municipality's own OIDC, against a provider that really answers."""

import http.client
from urllib.parse import urlsplit

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.urls import reverse

from tests import builders
from tests.portal import oidc_provider

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def served():
    with oidc_provider.running() as provider:
        yield provider


@pytest.fixture
def provider(served, settings):
    """The provider, which says that the manager comes; the portal is set up with it."""
    served.person = {
        "sub": "7",
        "email": "Beheerder@portaal.example",
        "email_verified": True,
        "name": "B. Heerder",
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": "de gemeente",
                    "client_id": oidc_provider.CLIENT,
                    "secret": oidc_provider.SECRET,
                    "settings": {"server_url": served.url},
                }
            ],
        }
    }
    return served


@pytest.fixture
def manager():
    return builders.make_staff(builders.make_partner(), "beheerder")


def come_by(client):
    """Press the button, let the provider send the browser back, and return the last answer."""
    start = reverse("openid_connect_login", args=["oidc"])
    sent_to = urlsplit(client.post(start).url)
    connection = http.client.HTTPConnection(sent_to.netloc)
    connection.request("GET", f"{sent_to.path}?{sent_to.query}")
    back = urlsplit(connection.getresponse().getheader("Location"))
    connection.close()
    return client.get(f"{back.path}?{back.query}")


def is_in(client):
    return client.get("/beheer/").status_code == 200


def test_who_was_invited_logs_in_without_a_password_and_keeps_the_one_they_have(
    client, provider, manager
):
    assert "de gemeente" in client.get("/beheer/login/").content.decode()
    answer = come_by(client)

    assert answer.url == "/beheer/"
    assert is_in(client)
    manager.refresh_from_db()
    assert manager.check_password("wachtwoord-voor-tests")


def test_who_was_not_invited_gets_no_account(client, provider, manager):
    provider.person |= {"sub": "8", "email": "vreemde@elders.example"}

    answer = come_by(client)

    assert "We kennen je nog niet" in answer.content.decode()
    assert not is_in(client)
    assert get_user_model().objects.count() == 1


def test_an_address_that_the_provider_did_not_verify_opens_nothing(client, provider, manager):
    provider.person["email_verified"] = False

    come_by(client)

    assert not is_in(client)


def test_an_account_that_was_closed_stays_closed(client, provider, manager):
    come_by(client)
    client.logout()
    get_user_model().objects.update(is_active=False)

    come_by(client)

    assert not is_in(client)


def test_a_new_address_at_the_provider_leaves_the_account_the_same(client, provider, manager):
    builders.make_user("ander")
    come_by(client)
    client.logout()
    provider.person["email"] = "ander@portaal.example"

    come_by(client)

    assert client.get("/beheer/").wsgi_request.user == manager


def test_the_second_step_is_asked_all_the_same(client, provider, manager):
    totp.TOTP.activate(manager, totp.generate_totp_secret())
    RecoveryCodes.activate(manager)

    answer = come_by(client)

    assert answer.url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_a_browser_may_be_sent_on_to_the_provider(client, provider, settings):
    settings.OIDC_LOGIN_ORIGIN = "https://inloggen.gemeente.example"

    policy = client.get("/beheer/login/").headers["Content-Security-Policy"]

    assert "form-action 'self' https://inloggen.gemeente.example" in policy
