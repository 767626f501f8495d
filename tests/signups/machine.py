"""A machine that lives through histories of two sessions, and checks each step by itself.

A history is one savepoint that is rolled back, so that thousands fit in a few minutes.
"""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

from django.core import mail as mailbox
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from activities.models import Group
from common import clock
from signups import offers, operations, outbox, purge, refusals
from signups.models import Bookable, OutboxMail, Signup, SignupSettings
from tests import builders as site
from tests.signups.builders import people, sign_up
from vault.outbox import NOT_NEEDED

Status = Signup.Status
Kind = OutboxMail.Kind

# Which mails tell of a change from one state to another ("" before the signup).
MAILS = {
    ("", Status.PLACED): [Kind.PLACED],
    ("", Status.WAITING): [Kind.WAITING],
    ("", Status.OFFERED): [Kind.WAITING, Kind.OFFER],
    (Status.WAITING, Status.OFFERED): [Kind.OFFER],
    (Status.OFFERED, Status.PLACED): [Kind.PLACED],
    (Status.OFFERED, Status.EXPIRED): [Kind.EXPIRED],
    (Status.OFFERED, Status.DECLINED): [Kind.CANCELLED],
    **{(state, Status.CANCELLED): [Kind.CANCELLED] for state in Signup.ACTIVE},
}
SIZES = st.sampled_from([1, 1, 1, 2, 3])
pick = st.integers(0, 30)


class Histories(RuleBasedStateMachine):
    group: Group  # of two sessions, made once by the test

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.now = clock.now()
        self.known: dict[int, tuple] = {}  # pk: state, bookable
        self.expected = Counter()
        self.gone: set[int] = set()
        mailbox.outbox.clear()

    def teardown(self):
        try:
            self.no_mail_is_lost_or_doubled()
        finally:
            transaction.savepoint_rollback(self.savepoint)

    # What may happen

    @initialize(
        capacity=st.integers(1, 4),
        comers=st.lists(SIZES, min_size=1, max_size=7),
        smaller_may_pass=st.booleans(),
        sends=st.sampled_from([True, False, False, False, False]),
    )
    def begin(self, capacity, comers, smaller_may_pass, sends):
        self.sends = sends  # to write every mail takes most of the time
        self.smaller_may_pass = smaller_may_pass
        SignupSettings.objects.create(
            activity=self.group.activity, smaller_may_pass=smaller_may_pass
        )
        self.units = operations.set_capacity(group=self.group, capacity=capacity, now=self.now)
        for size in comers:
            self.come(0, size)

    @rule(unit=st.integers(0, 1), size=SIZES)
    def come(self, unit, size):
        self._try(lambda: sign_up(self.units[unit], size=size, now=self.now))

    @rule(which=pick)
    def cancel(self, which):
        self._answer(operations.cancel, Signup.ACTIVE, which)

    @rule(which=pick)
    def accept(self, which):
        self._answer(operations.accept, [Status.OFFERED], which)

    @rule(which=pick)
    def decline(self, which):
        self._answer(operations.decline, [Status.OFFERED], which)

    @rule(which=pick, size=SIZES)
    def resize(self, which, size):
        if signup := self._one(Signup.ACTIVE, which):
            self._try(lambda: operations.resize(signup=signup, people=people(size), now=self.now))

    @rule(which=pick, unit=st.integers(0, 1))
    def move(self, which, unit):
        if signup := self._one(Signup.ACTIVE, which):
            self._try(lambda: operations.move(signup=signup, to=self.units[unit], now=self.now))

    @rule(capacity=st.integers(0, 6))
    def set_capacity(self, capacity):
        operations.set_capacity(group=self.group, capacity=capacity, now=self.now)

    @rule(hours=st.sampled_from([1, 24, 49]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)
        offers.run(self.now)

    @rule(which=pick)
    def forget(self, which):
        if signup := self._one(Signup.ENDED, which):
            self.gone.add(signup.pk)
            purge.forget([signup.pk], self.now)

    @precondition(lambda self: self.expected and self.sends)
    @rule()
    def mail_is_sent(self):
        outbox.run(self.now)

    # What must hold after each

    @invariant()
    def the_rules_hold(self):
        if not hasattr(self, "units"):
            return
        rows = list(Bookable.objects.filter(pk__in=[unit.pk for unit in self.units]))
        signups = list(Signup.objects.defer("contact", "people", "answers").order_by("number"))
        for row in rows:
            here = [signup for signup in signups if signup.bookable_id == row.pk]
            line = [signup for signup in here if signup.status == Status.WAITING]
            self._counts_are_those_of_the_rows(row, here, line)
            self._no_place_is_empty_beside_who_fits(row, line)
            self._order_is_kept(here, line)
        self._each_change_is_told_once(signups)

    def _counts_are_those_of_the_rows(self, row, here, line):
        assert row.taken == sum(one.size for one in here if one.status in Signup.SEATED)
        assert row.waiting == sum(one.size for one in line)
        assert row.taken <= row.seats == max(row.capacity, row.taken)

    def _no_place_is_empty_beside_who_fits(self, row, line):
        first = line if self.smaller_may_pass else line[:1]
        assert not [one for one in first if one.size <= row.left]

    def _order_is_kept(self, here, line):
        """Nobody got an offer in this step while somebody with an earlier number waits."""
        new = [
            one.number
            for one in here
            if one.status == Status.OFFERED and self.known.get(one.pk, ("",))[0] != Status.OFFERED
        ]
        if new and line and not self.smaller_may_pass:
            assert max(new) < line[0].number

    def _each_change_is_told_once(self, signups):
        for signup in signups:
            now = (str(signup.status), signup.bookable_id)
            before = self.known.get(signup.pk, ("", signup.bookable_id))
            self.known[signup.pk] = now
            if before[1] != now[1]:
                self.expected[signup.pk, str(Kind.REGROUPED)] += 1
            elif before[0] != now[0]:
                for kind in MAILS[before[0], now[0]]:
                    self.expected[signup.pk, str(kind)] += 1
        rows = Counter(OutboxMail.objects.values_list("signup", "kind"))
        assert rows == {
            key: count for key, count in self.expected.items() if key[0] not in self.gone
        }

    def no_mail_is_lost_or_doubled(self):
        if not getattr(self, "sends", False):
            return
        for _round in range(100):
            if not outbox.run(self.now):
                break
        rows = OutboxMail.objects.all()
        assert not rows.filter(sent_at__isnull=True).exists()
        ids = Counter(message.extra_headers["Message-ID"] for message in mailbox.outbox)
        assert not ids or max(ids.values()) == 1
        sent = {value.partition("@")[0].lstrip("<") for value in ids}
        told = rows.exclude(last_error=NOT_NEEDED).values_list("uid", flat=True)
        assert {str(uid) for uid in told} <= sent

    # How

    def _one(self, states, which):
        rows = Signup.objects.filter(status__in=states, purged_at__isnull=True).order_by("pk")
        found = list(rows)
        return found[which % len(found)] if found else None

    def _answer(self, verb, states, which):
        if signup := self._one(states, which):
            self._try(lambda: verb(signup=signup, now=self.now))

    def _try(self, change):
        with suppress(refusals.Refusal):
            change()


def make_group() -> Group:
    """Return a group of two sessions, long from now."""
    group = site.make_bare_group(way_in=Group.WayIn.PER_SESSION)
    for week in (30, 31):
        site.make_session(group, starts_at=clock.now() + timedelta(weeks=week))
    return group
