"""Which pages must stay, and why: asked before one page or many are deleted.

Upper layers know what hangs on a page. They register a keeper; the database refuses as well,
without words.
"""

from collections.abc import Callable

from wagtail.models import Page

Keeper = Callable[[Page], str]  # a page -> why it and all below it must stay, "" for no reason

_keepers: list[Keeper] = []


def register(keeper: Keeper) -> Keeper:
    """Add a keeper; its words are for staff, and name what stays. Usable as decorator."""
    if keeper not in _keepers:
        _keepers.append(keeper)
    return keeper


def why_kept(page: Page) -> str:
    """Return why the page must stay; "" when it may be deleted."""
    return next((why for keeper in _keepers if (why := keeper(page))), "")
