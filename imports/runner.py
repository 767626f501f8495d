"""Run an import in a process of its own, in short steps, so that any of it may be killed.

The worker starts a process for each run that waits; the run is leased to it by a token. Each
step is one transaction that also ticks its rows off, so what was done is done once, and a run
whose process is gone is taken up where it stopped.
"""

import logging
import secrets
import subprocess
import sys
import traceback
from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from common import clock
from imports import applying, following, mails
from imports.models import Row, Run

logger = logging.getLogger("wijkportaal.imports")

LEASE = timedelta(seconds=60)
RENEW = timedelta(seconds=15)
TRIES = 3  # of one row
MOST_ROWS, MOST_ACTIVITIES = 100, 10  # in one transaction: others wait for it meanwhile
KEPT = timedelta(days=90)  # that what was read stays to be looked at

_children: list[subprocess.Popen] = []


class Lost(Exception):
    """The run was leased to another process meanwhile."""


def run(now: datetime) -> int:
    """Start a process for each run that has none; return how many. A job of the worker."""
    _children[:] = [child for child in _children if child.poll() is None]
    started = 0
    for number in Run.objects.filter(_free(now)).order_by("pk").values_list("pk", flat=True)[:2]:
        token = lease(number, now)
        if token:
            command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_import"]
            _children.append(subprocess.Popen([*command, str(number), token]))  # noqa: S603
            started += 1
    return started


def forget_old(now: datetime) -> int:
    """Delete what was read long ago; the ledger stays. A job of the worker."""
    old = Run.objects.filter(created_at__lt=now - KEPT).exclude(state=Run.State.RUNNING)
    return old.delete()[0]


def lease(number: int, now: datetime) -> str:
    """Take a run that waits, or whose process is gone; return the token, or nothing."""
    token = secrets.token_hex(16)
    taken = Run.objects.filter(_free(now), pk=number).update(
        token=token, leased_until=now + LEASE, state=Run.State.RUNNING
    )
    return token if taken else ""


def _free(now: datetime) -> Q:
    waits = Q(state=Run.State.WAITING)
    return waits | Q(state=Run.State.RUNNING, leased_until__lte=now)


def work(number: int, token: str) -> None:
    """Do all rows of the run that are not done yet.

    :raises Lost: another process has it.
    """
    if not _renew(number, token):
        raise Lost
    found = Run.objects.select_related("feed").get(pk=number)
    if found.source == Run.Source.FEED and not found.rows.exists():
        following.read(found, now=clock.now())
        if Run.objects.filter(pk=number, state=Run.State.RUNNING).count() == 0:
            return
    renewed = clock.now()
    settled = (Row.Verdict.REFUSED, Row.Verdict.SAME)
    Row.objects.filter(run=number, is_done=False, verdict__in=settled).update(is_done=True)
    for chunk in _chunks(number):
        _together(number, token, chunk)
        if clock.now() - renewed > RENEW:
            renewed = clock.now()
            _renew(number, token)
    _finish(number, token, clock.now())


@transaction.atomic
def _finish(number: int, token: str, now: datetime) -> None:
    """Call the run done, and tell of it in the same transaction: once, whoever is killed."""
    done = Run.objects.filter(pk=number, token=token)
    if done.update(state=Run.State.DONE, finished_at=now, token="", leased_until=None):
        mails.queue(Run.objects.select_related("partner", "by").get(pk=number), now)


def _chunks(number: int) -> list[list[int]]:
    """Return the rows that are left, as many at once as fit in a short transaction.

    The rows of an activity stay together. Its gone dates come first, so that what comes in
    their place finds the moment free. What changes dates that people may come to shares no
    transaction with another activity: their rows stay locked meanwhile.
    """
    left = Row.objects.filter(run=number, is_done=False).order_by("pk")
    by_activity = defaultdict(list)
    for pk, verdict, item in left.values_list("pk", "verdict", "item"):
        by_activity[item.get("activity", "")].append((verdict != Row.Verdict.GONE, pk, verdict))
    chunks: list[list[int]] = []
    room = activities = 0
    for rows in by_activity.values():
        numbers = [pk for _is_left, pk, _verdict in sorted(rows)]
        is_new = all(verdict == Row.Verdict.NEW for _is_left, _pk, verdict in rows)
        if not is_new or len(numbers) > room or not activities:
            chunks += [numbers[at : at + MOST_ROWS] for at in range(0, len(numbers), MOST_ROWS)]
            room = MOST_ROWS - len(chunks[-1]) if is_new else 0
            activities = MOST_ACTIVITIES - 1
        else:
            chunks[-1] += numbers
            room, activities = room - len(numbers), activities - 1
    return chunks


def _together(number: int, token: str, pks: list[int]) -> None:
    """Do rows in one transaction; where one of them fails, each in a transaction of its own."""
    try:
        _in_one_transaction(number, token, pks)
    except Lost:
        raise
    except Exception:  # whatever it is, it is met again at its own row, and told there
        for pk in pks:
            _one(number, token, pk)


def _one(number: int, token: str, pk: int) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            _in_one_transaction(number, token, [pk])
            return
        except Lost:
            raise
        except Exception as error:
            if isinstance(error, IntegrityError) and attempt < TRIES:
                continue  # somebody made a page at that instant
            frames = traceback.extract_tb(error.__traceback__)[-2:]
            place = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
            logger.error("row of import %s: %s at %s", number, type(error).__name__, place)
            Row.objects.filter(pk=pk, is_done=False).update(
                is_done=True, verdict=Row.Verdict.REFUSED, notes=[["failed", ""]]
            )
            return


@transaction.atomic
def _in_one_transaction(number: int, token: str, pks: list[int]) -> None:
    held = Run.objects.select_for_update(of=("self",)).select_related("feed", "by", "partner")
    mine = held.filter(pk=number, token=token).first()
    if mine is None:
        raise Lost
    by_pk = Row.objects.filter(is_done=False).in_bulk(pks)
    handed_in = applying.apply(mine, [by_pk[pk] for pk in pks if pk in by_pk], now=clock.now())
    if handed_in:
        Run.objects.filter(pk=number).update(handed_in=F("handed_in") + handed_in)


def _renew(number: int, token: str) -> bool:
    mine = Run.objects.filter(pk=number, token=token, state=Run.State.RUNNING)
    return bool(mine.update(leased_until=clock.now() + LEASE))
