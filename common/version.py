"""The content version: one value that changes whenever anything public changes.

Per-process fragment caches put it in their keys, so an edit is seen at once by
every process without any of them being told. While a request is answered the
version is read once: all parts of a page then show the same state.
"""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.cache import caches
from django.db import transaction

_KEY = "content-version"
_waiting = threading.local()
_pinned: ContextVar[dict | None] = ContextVar("content_version", default=None)


def current() -> str:
    """Return the version (one query, or none if read before in this request)."""
    pinned = _pinned.get()
    if pinned is None:
        return _read()
    if "version" not in pinned:
        pinned["version"] = _read()
    return pinned["version"]


@contextmanager
def pinned() -> Iterator[None]:
    """Keep to one version while a request is answered."""
    token = _pinned.set({})
    try:
        yield
    finally:
        _pinned.reset(token)


def is_pinned() -> bool:
    """Say whether a request is being answered."""
    return _pinned.get() is not None


def bump() -> None:
    """Give the content a new version once the running transaction commits."""
    # What this very process does next, still inside the transaction, sees it too.
    caches["fragments"].clear()
    _waiting.bumps = True
    transaction.on_commit(_renew, robust=True)


def _read() -> str:
    return caches["shared"].get(_KEY) or "0"


def _renew() -> None:
    """Write once for all bumps of a transaction: a large import makes thousands."""
    if getattr(_waiting, "bumps", False):
        _waiting.bumps = False
        caches["shared"].set(_KEY, uuid.uuid4().hex, timeout=None)
