"""Scenarios of what happens later: promotion among many, reminders, the purge of a file."""

import os
import signal
from collections import Counter
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path

from tests.signups.races.processes import in_step, run_until_killed

NAME, ADDRESS = "Quirinus Zevenhuizen", "quirinus@zevenhuizen.example"


def two_cancels_and_a_signup(next_bookable, rounds=25):
    """Two places come free in the instant in which a third party signs up, and two wait."""
    from common import clock
    from signups import operations
    from signups.models import Bookable, Signup
    from tests.signups.builders import make_bookable, sign_up

    group = make_bookable(capacity=2).owner
    wrong, seen = [], Counter()

    def prepare():
        bookable = next_bookable(group)
        return bookable.pk, [sign_up(bookable).pk for _one in range(4)]

    def give_up(position):
        def run(task):
            signup = Signup.objects.get(pk=task[1][position])
            return str(operations.cancel(signup=signup, now=clock.now()).status)

        return run

    def come(task):
        return str(sign_up(Bookable.objects.get(pk=task[0])).status)

    for (pk, first), results in in_step(rounds, prepare, give_up(0), give_up(1), come):
        row = Bookable.objects.get(pk=pk)
        found = [str(one.status) for one in Signup.objects.filter(bookable=row).order_by("pk")]
        seen[" ".join(found)] += 1
        right = found == ["cancelled", "cancelled", "offered", "offered", "waiting"]
        if not right or row.taken != 2 or row.waiting != 1 or len(first) != 4:
            wrong.append([found, results])
    return {"seen": seen, "wrong": wrong}


def killed_between_reminders(signups=5):
    """The worker is killed with -9 as it queues reminders, and again as it sends them."""
    from common import clock
    from signups import outbox, reminders
    from signups.models import OutboxMail
    from tests.signups.builders import make_bookable, sign_up

    OutboxMail.objects.all().delete()
    bookable = make_bookable(capacity=signups, starts_at=clock.now() + timedelta(days=60))
    for _one in range(signups):
        sign_up(bookable)
    outbox.run(clock.now())
    soon = bookable.session.starts_at - timedelta(days=1)

    def dies_after_queueing():
        reminders.run(soon)
        os.kill(os.getpid(), signal.SIGKILL)

    def dies_before_the_commit():
        from django.db import transaction

        with transaction.atomic():
            reminders.run(soon)
            os.kill(os.getpid(), signal.SIGKILL)

    run_until_killed(dies_before_the_commit, 1)
    run_until_killed(dies_after_queueing, 2)
    again = reminders.run(soon)
    sent = outbox.run(soon)
    rows = OutboxMail.objects.filter(kind="reminder")
    return {"again": again, "sent": sent, "rows": rows.count()}


def purged_for_real(erases=True, wipes=True):
    """A signup is made, mailed and purged; then the files of the database are searched."""
    from django.conf import settings
    from django.db import connections

    from common import clock
    from signups import outbox, purge
    from signups.models import Signup
    from signups.personal import Contact, Person
    from tests.signups.builders import make_bookable, sign_up
    from vault import wiping

    if not wipes:
        wiping.wipe = lambda now: True
    bookable = make_bookable(capacity=3)
    people = [Person(NAME)]
    signup = sign_up(bookable, contact=Contact(NAME, ADDRESS), people=people)
    outbox.run(clock.now())
    row = Signup.objects.get(pk=signup.pk)
    sealed = [bytes(row.contact), bytes(row.people)]
    before = _stored()
    with nullcontext() if wipes else _reading_on():
        if erases:
            purge.run(bookable.session.ends_at + timedelta(weeks=4))
        connections.close_all()
        after = _stored()
    clear = [NAME.encode(), ADDRESS.encode()]
    mails = list(Path(settings.MAIL_DIR).glob("*.eml"))
    return {
        "sealed_before": all(value in before for value in sealed),
        "sealed_after": any(value in after for value in sealed),
        "clear_before": any(value in before for value in clear),
        "clear_after": any(value in after for value in clear),
        "mails": sum(ADDRESS.encode() in path.read_bytes() for path in mails),
    }


@contextmanager
def _reading_on():
    """Let somebody else read what there is now, as a dump does that takes a while.

    PostgreSQL overwrites rows that nobody can see any more whenever it comes by their page;
    these it must keep.
    """
    from django.db import connection

    reader = connection.copy()
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT count(*) FROM signups_signup")
            yield
    finally:
        reader.close()


def _stored() -> bytes:
    """Return the database's own files: with write-ahead log on SQLite; tables on PostgreSQL."""
    from django.db import connection

    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        files = [Path(f"{name}{end}") for end in ("", "-wal", "-journal")]
        return b"".join(file.read_bytes() for file in files if file.exists())
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class "
            "WHERE relkind IN ('r', 't', 'i') AND pg_relation_filepath(oid) IS NOT NULL"
        )
        return b"".join(bytes(row[0]) for row in cursor)
