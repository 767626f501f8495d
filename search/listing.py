"""All results of a request at once, for what shows them in another way than as pages of a list."""

from collections.abc import Callable
from datetime import datetime

from common import clock
from search import days, finding, nearby
from search.engines.base import Hit
from search.query import Query
from search.tree import Terms

# More than this is no calendar, map or feed that helps anybody.
MOST = 1000


def find(query: Query, now: datetime, most: int = MOST) -> list[Hit]:
    """Return the first results of a request, at most so many, with where they are.

    :raises EngineError: the index cannot be used.
    """
    return finding.whole(query, now, nearby.origin_of(query), most)


def on_days(query: Query, now: datetime) -> Callable[[datetime, datetime], bool]:
    """Return whether a session, by its start and end, is on a day that was asked for.

    A result is a series; a calendar shows only those of its dates that the filters name.

    :raises EngineError: the index cannot be used.
    """
    nodes = finding.day_filters(query, clock.local(now).date())
    wanted = [set(node.tokens) for node in nodes if isinstance(node, Terms)]

    def fits(starts: datetime, ends: datetime) -> bool:
        found = {token for tokens in days.tokens(starts, ends) for token in tokens}
        return all(found & tokens for tokens in wanted)

    return fits
