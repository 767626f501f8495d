import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from common import clock
from signups.models import Signup
from tests.signups.builders import make_bookable
from tests.signups.form_data import form_of, text, url_of
from vault import limits, stamps
from vault.models import Tally

pytestmark = pytest.mark.django_db


def send(client, bookable, number=0, **headers):
    form = form_of(bookable, email=f"noor{number}@post.example")
    return client.post(url_of(bookable), form, headers=headers)


def test_a_flood_from_one_network_is_stopped_and_nothing_typed_is_lost(client, settings):
    settings.LIMITS = {"network": (2, 600)}
    bookable = make_bookable(capacity=9)

    answers = [send(client, bookable, n, **{"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert 590 <= int(answers[2]["Retry-After"]) <= 601
    assert "over 10 minuten" in text(answers[2])
    assert 'value="noor2@post.example"' in text(answers[2])
    assert Signup.objects.count() == 2


def test_a_network_behind_our_own_proxy_is_told_by_the_header_that_it_wrote(client, settings):
    settings.LIMITS = {"network": (1, 60)}
    settings.PROXY_COUNT = 1
    bookable = make_bookable(capacity=9)
    tries = ["forged, 203.0.113.7", "other, 203.0.113.7", "forged, 203.0.113.8"]

    codes = [
        send(client, bookable, n, **{"X-Forwarded-For": header}).status_code
        for n, header in enumerate(tries)
    ]

    assert codes == [303, 429, 303]


def test_one_activity_takes_no_more_than_people_can_send(client, settings):
    settings.LIMITS = {"activity": (1, 60)}
    bookable, other = make_bookable(capacity=9), make_bookable(capacity=9)

    codes = [send(client, row, n).status_code for n, row in enumerate((bookable, bookable, other))]

    assert codes == [303, 429, 303]


def test_one_address_gets_a_handful_of_mails(client, settings):
    settings.LIMITS = {"email": (2, 60), "network": (0, 60)}
    bookable = make_bookable(capacity=99)

    codes = [
        client.post(url_of(bookable), form_of(bookable, email=address)).status_code
        for address in ["noor@post.example", "NOOR@post.example", " Noor@Post.example"] * 2
    ]

    assert codes == [303, 303, 429, 429, 429, 429]


def test_who_is_stopped_uses_up_nothing_of_the_address(client, settings):
    settings.LIMITS = {"network": (1, 600)}
    bookable = make_bookable(capacity=9)
    send(client, bookable)

    send(client, bookable, 1)

    assert Tally.objects.count() == 3  # the network, the activity, the first address


def test_the_limits_cost_two_queries(client, django_assert_num_queries):
    now = clock.now()

    with django_assert_num_queries(1):
        assert limits.wait({"network": "203.0.113.7", "activity": "1"}, now) == 0


def test_a_window_that_is_over_begins_anew_and_is_forgotten(settings):
    settings.LIMITS = {"network": (1, 60)}
    now = clock.now()
    waits = [
        limits.wait({"network": "x"}, now + timedelta(seconds=after)) for after in (0, 20, 61, 62)
    ]

    assert waits == [0, 41, 0, 60]
    assert limits.sweep(now + timedelta(seconds=200)) == 1
    assert not Tally.objects.exists()


def test_no_row_tells_an_address_or_a_network(client):
    bookable = make_bookable()

    send(client, bookable)

    kept = "".join(Tally.objects.values_list("key", flat=True))
    assert "127.0.0.1" not in kept and "noor" not in kept


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_no_count_is_lost_between_requests_in_the_same_instant(settings):
    settings.LIMITS = {"network": (25, 600)}
    now = clock.now()

    def count(_number):
        try:
            return limits.wait({"network": "203.0.113.7"}, now)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(count, range(40)))

    assert Tally.objects.get().count == 40
    assert sum(wait == 0 for wait in waits) == 25


@pytest.mark.parametrize(
    ("open_for", "words"),
    [
        (timedelta(seconds=0), "Dat ging heel snel"),
        (timedelta(days=2), "stond lang open"),
        (None, "stond lang open"),
    ],
)
def test_a_form_sent_too_soon_or_too_late_comes_back_as_it_was(client, open_for, words):
    bookable = make_bookable()
    stamp = "forged:x" if open_for is None else stamps.made(clock.now() - open_for)
    form = form_of(bookable, **{stamps.FIELD: stamp})

    response = client.post(url_of(bookable), form)

    page = text(response)
    assert response.status_code == 400
    assert words in page and 'value="noor@post.example"' in page
    assert not Signup.objects.exists()
    fresh = re.search(rf'name="{stamps.FIELD}" value="([^"]+)"', page)[1]
    assert (fresh == stamp) == (open_for == timedelta(0))
    assert stamps.age_of(fresh, clock.now() + timedelta(seconds=9)) == stamps.Age.FINE


def test_a_field_that_nobody_sees_must_stay_empty(client):
    bookable = make_bookable()

    response = client.post(url_of(bookable), form_of(bookable, website="https://spam.example"))

    assert response.status_code == 400
    assert 'value="noor@post.example"' in text(response)
    assert not Signup.objects.exists()
