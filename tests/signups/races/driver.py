"""Scenarios with real processes, on the database that the environment names."""

import itertools
import os
import random
import signal
import time
import uuid
from collections import Counter
from datetime import timedelta

from tests.concerns.scenarios import send_at_once, take_at_once  # noqa: F401
from tests.participation.races.driver import votes, votes_while_closing  # noqa: F401
from tests.signups.races import later
from tests.signups.races.pairs import batch_at_once, pair_at_once  # noqa: F401
from tests.signups.races.processes import fork, in_step, run_until_killed, together

_minutes = itertools.count(1)


def crowd(clients=40, capacity=10, guard=True):
    """Clients come for the last places at the same instant."""
    from common import clock
    from tests.signups.builders import make_bookable, sign_up

    bookable = make_bookable(capacity=capacity)

    def with_guard():
        return str(sign_up(bookable, now=clock.now()).status)

    counted = fork.Barrier(clients)
    results = together(
        *[with_guard if guard else lambda: _naive(bookable, capacity, counted)] * clients
    )
    return {
        "outcomes": Counter(outcome for outcome, _seconds in results),
        "slowest": max(seconds for _outcome, seconds in results),
        **_state(bookable),
    }


def _naive(bookable, capacity, counted):
    """What others do: count, then insert. Nothing stands between the two, so everybody may
    have counted before anybody inserts: the barrier makes that happen on any machine."""
    from common import clock
    from signups.models import Signup

    now = clock.now()
    room = Signup.objects.filter(bookable=bookable).seated().count() < capacity
    counted.wait(timeout=60)
    status = Signup.Status.PLACED if room else Signup.Status.CANCELLED
    Signup.objects.create(
        key=uuid.uuid4(), bookable=bookable, status=status, size=1, created_at=now, changed_at=now
    )
    return str(status)


def double_click(clients=8):
    """One form is sent many times at the same instant."""
    from signups.personal import Contact
    from tests.signups.builders import make_bookable, sign_up

    bookable = make_bookable(capacity=1)
    form = {"key": uuid.uuid4(), "contact": Contact("Noor", "noor@post.example")}
    results = together(*[lambda: sign_up(bookable, **form).pk] * clients)
    return {"signups": len({outcome for outcome, _seconds in results}), **_state(bookable)}


def cancel_against_signup(rounds=40, guard=True):
    """Somebody cancels the last place in the instant in which another signs up."""
    from common import clock
    from signups import counting, operations
    from signups.models import Bookable, Signup
    from signups.operations import booking
    from tests.signups.builders import make_bookable, sign_up

    if not guard:
        booking._place_or_wait = _wait_without_trying_again(counting, Bookable, Signup)
    seen, lost, errors = Counter(), 0, 0

    group = make_bookable(capacity=1).owner

    def prepare():
        bookable = _next_bookable(group)
        return bookable.pk, sign_up(bookable).pk

    def cancel(task):
        signup = Signup.objects.get(pk=task[1])
        return str(operations.cancel(signup=signup, now=clock.now()).status)

    def come(task):
        return str(sign_up(Bookable.objects.get(pk=task[0])).status)

    for (bookable_pk, _first), results in in_step(rounds, prepare, cancel, come):
        row = Bookable.objects.get(pk=bookable_pk)
        comer = Signup.objects.filter(bookable=row).latest("pk")
        seen[str(comer.status)] += 1
        lost += comer.status == Signup.Status.WAITING or row.taken != 1
        errors += any(result[0].isupper() for result in results)
    return {"seen": seen, "lost": lost, "errors": errors}


def _wait_without_trying_again(counting, bookables, signups):
    def place_or_wait(signup):
        signup.status = signups.Status.PLACED
        if counting.take(signup.bookable_id, signup.size):
            return
        time.sleep(0.01)
        row = bookables.objects.get(pk=signup.bookable_id)
        bookables.objects.filter(pk=row.pk).update(
            last_number=row.last_number + 1, waiting=row.waiting + signup.size
        )
        signup.status, signup.number = signups.Status.WAITING, row.last_number + 1

    from signups import line

    line.offer_places = lambda bookable, now: []
    return place_or_wait


def accept_against_expiry(rounds=40):
    """An offer is accepted in the instant in which the sweeper ends it."""
    from common import clock
    from signups import operations
    from signups.models import Bookable, Signup
    from tests.signups.builders import make_bookable, sign_up

    seen, wrong = Counter(), 0

    group = make_bookable(capacity=1).owner

    def prepare():
        bookable = _next_bookable(group)
        first, second = sign_up(bookable), sign_up(bookable)
        third = sign_up(bookable)
        operations.cancel(signup=first, now=clock.now())
        ends = Signup.objects.get(pk=second.pk).offer_expires_at
        return bookable.pk, second.pk, third.pk, ends

    def accept(task):
        signup = Signup.objects.get(pk=task[1])
        return operations.accept(signup=signup, now=task[3] - timedelta(microseconds=1)).status

    def sweep(task):
        return operations.expire_offers(bookable_id=task[0], now=task[3])

    for (bookable_pk, second, third, _ends), results in in_step(rounds, prepare, accept, sweep):
        states = [str(Signup.objects.get(pk=pk).status) for pk in (second, third)]
        seen[states[0]] += 1
        row = Bookable.objects.get(pk=bookable_pk)
        fine = states in (["placed", "waiting"], ["expired", "offered"])
        told = (results[0] == "placed") == (states[0] == "placed")
        wrong += not (fine and told and row.taken == 1)
    return {"seen": seen, "wrong": wrong}


