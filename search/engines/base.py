"""What every engine does. The two answer the same request with the same ids in the same order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from search.document import Document
from search.tree import Node, Terms
from search.vocabulary import Vocabulary

# Raise it when the fields change: an index of another version is rebuilt beside and swapped.
SCHEMA = 1
# Values a facet may have at most.
VALUES = 200
BY_SCORE, BY_DATE, BY_DISTANCE = "score", "date", "distance"


class EngineError(Exception):
    """The index cannot be used now: out of reach, busy, or IndexMissing."""


class IndexMissing(EngineError):
    """There is no whole index of this version: it must be built."""


@dataclass(frozen=True)
class Count:
    """A facet to count: every value of a field, or each of some sets of tokens by name."""

    name: str
    field: str
    sets: tuple[tuple[str, Terms], ...] = ()

    @property
    def terms_field(self) -> str:
        """The field whose values give the counts; "" when sets of tokens must be counted."""
        simple = all(
            len(terms.tokens) == 1 and terms.field == self.field for _v, terms in self.sets
        )
        return self.field if simple else ""

    def by_value(self, counts: dict[str, int]) -> dict[str, int]:
        """Return the counts of a field's tokens as the counts of this facet's values."""
        if not self.sets:
            return counts
        return {value: counts.get(terms.tokens[0], 0) for value, terms in self.sets}


@dataclass(frozen=True)
class Request:
    """What to find. `filters` holds one node per facet, so that a facet's own can be left out.

    `origin` is a latitude and longitude in degrees, needed to sort by distance.
    """

    tree: Node | None = None
    filters: dict[str, Node] = field(default_factory=dict)
    always: tuple[Node, ...] = ()
    sort: str = BY_SCORE
    origin: tuple[float, float] | None = None
    offset: int = 0
    limit: int = 12
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A document found; `source` gives its raw words when they are needed."""

    pk: int
    score: int
    payload: dict[str, Any]
    source: Callable[[], list[Any]]
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Answer:
    count: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]]


class Engine(Protocol):
    """An index that can be searched, written and replaced. Every method raises EngineError."""

    def search(self, request: Request) -> Answer:
        """Return the hits from offset, the number of all, and the counts of the facets."""

    def write(self, documents: Iterable[Document], deleted: Iterable[int]) -> None:
        """Put whole documents in place of their older selves, take others out, and commit."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build a new index beside the old one, swap them, and return the number of documents."""

    def vocabulary(self) -> Vocabulary:
        """Return the words of the index as it is now."""

    def count(self) -> int:
        """Return the number of documents."""

    def generation(self) -> str:
        """Return a value that changes with every write that this process can see."""
