"""A passkey as the second step: it opens its own account, and no other."""

import hashlib
import json
import secrets

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import caches
from django.core.management import call_command
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from tests import builders

pytestmark = pytest.mark.django_db

PASSWORD = "wachtwoord-voor-tests"
FLAG = AuthenticatorData.FLAG


class Device:
    """A telephone that keeps one passkey for localhost, without a browser around it."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = secrets.token_bytes(16)

    def register(self, options: dict) -> str:
        public = ES256.from_cryptography_key(self.key.public_key())
        data = self._data(
            FLAG.UP | FLAG.AT, AttestedCredentialData.create(b"\0" * 16, self.name, public)
        )
        attestation = AttestationObject.create("none", data, {})
        client = self._client("webauthn.create", options)
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def use(self, options: dict) -> str:
        data, client = self._data(FLAG.UP), self._client("webauthn.get", options)
        signed = self.key.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signed)

    def _data(self, flags, credential=b"") -> AuthenticatorData:
        host = hashlib.sha256(b"localhost").digest()
        return AuthenticatorData.create(host, flags, 0, credential)

    def _client(self, kind: str, options: dict) -> CollectedClientData:
        challenge = options["publicKey"]["challenge"]
        return CollectedClientData.create(kind, challenge, "http://localhost")

    def _answer(self, **parts: bytes) -> str:
        name = websafe_encode(self.name)
        response = {key: websafe_encode(bytes(part)) for key, part in parts.items()}
        answer = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return json.dumps(answer | {"clientExtensionResults": {}})


@pytest.fixture(autouse=True)
def _shared_cache():
    call_command("createcachetable", verbosity=0)
    caches["shared"].clear()


@pytest.fixture
def manager():
    return builders.make_staff(builders.make_partner(), "beheerder")


@pytest.fixture
def client(client):
    client.defaults["SERVER_NAME"] = "localhost"  # a passkey belongs to a host with a name
    return client


def log_in(client, name="beheerder"):
    return client.post("/beheer/login/", {"login": name, "password": PASSWORD})


def add(client, device):
    """Add the device to the account that is logged in; return the answer."""
    url = reverse("mfa_add_webauthn")
    page = client.get(url)
    if page.status_code == 302:
        page = client.post(page.url, {"password": PASSWORD}, follow=True)
    credential = device.register(page.context["js_data"]["creation_options"])
    return client.post(url, {"name": "Telefoon", "credential": credential})


def second_step(client, device):
    """Answer the question for the second step with the device."""
    url = reverse("mfa_authenticate")
    options = client.get(url).context["js_data"]["request_options"]
    return client.post(url, {"credential": device.use(options)})


def is_in(client):
    return client.get("/beheer/").status_code == 200


def test_a_passkey_is_a_second_step_where_one_is_demanded(client, settings, manager):
    settings.STAFF_SECOND_FACTOR = True
    device = Device()
    log_in(client)

    again = client.get(reverse("mfa_activate_totp")).url
    page = client.post(again, {"password": PASSWORD}, follow=True)
    assert reverse("mfa_add_webauthn") in page.content.decode()
    assert add(client, device).url == reverse("mfa_view_recovery_codes")
    assert is_in(client)
    assert "Telefoon" in client.get(reverse("mfa_list_webauthn")).content.decode()
    client.logout()
    assert log_in(client).url == reverse("mfa_authenticate")
    assert not is_in(client)
    second_step(client, device)

    assert is_in(client)


def test_the_passkey_of_somebody_else_opens_nothing(client, manager):
    own, other = Device(), Device()
    log_in(client)
    add(client, own)
    client.logout()
    builders.make_user("vreemd", access_admin=True)
    log_in(client, "vreemd")
    add(client, other)
    client.logout()

    log_in(client)
    answer = second_step(client, other)

    assert "Dit lukte niet" in answer.content.decode()
    assert not is_in(client)


def test_nobody_removes_the_passkey_of_somebody_else(client, manager):
    log_in(client)
    add(client, Device())
    own = Authenticator.objects.get(user=manager, type=Authenticator.Type.WEBAUTHN)
    client.logout()
    builders.make_user("vreemd", access_admin=True)
    log_in(client, "vreemd")
    add(client, Device())

    assert client.post(reverse("mfa_remove_webauthn", args=[own.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=own.pk).exists()
