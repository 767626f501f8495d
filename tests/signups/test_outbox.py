import smtplib
from datetime import timedelta

import pytest
from django.core import mail as mailbox
from django.core.mail.backends.locmem import EmailBackend

from activities import operations as activity_operations
from common import clock
from signups import links, operations, outbox
from signups.models import OutboxMail, Signup
from signups.personal import Contact
from tests import builders as site
from tests.signups.builders import make_bookable, make_series, sign_up
from vault import outbox as machinery

pytestmark = pytest.mark.django_db
ADDRESS = "zoe@post.example"


def contact():
    return Contact("Zoë Voorbeeld", ADDRESS)


def parts(message):
    (html, _kind), *_rest = message.alternatives
    calendars = [part for part in message.attachments if part[2] == "text/calendar"]
    return message.body, html, calendars[0][1] if calendars else ""


def test_a_placed_signup_gets_its_place_its_link_and_the_appointment():
    signup = sign_up(make_bookable(title="Koken"), contact=contact())

    assert outbox.run(clock.now()) == 1

    (message,) = mailbox.outbox
    text, html, calendar = parts(message)
    assert message.to == [ADDRESS]
    assert "Koken" in message.subject
    for body in (text, html):
        assert "Koken" in body and "Zoë Voorbeeld" in body
    assert links.manage_link(signup) in text
    assert links.manage_link(signup) in html.replace("&amp;", "&")
    assert "BEGIN:VEVENT" in calendar and "SUMMARY:Koken" in calendar


def test_a_mail_is_sent_once():
    sign_up(make_bookable(), contact=contact())

    assert outbox.run(clock.now()) == 1
    assert outbox.run(clock.now()) == 0
    assert len(mailbox.outbox) == 1


def test_a_mail_of_a_sensitive_activity_names_neither_it_nor_the_place():
    bookable = make_bookable(
        title="Groepssessie scheiding", is_sensitive=True, venue=site.make_venue("De Vliet")
    )
    first, second = sign_up(bookable, size=2, contact=contact()), sign_up(bookable)
    now = clock.now()
    outbox.run(now)
    activity_operations.move_session(
        session=bookable.session,
        starts_at=bookable.session.starts_at + timedelta(hours=1),
        ends_at=bookable.session.ends_at + timedelta(hours=1),
        reason="De groep over scheiding is later",
        now=now,
    )
    operations.cancel(signup=first, now=now)
    outbox.run(now)
    operations.accept(signup=Signup.objects.get(pk=second.pk), now=now)
    outbox.run(now)

    assert len(mailbox.outbox) >= 5
    for message in mailbox.outbox:
        whole = message.message().as_string() + "".join(parts(message))
        for word in ("scheiding", "Vliet"):
            assert word not in whole
        assert "LOCATION" not in parts(message)[2]


@pytest.mark.parametrize("kind", OutboxMail.Kind.values)
def test_every_kind_of_mail_can_be_written(kind):
    from signups import mails

    bookable = make_series(title="Koken & <eten>")
    signup = sign_up(bookable, contact=contact())
    states = mails._ONLY_WHILE.get(kind, (Signup.Status.CANCELLED,))
    signup.status = states[0]
    signup.offer_expires_at = clock.now() + timedelta(days=1)
    row = OutboxMail.objects.create(
        kind=kind,
        signup=signup,
        session=bookable.group.sessions.first(),
        created_at=clock.now(),
        due_at=clock.now(),
    )

    message = mails.render(row, clock.now())

    text, html, _calendar = parts(message)
    assert "{" not in text and "{" not in html.partition("</style>")[2]
    assert "&amp;" not in text and "<eten>" not in html
    assert message.subject and "\n" not in message.subject


def test_a_line_break_in_a_title_breaks_no_header():
    bookable = make_bookable(title="Koken\nBcc: x@post.example")
    sign_up(bookable, contact=contact())

    outbox.run(clock.now())

    assert mailbox.outbox[0].subject.count("\n") == 0
    assert mailbox.outbox[0].message()["Bcc"] is None


def test_the_message_id_stays_the_same_when_a_mail_is_tried_again(monkeypatch):
    sign_up(make_bookable(), contact=contact())
    seen = []

    def fail(self, messages):
        seen.extend(message.message()["Message-ID"] for message in messages)
        raise smtplib.SMTPDataError(451, b"try later")

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    now = clock.now()
    outbox.run(now)
    outbox.run(now + timedelta(hours=1))

    assert len(seen) == 2 and len(set(seen)) == 1


