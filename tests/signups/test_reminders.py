"""Mails at a set time: two days before a session, and afterwards."""

from datetime import timedelta

import pytest
from django.core import mail as mailbox

from activities import operations as activity_operations
from common import clock
from signups import operations, outbox, purge, reminders
from signups.models import OutboxMail, Signup
from signups.personal import Contact
from tests.signups.builders import make_bookable, make_series, make_settings, sign_up

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def kinds(signup, kind):
    return OutboxMail.objects.filter(signup=signup, kind=kind).count()


def subjects():
    return [message.subject for message in mailbox.outbox]


class TestReminder:
    def test_goes_out_two_days_before_and_once(self):
        bookable = make_bookable(title="Koken")
        signup = sign_up(bookable)
        outbox.run(clock.now())
        start = bookable.session.starts_at

        found = [
            reminders.run(start - 2 * DAY - timedelta(minutes=1)),
            reminders.run(start - 2 * DAY),
            reminders.run(start - DAY),
        ]
        outbox.run(start - DAY)

        assert found == [0, 1, 0]
        assert kinds(signup, "reminder") == 1
        message = mailbox.outbox[-1]
        assert "Koken" in message.subject and "Koken" in message.body
        assert message.attachments[0][1].count("BEGIN:VEVENT") == 1

    def test_goes_to_who_has_a_place_and_nobody_else(self):
        bookable = make_bookable(capacity=1)
        placed, waiting = sign_up(bookable), sign_up(bookable)
        gone = sign_up(make_bookable())
        operations.cancel(signup=gone, now=clock.now())

        assert reminders.run(bookable.session.starts_at - DAY) == 1
        assert [kinds(signup, "reminder") for signup in (placed, waiting, gone)] == [1, 0, 0]

    def test_is_not_sent_to_who_heard_the_date_within_those_two_days(self):
        bookable = make_bookable(starts_at=clock.now() + DAY)
        sign_up(bookable)

        assert reminders.run(clock.now()) == 0

    def test_is_not_sent_for_a_session_that_was_just_moved(self):
        bookable = make_bookable()
        sign_up(bookable)
        start = bookable.session.starts_at
        now = clock.now()
        OutboxMail.objects.update(created_at=now - 30 * DAY)
        activity_operations.move_session(
            session=bookable.session,
            starts_at=start - 6 * DAY,
            ends_at=start - 6 * DAY + timedelta(hours=1),
            reason="Eerder",
            now=now,
        )

        assert reminders.run(now) == 0

    def test_comes_again_when_the_session_moved_to_weeks_later(self):
        bookable = make_bookable()
        signup = sign_up(bookable)
        start = bookable.session.starts_at
        reminders.run(start - DAY)
        activity_operations.move_session(
            session=bookable.session,
            starts_at=start + 21 * DAY,
            ends_at=start + 21 * DAY + timedelta(hours=1),
            reason="Later",
            now=clock.now(),
        )

        assert reminders.run(start + 20 * DAY) == 1
        assert kinds(signup, "reminder") == 2

    def test_comes_before_each_session_of_a_series(self):
        bookable = make_series(sessions=3)
        signup = sign_up(bookable)
        starts = bookable.group.sessions.order_by("pk").values_list("starts_at", flat=True)

        for start in starts:
            reminders.run(start - DAY)

        assert kinds(signup, "reminder") == 3

    def test_is_dropped_when_the_session_is_cancelled_meanwhile(self):
        bookable = make_bookable()
        sign_up(bookable)
        outbox.run(clock.now())
        reminders.run(bookable.session.starts_at - DAY)
        activity_operations.cancel_session(session=bookable.session, reason="", now=clock.now())
        mailbox.outbox.clear()

        outbox.run(bookable.session.starts_at - DAY)

        assert len(mailbox.outbox) == 1
        assert mailbox.outbox[0].subject.startswith("Gaat niet door")

    def test_is_queued_once_by_two_workers_at_once(self):
        bookable = make_bookable()
        signup = sign_up(bookable)
        session, now = bookable.session, clock.now() + 6 * DAY
        rows = Signup.objects.filter(pk=signup.pk)

        for _worker in range(2):
            reminders._queue(rows, "reminder", session, now)

        assert kinds(signup, "reminder") == 1


class TestAftercare:
    def make(self, **fields):
        bookable = make_series(sessions=2)
        make_settings(bookable, **fields)
        signup = sign_up(bookable)
        last = bookable.group.sessions.latest("ends_at").ends_at
        return signup, last

    def test_goes_out_once_the_day_after_the_last_session(self):
        signup, last = self.make(aftercare_text="Hoe was het?", aftercare_link="https://v.example/")
        outbox.run(clock.now())
        mailbox.outbox.clear()

        assert kinds(signup, "aftercare") == 0
        found = [
            reminders._thank(last - 6 * DAY),
            reminders._thank(last),
            reminders._thank(last + DAY),
            reminders._thank(last + 2 * DAY),
        ]
        outbox.run(last + DAY)

        assert found == [0, 0, 1, 0]
        assert "Hoe was het?" in mailbox.outbox[0].body
        assert "https://v.example/" in mailbox.outbox[0].body

    def test_is_not_sent_where_nothing_was_written(self):
        _signup, last = self.make()

        assert reminders._thank(last + DAY) == 0

    def test_is_not_sent_to_who_was_forgotten_or_weeks_late(self):
        signup, last = self.make(aftercare_text="Hoe was het?")

        assert reminders._thank(last + 6 * DAY) == 0
        purge.forget([signup.pk], clock.now())
        assert reminders._thank(last + DAY) == 0


def test_who_gave_no_address_gets_no_mail_at_a_set_time():
    bookable = make_bookable()
    make_settings(bookable, aftercare_text="Hoe was het?")
    sign_up(bookable, contact=Contact("Noor", telephone="010 123 45 67"))

    assert reminders.run(bookable.session.starts_at - DAY) == 0
    assert reminders.run(bookable.session.ends_at + DAY) == 0
