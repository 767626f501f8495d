"""What every engine does. The two answer the same request with the same ids in the same order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from search.document import Document
from search.tree import Node, Terms
from search.vocabulary import Vocabulary

# Raise it when the fields change: an index of another version is rebuilt beside and swapped.
SCHEMA = 4
# Values a facet may have at most.
VALUES = 200
BY_SCORE, BY_DATE, BY_DISTANCE = "score", "date", "distance"


class EngineError(Exception):
    """The index cannot be used now: out of reach, busy, or IndexMissing."""


class IndexMissing(EngineError):
    """There is no whole index of this version: it must be built."""


class Overtaken(EngineError):
    """Another process has written something newer; what was to be written must be made anew."""


@dataclass(frozen=True)
class Count:
    """A facet to count: every value of a field, or each of some sets of tokens by name.

    Filters in `held` need not be asked beside the sets: each set lets through no more than they.
    """

    name: str
    field: str
    sets: tuple[tuple[str, Terms], ...] = ()
    held: tuple[str, ...] = ()

    @property
    def terms_field(self) -> str:
        """The field whose values give the counts; "" when sets of tokens must be counted."""
        simple = self.field != "" and all(
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

    `origin` is a latitude and longitude in degrees, needed to sort by distance. Without `total`
    nothing is counted beyond the hits that are given.
    """

    tree: Node | None = None
    filters: dict[str, Node] = field(default_factory=dict)
    always: tuple[Node, ...] = ()
    sort: str = BY_SCORE
    origin: tuple[float, float] | None = None
    offset: int = 0
    limit: int = 12
    counts: tuple[Count, ...] = ()
    total: bool = True


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


@dataclass(frozen=True)
class Built:
    """A new index that nobody searches yet, and the number of its documents."""

    name: str
    count: int


class Kept(NamedTuple):
    """What the index keeps of a page: what is shown, and its raw words."""

    pk: int
    payload: dict[str, Any]
    source: list[Any]


class Engine(Protocol):
    """An index that can be searched, written and replaced. Every method raises EngineError."""

    name: str
    version: str

    def search(self, request: Request) -> Answer:
        """Return the hits from offset, the number of all, and the counts of the facets."""

    def write(
        self, documents: Iterable[Document], deleted: Iterable[int], number: int | None = None
    ) -> None:
        """Put whole documents in place of their older selves, take others out, and commit.

        :raises Overtaken: something was written with a higher number.
        """

    def build(self, documents: Iterable[Document], number: int | None = None) -> Built:
        """Build a new index beside the old one."""

    def swap(self, built: Built, number: int | None = None) -> None:
        """Search the new index from now on, and remove the old one."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build and swap at once, where nobody writes; return the number of documents."""

    def vocabulary(self) -> Vocabulary:
        """Return the words of the index as it is now."""

    def count(self) -> int:
        """Return the number of documents."""

    def generation(self) -> str:
        """Return a value that changes with every write that changes words."""

    def stored(self) -> Iterator[Kept]:
        """Yield what the index keeps of each document, in no order."""


class Rebuilds:
    """The same for both engines."""

    def rebuild(self: Engine, documents: Iterable[Document]) -> int:
        """Build and swap at once, where nobody writes; return the number of documents."""
        built = self.build(documents)
        self.swap(built)
        return built.count
