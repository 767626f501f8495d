"""Who may object when a session would be deleted, or a page would go live.

Upper layers know things about a session that activities does not, such as who signed up.
They register a guard; sessions that a guard names are cancelled, never deleted. A page that
a guard gives a reason for stays off the site, whichever way it would be published.
"""

from collections.abc import Callable, Iterable

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

Guard = Callable[[list[int]], set[int]]
PageGuard = Callable[[int], str]  # page id -> why it must stay off the site, "" for no reason

_guards: list[Guard] = []
_page_guards: list[PageGuard] = []


class Refused(Exception):
    """An upper layer refuses a change of a group or session; its words are for staff."""


class KeptOff(PermissionDenied):
    """An upper layer keeps a page off the site; its words are for staff."""


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


def register_page(guard: PageGuard) -> PageGuard:
    """Add a guard that may keep a page off the site. Usable as decorator."""
    if guard not in _page_guards:
        _page_guards.append(guard)
    return guard


def why_kept_off(page_id: int) -> str:
    """Return why the page must stay off the site; "" when it may go live."""
    return next((why for guard in _page_guards if (why := guard(page_id))), "")


def signed_up_for(title: str) -> str:
    """Return why the activity of that title must not be deleted."""
    return _(
        "“%(title)s” cannot be deleted: people signed up. "
        "Cancel the dates first, or unpublish the page."
    ) % {"title": title}
