import json
import logging
import uuid

import pytest
from django.core import mail as mailbox
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import addresses, clock
from signups import again, links, operations, outbox, personal
from signups.models import LinkRequest, OutboxMail, Signup
from signups.personal import Answer, Contact, Person
from tests.signups.builders import make_bookable, sign_up
from tests.signups.form_data import opened, text
from vault import crypto

pytestmark = pytest.mark.django_db

OWN = ["manage", "cancel", "calendar", "change", "move", "data", "data_file", "erase", "new_link"]
LOGGERS = ["django", "django.request", "django.security", "wijkportaal"]
LOST = "/aanmelden/link-kwijt/"


def page_of(signup, name="manage"):
    return reverse(f"signups:{name}", args=[signup.key])


def fresh(signup):
    return Signup.objects.get(pk=signup.pk)


def noor(bookable, **fields):
    return sign_up(bookable, contact=Contact("Noor Voorbeeld", "noor@post.example"), **fields)


def full_signup(bookable):
    return noor(
        bookable,
        people=[Person("Noor Voorbeeld"), Person("Daan", is_child=True, age=8)],
        answers=[Answer("Opmerking", "Raam", "opmerking"), Answer("Groep", "4", "groep", 1)],
        consent="Ik vind het goed.",
    )


def test_all_that_is_kept_can_be_read_and_taken_along(client):
    signup = full_signup(make_bookable(capacity=4, title="Koken"))
    outbox.run(clock.now())
    opened(client, signup)

    page = text(client.get(page_of(signup, "data")))
    file = client.get(page_of(signup, "data_file"))

    assert file["Content-Type"].startswith("application/json")
    assert "attachment" in file["Content-Disposition"]
    kept = json.loads(file.content)
    assert kept["Wat je invulde"]["Komt"] == ["Noor Voorbeeld", "Daan (8)"]
    assert kept["Je antwoorden"] == {"Opmerking": "Raam"}
    assert kept["Je antwoorden over Daan"] == {"Groep": "4"}
    assert kept["Je aanmelding"]["Akkoord met"] == "Ik vind het goed."
    assert kept["Mails die we stuurden"]
    for words in ("Koken", "noor@post.example", "Daan (8)", "Raam", "Ik vind het goed."):
        assert words in page and words in file.content.decode()


def test_erasing_asks_first_and_then_everything_is_gone(client):
    bookable = make_bookable(capacity=2)
    signup, waiting = full_signup(bookable), sign_up(bookable)
    old = links.manage_link(signup).removeprefix(addresses.whole())
    opened(client, signup)

    assert client.get(page_of(signup, "erase")).status_code == 200
    assert personal.contact_of(fresh(signup)).name
    response = client.post(page_of(signup, "erase"), follow=True)

    gone = fresh(signup)
    assert response.status_code == 200 and "Je gegevens zijn gewist" in text(response)
    assert (bytes(gone.contact), bytes(gone.people), bytes(gone.answers)) == (b"", b"", b"")
    assert (gone.email_index, gone.status) == ("", Signup.Status.CANCELLED)
    assert gone.purged_at and not gone.mails.exists()
    assert fresh(waiting).status == Signup.Status.OFFERED
    assert client.get(page_of(signup)).status_code == 404
    assert client.get(old).status_code == 404


def test_erasing_twice_at_once_is_harmless(client):
    signup = full_signup(make_bookable(capacity=2))

    for _click in range(2):
        operations.erase(signup=fresh(signup), now=clock.now())

    assert fresh(signup).purged_at


def test_after_a_cancel_one_can_still_download_and_erase(client):
    signup = full_signup(make_bookable(capacity=2))
    operations.cancel(signup=signup, now=clock.now())
    opened(client, signup)

    assert "Wis je gegevens" in text(client.get(page_of(signup)))
    assert client.get(page_of(signup, "data_file")).status_code == 200
    assert client.post(page_of(signup, "erase")).status_code == 303


def test_a_new_link_makes_the_old_one_void(client):
    signup = noor(make_bookable())
    old = links.manage_link(signup).removeprefix(addresses.whole())
    opened(client, signup)

    assert client.get(page_of(signup, "new_link")).status_code == 200
    assert fresh(signup).link_version == 1
    client.post(page_of(signup, "new_link"))
    outbox.run(clock.now())

    assert client.get(page_of(signup)).status_code == 200
    assert client.get(old).status_code == 404
    assert links.manage_link(fresh(signup)) in mailbox.outbox[-1].body


def test_nothing_changes_when_a_scanner_looks(client):
    bookable = make_bookable(capacity=4)
    make_bookable(group=bookable.owner)
    signup = full_signup(bookable)
    opened(client, signup)
    before = Signup.objects.values().get(pk=signup.pk)

    for name in OWN:
        for method in (client.get, client.head):
            response = method(page_of(signup, name))
            assert response.status_code == 200, name
            assert "no-store" in response["Cache-Control"]

    assert Signup.objects.values().get(pk=signup.pk) == before
    assert OutboxMail.objects.count() == 1


