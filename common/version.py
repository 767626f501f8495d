"""The content version: one value that changes whenever anything public changes.

Per-process fragment caches put it in their keys, so an edit is seen at once by
every process without any of them being told.
"""

import uuid

from django.core.cache import caches
from django.db import transaction

_KEY = "content-version"


def current() -> str:
    """Return the version (one query); "0" before the first change."""
    return caches["shared"].get(_KEY) or "0"


def of(request) -> str:
    """Return the version for the whole of a request (one query the first time)."""
    known = getattr(request, "content_version", None)
    if known is None:
        known = request.content_version = current()
    return known


def bump() -> None:
    """Give the content a new version once the running transaction commits."""
    transaction.on_commit(
        lambda: caches["shared"].set(_KEY, uuid.uuid4().hex, timeout=None), robust=True
    )
