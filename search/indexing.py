"""Keep the index as the pages are: a table of changes, drained by the worker."""

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.db import transaction

from common import clock, version
from search import documents, engines, leases
from search.document import Document
from search.engines.base import EngineError, IndexMissing
from search.models import Change, Entry

logger = logging.getLogger("wijkportaal.search")

BATCH = 500
KEPT = timedelta(days=1)
_CLOCKS = timedelta(minutes=1)
_CHUNK = 5000
# A rebuild says so often, in seconds, that it goes on; who is silent for longer counts as gone.
_SIGN_OF_LIFE = 5.0
_SILENCE = timedelta(minutes=2)
# Seconds a finished rebuild waits for a worker that is writing.
_PATIENCE = 30.0


def mark(page_ids: Iterable[int]) -> None:
    """Note, in the running transaction, that these pages may have changed."""
    Change.objects.bulk_create([Change(page_id=pk) for pk in dict.fromkeys(page_ids)])


def run(now: datetime) -> int:
    """Bring the index up to date, and build it where there is none; return how many pages.

    A kill at any moment loses nothing: changes are struck off after the index has committed.
    Where another process is at it, nothing is done.

    :raises EngineError: the index is out of reach or busy; the changes wait.
    """
    return renew(now) or follow(now)


def follow(now: datetime) -> int:
    """Write what changed into the index that is there; return how many pages were looked at.

    :raises EngineError: the index is out of reach or busy; the changes wait.
    """
    with _noting_failure(now):
        _mark_due(now)
        return _drain(now) if _is_there() else 0
    return 0


def renew(now: datetime) -> int:
    """Build an index that is missing, broken or of another version; return how many pages.

    That may take minutes.

    :raises EngineError: the index is out of reach.
    """
    with _noting_failure(now):
        if _is_there():
            return 0
        logger.warning("the search index is built anew")
        return rebuild(now)
    return 0


def _is_there() -> bool:
    try:
        engines.current().count()
    except IndexMissing:
        return False
    return True


@contextmanager
def _noting_failure(now: datetime) -> Iterator[None]:
    """Keep why the index could not be used; that another process is at it is no failure."""
    try:
        yield
    except leases.Taken:
        pass
    except EngineError as error:
        leases.failed(leases.INDEXING, now, error)
        raise


def _drain(now: datetime) -> int:
    if not Change.objects.filter(applied_at=None).exists():
        return 0
    with leases.held(leases.INDEXING, now) as number:
        waiting = list(Change.objects.filter(applied_at=None).order_by("pk")[:BATCH])
        pages = list(dict.fromkeys(change.page_id for change in waiting))
        found = documents.build(pages, now)
        there = {document.pk for document in found}
        gone = [pk for pk in pages if pk not in there]
        engines.current().write(found, gone, number)
        with transaction.atomic():
            # Who was overtaken strikes nothing off: the other has seen the same changes.
            if not leases.is_held(leases.INDEXING, number):
                return 0
            _note(found)
            Entry.objects.filter(pk__in=gone).delete()
            Change.objects.filter(pk__in=[change.pk for change in waiting]).update(applied_at=now)
            Change.objects.filter(applied_at__lt=now - KEPT).delete()
            leases.succeeded(leases.INDEXING, now)
    version.bump()
    return len(pages)


def rebuild(now: datetime, seen: Iterable[Document] | None = None) -> int:
    """Build a new index beside the old one and swap; return the number of documents.

    Meanwhile the worker goes on with the old one. What it did there is marked again before the
    swap, and while it cannot write, so that a kill at any moment loses nothing. `seen` may wrap
    `documents.everything(now)`, to show progress.

    :raises Taken: another process is building.
    :raises EngineError: the index is out of reach; the old one stays in use.
    """
    engine = engines.current()
    with leases.held(leases.REBUILDING, now, _SILENCE) as building:
        # The documents get a number from before they were read.
        number = _with_patience(leases.INDEXING)
        leases.release(leases.INDEXING, number)
        waiting = list(Change.objects.filter(applied_at=None).values_list("pk", flat=True))
        due: dict[int, int | None] = {}
        stream = _noted(seen or documents.everything(now), due, building)
        built = engine.build(stream, number)
        number = _with_patience(leases.INDEXING)
        try:
            _prepare_swap(due, now)
            leases.extend(leases.INDEXING, number, clock.now())
            engine.swap(built, number)
            _strike_off(waiting, now)
            leases.succeeded(leases.REBUILDING, now)
        finally:
            leases.release(leases.INDEXING, number)
    version.bump()
    return built.count


def _noted(
    found: Iterable[Document], due: dict[int, int | None], building: int
) -> Iterator[Document]:
    """Pass documents on, note when each grows old, and show that the building goes on."""
    spoken = time.monotonic()
    for document in found:
        due[document.pk] = document.due_at
        yield document
        if time.monotonic() - spoken > _SIGN_OF_LIFE:
            leases.extend(leases.REBUILDING, building, clock.now(), _SILENCE)
            spoken = time.monotonic()


def _prepare_swap(due: dict[int, int | None], now: datetime) -> None:
    """Note what stands in the new index, and mark what was written to the old one meanwhile."""
    with transaction.atomic():
        Entry.objects.all().delete()
        Entry.objects.bulk_create(
            [Entry(page_id=pk, due_at=_moment(at)) for pk, at in due.items()], batch_size=1000
        )
        # Clocks may differ a little.
        meanwhile = Change.objects.filter(applied_at__gte=now - _CLOCKS)
        mark(list(meanwhile.values_list("page_id", flat=True)))


def _strike_off(waiting: list[int], now: datetime) -> None:
    """Strike off the changes from before the build: the new index has them."""
    for start in range(0, len(waiting), _CHUNK):
        done = Change.objects.filter(pk__in=waiting[start : start + _CHUNK], applied_at=None)
        done.update(applied_at=now - _CLOCKS)


def _with_patience(name: str) -> int:
    """Take a lease, waiting for the process that has it.

    :raises EngineError: it was not free in time.
    """
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return leases.take(name, clock.now())
        except leases.Taken as error:
            if time.monotonic() > deadline:
                raise EngineError("another process keeps writing the index") from error
            time.sleep(0.05)


def _mark_due(now: datetime) -> None:
    """Mark pages whose next session has started, or whose state changes by the clock."""
    due = list(Entry.objects.filter(due_at__lte=now).order_by("due_at")[:BATCH])
    if due:
        with transaction.atomic():
            mark(entry.page_id for entry in due)
            Entry.objects.filter(pk__in=[entry.pk for entry in due]).update(due_at=None)


def _note(found: list[Document]) -> None:
    Entry.objects.bulk_create(
        [Entry(page_id=document.pk, due_at=_moment(document.due_at)) for document in found],
        update_conflicts=True,
        unique_fields=["page_id"],
        update_fields=["due_at"],
    )


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
