"""Scenarios of placement: two people who are kept apart come for one zone at the same instant."""

from collections import Counter

from tests.signups.races.processes import together


def pair_at_once(rounds=6, guard=True):
    """Each process places one of a pair in the same group; without the guard both come in."""
    from common import clock
    from signups import operations
    from signups.models import Placement
    from tests.signups.placement.builders import make_pair, make_series, places_of

    if not guard:
        _drop_constraint()
    seen, both = Counter(), 0
    for _round in range(rounds):
        series = make_series(capacity=10)
        pair, place = make_pair(series), places_of(series)[0]

        def put(signup, place=place):
            operations.place(signup=signup, place=place, now=clock.now())
            return "placed"

        jobs = [lambda signup=signup: put(signup) for signup in pair]
        seen.update(outcome for outcome, _seconds in together(*jobs))
        both += Placement.objects.filter(place=place).count() > 1
    return {"seen": seen, "both": both}


def batch_at_once(rounds=4):
    """The worker and two members of staff place the same series at the same instant."""
    from common import clock
    from signups import operations
    from signups.models import OutboxMail, Placement, SeriesGroup
    from signups.operations import placing
    from signups.placement import batch
    from tests.signups.placement.builders import make_pair, make_series, sign_up

    wrong, seen = 0, Counter()
    for _round in range(rounds):
        series = make_series(capacity=10, place_at=clock.now())
        signups = [*make_pair(series), *(sign_up(series) for _one in range(6))]
        mark = placing.preview(series=series).mark

        def staff(series=series, mark=mark):
            return len(operations.place_all(series=series, mark=mark, now=clock.now()).places)

        results = together(staff, staff, lambda: batch.run(clock.now()))
        seen.update(str(outcome) for outcome, _seconds in results)
        own = Placement.objects.filter(signup__in=signups)
        taken = sum(SeriesGroup.objects.filter(series=series).values_list("taken", flat=True))
        mails = OutboxMail.objects.filter(signup__in=signups, kind="group").count()
        wrong += (own.count(), taken, mails) != (8, 8, 8)
    return {"wrong": wrong, "seen": seen}


def _drop_constraint():
    from django.db import connection

    from signups.models import HeldToken

    # SQLite makes the table anew from what the model says, so the model must forget it first.
    constraint = HeldToken._meta.constraints.pop()
    with connection.schema_editor() as editor:
        editor.remove_constraint(HeldToken, constraint)