def storm(processes=6, steps=30, seed=1):
    """Everything at once on one session; afterwards rows, counts and order must agree."""
    from activities.models import Group
    from common import clock
    from signups import operations, refusals
    from signups.models import Bookable, Signup
    from tests.signups.builders import make_bookable, people, sign_up

    bookable = make_bookable(capacity=7)
    group_pk = bookable.owner.pk

    def client(number):
        def run():
            dice, done = random.Random(seed * 1000 + number), Counter()
            for _step in range(steps):
                active = list(Signup.objects.active().filter(bookable=bookable).order_by("pk"))
                signup = dice.choice(active) if active else None
                verb = dice.choice(["come"] * 4 + ["cancel", "accept", "decline", "resize", "set"])
                try:
                    if verb == "come":
                        sign_up(bookable, size=dice.randint(1, 3))
                    elif verb == "set":
                        group = Group.objects.get(pk=group_pk)
                        operations.set_capacity(group=group, capacity=dice.randint(3, 9))
                    elif verb == "resize" and signup:
                        operations.resize(
                            signup=signup, people=people(dice.randint(1, 3)), now=clock.now()
                        )
                    elif signup:
                        getattr(operations, verb)(signup=signup, now=clock.now())
                    done["done"] += 1
                except refusals.Refusal:
                    done["refused"] += 1
            return dict(done)

        return run

    results = together(*[client(number) for number in range(processes)])
    row = Bookable.objects.get(pk=bookable.pk)
    waiting = list(Signup.objects.filter(bookable=row).in_line())
    stuck = bool(waiting) and row.capacity - row.taken >= waiting[0].size
    return {
        "errors": [outcome for outcome, _seconds in results if isinstance(outcome, str)],
        "stuck": stuck,
        **_state(bookable),
    }


def killed_after_commit(signups=5):
    """The process is killed with -9 right after its signup; another sends the mail."""
    from common import clock
    from signups import outbox
    from tests.signups.builders import make_bookable, sign_up

    _empty_outbox()
    bookable = make_bookable(capacity=signups)

    def victim():
        sign_up(bookable)
        os.kill(os.getpid(), signal.SIGKILL)

    run_until_killed(victim, signups)
    return {"sent": outbox.run(clock.now()), "mails": len(_mail_ids()), **_state(bookable)}


def killed_while_sending():
    """The worker is killed with -9 after the server took the mail, before it noted so."""
    from common import clock
    from signups import mails, outbox
    from signups.models import OutboxMail
    from tests.signups.builders import make_bookable, sign_up
    from vault.outbox import LEASE

    _empty_outbox()
    sign_up(make_bookable())
    now = clock.now()

    def victim():
        render = mails.render

        def render_and_die(mail, *rest):
            message = render(mail, *rest)
            send = message.send
            message.send = lambda: (send(), os.kill(os.getpid(), signal.SIGKILL))
            return message

        mails.render = render_and_die
        outbox.run(now)

    run_until_killed(victim, 1)
    at_once = outbox.run(now)
    later = outbox.run(now + LEASE)
    ids = _mail_ids()
    return {
        "at_once": at_once,
        "later": later,
        "mails": len(ids),
        "different_ids": len(set(ids)),
        "unsent": OutboxMail.objects.filter(sent_at=None).count(),
    }


def two_cancels_and_a_signup(rounds=25):
    return later.two_cancels_and_a_signup(_next_bookable, rounds)


def killed_between_reminders(signups=5):
    _empty_outbox()
    return later.killed_between_reminders(signups)


def purged_for_real(erases=True, wipes=True):
    _empty_outbox()
    return later.purged_for_real(erases, wipes)


def _empty_outbox():
    """Forget the mails of scenarios before this one."""
    import tempfile

    from django.conf import settings

    from signups.models import OutboxMail

    OutboxMail.objects.all().delete()
    settings.MAIL_DIR = tempfile.mkdtemp(dir=settings.VAR_DIR)


def _mail_ids():
    from portal import mail

    return [str(mail.read(name)["Message-ID"]) for name in mail.names()]


def _state(bookable):
    from signups.management.commands.check_places import differences
    from signups.models import Bookable, Signup

    row = Bookable.objects.get(pk=bookable.pk)
    rows = Signup.objects.filter(bookable=row)
    return {
        "capacity": row.capacity,
        "taken": row.taken,
        "seats": row.seats,
        "waiting": row.waiting,
        "rows": Counter(str(status) for status in rows.values_list("status", flat=True)),
        "differences": [line for line in differences() if f"bookable {row.pk}:" in line],
    }


def _next_bookable(group):
    """Return the bookable of a fresh session of a group whose capacity is set."""
    from activities import operations as activity_operations
    from common import clock
    from signups.models import Bookable

    start = clock.now() + timedelta(days=7, minutes=next(_minutes))
    session = activity_operations.add_session(
        group=group, starts_at=start, ends_at=start + timedelta(hours=1)
    )
    return Bookable.objects.get(session=session)
