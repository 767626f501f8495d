"""Keys can be replaced while people sign up, and nothing is left under the old one."""

import base64
import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from common import clock
from signups import operations, personal
from signups.models import Signup
from signups.personal import Contact
from tests.signups.builders import make_bookable, people, sign_up
from vault import crypto, keyring

pytestmark = pytest.mark.django_db
OURS = {"signups", "concerns", "participation", "partners", "portal"}
NEW = base64.b64encode(b"n" * 32).decode()


def run(*arguments):
    out = io.StringIO()
    call_command("rotate_keys", *arguments, stdout=out, stderr=io.StringIO(), verbosity=0)
    return out.getvalue()


@pytest.fixture
def signups(settings):
    """Two signups under the first key, and a ring that has a second one."""
    found = [sign_up(make_bookable(), contact=Contact("Zoë", "zoe@post.example")) for _ in "ab"]
    settings.DATA_KEYS = settings.DATA_KEYS | {"2": NEW}
    return found


def only_new_key(settings):
    settings.DATA_KEYS = {"2": NEW}


def test_everything_opens_with_the_new_key_alone(signups, settings):
    assert "6 values sealed again under key 2" in run()
    only_new_key(settings)

    for signup in Signup.objects.all():
        assert personal.contact_of(signup).email == "zoe@post.example"
        assert personal.people_of(signup) == people(1)


def test_a_dry_run_changes_nothing(signups):
    before = list(Signup.objects.values_list("contact", flat=True))

    assert "6 values would be sealed" in run("--dry-run")

    assert list(Signup.objects.values_list("contact", flat=True)) == before


def test_a_run_that_was_stopped_goes_on_where_it_was(signups, monkeypatch):
    monkeypatch.setattr(keyring, "BATCH", 1)
    next(keyring.rotate(keyring.Tally()))

    assert "3 values sealed again under key 2; 3 were already" in run()
    assert "0 values sealed again" in run()


def test_a_change_in_the_same_instant_is_not_lost(signups, monkeypatch):
    seal = crypto.seal
    changed = []

    def change_first(value, **place):
        if not changed:
            changed.append(True)
            operations.resize(signup=signups[0], people=people(2), now=clock.now())
        return seal(value, **place)

    monkeypatch.setattr(crypto, "seal", change_first)
    run()

    assert personal.people_of(Signup.objects.get(pk=signups[0].pk)) == people(2)


def test_says_when_a_key_is_missing(signups, settings):
    only_new_key(settings)

    with pytest.raises(CommandError):
        run()


def test_fingerprints_follow_a_new_index_key(signups, settings):
    old = Signup.objects.values_list("email_index", flat=True)[0]
    settings.INDEX_KEY = base64.b64encode(b"i" * 32).decode()

    assert "2 fingerprints" in run("--index")

    assert (
        set(Signup.objects.values_list("email_index", flat=True))
        == {crypto.email_index("zoe@post.example")}
        != {old}
    )
    assert "0 fingerprints" in run("--index")


def test_every_sealed_field_is_rotated():
    known = {(row.model, field) for row in keyring.registered() for field in row.fields}
    found = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.BinaryField) and model.__module__.split(".")[0] in OURS
    }

    assert found == known
