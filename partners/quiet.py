"""Many pages handed in by one deed: who does that tells of all of them at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_quiet: ContextVar[bool] = ContextVar("told_at_once", default=False)


@contextmanager
def told_at_once() -> Iterator[None]:
    """Queue no mail for each page that is handed in inside."""
    token = _is_quiet.set(True)
    try:
        yield
    finally:
        _is_quiet.reset(token)


def is_told_at_once() -> bool:
    """Say whether the page that is handed in now is told of together with others."""
    return _is_quiet.get()
