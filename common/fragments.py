"""Pieces of a page that a process keeps until anything public changes.

A piece is forgotten when the content version changes, and at the latest after
a minute: "today" and "open now" are never older than that.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import caches
from django.utils.translation import get_language

from common import version

Kept = TypeVar("Kept")
LASTS = 60  # seconds
_MOST_HELD = 16
# Objects that are too large to copy on each use; the cache of pieces says which still hold.
_held: dict[str, Any] = {}


def on_demand(read: Callable[[], Kept]) -> Callable[[], Kept]:
    """Return what a template can call: it is read when shown, and then only once."""
    return cache(read)


def key(name: str, *parts) -> str:
    """Return the key of a piece for this version and language."""
    wanted = repr((version.current(), get_language(), parts))
    return f"{name}:{sha256(wanted.encode()).hexdigest()}"


def keep(name: str, parts: tuple, make: Callable[[], Kept]) -> Kept:
    """Return the piece, made by `make` if this process does not have it."""
    address = key(name, *parts)
    found = caches["fragments"].get(address)
    if found is None:
        found = make()
        caches["fragments"].set(address, found, timeout=LASTS)
    return found


def hold(name: str, parts: tuple, make: Callable[[], Kept]) -> Kept:
    """Return an object made by `make`, the same one for as long as a piece would be kept.

    Nobody may change it: it is no copy.
    """
    address = key(name, *parts)
    if caches["fragments"].get(address) and (there := _held.get(address)) is not None:
        return there
    found = _held[address] = make()
    while len(_held) > _MOST_HELD:
        _held.pop(next(iter(_held)), None)
    caches["fragments"].set(address, True, timeout=LASTS)
    return found
