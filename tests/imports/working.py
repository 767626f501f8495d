"""Imports as staff start them and the worker carries them out."""

from datetime import timedelta

from common import clock
from imports import following, operations, runner
from imports.models import Feed, Run
from tests import builders
from tests.imports import files


def weekly(count=4, hour=10, **kwargs):
    start = files.day().replace(hour=hour)
    return files.event("serie", kwargs.pop("title", "Koffie"), start, 2,
                       f"RRULE:FREQ=WEEKLY;COUNT={count}", *kwargs.pop("more", ()))  # fmt: skip


def follow(site, partner, by, wish="publish", path="/agenda.ics"):
    run = operations.add_feed(
        partner=partner, url=site.url + path, kind="inloop", venue=builders.make_venue(),
        wish=wish, by=by, now=clock.now(),
    )  # fmt: skip
    operations.start(run=run, by=by)
    work()
    return Feed.objects.get()


def work():
    """Do what the worker and its processes would."""
    for run in Run.objects.filter(state=Run.State.WAITING):
        runner.work(run.pk, runner.lease(run.pk, clock.now()))


def fetch_again(hours=2):
    made = following.run(clock.now() + timedelta(hours=hours))
    Feed.objects.update(due_at=clock.now())
    work()
    return made
