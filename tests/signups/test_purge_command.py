"""What is forgotten stays forgotten, also after a backup is put back."""

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from common import clock
from portal import mail
from signups import operations, outbox, purge
from signups.models import Signup
from signups.personal import Contact
from tests.signups.builders import make_bookable, make_settings, sign_up

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = io.StringIO()
    call_command("purge", *arguments, stdout=out)
    return out.getvalue()


def made_long_ago(count=2):
    bookable = make_bookable(capacity=9)
    signups = [sign_up(bookable) for _one in range(count)]
    session = bookable.session
    session.starts_at -= timedelta(weeks=20)
    session.ends_at -= timedelta(weeks=20)
    session.save()
    return signups


def contacts():
    return [bytes(value) for value in Signup.objects.values_list("contact", flat=True)]


def test_a_dry_run_counts_and_keeps_everything():
    made_long_ago(count=2)

    assert run("--dry-run").startswith("2 signups of 1 sessions")

    assert all(contacts())


def test_forgets_what_is_due():
    made_long_ago(count=2)

    assert run() == "2 signups forgotten.\n"

    assert not any(contacts())


def test_a_restored_backup_forgets_again(tmp_path):
    signup, other = made_long_ago(count=2)
    backup = Signup.objects.filter(pk=signup.pk).values().get()
    purge.forget([signup.pk], clock.now())
    Signup.objects.filter(pk=signup.pk).update(**backup)
    assert bytes(Signup.objects.get(pk=signup.pk).contact)

    found = run("--replay", str(settings.PURGE_JOURNAL))

    assert found == "1 of 1 signups in the journal forgotten again.\n"
    assert [bool(value) for value in contacts()] == [False, True]
    assert bytes(Signup.objects.get(pk=other.pk).contact)


def test_a_journal_names_no_signup_by_a_number_that_comes_back():
    (signup,) = made_long_ago(count=1)
    purge.forget([signup.pk], clock.now())

    (line,) = settings.PURGE_JOURNAL.read_text().splitlines()

    assert line.split()[1] == str(signup.key)


def test_a_line_that_was_cut_off_by_a_crash_is_left_out():
    (signup,) = made_long_ago(count=1)
    purge.forget([signup.pk], clock.now())
    with settings.PURGE_JOURNAL.open("a") as file:
        file.write("2026-11-22T01:00:00+00:00 1234")

    assert "of 1 signups" in run("--replay", str(settings.PURGE_JOURNAL))


def test_says_when_a_journal_cannot_be_read(tmp_path):
    with pytest.raises(CommandError):
        run("--replay", str(tmp_path / "none"))


def test_nothing_is_forgotten_when_the_journal_cannot_be_written(tmp_path):
    (signup,) = made_long_ago(count=1)
    settings.PURGE_JOURNAL = tmp_path
    try:
        with pytest.raises(OSError, match="directory"):
            purge.forget([signup.pk], clock.now())
    finally:
        settings.PURGE_JOURNAL = tmp_path / "purged.txt"

    assert all(contacts())


def test_who_cancelled_is_forgotten_as_many_weeks_after_that():
    bookable = make_bookable(starts_at=clock.now() + timedelta(weeks=30))
    make_settings(bookable, retention_weeks=3)
    gone, stays = sign_up(bookable), sign_up(bookable)
    now = clock.now()
    operations.cancel(signup=gone, now=now)

    found = [purge.run(now + timedelta(weeks=3, seconds=shift)) for shift in (-1, 0)]

    assert found == [0, 1]
    assert bytes(Signup.objects.get(pk=stays.pk).contact)


def test_the_mails_that_were_kept_as_files_go_too(settings):
    settings.EMAIL_BACKEND = "portal.mail.FileBackend"
    gone, stays = (
        sign_up(make_bookable(), contact=Contact(name, f"{name}@post.example"))
        for name in ("zoe", "noor")
    )
    outbox.run(clock.now())
    assert len(mail.names()) == 2

    purge.forget([gone.pk], clock.now())

    (name,) = mail.names()
    assert mail.read(name)["To"] == "noor@post.example"
    assert stays.pk
