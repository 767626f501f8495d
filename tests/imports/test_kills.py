"""kill -9 amid an import, in a process of its own: nothing is lost and nothing made twice."""

import multiprocessing
import random
import time

import pytest
from django.db import connections
from django.utils import timezone

from activities.models import ActivityPage, Session
from common import clock
from imports import operations, runner
from imports.models import ImportedActivity, ImportedSession, Row, Run
from tests import builders
from tests.imports import files

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True)]
EACH = 3  # dates of one activity


def _work(number: int, token: str) -> None:
    runner.work(number, token)


@pytest.fixture(autouse=True)
def short_steps(monkeypatch):
    """Let the rows be many transactions, so that many kills find one under way."""
    monkeypatch.setattr(runner, "MOST_ACTIVITIES", 2)


def _kill_rounds(rounds: int, seed: int, names: int) -> int:
    """Import with a process killed again and again; return how many kills hit it at work."""
    dice = random.Random(seed)
    partner = builders.make_partner("Buurtkeuken")
    manager = builders.make_staff(partner)
    rows = [
        files.row(naam=f"Activiteit {n % names}", datum=f"{files.day(10 + n):%d-%m-%Y}")
        for n in range(EACH * names)
    ]
    run = operations.read_spreadsheet(
        partner=partner, content=files.csv(*rows), name="", wish="publish", by=manager,
        now=clock.now(),
    )  # fmt: skip
    operations.start(run=run, by=manager)
    forking = multiprocessing.get_context("fork")
    hits = 0
    for _round in range(rounds):
        Run.objects.filter(pk=run.pk).update(leased_until=timezone.now())
        token = runner.lease(run.pk, clock.now())
        if not token:
            break
        before = Row.objects.filter(is_done=True).count()
        connections.close_all()
        process = forking.Process(target=_work, args=(run.pk, token))
        process.start()
        # Not before it is at work, and then at any instant within a few rows.
        deadline = time.monotonic() + 30
        while Row.objects.filter(is_done=True).count() == before and process.is_alive():
            assert time.monotonic() < deadline
            time.sleep(0.005)
        time.sleep(dice.random() * 0.1)
        hits += process.is_alive()
        process.kill()
        process.join()
    Run.objects.filter(pk=run.pk).update(leased_until=timezone.now())
    token = runner.lease(run.pk, clock.now())
    if token:
        runner.work(run.pk, token)
    run.refresh_from_db()
    assert run.state == Run.State.DONE
    return hits


def _nothing_is_lost_or_double(names: int) -> None:
    assert not Row.objects.exclude(is_done=True, verdict=Row.Verdict.NEW).exists()
    assert ActivityPage.objects.live().count() == ActivityPage.objects.count() == names
    assert ImportedActivity.objects.filter(page__isnull=False).count() == names
    assert Session.objects.count() == ImportedSession.objects.count() == EACH * names
    assert (
        len(set(Session.objects.values_list("group__activity__title", "starts_at"))) == EACH * names
    )
    problems = ActivityPage.find_problems()
    assert not any(problems), problems


def test_three_kills_lose_and_double_nothing():
    assert _kill_rounds(3, seed=3, names=20) == 3

    _nothing_is_lost_or_double(20)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(6))
def test_many_kills_lose_and_double_nothing(seed):
    assert _kill_rounds(15, seed=seed, names=50) > 9

    _nothing_is_lost_or_double(50)


@pytest.mark.long
def test_a_process_that_lost_its_lease_does_no_row_more():
    partner = builders.make_partner("Buurtkeuken")
    run = operations.read_spreadsheet(
        partner=partner, content=files.csv(files.row()), name="", wish="draft", by=None,
        now=clock.now(),
    )  # fmt: skip
    operations.start(run=run, by=None)
    old = runner.lease(run.pk, clock.now())
    assert runner.lease(run.pk, clock.now()) == ""
    new = runner.lease(run.pk, clock.now() + 2 * runner.LEASE)

    with pytest.raises(runner.Lost):
        runner.work(run.pk, old)
    assert not ActivityPage.objects.exists()
    runner.work(run.pk, new)
    assert ActivityPage.objects.count() == 1
