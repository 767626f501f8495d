"""The tree as tantivy queries, the order of the hits, and the counts of the facets."""

from dataclasses import dataclass
from typing import Any as Anything
from typing import NamedTuple

from tantivy import FieldType, Occur, Order, Query, Schema, Searcher

from search.document import ID_BITS
from search.engines.base import BY_DATE, BY_DISTANCE, VALUES, Count, Request
from search.geo import kilometres
from search.query import WINDOW
from search.tree import All, Any, Best, Node, Phrase, Range, Term, Terms

_ID_MASK = (1 << ID_BITS) - 1
_FIRST_WINDOW = 256
# Up to so many tokens, single terms beside each other are several times as fast as a set.
_MOST_CLAUSES = 128


class Row(NamedTuple):
    pk: int
    score: int
    address: Anything
    point: tuple[float, float] | None


@dataclass(frozen=True)
class Found:
    count: int
    rows: list[Row]


def compile_node(schema: Schema, node: Node) -> Query:
    """Return the tree as a query with fixed scores."""
    match node:
        case Term(field, token, boost):
            return Query.const_score_query(
                Query.term_query(schema, field, token, "basic"), float(boost)
            )
        case Terms(field, tokens):
            return Query.const_score_query(_any_of(schema, field, tokens), 0.0)
        case Phrase(field, tokens, boost):
            return Query.const_score_query(
                Query.phrase_query(schema, field, list(tokens)), float(boost)
            )
        case Any(nodes, least):
            should = [(Occur.Should, compile_node(schema, child)) for child in nodes]
            return Query.boolean_query(should, least)
        case All(nodes, optional):
            must = [(Occur.Must, compile_node(schema, child)) for child in nodes]
            should = [(Occur.Should, compile_node(schema, child)) for child in optional]
            return Query.boolean_query([*must, *should])
        case Best(nodes):
            return Query.disjunction_max_query(
                [compile_node(schema, child) for child in nodes], 0.0
            )
        case Range(field, low, high):
            reach = Query.range_query(schema, field, FieldType.Integer, low, high)
            return Query.const_score_query(reach, 0.0)
    raise TypeError(node)


def _any_of(schema: Schema, field: str, tokens: tuple[str, ...]) -> Query:
    if not tokens:
        return Query.empty_query()
    if len(tokens) == 1:
        return Query.term_query(schema, field, tokens[0], "basic")
    if len(tokens) > _MOST_CLAUSES:
        return Query.term_set_query(schema, field, list(tokens))
    terms = (Query.term_query(schema, field, token, "basic") for token in tokens)
    return Query.boolean_query([(Occur.Should, term) for term in terms])


def _combined(schema: Schema, request: Request, filters: list[Node]) -> Query:
    nodes = [*request.always, *filters]
    must = [(Occur.Must, compile_node(schema, node)) for node in nodes]
    if request.tree is not None:
        must.append((Occur.Must, compile_node(schema, request.tree)))
    if not must:
        return Query.all_query()
    return must[0][1] if len(must) == 1 else Query.boolean_query(must)


def run(searcher: Searcher, schema: Schema, request: Request) -> Found:
    """Return the wanted page of hits: by score, date or distance, then by `order`."""
    query = _combined(schema, request, list(request.filters.values()))
    end = request.offset + request.limit
    if request.sort == BY_DISTANCE and request.origin:
        return _by_distance(searcher, query, request, end)
    if request.sort == BY_DATE or request.tree is None:
        found = searcher.search(query, max(end, 1), order_by_field="order", order=Order.Asc)
        page = found.hits[request.offset : end]
        orders = searcher.fast_field_values("order", [address for _value, address in page])
        rows = [(0, order, hit[1]) for hit, order in zip(page, orders, strict=True)]
        return Found(found.count, _rows(searcher, rows))
    return _by_score(searcher, query, request, end)


