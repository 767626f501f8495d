"""One process at a time: a row with an end, and a number that grows with every holder."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from search.models import Lease

INDEXING, REBUILDING = "indexing", "rebuilding"
# After this a holder that was killed on another machine counts as gone.
LASTS = timedelta(seconds=20)


class Taken(Exception):
    """Another process holds the lease, or took it when it ran out."""


def take(name: str, now: datetime, lasts: timedelta = LASTS) -> int:
    """Return the number of a new lease: higher than any before it, even after a restore.

    :raises Taken: another process holds it.
    """
    row, _created = Lease.objects.get_or_create(pk=name)
    if row.until is not None and row.until > now and not _is_dead(row.holder):
        raise Taken(name)
    number = max(row.number + 1, int(now.timestamp() * 1000))
    mine = Lease.objects.filter(pk=name, number=row.number).update(
        number=number, holder=_me(), until=now + lasts
    )
    if not mine:
        raise Taken(name)
    return number


def extend(name: str, number: int, now: datetime, lasts: timedelta = LASTS) -> None:
    """Hold on for longer.

    :raises Taken: somebody else took it meanwhile.
    """
    if not Lease.objects.filter(pk=name, number=number).update(until=now + lasts):
        raise Taken(name)


def is_held(name: str, number: int) -> bool:
    """Say whether nobody took the lease since; inside a transaction nobody can until it ends."""
    return bool(Lease.objects.filter(pk=name, number=number).update(number=number))


def release(name: str, number: int) -> None:
    """Let the next one in."""
    Lease.objects.filter(pk=name, number=number).update(until=None, holder="")


@contextmanager
def held(name: str, now: datetime, lasts: timedelta = LASTS) -> Iterator[int]:
    """Hold a lease while something is done; gives its number.

    :raises Taken: another process holds it.
    """
    number = take(name, now, lasts)
    try:
        yield number
    finally:
        release(name, number)


def succeeded(name: str, now: datetime) -> None:
    """Keep when the work went well last."""
    Lease.objects.filter(pk=name).update(ended_at=now)


def failed(name: str, now: datetime, error: Exception) -> None:
    """Keep when and why the work failed last, without a word of any document."""
    cause = error.__cause__ or error
    Lease.objects.update_or_create(
        pk=name, defaults={"failed_at": now, "failure": type(cause).__name__}
    )


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
