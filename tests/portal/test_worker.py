import logging
import sys
import threading
import time

import pytest

from common import clock
from portal import worker

ran = []


def works(now):
    ran.append(now)
    return 1


def breaks(now):
    raise ValueError("jan@voorbeeld.example is not accepted")


@pytest.fixture(autouse=True)
def _nothing_ran():
    ran.clear()


def jobs(*names):
    return [worker.Job(f"tests.portal.test_worker.{name}", every=60) for name in names]


def test_runs_a_job_only_when_it_is_due():
    todo = jobs("works")

    for tick in (0, 30, 59, 60, 61):
        worker.run_round(todo, tick)

    assert len(ran) == 2


def test_a_job_that_fails_holds_up_no_other():
    worker.run_round(jobs("breaks", "works"), 0)

    assert len(ran) == 1


def test_logs_a_failure_without_what_the_exception_said(caplog):
    with caplog.at_level(logging.ERROR, logger="wijkportaal.worker"):
        worker.run_round(jobs("breaks"), 0)

    assert "ValueError at breaks:" in caplog.text
    assert "jan@" not in caplog.text


@pytest.mark.django_db
def test_leaves_a_sign_of_life():
    before = clock.now()

    worker.beat(clock.now())

    assert before <= worker.last_beat() <= clock.now()


@pytest.mark.django_db
def test_every_job_can_be_loaded_and_runs_on_an_empty_portal():
    for job in worker.jobs():
        job.load()(clock.now())


def test_no_job_stands_in_the_list_twice():
    paths = [job.path for job in worker.jobs()]

    assert len(paths) == len(set(paths))


def test_stops_when_told(monkeypatch):
    monkeypatch.setattr(worker, "jobs", lambda: jobs("works"))
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    deadline = time.monotonic() + 5
    while not ran and time.monotonic() < deadline:
        time.sleep(0.01)

    stop.set()
    thread.join(5)

    assert ran and not thread.is_alive()


@pytest.mark.parametrize("kind", ["slow", "alone"])
def test_a_slow_job_holds_up_no_quick_one(monkeypatch, kind):
    stop, free = threading.Event(), threading.Event()
    todo = [*jobs("works"), worker.Job("tests.portal.test_worker.waits", every=60)]
    setattr(todo[-1], kind, True)
    monkeypatch.setattr(worker, "jobs", lambda: todo)
    monkeypatch.setattr(sys.modules[__name__], "waits", lambda now: free.wait(10), raising=False)
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    deadline = time.monotonic() + 5
    while not ran and time.monotonic() < deadline:
        time.sleep(0.01)

    assert ran and not free.is_set()
    free.set()
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