def _by_score(searcher: Searcher, query: Query, request: Request, end: int) -> Found:
    """Sort equal scores by `order`, which tantivy cannot: fetch whole tiers and sort them here.

    A window grows until the last tier that the page touches is complete.
    """
    window = max(_FIRST_WINDOW, 2 * end)
    while True:
        found = searcher.search(query, window)
        hits = found.hits
        # A tier that is cut off holds any of its hits, and not the first by `order`.
        if len(hits) >= found.count or hits[-1][0] < hits[end - 1][0]:
            break
        window = min(window * 6, found.count)
    if not hits[request.offset : end]:
        return Found(found.count, [])
    # Only the tiers that the page touches need their order.
    highest, lowest = hits[request.offset][0], hits[min(end, len(hits)) - 1][0]
    above = sum(score > highest for score, _address in hits)
    tiers = [hit for hit in hits[above:] if hit[0] >= lowest]
    orders = searcher.fast_field_values("order", [address for _score, address in tiers])
    # An order holds the id, so no two rows are equal and no address is ever compared.
    rows = sorted(
        zip((-int(score) for score, _a in tiers), orders, (a for _s, a in tiers), strict=True)
    )
    page = rows[request.offset - above : end - above]
    return Found(found.count, _rows(searcher, [(-s, order, a) for s, order, a in page]))


def _by_distance(searcher: Searcher, query: Query, request: Request, end: int) -> Found:
    found = searcher.search(query, WINDOW)
    if found.count > WINDOW:
        found = searcher.search(query, found.count)
    addresses = [address for _score, address in found.hits]
    assert request.origin is not None
    columns = [
        searcher.fast_field_values(name, addresses) for name in ("latitude", "longitude", "order")
    ]
    known: dict[tuple, float] = {(None, None): float("inf")}
    rows = []
    for address, latitude, longitude, order in zip(addresses, *columns, strict=True):
        point = (latitude, longitude)
        if point not in known:
            known[point] = kilometres(request.origin, point)
        rows.append((known[point], order, address))
    rows.sort(key=lambda row: row[:2])
    page = [(0, order, address) for _d, order, address in rows[request.offset : end]]
    return Found(found.count, _rows(searcher, page))


def _rows(searcher: Searcher, page: list[tuple]) -> list[Row]:
    points: list[tuple[float, float] | None] = [None] * len(page)
    if page:
        addresses = [address for _score, _order, address in page]
        columns = [searcher.fast_field_values(n, addresses) for n in ("latitude", "longitude")]
        points = [
            None if latitude is None else (latitude, longitude)
            for latitude, longitude in zip(*columns, strict=True)
        ]
    return [
        Row(order & _ID_MASK, score, address, point)
        for (score, order, address), point in zip(page, points, strict=True)
    ]


def count(searcher: Searcher, schema: Schema, request: Request) -> dict[str, dict[str, int]]:
    """Count the values of each facet over what the text and the *other* facets leave.

    Facets without a filter of their own share one call. Filters inside an aggregation would
    need one call only, and take ten times as long.
    """
    found: dict[str, dict[str, int]] = {}
    shared = [facet for facet in request.counts if facet.name not in request.filters]
    groups = [shared, *([f] for f in request.counts if f.name in request.filters)]
    for facets in filter(None, groups):
        filters = [node for name, node in request.filters.items() if name != facets[0].name]
        if facets is shared:
            filters = list(request.filters.values())
        found |= _count(searcher, schema, request, filters, facets)
    return found


def _count(searcher, schema, request: Request, filters: list[Node], facets: list[Count]) -> dict:
    query = _combined(schema, request, filters)
    fields = {facet.name: facet.terms_field for facet in facets}
    aggregations = {
        name: {"terms": {"field": field, "size": VALUES}} for name, field in fields.items() if field
    }
    raw = searcher.aggregate(query, aggregations) if aggregations else {}
    found = {}
    for facet in facets:
        if not facet.terms_field:
            found[facet.name] = {
                value: _count_one(searcher, schema, query, terms) for value, terms in facet.sets
            }
            continue
        buckets = {row["key"]: row["doc_count"] for row in raw[facet.name]["buckets"]}
        found[facet.name] = facet.by_value(buckets)
    return found


def _count_one(searcher: Searcher, schema: Schema, query: Query, terms: Terms) -> int:
    both = [(Occur.Must, query), (Occur.Must, compile_node(schema, terms))]
    return searcher.search(Query.boolean_query(both), 1).count
