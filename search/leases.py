"""One process at a time: a row with an end, and a number that grows with every holder."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import Q

from search.models import Lease

INDEXING, REBUILDING = "indexing", "rebuilding"
# After this a holder that was killed on another machine counts as gone.
LASTS = timedelta(seconds=20)


class Taken(Exception):
    """Another process holds the lease."""


class Lost(Exception):
    """The lease ran out and another process took it."""


def take(name: str, now: datetime) -> int:
    """Return the number of a new lease: higher than any before it, even after a restore.

    :raises Taken: another process holds it.
    """
    row, _created = Lease.objects.get_or_create(pk=name)
    if row.until is not None and row.until > now and not _is_dead(row.holder):
        raise Taken(name)
    number = max(row.number + 1, int(now.timestamp() * 1000))
    mine = Lease.objects.filter(pk=name, number=row.number).update(
        number=number, holder=_me(), until=now + LASTS
    )
    if not mine:
        raise Taken(name)
    return number


def extend(name: str, number: int, now: datetime) -> None:
    """Hold on for longer.

    :raises Lost: somebody else took it meanwhile.
    """
    held = Q(pk=name, number=number)
    if not Lease.objects.filter(held).update(until=now + LASTS):
        raise Lost(name)


def is_held(name: str, number: int) -> bool:
    """Say whether nobody took the lease since; locks its row inside a transaction."""
    return bool(Lease.objects.filter(pk=name, number=number).update(number=number))


def release(name: str, number: int) -> None:
    Lease.objects.filter(pk=name, number=number).update(until=None, holder="")


@contextmanager
def held(name: str, now: datetime) -> Iterator[int]:
    """Hold a lease while something is done.

    :raises Taken: another process holds it.
    """
    number = take(name, now)
    try:
        yield number
    finally:
        release(name, number)


def succeeded(name: str, now: datetime) -> None:
    Lease.objects.filter(pk=name).update(ended_at=now, failure="")


def failed(name: str, now: datetime, error: Exception) -> None:
    """Keep when and why the work failed last, without a word of any document."""
    cause = error.__cause__ or error
    Lease.objects.filter(pk=name).update(failed_at=now, failure=type(cause).__name__)


def _me() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _is_dead(holder: str) -> bool:
    """Say whether a holder on this machine was killed; of others nothing is known."""
    host, _colon, pid = holder.rpartition(":")
    if host != socket.gethostname() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False
