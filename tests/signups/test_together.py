"""Several dates of a group change at once: one mail for each person."""

from datetime import timedelta

import pytest
from django.core import mail as mailbox
from icalendar import Calendar

from activities import operations
from common import clock
from signups import outbox
from signups.models import OutboxMail
from signups.operations import cancel
from signups.personal import Contact
from tests import builders
from tests.signups.builders import make_bookable, make_series, sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def bookables():
    """Three dates of one group, each booked on its own."""
    first = make_bookable(capacity=5, title="Koken")
    group = first.session.group
    return [first, *(make_bookable(capacity=5, group=group) for _more in range(2))]


def sent(now=None):
    mailbox.outbox.clear()
    outbox.run(now or clock.now())
    return mailbox.outbox


def come(bookables, name="Noor", email="noor@post.example"):
    signups = [sign_up(one, contact=Contact(name=name, email=email)) for one in bookables]
    outbox.run(clock.now())
    return signups


def cancel_all(bookables):
    sessions = [one.session for one in bookables]
    operations.cancel_dates(sessions=sessions, reason="De kok is ziek.", now=clock.now())


def test_names_all_dates_with_their_links_in_one_mail_for_each_person(bookables):
    come(bookables)
    come(bookables[:1], name="Bram", email="bram@post.example")
    # A family with one address is two people.
    come(bookables[1:], name="Sara")
    mailbox.outbox.clear()

    cancel_all(bookables)
    mails = {one.body.split(",")[0]: one for one in sent()}

    assert len(mailbox.outbox) == 3 and sent() == []
    noor, bram = mails["Hallo Noor"], mails["Hallo Bram"]
    assert "Deze afspraken gaan niet door:" in noor.body and "De kok is ziek." in noor.body
    assert noor.body.count("\n- ") == 6 and noor.body.count("http") == 4
    assert "Elke datum heeft een eigen link" in noor.alternatives[0][0]
    assert mails["Hallo Sara"].body.count("\n- ") == 4
    assert "gaat niet door" in bram.body and "Elke datum" not in bram.body
    events = Calendar.from_ical(noor.attachments[0][1]).walk("VEVENT")
    assert [event["STATUS"] for event in events] == ["CANCELLED"] * 3


def test_tells_who_booked_the_whole_group_once_and_what_still_goes_on():
    whole = make_series(sessions=4, title="Koken")
    come([whole])
    sessions = list(whole.group.sessions.in_order())

    operations.cancel_dates(sessions=sessions[:3], reason="Verbouwing.", now=clock.now())
    (mail,) = sent()

    assert mail.body.count("\n- ") == 4 and "eigen link" not in mail.body


def test_says_where_it_is_now_and_keeps_a_sensitive_place_to_itself(bookables):
    come(bookables)
    hall = builders.make_venue("De Vloot", street="Kade 1")
    sessions = [one.session for one in bookables]

    operations.relocate_dates(sessions=sessions, venue=hall, reason="Lekkage.", now=clock.now())
    (mail,) = list(sent())
    page = sessions[0].group.activity
    page.is_sensitive = True
    page.save()
    operations.relocate_dates(sessions=sessions, venue=None, reason="Droog.", now=clock.now())
    (hidden,) = list(sent())

    assert mail.subject == "Andere plek: Koken"
    assert "De nieuwe plek is De Vloot. Het adres is Kade 1." in mail.body
    assert hidden.subject == "Over je aanmelding"
    assert all(word not in hidden.body for word in ("Vloot", "Koken", "Droog"))


def test_leaves_out_what_is_no_longer_true_and_who_no_longer_comes(bookables):
    signups = come(bookables)
    cancel_all(bookables)
    # The first row of the three would have spoken for all.
    cancel(signup=signups[0], now=clock.now())
    operations.restore_session(session=bookables[1].session, now=clock.now())

    subjects = sorted(one.subject for one in sent())

    assert subjects == ["Gaat niet door: Koken", "Gaat toch door: Koken", "Je hebt afgezegd: Koken"]


def test_a_mail_that_left_before_a_worker_was_killed_is_not_told_again_by_another(bookables):
    come(bookables)
    cancel_all(bookables)
    rows = OutboxMail.objects.filter(kind=OutboxMail.Kind.SESSION_CANCELLED).order_by("pk")
    first = rows[0]
    now = clock.now()
    # Killed after the first was sent, while all three were leased.
    outbox.run(now)
    rows.exclude(pk=first.pk).update(sent_at=None, last_error="", leased_until=now)

    assert sent(now + timedelta(minutes=6)) == []
