"""Who looks after the mail sees what is stuck and why, and never for whom it was."""

from datetime import timedelta

import pytest
from django.core import mail as mailbox
from django.core.cache import caches
from django.urls import reverse

from common import clock
from partners.models import Membership
from signups import post
from signups.models import OutboxMail
from signups.personal import Contact
from tests import builders as site
from tests.signups.builders import make_bookable, sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_alert_yet():
    caches["shared"].clear()


def manager_of(partner, username="beheerder"):
    user = site.make_user(username, access_admin=True)
    Membership.objects.create(user=user, partner=partner, role=Membership.Role.MANAGER)
    return user


def stuck_mail(title="Koken", **fields):
    partner = site.make_partner(title=f"Partner van {title}")
    bookable = make_bookable(partner=partner, title=title)
    sign_up(bookable, contact=Contact("Zoë Voorbeeld", "zoe@post.example"))
    row = OutboxMail.objects.latest("pk")
    now = clock.now()
    values = {"given_up_at": now, "attempts": 3, "last_error": "SMTPRecipientsRefused"} | fields
    OutboxMail.objects.filter(pk=row.pk).update(**values)
    return partner, row


def page(client, user):
    client.force_login(user)
    return client.get(reverse("signups_staff:post"))


def test_a_manager_sees_the_own_partners_mail_without_a_name(client):
    partner, _row = stuck_mail("Koken")
    stuck_mail("Zwemmen")

    text = page(client, manager_of(partner)).content.decode()

    assert "Koken" in text and "Zwemmen" not in text
    assert "Zoë" not in text and "zoe@" not in text


def test_a_mail_of_the_own_partner_is_sent_again_and_no_other(client):
    partner, own = stuck_mail("Koken")
    _partner, other = stuck_mail("Zwemmen")
    client.force_login(manager_of(partner))

    for row in (own, other):
        client.post(reverse("signups_staff:post"), {"mail": str(row.pk)})

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.given_up_at, own.attempts) == (None, 0)
    assert other.given_up_at is not None


def test_who_looks_after_no_partner_sees_no_mail(client):
    stuck_mail("Koken")

    response = page(client, site.make_user(access_admin=True))

    assert "Koken" not in response.content.decode()


def test_an_editor_sees_all_without_a_name(client):
    stuck_mail("Koken")

    text = page(client, site.make_editor()).content.decode()

    assert "Koken" in text and "Zoë" not in text


def test_managers_are_told_once_a_day_without_a_name():
    partner, _row = stuck_mail("Koken")
    manager_of(partner)
    now = clock.now()

    found = [post.run(now), post.run(now + timedelta(hours=1))]

    assert found == [1, 0]
    (message,) = mailbox.outbox
    assert message.to == ["beheerder@portaal.example"]
    assert "Zoë" not in message.body and "Koken" not in message.body


def test_an_alert_that_cannot_leave_is_tried_again(monkeypatch):
    from django.core.mail.backends.locmem import EmailBackend

    stuck_mail("Koken")
    now = clock.now()

    def fail(self, messages):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", fail)
        assert post.run(now) == 0

    assert post.run(now) == 1


def test_the_first_page_of_staff_tells_that_mail_waits(client):
    partner, row = stuck_mail("Koken", given_up_at=None)
    OutboxMail.objects.filter(pk=row.pk).update(created_at=clock.now() - timedelta(hours=2))
    client.force_login(manager_of(partner))

    text = client.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("signups_staff:post") in text
    assert "help-warning" in text
