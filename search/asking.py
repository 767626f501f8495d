"""A checked request and what its sentence asks for, as one request to an engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from search import days, nearby
from search.dutch.tokens import words
from search.engines.base import BY_DATE, BY_DISTANCE, BY_SCORE, Count, Request
from search.facets import BY_NAME, DAY, FACETS, WITHIN
from search.plan import EVERYTHING
from search.query import DATE, DISTANCE, PAGE_SIZE, RELEVANCE, Query
from search.sentences import wish as wishes_
from search.sentences.wish import Wish
from search.tree import All, Best, Node, Phrase, Range, Term, Terms

# The filter on dates, which is no facet.
_DATES = "datum"
_SORTS = {RELEVANCE: BY_SCORE, DATE: BY_DATE, DISTANCE: BY_DISTANCE}
# What fits a wish that was let go stands above what does not.
_LIFT = 50_000
_MOST_LIFTED = 100


@dataclass(frozen=True)
class Asker:
    """Everything about a request that stays the same while wishes are let go."""

    query: Query
    now: datetime
    today: date
    origin: tuple[float, float] | None = None
    offset: int | None = None
    limit: int = PAGE_SIZE
    counted: bool = True

    def day_filters(self, wishes: tuple[Wish, ...]) -> list[Node]:
        """Return the filters on days, those of the sentence included."""
        filters = dict(_narrowed(self.query, wishes, {}).filters(self.today))
        return [filters[name] for name in (DAY.name, _DATES) if name in filters]

    def request(
        self, tree: Node | None, wishes: tuple[Wish, ...], let_go: tuple[Wish, ...] = ()
    ) -> Request:
        """Return the request that holds to these wishes and lifts what fits the others."""
        reach = nearby.venues_within(self.origin) if self.origin else {}
        narrowed = _narrowed(self.query, wishes, reach)
        # To the minute, so that the same question asked again is the same request.
        minute = int(self.now.timestamp()) // 60 * 60
        return Request(
            tree=self._lifted(tree, let_go),
            filters=dict(narrowed.filters(self.today)),
            always=(Range("until", minute, None),),
            sort=_SORTS.get(self.query.sort, BY_SCORE),
            origin=self.origin,
            offset=self.query.offset if self.offset is None else self.offset,
            limit=self.limit,
            counts=tuple(narrowed.counts(self.today)) if self.counted else (),
        )

    def _lifted(self, tree: Node | None, let_go: tuple[Wish, ...]) -> Node | None:
        lifts = []
        for wish in let_go:
            for node in dict(_narrowed(Query(), (wish,), {}).filters(self.today)).values():
                lifts.append(_scoring(node))
        return All((tree or EVERYTHING,), tuple(lifts)) if lifts else tree


def _scoring(node: Node) -> Node:
    """Return a filter as a node that scores."""
    if isinstance(node, Terms):
        tokens = node.tokens[:_MOST_LIFTED]
        return Best(tuple(Term(node.field, token, _LIFT) for token in tokens))
    if isinstance(node, Best):
        return Best(tuple(map(_scoring, node.nodes)))
    return node


@dataclass(frozen=True)
class _Narrowed:
    """What is asked of each facet, from the address and from the sentence together."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, Node] = field(default_factory=dict)
    # The venues within each distance to choose; empty where nobody said where they are.
    reach: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None

    def filters(self, today: date) -> Iterator[tuple[str, Node]]:
        """Yield a node for each facet, by its name, so that a facet's own can be left out."""
        for facet in FACETS:
            chosen = self.values.get(facet.name)
            if facet.name in self.places:
                yield facet.name, self.places[facet.name]
            elif facet is WITHIN:
                if chosen and self.reach:
                    yield facet.name, Terms(facet.field, self.reach[chosen[0]])
            elif chosen and facet is DAY:
                yield facet.name, self._days(chosen, today)
            elif chosen:
                yield facet.name, Terms(facet.field, chosen)
        if self._has_dates:
            yield _DATES, self._days((), today)

    def counts(self, today: date) -> Iterator[Count]:
        """Yield what to count; a day counts with the chosen parts of it, and the reverse."""
        for facet in FACETS:
            chosen = self.values.get(facet.name, ())
            if facet is WITHIN:
                near = self.reach.items()
                if near:
                    sets = tuple((value, Terms(facet.field, keys)) for value, keys in near)
                    yield Count(facet.name, "", sets)
            elif facet is DAY and (chosen or self._has_dates):
                sets = tuple(
                    (value, self._days(_beside(value, chosen), today))
                    for value, _label in DAY.values
                )
                # The sets lie within the dates asked for.
                yield Count(facet.name, facet.field, sets, held=(_DATES,))
            else:
                yield Count(facet.name, facet.field)

    @property
    def _has_dates(self) -> bool:
        return self.first is not None or self.last is not None

    def _days(self, chosen: tuple[str, ...], today: date) -> Terms:
        """Return the filter on days, as joint tokens, within the dates asked for."""
        pairs = days.wanted(chosen)
        if not self._has_dates:
            return Terms("day", days.day_tokens(pairs))
        first = max(self.first or today, today)
        last = min(self.last or date.max, today + days.HORIZON)
        return Terms("date", days.date_tokens(pairs, first, last))


def _beside(value: str, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return a day with the chosen parts, or a part with the chosen days."""
    other = days.PARTS if value in days.WEEKDAYS else days.WEEKDAYS
    return (value, *(choice for choice in chosen if choice in other))


def _narrowed(
    query: Query, wishes: tuple[Wish, ...], reach: Mapping[str, tuple[str, ...]]
) -> _Narrowed:
    values = dict(query.filters)
    places: dict[str, Node] = {}
    first, last = query.first_day, query.last_day
    for wish in wishes:
        if wish.first is not None and wish.last is not None:
            first = max(first or wish.first, wish.first)
            last = min(last or wish.last, wish.last)
        name = DAY.name if wish.field == wishes_.DATE else wish.field
        chosen = tuple(dict.fromkeys((*values.get(name, ()), *wish.values)))
        if chosen:
            values[name] = chosen
        if name in (wishes_.AREA, wishes_.TOWN):
            places[name] = _place(name, chosen, wish)
    return _Narrowed(values, places, reach, first, last)


def _place(name: str, chosen: tuple[str, ...], wish: Wish) -> Node:
    """Ask for a place by its area, or by its name in the title: "Politie Schiedam"."""
    key = tuple(word.stem for word in words(wish.words))
    named = Term("title_s", key[0]) if len(key) == 1 else Phrase("title_s", key)
    return Best((Terms(BY_NAME[name].field, chosen), named))
