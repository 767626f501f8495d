"""What a mail says and what is attached to it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as mailbox
from django.template import Context, Template
from icalendar import Calendar

from activities import operations as activity_operations
from activities.models import Group
from common import clock
from signups import calendars, operations, outbox
from signups.models import OutboxMail, Signup
from tests import builders as site
from tests.signups.builders import make_bookable, make_settings, sign_up

pytestmark = pytest.mark.django_db


def events(message):
    (content,) = [part[1] for part in message.attachments if part[2] == "text/calendar"]
    return Calendar.from_ical(content).walk("VEVENT")


def sent_after(change, now=None):
    mailbox.outbox.clear()
    change()
    outbox.run(now or clock.now())
    return list(mailbox.outbox)


def shift(session, **by):
    return activity_operations.move_session(
        session=session,
        starts_at=session.starts_at + timedelta(**by),
        ends_at=session.ends_at + timedelta(**by),
        reason="Zaal dicht",
        now=clock.now(),
    )


class TestCalendar:
    def test_the_uid_stays_and_the_sequence_grows_with_each_change(self):
        bookable = make_bookable()
        signup = sign_up(bookable)
        session = bookable.session
        messages = sent_after(lambda: None)
        messages += sent_after(lambda: shift(session, hours=1))
        messages += sent_after(
            lambda: activity_operations.cancel_session(session=session, reason="", now=clock.now())
        )
        messages += sent_after(
            lambda: activity_operations.restore_session(session=session, now=clock.now())
        )
        messages += sent_after(lambda: operations.cancel(signup=signup, now=clock.now()))

        found = [event for message in messages for event in events(message)]

        assert len({str(event["UID"]) for event in found}) == 1
        sequences = [int(event["SEQUENCE"]) for event in found]
        assert sequences == sorted(set(sequences)) and len(sequences) == 5
        assert [str(event["STATUS"]) for event in found] == [
            "CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"
        ]  # fmt: skip

    def test_nothing_in_a_sensitive_appointment_leads_to_the_public_one(self):
        bookable = make_bookable(
            title="Groep scheiding", is_sensitive=True, venue=site.make_venue("De Vliet")
        )
        (message,) = sent_after(lambda: sign_up(bookable))

        (event,) = events(message)
        whole = event.to_ical().decode()

        assert str(bookable.session.uid) not in whole
        assert not {"LOCATION", "GEO", "URL", "DESCRIPTION"} & set(event)
        assert str(event["SUMMARY"]) == "Afspraak"
        assert "scheiding" not in message.message().as_string()

    def test_the_second_half_past_two_is_told_apart(self):
        first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 2:30 summer time
        starts = []
        for moment in (first, first + timedelta(hours=1)):
            session = site.make_session(starts_at=moment, hours=4)
            bookable = make_bookable(group=session.group, starts_at=moment + timedelta(days=400))
            signup = sign_up(bookable)
            content = calendars.of_signup(signup, [session], is_sensitive=False)
            (event,) = Calendar.from_ical(content).walk("VEVENT")
            starts.append((event["DTSTART"].to_ical(), event["DTSTART"].dt.astimezone(UTC)))

        assert starts == [
            (b"20261025T023000", first),
            (b"20261025T013000Z", first + timedelta(hours=1)),
        ]


class TestMomentInWords:
    @pytest.mark.parametrize(
        ("moment", "words"),
        [
            (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "zondag 25 oktober, 2.30 (zomertijd)"),
            (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "zondag 25 oktober, 2.30 (wintertijd)"),
            (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "zondag 25 oktober, 3.30"),
            # 28 March 2027 02:30 does not exist: half an hour after 1:59 comes 3:29.
            (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "zondag 28 maart, 1.59"),
            (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), "zondag 28 maart, 3.30"),
        ],
    )
    def test_says_which_of_two_it_is(self, moment, words):
        page = Template('{% load signups %}{{ at|moment:"l j F, G.i" }}')

        assert page.render(Context({"at": moment})) == words

    @pytest.mark.parametrize(
        "now", [datetime(2026, 10, 24, 1, 30, tzinfo=UTC), datetime(2027, 3, 27, 1, 30, tzinfo=UTC)]
    )
    def test_an_offer_holds_48_true_hours_across_a_clock_change(self, now):
        group = site.make_bare_group(way_in=Group.WayIn.PER_SESSION)
        site.make_session(group, starts_at=now + timedelta(days=9))
        (bookable,) = operations.set_capacity(group=group, capacity=1, now=now)
        first, second = sign_up(bookable, now=now), sign_up(bookable, now=now)

        operations.cancel(signup=first, now=now)

        second.refresh_from_db()
        assert second.offer_expires_at - now == timedelta(hours=48)


class TestTheLastChangeWins:
    def test_a_session_that_moves_and_is_then_cancelled_makes_one_mail(self):
        bookable = make_bookable()
        sign_up(bookable)
        outbox.run(clock.now())

        def twice():
            shift(bookable.session, hours=1)
            activity_operations.cancel_session(
                session=bookable.session, reason="Ziek", now=clock.now()
            )

        messages = sent_after(twice)

        assert [message.subject.partition(":")[0] for message in messages] == ["Gaat niet door"]
        rows = OutboxMail.objects.filter(session__isnull=False)
        assert sorted(rows.values_list("kind", "last_error")) == [
            ("session_cancelled", ""), ("session_moved", "not needed")
        ]  # fmt: skip

    def test_two_moves_in_a_row_tell_the_last_date(self):
        bookable = make_bookable()
        sign_up(bookable)
        outbox.run(clock.now())

        messages = sent_after(lambda: [shift(bookable.session, hours=hours) for hours in (1, 2)])

        (event,) = events(messages[0])
        assert len(messages) == 1
        assert event["DTSTART"].dt == bookable.session.starts_at.replace(microsecond=0)

    def test_no_offer_of_a_session_that_was_cancelled_is_mailed(self):
        bookable = make_bookable(capacity=1)
        first, _second = sign_up(bookable), sign_up(bookable)
        outbox.run(clock.now())

        def change():
            operations.cancel(signup=first, now=clock.now())
            activity_operations.cancel_session(session=bookable.session, reason="", now=clock.now())

        subjects = [message.subject.partition(":")[0] for message in sent_after(change)]

        assert "Er is een plek voor je" not in subjects
        assert "Gaat niet door" in subjects


def test_who_is_cancelled_by_the_organiser_reads_that():
    signup = sign_up(make_bookable(title="Koken"))
    outbox.run(clock.now())

    (message,) = sent_after(
        lambda: operations.cancel(signup=signup, now=clock.now(), by_staff=True)
    )

    assert "Koken" in message.body and "organisator" in message.body
    assert str(events(message)[0]["STATUS"]) == "CANCELLED"


def test_writes_in_the_visitors_language_and_else_in_dutch():
    for language, word in (("en", "Hello"), ("xx", "Hallo")):
        (message,) = sent_after(lambda code=language: sign_up(make_bookable(), language=code))

        assert word in message.body


class TestADeadMailServer:
    def test_costs_nobody_an_offer_they_never_heard_of(self, monkeypatch):
        from django.core.mail.backends.locmem import EmailBackend

        bookable = make_bookable(capacity=1, starts_at=clock.now() + timedelta(days=30))
        make_settings(bookable, offer_hours=24)
        first, second, third = (sign_up(bookable) for _one in range(3))
        now = clock.now()
        outbox.run(now)
        operations.cancel(signup=first, now=now)

        def dead(self):
            raise ConnectionRefusedError

        with monkeypatch.context() as broken:
            broken.setattr(EmailBackend, "open", dead)
            outbox.run(now)
            second.refresh_from_db()
            operations.expire_offers(bookable_id=bookable.pk, now=second.offer_expires_at)
        late = now + timedelta(hours=40)
        outbox.run(late)

        second.refresh_from_db()
        assert second.status == Signup.Status.OFFERED
        assert second.offer_expires_at == late + timedelta(hours=24)
        assert Signup.objects.get(pk=third.pk).status == Signup.Status.WAITING
        operations.expire_offers(bookable_id=bookable.pk, now=second.offer_expires_at)
        assert Signup.objects.get(pk=second.pk).status == Signup.Status.EXPIRED
