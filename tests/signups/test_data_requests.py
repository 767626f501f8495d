"""Somebody asks for data of "our child": people answer it, and the portal tells nothing."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from signups import operations, purge
from signups.models import AccessLog, DataRequest, OutboxMail
from signups.operations.requests import Question
from tests import builders as site
from tests.signups.builders import make_bookable
from tests.signups.form_data import text
from tests.signups.staffing import family, member_of
from vault import stamps
from vault.models import Tally

pytestmark = pytest.mark.django_db
ASK, STAFF = reverse("signups:ask_data"), reverse("signups_staff:requests")
NAME = "Xandrina Opperdoes"


@pytest.fixture
def partner():
    return site.make_partner()


def values(partner, **fields):
    return {
        "key": str(uuid.uuid4()),
        "partner": partner.pk,
        "name": NAME,
        "email": "x@opperdoes.example",
        "telephone": "",
        "text": "Is mijn kind Sem aangemeld?",
        stamps.FIELD: stamps.made(clock.now() - timedelta(seconds=30)),
    } | fields


def asked(partner, days_ago=0) -> DataRequest:
    key = uuid.uuid4()
    question = Question(NAME, "x@opperdoes.example", "", "Is mijn kind Sem aangemeld?")
    now = clock.now() - timedelta(days=days_ago)
    operations.ask_for_data(key=key, partner=partner, question=question, now=now)
    return DataRequest.objects.get(key=key)


def test_the_reply_is_the_same_whether_the_child_is_known_or_not(client, partner):
    client.post(ASK, values(partner, email="warm@up.example"))
    with CaptureQueriesContext(connection) as without:
        first = client.post(ASK, values(partner))
    family(make_bookable(partner=partner))  # with a child named Sem
    OutboxMail.objects.all().delete()
    with CaptureQueriesContext(connection) as known:
        second = client.post(ASK, values(partner, email="y@opperdoes.example"))

    assert len(without) == len(known)
    assert (first.status_code, first.headers["Location"]) == (303, reverse("signups:data_asked"))
    one, other = (dict(answer.headers) | {"Expires": ""} for answer in (first, second))
    assert one == other and not first.cookies
    assert not OutboxMail.objects.exists()
    page = text(client.get(first.headers["Location"]))
    assert "binnen een maand" in page and NAME not in page


def test_a_question_reaches_managers_and_data_role_with_a_month_to_answer(client, partner):
    client.post(ASK, values(partner))
    one = DataRequest.objects.get()
    assert NAME.encode() not in bytes(one.text)
    assert one.due_on.day == clock.local(one.asked_at).day or one.due_on.day >= 28

    for role in ("manager", "data"):
        client.force_login(member_of(partner, name=role, role=role))
        assert NAME in text(client.get(STAFF))
        assert "1 vraag over gegevens" in text(client.get(reverse("wagtailadmin_home")))
    assert AccessLog.objects.filter(action="data_requests", partner=partner).count() == 2

    client.post(STAFF, {"request": one.pk, "outcome": "nonsense"})
    assert DataRequest.objects.get().answered_at is None
    client.post(STAFF, {"request": one.pk, "outcome": "refused"})
    assert DataRequest.objects.get().outcome == "refused"
    assert NAME not in text(client.get(STAFF))
    assert AccessLog.objects.filter(action="data_answered").count() == 1


@pytest.mark.parametrize("role", ["worker", "volunteer", "manager"])
def test_nobody_else_sees_or_answers_it(client, partner, role):
    one = asked(partner)
    own = partner if role != "manager" else site.make_partner("Een ander")
    client.force_login(member_of(own, role=role))

    assert NAME not in text(client.get(STAFF))
    assert client.post(STAFF, {"request": one.pk, "outcome": "given"}).status_code == 404
    assert client.post(STAFF, {"request": 10**14, "outcome": "given"}).status_code == 404
    assert DataRequest.objects.get().answered_at is None


def test_floods_machines_and_haste_are_stopped_and_a_second_click_asks_once(client, partner):
    same = values(partner)
    for _click in range(2):
        assert client.post(ASK, same).status_code == 303
    assert DataRequest.objects.count() == 1

    assert client.post(ASK, values(partner, website="x")).status_code == 400
    assert client.post(ASK, values(partner, **{stamps.FIELD: "forged"})).status_code == 400
    assert client.post(ASK, values(partner, text="")).status_code == 400
    assert client.post(ASK, values(partner)).status_code == 303
    refused = client.post(ASK, values(partner))
    assert (refused.status_code, "Retry-After" in refused.headers) == (429, True)
    assert "Is mijn kind Sem aangemeld?" in text(refused)
    assert DataRequest.objects.count() == 2 and Tally.objects.exists()


def test_a_question_is_forgotten_some_weeks_after_the_answer_or_after_a_year(partner):
    by = member_of(partner)
    answered, waits, _old = asked(partner, 100), asked(partner, 100), asked(partner, 366)
    operations.note_answer(
        request=answered, outcome="given", by=by, now=clock.now() - timedelta(weeks=13)
    )

    purge.run(clock.now())

    assert list(DataRequest.objects.all()) == [waits]


def test_a_late_question_says_so(client, partner):
    asked(partner, days_ago=40)
    client.force_login(member_of(partner))

    assert "De maand is voorbij" in text(client.get(STAFF))
    assert "help-critical" in text(client.get(reverse("wagtailadmin_home")))
