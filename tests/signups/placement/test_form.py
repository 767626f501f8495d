"""The form of a series: one page, one reply, for everybody."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from common import clock
from signups import operations, outbox
from signups.models import Placement, Series, Signup
from tests.signups.form_data import opened, text
from tests.signups.placement.builders import PARTS, make_series, sign_up
from vault import stamps

pytestmark = pytest.mark.django_db


def form_of(*births, parts=PARTS, **fields):
    rows = {"k-TOTAL_FORMS": str(max(len(births), 1)), "k-INITIAL_FORMS": "0"}
    rows |= {f"k-{number}-birth": birth for number, birth in enumerate(births)}
    return {
        "key": str(uuid.uuid4()),
        "begun": stamps.made(clock.now() - timedelta(minutes=2)),
        "name": "Noor Voorbeeld",
        "email": "noor@post.example",
        "telephone": "",
        "p-TOTAL_FORMS": "0",
        "p-INITIAL_FORMS": "0",
        "parts": list(parts),
        "shares": "ja" if births else "nee",
        **rows,
        **fields,
    }


def url_of(series):
    return reverse("signups:series", args=[series.pk])


def test_the_form_says_why_it_asks_a_birth_date_and_tells_no_date(client):
    series = make_series()

    page = text(client.get(url_of(series)))

    assert "We maken van elke datum meteen een code" in page
    assert "Geheime Plek" not in page and "19.30" not in page and "Groep 1" not in page
    assert f"{series.ends_on + timedelta(weeks=4):%Y}" in page


def test_a_signup_is_received_with_a_date_and_a_neutral_mail(client):
    series = make_series()

    response = client.post(url_of(series), form_of("2016-05-04", "04-02-2019"))

    signup = Signup.objects.get()
    assert response.status_code == 303
    assert signup.apart_tokens.count() == 2
    page = text(client.get(response.headers["Location"]))
    assert "We hebben je aanmelding ontvangen" in page and "Je hoort van ons uiterlijk" in page
    outbox.run(clock.now())
    assert mail.outbox[0].subject == "Over je aanmelding"
    assert series.activity.title not in mail.outbox[0].body


def test_the_state_page_tells_only_who_is_placed_when_and_where(client):
    series = make_series()
    placed, left = sign_up(series), sign_up(series, parts=["di-avond"])
    operations.place_all(series=series, now=clock.now())

    opened(client, placed)
    mine = text(client.get(reverse("signups:manage", args=[placed.key])))
    opened(client, left)
    theirs = text(client.get(reverse("signups:manage", args=[left.key])))

    assert "Geheime Plek" in mine and "19.30" in mine
    assert "Je bent nog niet ingedeeld" in theirs and "Geheime Plek" not in theirs


def test_the_mail_of_who_is_placed_has_a_neutral_appointment(client):
    series = make_series()
    sign_up(series)
    operations.place_all(series=series, now=clock.now())

    outbox.run(clock.now())

    placed = mail.outbox[-1]
    name, content, _kind = placed.attachments[0]
    assert name == "afspraak.ics" and "SUMMARY:Afspraak" in content
    assert "Geheime Plek" not in content + placed.body
    assert series.activity.title not in content + placed.body


@pytest.mark.parametrize(
    ("births", "words"),
    [
        (["2999-01-01"], "Kijk het jaar na"),
        (["gisteren"], "Dit is geen datum"),
        ([""], "Vul dit in"),
    ],
)
def test_a_birth_date_that_cannot_be_is_told_beside_its_field(client, births, words):
    series = make_series()

    response = client.post(url_of(series), form_of(*births, shares="ja"))

    assert response.status_code == 400
    assert words in text(response)
    assert not Signup.objects.exists()


def test_five_hundred_children_and_odd_fields_are_refused_or_ignored(client):
    series = make_series()

    many = form_of(shares="ja") | {"k-TOTAL_FORMS": "500"}
    assert client.post(url_of(series), many).status_code == 400
    odd = form_of(status="placed", place="1", has_priority="1", zone="1")
    assert client.post(url_of(series), odd).status_code == 303

    signup = Signup.objects.get()
    assert (signup.status, signup.wish.has_priority) == ("received", False)
    assert not Placement.objects.exists()


def test_a_child_more_or_fewer_needs_no_script_and_loses_nothing(client):
    series = make_series()

    more = client.post(url_of(series), form_of("2016-05-04", children="add", name="Anna"))
    fewer = client.post(
        url_of(series), form_of("2016-05-04", "2018-01-01", children="remove:0", name="Anna")
    )

    assert more.status_code == 200 and 'name="k-1-birth"' in more.content.decode()
    page = fewer.content.decode()
    assert "2018-01-01" in page and "2016-05-04" not in page and "Anna" in page


def test_a_double_click_is_one_signup_and_another_body_is_refused(client):
    series = make_series()
    form = form_of("2016-05-04")

    codes = [client.post(url_of(series), form).status_code for _click in range(2)]
    other = client.post(url_of(series), form | {"k-0-birth": "2017-05-04"})

    assert codes == [303, 303] and other.status_code == 409
    assert Signup.objects.count() == 1


def test_a_series_that_cannot_keep_people_apart_takes_no_signups(client):
    one_zone = make_series(groups=1)

    assert client.get(url_of(one_zone)).status_code == 404
    assert url_of(one_zone) not in client.get(one_zone.activity.url).content.decode()


def test_the_page_shows_open_or_waiting_list_and_nothing_else(client):
    series = make_series(room=2)
    page = text(client.get(series.activity.url))
    assert 'class="chip chip--plek"' in page

    for _one in range(5):
        sign_up(series)

    page = text(client.get(series.activity.url))
    assert 'class="chip chip--wachtlijst"' in page
    assert not re.search(r"Nog \d+ plek", page)


def test_after_the_last_day_the_form_is_gone(client):
    series = make_series()
    Series.objects.update(closes_on=clock.local(clock.now()).date() - timedelta(days=1))

    assert client.get(url_of(series)).status_code == 404
