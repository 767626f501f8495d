import pytest
from django.urls import reverse

from activities.models import Group
from common import clock
from signups import operations, refusals
from signups.models import Signup
from tests import builders as site
from tests.signups.builders import counts, make_bookable, make_series, sign_up
from tests.signups.form_data import children, form_of, settings_for, text, url_of

pytestmark = pytest.mark.django_db


def test_a_full_session_offers_the_waiting_list(client):
    bookable = make_bookable(capacity=1)
    sign_up(bookable)

    response = client.post(url_of(bookable), form_of(bookable), follow=True)

    assert response.status_code == 200
    assert Signup.objects.latest("pk").status == Signup.Status.WAITING


def test_full_in_the_meantime_is_said_with_another_date(client):
    bookable = make_bookable(capacity=1, waiting_capacity=0)
    other = make_bookable(capacity=1, waiting_capacity=0, group=bookable.owner)
    sign_up(bookable)

    response = client.post(url_of(bookable), form_of(bookable))

    assert response.status_code in (400, 409)
    assert str(other.session_id) in text(response)


def test_a_party_that_never_fits_hears_how_many_do(client):
    bookable = make_bookable(capacity=2)
    settings_for(bookable, who_comes="families", legal_ground="agreement")

    response = client.post(url_of(bookable), form_of(bookable, **children("Daan", "Zoë", "Mia")))

    assert response.status_code == 400
    assert "error-summary" in text(response)
    assert counts(bookable) == (0, 2, 0)


def test_a_cancelled_session_is_said_plainly(client):
    from activities import operations as activity_operations

    bookable = make_bookable()
    activity_operations.cancel_session(session=bookable.session, reason="Ziek", now=clock.now())

    assert client.get(url_of(bookable)).status_code == 200
    response = client.post(url_of(bookable), form_of(bookable))

    assert response.status_code == 409
    assert "Ziek" in text(response)


@pytest.mark.parametrize(
    "refusal",
    [
        refusals.GroupFull(),
        refusals.SignupClosed(),
        refusals.SignupNotOpen(),
        refusals.SessionCancelled(),
    ],
    ids=lambda refusal: type(refusal).__name__,
)
def test_what_changed_in_the_meantime_is_said_plainly(client, monkeypatch, refusal):
    bookable = make_bookable()

    def refuse(**_form):
        raise refusal

    monkeypatch.setattr(operations, "sign_up", refuse)
    response = client.post(url_of(bookable), form_of(bookable))

    assert response.status_code == 409
    assert bookable.owner.activity.url in text(response)


def test_a_whole_series_has_one_form(client):
    bookable = make_series()

    assert client.post(url_of(bookable), form_of(bookable)).status_code == 303


def test_what_nobody_may_see_has_no_form(client):
    draft = make_bookable(title="Concept", live=False)
    walk_in = site.make_session(site.make_bare_group(way_in=Group.WayIn.DROP_IN))

    assert client.get(url_of(draft)).status_code == 404
    assert client.get(reverse("signups:start", args=["sessie", walk_in.pk])).status_code == 404
    assert client.get(reverse("signups:start", args=["sessie", 999_999])).status_code == 404
    assert client.get("/aanmelden/groep/99999999999999/").status_code == 404


def test_a_form_without_its_csrf_token_is_refused():
    from django.test import Client

    bookable = make_bookable()

    response = Client(enforce_csrf_checks=True).post(url_of(bookable), form_of(bookable))

    assert response.status_code == 403
    assert not Signup.objects.exists()