def test_one_and_the_same_404_for_whatever_is_not_yours(client):
    mine, other = noor(make_bookable()), sign_up(make_bookable())
    erased = sign_up(make_bookable())
    operations.erase(signup=erased, now=clock.now())
    opened(client, mine)
    client.cookies[links.COOKIE]["path"] = "/"
    answers = set()

    for name in OWN:
        for key in (other.key, erased.key, uuid.uuid4()):
            for method in (client.get, client.post):
                response = method(reverse(f"signups:{name}", args=[key]))
                if response.status_code != 405:
                    assert response.status_code == 404, name
                    answers.add(response.content)

    assert len(answers) == 1
    assert fresh(other).status == Signup.Status.PLACED


def test_no_log_line_holds_a_token_or_a_person(client, caplog):
    signup = noor(make_bookable())
    token = crypto.link_token(signup.key, purpose=links.MANAGE, version=1)
    for name in LOGGERS:
        logging.getLogger(name).addHandler(caplog.handler)
        caplog.set_level(logging.DEBUG, logger=name)
    with caplog.at_level(logging.DEBUG):
        opened(client, signup)
        client.get(links.manage_link(signup).removeprefix(addresses.whole()))
        client.get(f"/aanmelden/link/{uuid.uuid4()}/?{links.PARAMETER}={token}")
        client.put(f"/aanmelden/link/{signup.key}/?{links.PARAMETER}={token}")
        client.post(page_of(signup), {"do": "decline"})
        client.post(page_of(signup, "change"), {"name": "Noor Voorbeeld"})
        client.post(page_of(signup, "erase"))
        client.get(page_of(signup))

    for name in LOGGERS:
        logging.getLogger(name).removeHandler(caplog.handler)
    messages = " ".join(record.getMessage() for record in caplog.records)
    assert "Not Found" in messages
    for secret in (token, "Noor", "noor@post.example"):
        assert secret not in messages


def test_a_link_is_asked_again_with_one_answer_for_known_and_unknown(client):
    noor(make_bookable())
    OutboxMail.objects.all().delete()
    client.post(LOST, {"email": "eerst@post.example"})
    answers, queries = [], []

    for address in ("noor@post.example", "niemand@post.example"):
        with CaptureQueriesContext(connection) as caught:
            response = client.post(LOST, {"email": address})
        queries.append([query["sql"].split(" ")[0] for query in caught.captured_queries])
        headers = {**response.headers, "Expires": ""}  # the second in which it was made
        answers.append((response.status_code, headers, response.content))
        after = client.get(response["Location"])
        answers[-1] += (after.status_code, after.content)

    assert answers[0] == answers[1]
    assert queries[0] == queries[1]
    assert not OutboxMail.objects.exists() and LinkRequest.objects.count() == 3


def test_one_mail_lists_every_signup_of_the_address(client):
    first = noor(make_bookable(title="Koken"))
    second = noor(make_bookable(title="Zwemmen"))
    hidden = noor(make_bookable(title="Groepssessie scheiding", is_sensitive=True))
    operations.cancel(signup=second, now=clock.now())
    erased = noor(make_bookable())
    operations.erase(signup=erased, now=clock.now())
    outbox.run(clock.now())
    mailbox.outbox.clear()
    client.post(LOST, {"email": "NOOR@post.example"})

    assert again.run(clock.now()) == 1
    assert again.run(clock.now()) == 0
    outbox.run(clock.now())

    (message,) = mailbox.outbox
    for signup in (first, second, hidden):
        assert links.manage_link(signup) in message.body
    assert "Koken" in message.body and "scheiding" not in message.message().as_string()
    assert not LinkRequest.objects.exists()


def test_an_unknown_address_gets_no_mail(client):
    client.post(LOST, {"email": "niemand@post.example"})

    assert again.run(clock.now()) == 0
    assert not LinkRequest.objects.exists() and not OutboxMail.objects.exists()


def test_a_victim_gets_a_handful_and_the_answer_stays_the_same(client, settings):
    settings.LIMITS = {"again_network": (0, 60)}
    noor(make_bookable())

    answers = {
        (response.status_code, response["Location"])
        for response in (client.post(LOST, {"email": "noor@post.example"}) for _try in range(100))
    }

    assert len(answers) == 1
    assert LinkRequest.objects.count() == 3


def test_a_network_that_asks_too_often_is_told_when_to_come_back(client, settings):
    settings.LIMITS = {"again_network": (1, 600)}

    codes = [client.post(LOST, {"email": f"n{n}@post.example"}) for n in range(2)]

    assert [response.status_code for response in codes] == [303, 429]
    assert int(codes[1]["Retry-After"]) > 0


@pytest.mark.parametrize(
    "bad", ["", "noor@", "noor@post.example\r\nBcc: x@y.example", "a\x00@b.nl"]
)
def test_what_is_no_address_is_said_beside_the_field(client, bad):
    response = client.post(LOST, {"email": bad})

    assert response.status_code == 400
    assert 'href="#id_email"' in text(response)
    assert not LinkRequest.objects.exists()
