"""Does the index hold what the database says it should?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from search import documents, engines, leases
from search.document import Document
from search.engines.base import EngineError, Kept
from search.models import Change, Entry, Lease

# Changes may wait for so long before somebody should look.
LATE = timedelta(minutes=1)


@dataclass
class Status:
    """What `manage.py search_status` tells; `wrong` holds a line for everything amiss."""

    engine: str
    version: str
    in_database: int = 0
    in_index: int | None = None
    waiting: int = 0
    lag: timedelta = timedelta(0)
    ended_at: datetime | None = None
    failed_at: datetime | None = None
    failure: str = ""
    wrong: list[str] = field(default_factory=list)


def read(now: datetime) -> Status:
    """Return how the index stands; pages that wait for the worker are no disagreement."""
    engine = engines.current()
    lease = Lease.objects.filter(pk=leases.INDEXING).first() or Lease()
    changes = Change.objects.filter(applied_at=None)
    oldest = changes.order_by("pk").values_list("made_at", flat=True).first()
    status = Status(
        engine=engine.name,
        version=engine.version,
        in_database=Entry.objects.count(),
        waiting=changes.count(),
        lag=max(now - oldest, timedelta(0)) if oldest else timedelta(0),
        ended_at=lease.ended_at,
        failed_at=lease.failed_at,
        failure=lease.failure,
    )
    status.wrong += _disagreements(engine, status)
    if status.lag > LATE:
        status.wrong.append(f"changes wait for {int(status.lag.total_seconds())} seconds")
    return status


def _disagreements(engine, status: Status) -> Iterator[str]:
    try:
        status.in_index = engine.count()
        counted = engine.vocabulary().documents
    except EngineError as error:
        yield f"the index cannot be used: {type(error.__cause__ or error).__name__}"
        return
    if status.waiting:
        return
    if status.in_index != status.in_database:
        yield f"the index holds {status.in_index} documents, the database {status.in_database}"
    if status.in_index != counted:
        yield f"the words count {counted} documents, the index holds {status.in_index}"


def differences(now: datetime) -> list[int]:
    """Return the pages whose document is missing, too many or other than the page is now.

    :raises EngineError: the index cannot be used.
    """
    kept = {row.pk: row for row in engines.current().stored()}
    wrong = []
    for document in documents.everything(now):
        found = kept.pop(document.pk, None)
        if found is None or not _same(document, found):
            wrong.append(document.pk)
    return sorted([*wrong, *kept])


def _same(document: Document, found: Kept) -> bool:
    # As JSON has it: a tuple comes back as a list.
    return document.source == found.source and _plain(document.payload) == found.payload


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value
