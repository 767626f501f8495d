import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from common import addresses, clock
from signups import links, operations
from signups.models import Bookable, Signup
from tests import builders as site
from tests.signups.builders import make_bookable, sign_up
from tests.signups.form_data import form_of, opened, text, url_of
from vault import crypto

pytestmark = pytest.mark.django_db


def test_a_link_changes_nothing_until_its_button_is_pressed(client):
    signup = sign_up(make_bookable())
    address = links.manage_link(signup).removeprefix(addresses.whole())

    for method in (client.get, client.head):
        response = method(address)
        assert response.status_code == 200
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies.get(links.COOKIE)
    assert client.get(reverse("signups:manage", args=[signup.key])).status_code == 404


def test_the_button_gives_a_short_cookie_and_a_clean_address(client):
    signup = sign_up(make_bookable())

    response = opened(client, signup)

    cookie = response.cookies[links.COOKIE]
    assert response["Location"] == reverse("signups:manage", args=[signup.key])
    assert cookie["httponly"] and cookie["path"] == response["Location"]
    assert client.get(response["Location"]).status_code == 200


def test_every_wrong_link_gets_the_same_answer(client):
    signup, other = sign_up(make_bookable()), sign_up(make_bookable())
    token = crypto.link_token(signup.key, purpose=links.MANAGE, version=1)
    revoked = sign_up(make_bookable())
    Signup.objects.filter(pk=revoked.pk).update(link_version=2)
    old = crypto.link_token(revoked.key, purpose=links.MANAGE, version=1)
    calendar = crypto.link_token(signup.key, purpose="calendar", version=1)
    tries = [
        (signup.key, token[:-1] + ("A" if token[-1] != "A" else "B")),
        (signup.key, ""),
        (signup.key, calendar),
        (other.key, token),
        (uuid.uuid4(), token),
        (revoked.key, old),
    ]

    answers = set()
    for key, wrong in tries:
        address = reverse("signups:link", args=[key])
        for response in (
            client.get(address, {links.PARAMETER: wrong}),
            client.post(address, {links.PARAMETER: wrong}),
        ):
            assert response.status_code == 404
            answers.add(response.content)

    assert len(answers) == 1


@pytest.mark.parametrize("name", ["manage", "cancel", "calendar"])
def test_the_cookie_of_one_signup_opens_no_other(client, name):
    mine, other = sign_up(make_bookable()), sign_up(make_bookable())
    opened(client, mine)
    client.cookies[links.COOKIE]["path"] = "/"

    assert client.get(reverse(f"signups:{name}", args=[mine.key])).status_code == 200
    assert client.get(reverse(f"signups:{name}", args=[other.key])).status_code == 404
    assert client.post(reverse(f"signups:{name}", args=[other.key])).status_code in (404, 405)


def test_cancelling_asks_first_and_works_once(client):
    bookable = make_bookable(capacity=1)
    signup, waiting = sign_up(bookable), sign_up(bookable)
    opened(client, signup)
    address = reverse("signups:cancel", args=[signup.key])

    assert client.get(address).status_code == 200
    assert Signup.objects.get(pk=signup.pk).status == Signup.Status.PLACED
    for _click in range(2):
        assert client.post(address).status_code == 303

    assert Signup.objects.get(pk=signup.pk).status == Signup.Status.CANCELLED
    assert Signup.objects.get(pk=waiting.pk).status == Signup.Status.OFFERED


def test_an_offer_is_accepted_on_the_page_of_the_signup(client):
    bookable = make_bookable(capacity=1)
    first, second = sign_up(bookable), sign_up(bookable)
    operations.cancel(signup=first, now=clock.now())
    opened(client, second)
    address = reverse("signups:manage", args=[second.key])

    assert 'value="accept"' in text(client.get(address))
    assert client.post(address, {"do": "accept"}).status_code == 303

    assert Signup.objects.get(pk=second.pk).status == Signup.Status.PLACED


def test_an_offer_that_expired_is_said_plainly(client):
    bookable = make_bookable(capacity=1)
    first, second = sign_up(bookable), sign_up(bookable)
    operations.cancel(signup=first, now=clock.now())
    Signup.objects.filter(pk=second.pk).update(offer_expires_at=clock.now() - timedelta(minutes=1))
    opened(client, second)

    response = client.post(reverse("signups:manage", args=[second.key]), {"do": "accept"})

    assert response.status_code == 409
    assert "error-summary" in text(response)


def test_the_calendar_has_the_sessions_of_the_signup(client):
    signup = sign_up(make_bookable(title="Koken"))
    opened(client, signup)

    response = client.get(reverse("signups:calendar", args=[signup.key]))

    assert response["Content-Type"].startswith("text/calendar")
    assert b"SUMMARY:Koken" in response.content
    assert response.content.count(b"BEGIN:VEVENT") == 1


def test_the_calendar_of_a_sensitive_activity_names_nothing(client):
    venue = site.make_venue("De Vliet")
    signup = sign_up(make_bookable(title="Groepssessie scheiding", is_sensitive=True, venue=venue))
    opened(client, signup)

    content = client.get(reverse("signups:calendar", args=[signup.key])).content

    for word in (b"scheiding", b"Vliet", b"LOCATION", b"GEO", b"DESCRIPTION"):
        assert word not in content


def test_who_has_no_address_can_keep_the_link(client):
    bookable = make_bookable()

    response = client.post(
        url_of(bookable), form_of(bookable, email="", telephone="06 12345678"), follow=True
    )

    assert links.PARAMETER in text(response)


def test_the_form_takes_few_queries(client, django_assert_max_num_queries):
    bookable = make_bookable()
    for _session in range(5):
        make_bookable(group=bookable.owner)
    client.get(url_of(bookable))

    with django_assert_max_num_queries(20):
        client.get(url_of(bookable))


def test_a_place_in_the_form_belongs_to_the_bookable_that_was_chosen(client):
    bookable = make_bookable()
    other = make_bookable(group=bookable.owner)

    client.post(url_of(bookable), form_of(bookable, moment=str(other.session_id)))

    assert Bookable.objects.get(pk=other.pk).taken == 1
