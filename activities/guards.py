"""Who may object when a session would be deleted.

Upper layers know things about a session that activities does not, such as who signed up.
They register a guard; sessions that a guard names are cancelled, never deleted.
"""

from collections.abc import Callable, Iterable

Guard = Callable[[list[int]], set[int]]

_guards: list[Guard] = []


class Refused(Exception):
    """An upper layer refuses a change of a group or session; its words are for staff."""


def register(guard: Guard) -> Guard:
    """Add a guard: given session ids, it returns those that must stay. Usable as decorator."""
    if guard not in _guards:
        _guards.append(guard)
    return guard


def in_use(session_ids: Iterable[int]) -> set[int]:
    """Return the ids of the sessions that some guard wants to keep."""
    ids = list(session_ids)
    if not ids:
        return set()
    return set().union(*(guard(ids) for guard in _guards))
