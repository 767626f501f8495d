"""From a checked request to an answer: plan, ask the engine, loosen when too little is found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from common import clock
from search import days, engines
from search.dutch.tokens import STOP_WORDS, analyse
from search.engines.base import BY_DATE, BY_DISTANCE, BY_SCORE, Answer, Count, Request
from search.facets import DAY, FACETS
from search.plan import NAME_BONUS, Plan, plan
from search.query import DATE, DISTANCE, PAGE_SIZE, RELEVANCE, Query
from search.tree import Node, Range, Terms, stems
from search.vocabulary import Vocabulary

# With fewer results than this, one wish of several is enough, unless a title was named.
FEW = 3
_SMALL = frozenset(analyse(word).stem for word in STOP_WORDS)
# The filter on dates, which is no facet.
_DATES = "datum"
_SORTS = {RELEVANCE: BY_SCORE, DATE: BY_DATE, DISTANCE: BY_DISTANCE}


@dataclass(frozen=True)
class Found:
    """An answer, and how it came about; `wanted` holds the stems to mark."""

    answer: Answer
    wanted: frozenset[str] = frozenset()
    corrected: str = ""
    relaxed: bool = False


@lru_cache(1024)
def _planned(text: str, vocabulary: Vocabulary, today: date) -> Plan:
    return plan(text, vocabulary, today)


def find(query: Query, now: datetime, origin: tuple[float, float] | None = None) -> Found:
    """Answer a request; origin is where the visitor is (latitude, longitude in degrees).

    :raises EngineError: the index cannot be used.
    """
    engine = engines.current()
    today = clock.local(now).date()
    planned = Plan(None)
    if query.text:
        planned = _planned(query.text, engine.vocabulary(), today)
    request = _request(query, planned.tree, now, today, origin)
    answer = engine.search(request)
    tree, relaxed = planned.tree, False
    named = bool(answer.hits) and answer.hits[0].score >= NAME_BONUS
    if answer.count < FEW and not named and planned.relaxed is not None:
        looser = engine.search(_request(query, planned.relaxed, now, today, origin))
        if looser.count > answer.count:
            answer, tree, relaxed = looser, planned.relaxed, True
    wanted = _marked(tree) if tree is not None else frozenset()
    return Found(answer, wanted, planned.corrected, relaxed)


@lru_cache(1024)
def _marked(tree: Node) -> frozenset[str]:
    """Return the stems to mark: those looked for, without the small words of a phrase."""
    return stems(tree) - _SMALL


def _request(query: Query, tree: Node | None, now: datetime, today: date, origin) -> Request:
    filters = dict(_filters(query, today))
    # To the minute, so that the same question asked again is the same request.
    minute = int(now.timestamp()) // 60 * 60
    return Request(
        tree=tree,
        filters=filters,
        always=(Range("until", minute, None),),
        sort=_SORTS.get(query.sort, BY_SCORE),
        origin=origin,
        offset=query.offset,
        limit=PAGE_SIZE,
        counts=tuple(_counts(query, today)),
    )


def _filters(query: Query, today: date) -> Iterator[tuple[str, Node]]:
    for facet in FACETS:
        chosen = query.filters.get(facet.name)
        if chosen and facet is DAY:
            yield facet.name, _days(query, chosen, today)
        elif chosen:
            yield facet.name, Terms(facet.field, chosen)
    if _has_dates(query):
        yield _DATES, _days(query, (), today)


def _has_dates(query: Query) -> bool:
    return query.first_day is not None or query.last_day is not None


def _days(query: Query, chosen: tuple[str, ...], today: date) -> Terms:
    """Return the filter on days, as joint tokens, within the dates asked for."""
    pairs = days.wanted(chosen)
    if not _has_dates(query):
        return Terms("day", days.day_tokens(pairs))
    first = max(query.first_day or today, today)
    last = min(query.last_day or date.max, today + days.HORIZON)
    return Terms("date", days.date_tokens(pairs, first, last))


def _counts(query: Query, today: date) -> Iterator[Count]:
    for facet in FACETS:
        chosen = query.filters.get(facet.name, ())
        if facet is DAY and (chosen or _has_dates(query)):
            # A day counts with the parts of the day that are chosen, and the other way round.
            sets = tuple(
                (value, _days(query, _beside(value, chosen), today)) for value, _label in DAY.values
            )
            yield Count(facet.name, facet.field, sets)
        else:
            yield Count(facet.name, facet.field)


def _beside(value: str, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return a day with the chosen parts, or a part with the chosen days."""
    other = days.PARTS if value in days.WEEKDAYS else days.WEEKDAYS
    return (value, *(choice for choice in chosen if choice in other))
