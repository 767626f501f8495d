"""Keep the index as the pages are: a table of changes, drained by the worker."""

import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.db import transaction

from common import version
from search import documents, engines
from search.document import Document
from search.engines.base import IndexMissing
from search.models import Change, Entry

logger = logging.getLogger("wijkportaal.search")

BATCH = 500
KEPT = timedelta(days=1)
_CLOCKS = timedelta(minutes=1)
_CHUNK = 5000


def mark(page_ids: Iterable[int]) -> None:
    """Note, in the running transaction, that these pages may have changed."""
    Change.objects.bulk_create([Change(page_id=pk) for pk in dict.fromkeys(page_ids)])


def run(now: datetime) -> int:
    """Bring the index up to date; return how many pages were looked at.

    A kill at any moment loses nothing: changes are struck off after the index has committed.
    An index that is missing, broken or of another version is built anew.

    :raises EngineError: the index is out of reach or busy; the changes wait.
    """
    _mark_due(now)
    engine = engines.current()
    try:
        engine.count()
    except IndexMissing as error:
        logger.warning("the search index is built anew: %s", error)
        return rebuild(now)
    waiting = list(Change.objects.filter(applied_at=None).order_by("pk")[:BATCH])
    if not waiting:
        return 0
    pages = list(dict.fromkeys(change.page_id for change in waiting))
    found = documents.build(pages, now)
    there = {document.pk for document in found}
    gone = [pk for pk in pages if pk not in there]
    engine.write(found, gone)
    with transaction.atomic():
        _note(found)
        Entry.objects.filter(pk__in=gone).delete()
        Change.objects.filter(pk__in=[change.pk for change in waiting]).update(applied_at=now)
        Change.objects.filter(applied_at__lt=now - KEPT).delete()
    version.bump()
    return len(pages)


def rebuild(now: datetime, seen: Iterable[Document] | None = None) -> int:
    """Build a new index beside the old one and swap; return the number of documents.

    Pages that change during the build are marked again after the swap, so none is lost.
    `seen` may wrap `documents.everything(now)`, to show progress.
    """
    waiting = list(Change.objects.filter(applied_at=None).values_list("pk", flat=True))
    due: dict[int, int | None] = {}

    def noted(found: Iterable[Document]) -> Iterator[Document]:
        for document in found:
            due[document.pk] = document.due_at
            yield document

    total = engines.current().rebuild(noted(seen or documents.everything(now)))
    with transaction.atomic():
        Entry.objects.all().delete()
        Entry.objects.bulk_create(
            [Entry(page_id=pk, due_at=_moment(at)) for pk, at in due.items()], batch_size=1000
        )
        # What a worker wrote to the old index during the build; clocks may differ a little.
        meanwhile = Change.objects.filter(applied_at__gte=now - _CLOCKS)
        mark(list(meanwhile.values_list("page_id", flat=True)))
        for start in range(0, len(waiting), _CHUNK):
            done = Change.objects.filter(pk__in=waiting[start : start + _CHUNK], applied_at=None)
            done.update(applied_at=now - _CLOCKS)
    version.bump()
    return total


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
