from datetime import timedelta

import pytest

from common import clock
from signups import purge
from signups.models import OutboxMail, Signup, SignupSettings
from signups.personal import Contact
from tests.signups.builders import make_bookable, make_series, sign_up

pytestmark = pytest.mark.django_db


def test_forgets_every_personal_value_after_the_weeks_that_were_set():
    bookable = make_bookable()
    SignupSettings.objects.create(activity=bookable.owner.activity, retention_weeks=2)
    signup = sign_up(bookable, contact=Contact("Zoë", "zoe@post.example"))
    over = bookable.session.ends_at + timedelta(weeks=2)

    assert purge.run(over - timedelta(seconds=1)) == 0
    assert purge.run(over) == 1
    assert purge.run(over) == 0

    row = Signup.objects.get(pk=signup.pk)
    assert [bytes(row.contact), bytes(row.people), bytes(row.answers)] == [b"", b"", b""]
    assert (row.email_index, row.body_hash, row.purged_at) == ("", "", over)
    assert (row.size, row.status) == (1, Signup.Status.PLACED)
    assert not OutboxMail.objects.filter(sent_at=None, given_up_at=None).exists()


def test_a_series_is_kept_until_after_its_last_session():
    bookable = make_series(sessions=3)
    sign_up(bookable)
    last = bookable.group.sessions.latest("ends_at").ends_at

    assert purge.run(last + timedelta(weeks=4) - timedelta(seconds=1)) == 0
    assert purge.run(last + timedelta(weeks=4)) == 1


def test_a_purged_signup_has_no_link_any_more_and_gets_no_mail(client):
    from signups import outbox
    from tests.signups.form_data import opened

    signup = sign_up(make_bookable(), contact=Contact("Zoë", "zoe@post.example"))
    purge.run(clock.now() + timedelta(weeks=20))

    response = opened(client, signup)

    assert response.status_code == 404
    assert "zoe@post.example" not in response.content.decode()
    assert outbox.run(clock.now() + timedelta(weeks=20)) == 0


def test_who_registered_forgets_in_the_same_transaction(monkeypatch):
    seen = []
    monkeypatch.setattr(purge, "_hooks", [])

    @purge.register
    def look(ids):
        seen.extend(bool(Signup.objects.get(pk=pk).contact) for pk in ids)

    signup = sign_up(make_bookable())

    assert purge.forget([signup.pk], clock.now()) == 1
    assert purge.forget([signup.pk], clock.now()) == 0

    assert seen == [True]
    assert bytes(Signup.objects.get(pk=signup.pk).contact) == b""


def test_nothing_is_forgotten_when_a_part_of_it_fails(monkeypatch):
    def fail(ids):
        raise RuntimeError

    monkeypatch.setattr(purge, "_hooks", [fail])
    signup = sign_up(make_bookable())

    with pytest.raises(RuntimeError):
        purge.forget([signup.pk], clock.now())

    assert bytes(Signup.objects.get(pk=signup.pk).contact) != b""
