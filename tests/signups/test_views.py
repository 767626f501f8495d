import uuid
from datetime import timedelta

import pytest
from django.utils.formats import date_format

from common import clock
from signups import operations, personal
from signups.models import Signup
from tests import builders
from tests.signups.builders import make_bookable, make_series
from tests.signups.form_data import children, form_of, settings_for, text, url_of

pytestmark = pytest.mark.django_db


def test_the_form_of_a_session_is_chosen_already(client):
    bookable = make_bookable()

    response = client.get(url_of(bookable))

    assert response.status_code == 200
    assert f'value="{bookable.session_id}" checked' in text(response)
    assert "no-store" in response["Cache-Control"]


def test_a_good_form_leads_to_the_page_of_the_signup(client):
    bookable = make_bookable()

    response = client.post(url_of(bookable), form_of(bookable), follow=True)

    assert response.redirect_chain[0][1] == 303
    assert response.status_code == 200
    assert "noor@post.example" in text(response)
    assert Signup.objects.get().status == Signup.Status.PLACED


def test_the_same_form_sent_twice_shows_the_same_page(client):
    bookable = make_bookable()
    form = form_of(bookable)

    first, second = (client.post(url_of(bookable), form) for _click in range(2))

    assert first["Location"] == second["Location"]
    assert Signup.objects.count() == 1


def test_the_same_key_with_another_body_is_a_conflict(client):
    bookable = make_bookable()
    form = form_of(bookable)
    client.post(url_of(bookable), form)

    response = client.post(url_of(bookable), form | {"name": "Iemand anders"})

    assert response.status_code == 409


def test_a_family_is_one_signup(client):
    bookable = make_bookable(capacity=4)
    settings_for(bookable, who_comes="families", ask_age=True, legal_ground="agreement")

    client.post(url_of(bookable), form_of(bookable, **children("Daan", "Zoë", age=8)))

    signup = Signup.objects.get()
    assert signup.size == 3
    assert [person.name for person in personal.people_of(signup)] == [
        "Noor Voorbeeld",
        "Daan",
        "Zoë",
    ]
    assert personal.people_of(signup)[1].age == 8


def test_only_children_take_places_where_only_children_come(client):
    bookable = make_bookable(capacity=4)
    settings_for(bookable, who_comes="children", legal_ground="agreement")

    client.post(url_of(bookable), form_of(bookable, **children("Daan")))

    assert Signup.objects.get().size == 1


def test_a_form_for_children_needs_a_child(client):
    bookable = make_bookable(capacity=4)
    settings_for(bookable, who_comes="children", legal_ground="agreement")

    response = client.post(url_of(bookable), form_of(bookable))

    assert response.status_code == 400
    assert 'href="#people"' in text(response)


def test_a_child_is_added_without_javascript_and_nothing_typed_is_lost(client):
    bookable = make_bookable(capacity=4)
    settings_for(bookable, who_comes="families")

    response = client.post(
        url_of(bookable), form_of(bookable, people="add:child", **children("Daan"))
    )

    page = text(response)
    assert response.status_code == 200
    assert 'name="p-TOTAL_FORMS" value="2"' in page
    assert 'value="Daan"' in page and 'value="noor@post.example"' in page
    assert "error-summary" not in page and "Vul dit in" not in page


def test_a_child_is_removed_without_javascript(client):
    bookable = make_bookable(capacity=4)
    settings_for(bookable, who_comes="families")

    response = client.post(
        url_of(bookable), form_of(bookable, people="remove:0", **children("Daan", "Zoë"))
    )

    assert "Daan" not in text(response)
    assert 'value="Zoë"' in text(response)


def test_errors_are_told_above_and_beside_the_field_and_nothing_is_lost(client):
    bookable = make_bookable()
    key = str(uuid.uuid4())

    response = client.post(url_of(bookable), form_of(bookable, key=key, name="", email="noor@"))

    page = text(response)
    assert response.status_code == 400
    assert 'class="error-summary"' in page
    for field in ("id_name", "id_email"):
        assert f'href="#{field}"' in page
        assert f'id="{field}_error"' in page
    assert 'value="noor@"' in page and key in page
    assert not Signup.objects.exists()


def test_asks_for_an_address_or_a_number(client):
    bookable = make_bookable()

    response = client.post(url_of(bookable), form_of(bookable, email=""))
    assert response.status_code == 400

    client.post(url_of(bookable), form_of(bookable, email="", telephone="06 12345678"))
    assert not Signup.objects.get().has_email


def test_consent_is_asked_and_kept_with_its_version_and_time(client):
    bookable = make_bookable()
    settings_for(bookable, consent_text="Ik vind het goed dat jullie dit weten.")

    assert client.post(url_of(bookable), form_of(bookable)).status_code == 400
    client.post(url_of(bookable), form_of(bookable, agree="on"))

    signup = Signup.objects.get()
    assert signup.consent_version and signup.consent_at


def test_a_parent_agrees_for_children(client):
    bookable = make_bookable()
    settings_for(bookable, who_comes="children", legal_ground="consent")

    refused = client.post(url_of(bookable), form_of(bookable, **children("Daan")))
    assert refused.status_code == 400
    taken = client.post(url_of(bookable), form_of(bookable, parent="on", **children("Daan")))
    assert taken.status_code == 303


def test_the_form_says_when_the_data_are_deleted(client):
    bookable = make_bookable(starts_at=clock.now().replace(year=2030, month=3, day=1))
    settings_for(bookable, retention_weeks=2, controller="Stichting Voorbeeld")

    page = text(client.get(url_of(bookable)))

    assert "2030" in page and "15" in page
    assert "Stichting Voorbeeld" in page


def test_the_form_says_how_long_another_date_would_be_kept(client):
    bookable = make_bookable()
    later = clock.now() + timedelta(weeks=20)
    session = builders.make_session(bookable.session.group, starts_at=later)
    operations.set_capacity(group=session.group, capacity=2)

    assert "4 weken na die datum" in text(client.get(url_of(bookable)))


def test_a_long_series_is_kept_until_after_its_very_last_date(client):
    bookable = make_series(sessions=15)
    last = bookable.group.sessions.latest("ends_at").ends_at

    day = clock.local(last + timedelta(weeks=4))

    assert f"{date_format(day, 'j F Y')}." in text(client.get(url_of(bookable)))
