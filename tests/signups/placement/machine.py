"""A machine that lives through histories of one series: who comes, is placed, moved and leaves.

It keeps its own book of who must not meet, and works out for itself which groups are near:
nothing of the portal's tokens and zones plays a part in what it checks.
"""

from collections import Counter
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import combinations

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from activities import guards
from activities import operations as activities
from activities.models import Group, Session
from common import clock
from signups import operations, purge, refusals
from signups.models import Bookable, OutboxMail, Placement, Series, SeriesGroup, Signup
from signups.operations import placing
from signups.personal import Person
from tests.signups.placement.builders import PARTS, make_series, sign_up

Kind = OutboxMail.Kind
BIRTHS = [date(2014, 3, day) for day in (1, 2, 3)]
NEAR = timedelta(hours=2)
pick = st.integers(0, 30)
shared = st.lists(st.sampled_from(BIRTHS), max_size=2, unique=True)


class Placements(RuleBasedStateMachine):
    series: Series  # of four groups, each with one session, made once by the test
    first_start: datetime  # of the first of them

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.now = clock.now()
        self.births: dict[int, frozenset] = {}  # by signup
        self.apart: set[frozenset] = set()  # pairs of signups
        self.sits: dict[int, int] = {}  # the group of each signup after the last step
        self.moves = Counter()
        self.gone: set[int] = set()

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)

    # What may happen

    @initialize(families=st.lists(shared, min_size=3, max_size=8))
    def begin(self, families):
        for births in families:
            self.come(births, 1, list(PARTS))

    @rule(
        births=shared,
        size=st.sampled_from([1, 1, 2]),
        parts=st.lists(st.sampled_from(PARTS), min_size=1, unique=True),
    )
    def come(self, births, size, parts):
        people = [Person(f"Ouder {position}") for position in range(size)]
        signup = sign_up(self.series, births, parts=parts, people=people, now=self.now)
        self.births[signup.pk] = frozenset(births)

    @rule()
    def the_batch_runs(self):
        before = dict(self.sits)
        with suppress(refusals.Refusal):
            plan = placing.preview(series=self.series)
            operations.place_all(series=self.series, mark=plan.mark, now=self.now)
        after = dict(Placement.objects.values_list("signup", "place"))
        assert {pk: after.get(pk) for pk in before} == before  # nobody who has a place moves

    @rule(which=pick, where=st.integers(0, 3))
    def staff_place_or_move(self, which, where):
        if signup := self._one(which):
            place = self._places()[where]
            with suppress(refusals.Refusal):
                operations.place(signup=signup, place=place, now=self.now)

    @rule(which=pick, other=pick)
    def staff_keep_apart(self, which, other):
        pair = [self._one(which), self._one(other)]
        if None in pair or pair[0] == pair[1]:
            return
        with suppress(refusals.Refusal):
            operations.keep_apart(signups=pair, now=self.now)
            self.apart.add(frozenset(signup.pk for signup in pair))

    @rule(where=st.integers(0, 3), days=st.integers(0, 3))
    def a_session_is_moved(self, where, days):
        session = Session.objects.get(group=self._places()[where].group_id)
        start = self.first_start + timedelta(days=days)
        with suppress(guards.Refused):
            activities.move_session(
                session=session,
                starts_at=start,
                ends_at=start + timedelta(hours=1),
                reason="",
                now=self.now,
            )

    @rule(which=pick)
    def cancel(self, which):
        if signup := self._one(which):
            operations.cancel(signup=signup, now=self.now)

    @rule(which=pick)
    def erase(self, which):
        if signup := self._one(which):
            self.gone.add(signup.pk)
            operations.erase(signup=signup, now=self.now)

    @rule(which=pick)
    def forget(self, which):
        ended = list(Signup.objects.filter(status__in=Signup.ENDED, purged_at__isnull=True))
        if ended:
            pk = ended[which % len(ended)].pk
            self.gone.add(pk)
            purge.forget([pk], self.now)

    # What must hold after each

    @invariant()
    def the_rules_hold(self):
        rows = list(Placement.objects.filter(place__series=self.series).select_related("signup"))
        self._no_pair_is_in_a_zone({row.signup_id: row.place_id for row in rows})
        self._counts_are_those_of_the_rows(rows)
        self._each_change_is_told_once({row.signup_id: row.place_id for row in rows})

    def _no_pair_is_in_a_zone(self, sits):
        near = self._near()
        for one, other in combinations(sorted(sits), 2):
            must_not = bool(self.births[one] & self.births[other])
            must_not |= frozenset((one, other)) in self.apart
            assert not (must_not and near[sits[one]] == near[sits[other]])

    def _counts_are_those_of_the_rows(self, rows):
        for place in self._places():
            there = [row.signup for row in rows if row.place_id == place.pk]
            assert place.taken == sum(signup.size for signup in there) <= place.capacity
            assert all(signup.status == Signup.Status.PLACED for signup in there)
        counted = Signup.objects.filter(bookable__series=self.series, status__in=Signup.COUNTED)
        taken = Bookable.objects.get(series=self.series).taken
        assert taken == sum(counted.values_list("size", flat=True))

    def _each_change_is_told_once(self, sits):
        for pk, place in sits.items():
            self.moves[pk] += self.sits.get(pk) != place
        self.sits = sits
        mails = Counter(OutboxMail.objects.values_list("signup", "kind"))
        for pk in set(self.births) - self.gone:
            told = mails[pk, str(Kind.GROUP)] + mails[pk, str(Kind.REGROUPED)]
            assert told == self.moves[pk]
            assert mails[pk, str(Kind.RECEIVED)] == 1 and mails[pk, str(Kind.NOT_YET)] <= 1
        assert not [key for key in mails if key[0] in self.gone]

    # How

    def _near(self):
        """Return for each group the lowest of those that it touches, directly or in turn."""
        sessions = Session.objects.filter(group__placing__series=self.series)
        meets = list(sessions.values_list("group__placing", "group__venue", "starts_at"))
        zone = {pk: pk for pk, _venue, _start in meets}
        for _round in meets:
            for (one, venue, start), (other, other_venue, other_start) in combinations(meets, 2):
                # Each lasts an hour, and two hours between two of them is enough.
                if venue == other_venue and abs(start - other_start) < NEAR + timedelta(hours=1):
                    zone[one] = zone[other] = min(zone[one], zone[other])
        return zone

    def _places(self):
        return list(SeriesGroup.objects.filter(series=self.series).order_by("pk"))

    def _one(self, which):
        rows = Signup.objects.active().select_related("bookable__series").order_by("pk")
        found = list(rows)
        return found[which % len(found)] if found else None


def prepare() -> None:
    """Make the series: four groups at one venue, each an hour on an evening of its own."""
    series = Placements.series = make_series(groups=4, capacity=3)
    groups = Group.objects.filter(placing__series=series)
    groups.update(venue=groups.first().venue)
    for group in groups:
        first = group.sessions.earliest("starts_at")
        group.sessions.exclude(pk=first.pk).delete()
        group.sessions.update(ends_at=first.starts_at + timedelta(hours=1))
    sessions = Session.objects.filter(group__in=groups)
    Placements.first_start = sessions.earliest("starts_at").starts_at
