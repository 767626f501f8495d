"""All results of a request at once, for what shows them in another way than as pages of a list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from search import days, finding, nearby
from search.engines.base import Hit
from search.query import Query
from search.relaxing import LetGo
from search.tree import Node, Terms

# More than this is no calendar, map or feed that helps anybody; who gets one is told so.
MOST = 1000
# What a calendar and a feed to subscribe to hold at most.
MOST_DATES, MOST_NEWS = 1000, 50

Fits = Callable[[datetime, datetime], bool]


@dataclass(frozen=True)
class Listed:
    """The first results of a request, how many there are in all, and what was let go.

    A result is a series: `fits` says whether a session, by its start and end, is on a day that
    was asked for.
    """

    hits: list[Hit]
    count: int
    relaxed: tuple[LetGo, ...]
    fits: Fits

    @property
    def cut_at(self) -> int:
        """Return how many there are here if there are more elsewhere, otherwise 0."""
        return len(self.hits) if self.count > len(self.hits) else 0


def find(query: Query, now: datetime, most: int = MOST) -> Listed:
    """Return the first results of a request, at most so many, with where they are.

    :raises EngineError: the index cannot be used.
    """
    found, asked = finding.whole(query, now, nearby.origin_of(query), most)
    return Listed(found.answer.hits, found.answer.count, found.relaxed, _fits(asked))


def _fits(nodes: list[Node]) -> Fits:
    wanted = [set(node.tokens) for node in nodes if isinstance(node, Terms)]

    def fits(starts: datetime, ends: datetime) -> bool:
        found = {token for tokens in days.tokens(starts, ends) for token in tokens}
        return all(found & tokens for tokens in wanted)

    return fits
