from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from common import clock
from portal import health, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def well(monkeypatch):
    worker.beat(clock.now())
    monkeypatch.setitem(health.CHECKS, "index", lambda: "")


def test_says_ok_when_all_is_well(client, well):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer.headers["Cache-Control"]


def test_tells_a_stranger_nothing_but_that_it_is_not_well(client, well):
    worker.beat(clock.now() - timedelta(minutes=5))

    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (503, b"not ok")


def test_tells_who_runs_the_portal_what_is_wrong(client, well):
    worker.beat(clock.now() - timedelta(minutes=5))
    client.force_login(User.objects.create_superuser("beheer"))

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "ok"
    assert "300 seconds ago" in answer.json()["worker"]


def test_tells_who_has_the_token_what_is_wrong(client, well, settings):
    settings.HEALTH_TOKEN = "a-long-token"

    right = client.get("/healthz", headers={"Authorization": "Bearer a-long-token"})
    wrong = client.get("/healthz", headers={"Authorization": "Bearer another"})

    assert right.json() == {
        "ok": True,
        "database": "ok",
        "index": "ok",
        "worker": "ok",
        "notes": {"mail": "0 wait; 0 given up"},
    }
    assert wrong.content == b"ok"


def test_an_empty_token_opens_nothing(client, well):
    answer = client.get("/healthz", headers={"Authorization": "Bearer "})

    assert answer.content == b"ok"


def test_a_part_that_cannot_be_asked_is_not_well(client, well, monkeypatch):
    def breaks():
        raise OSError("secret detail")

    monkeypatch.setitem(health.CHECKS, "database", breaks)

    assert client.get("/healthz").status_code == 503
    assert health.state()["database"] == "it cannot be reached (OSError)"
