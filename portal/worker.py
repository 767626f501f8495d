"""Background work: one loop over the jobs of every app.

Each job keeps its own table and leases its own rows, so a worker may be killed
at any moment, and as many workers as wanted may run beside each other. A job
that fails is tried again at its next turn and holds up no other job.
"""

import logging
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.cache import caches
from django.core.management import call_command
from django.db import close_old_connections, connections
from django.utils.module_loading import import_string

from common import clock

logger = logging.getLogger("wijkportaal.worker")

HEARTBEAT_KEY = "worker-heartbeat"
BEAT = 10.0  # seconds between two heartbeats
SILENT = timedelta(seconds=60)  # after which the worker counts as gone
PAUSE = 0.5  # seconds between two rounds


def publish_scheduled(now: datetime) -> int:
    """Publish what is due and take down what has expired; Wagtail keeps the schedule."""
    call_command("publish_scheduled", verbosity=0)
    return 0


@dataclass
class Job:
    """A function `run(now) -> number done`, by its dotted path, and how often it runs."""

    path: str
    every: float  # seconds
    slow: bool = False  # may take seconds, and must not hold up mail and index meanwhile
    alone: bool = False  # may take minutes, and must hold up nothing at all
    due: float = field(default=0.0, compare=False)  # on the monotonic clock

    def load(self) -> Callable[[datetime], int]:
        return import_string(self.path)


def jobs() -> list[Job]:
    """Return every job of the portal, each due at once."""
    return [
        Job("signups.outbox.run", every=2),
        Job("partners.mails.run", every=2),
        Job("concerns.notices.run", every=5),
        Job("concerns.clockwork.run", every=300, slow=True),
        Job("search.indexing.follow", every=1),
        Job("search.indexing.renew", every=5, alone=True),
        Job("signups.offers.run", every=5),
        Job("signups.placement.batch.run", every=20, slow=True),
        Job("signups.again.run", every=5),
        Job("vault.limits.sweep", every=3600, slow=True),
        Job("signups.offers.sweep", every=60),
        Job("portal.worker.publish_scheduled", every=60),
        Job("activities.freshness.mails.run", every=5),
        Job("activities.freshness.reminding.run", every=3600, slow=True),
        Job("activities.freshness.links.run", every=60, alone=True),
        Job("portal.worker.beat", every=BEAT),
        Job("signups.reminders.run", every=300, slow=True),
        Job("signups.post.run", every=600, slow=True),
        Job("signups.purge.run", every=3600, slow=True),
        Job("search.tally.run", every=3600, slow=True),
        Job("signups.access.forget", every=24 * 3600, slow=True),
        Job("partners.operations.forget_old", every=3600, slow=True),
        Job("imports.following.run", every=30, slow=True),
        Job("imports.runner.run", every=2),
        Job("imports.mails.run", every=5),
        Job("imports.runner.forget_old", every=24 * 3600, slow=True),
        Job("pictures.renditions.run", every=5, slow=True),
        Job("pictures.waiting.run", every=3600, slow=True),
        Job("participation.operations.close_due", every=5),
        Job("participation.mails.run", every=5),
        Job("participation.operations.remind", every=3600, slow=True),
        Job("participation.operations.forget_old", every=24 * 3600, slow=True),
        Job("portal.paper.keeping.run", every=3600, slow=True),
    ]


def beat(now: datetime) -> int:
    """Leave a sign of life that every process can read."""
    caches["shared"].set(HEARTBEAT_KEY, now, timeout=None)
    return 1


def last_beat() -> datetime | None:
    """Return when a worker was last seen alive; None before the first."""
    return caches["shared"].get(HEARTBEAT_KEY)


def run_round(todo: list[Job], tick: float) -> None:
    """Run the jobs of todo that are due at tick (monotonic seconds), each on its own."""
    for job in todo:
        if job.due > tick:
            continue
        job.due = tick + job.every
        try:
            job.load()(clock.now())
        except Exception as error:
            # The message of an exception may hold an address or a name; its place does not.
            logger.error("%s failed: %s at %s", job.path, type(error).__name__, _place(error))


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))


def run(stop: threading.Event) -> None:
    """Run jobs until stop is set, slow ones beside the others; running jobs are finished first."""
    todo = jobs()
    beside = [[job] for job in todo if job.alone]
    beside.append([job for job in todo if job.slow and not job.alone])
    threads = [threading.Thread(target=_loop, args=(some, stop)) for some in beside]
    for thread in threads:
        thread.start()
    _loop([job for job in todo if not (job.slow or job.alone)], stop)
    for thread in threads:
        thread.join()


def _loop(todo: list[Job], stop: threading.Event) -> None:
    while not stop.is_set():
        run_round(todo, time.monotonic())
        close_old_connections()
        stop.wait(PAUSE)
    connections.close_all()