def test_waits_twice_as_long_after_each_failure_and_gives_up_in_the_end(monkeypatch):
    sign_up(make_bookable(), contact=contact())

    def fail(self, messages):
        raise smtplib.SMTPDataError(451, ADDRESS.encode())

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    waits, now = [], clock.now()
    for _attempt in range(machinery.MOST_ATTEMPTS):
        outbox.run(now)
        row = OutboxMail.objects.get()
        waits.append(row.due_at - now)
        now = row.due_at

    assert waits[0] == timedelta(minutes=1) and waits[1] == timedelta(minutes=2)
    assert max(waits) == machinery.LONGEST_WAIT
    assert row.given_up_at is not None
    assert row.last_error == "SMTPDataError"


def test_a_refused_address_is_given_up_at_once(monkeypatch):
    sign_up(make_bookable(), contact=contact())

    def fail(self, messages):
        raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such user")})

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    outbox.run(clock.now())

    assert OutboxMail.objects.get().given_up_at is not None


def test_a_dead_server_costs_no_place_and_no_mail(monkeypatch):
    bookable = make_bookable(capacity=2)
    signups = [sign_up(bookable, contact=contact()) for _turn in range(2)]

    def dead(self):
        raise ConnectionRefusedError

    now = clock.now()
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "open", dead)
        for minute in range(100):
            assert outbox.run(now + timedelta(minutes=minute)) == 0

    assert outbox.run(now + timedelta(minutes=200)) == 2
    assert {signup.status for signup in signups} == {Signup.Status.PLACED}


def test_a_worker_that_was_killed_leaves_its_mails_to_the_next():
    sign_up(make_bookable(), contact=contact())
    now = clock.now()
    machinery._lease(OutboxMail, now, ())

    assert outbox.run(now) == 0
    assert outbox.run(now + machinery.LEASE) == 1


def test_one_bad_mail_does_not_hold_up_the_others():
    bad, good = sign_up(make_bookable(), contact=contact()), sign_up(make_bookable())
    Signup.objects.filter(pk=bad.pk).update(contact=b"\x011broken")

    assert outbox.run(clock.now()) == 1
    assert OutboxMail.objects.get(signup=bad).last_error == "CannotOpen"
    assert OutboxMail.objects.get(signup=good).sent_at is not None


def test_an_offer_that_is_over_is_not_mailed():
    bookable = make_bookable(capacity=1)
    first, second = sign_up(bookable), sign_up(bookable, contact=contact())
    operations.cancel(signup=first, now=clock.now())
    operations.decline(signup=Signup.objects.get(pk=second.pk), now=clock.now())

    outbox.run(clock.now())

    subjects = [message.subject for message in mailbox.outbox if message.to == [ADDRESS]]
    assert len(subjects) == 1


def test_a_moved_and_cancelled_session_tells_everyone_concerned_once():
    bookable = make_bookable(capacity=1)
    placed, waiting, gone = sign_up(bookable), sign_up(bookable), sign_up(bookable)
    other = sign_up(make_bookable())
    now = clock.now()
    operations.cancel(signup=gone, now=now)
    session = bookable.session

    activity_operations.move_session(
        session=session,
        starts_at=session.starts_at + timedelta(hours=1),
        ends_at=session.ends_at + timedelta(hours=1),
        reason="Zaal dicht",
        now=now,
    )
    for _twice in range(2):
        activity_operations.cancel_session(session=session, reason="Ziek", now=now)

    def kinds(signup):
        return sorted(signup.mails.filter(session__isnull=False).values_list("kind", flat=True))

    assert kinds(placed) == kinds(waiting) == ["session_cancelled", "session_moved"]
    assert kinds(gone) == kinds(other) == []


def test_the_outbox_holds_no_personal_value():
    sign_up(make_bookable(), contact=contact())

    row = OutboxMail.objects.values().get()

    assert not any(word in repr(row) for word in (ADDRESS, "Zo", "Voorbeeld"))


@pytest.mark.parametrize(
    ("error", "given_up"),
    [
        (smtplib.SMTPDataError(554, b"no"), True),
        (smtplib.SMTPDataError(451, b"later"), False),
        (smtplib.SMTPRecipientsRefused({ADDRESS: (450, b"later")}), False),
        (smtplib.SMTPSenderRefused(553, b"our own fault", "x"), False),
    ],
)
def test_gives_up_at_once_only_on_what_the_server_never_takes(monkeypatch, error, given_up):
    sign_up(make_bookable(), contact=contact())

    def fail(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    outbox.run(clock.now())

    assert (OutboxMail.objects.get().given_up_at is not None) is given_up


def test_a_server_that_goes_away_midway_costs_the_others_no_try(monkeypatch):
    for _one in range(3):
        sign_up(make_bookable())

    def fail(self, messages):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    outbox.run(clock.now())

    assert sorted(OutboxMail.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_a_clock_that_is_set_back_holds_up_no_mail():
    sign_up(make_bookable(), now=clock.now() + timedelta(days=3))

    assert outbox.run(clock.now()) == 1
