"""The tree as Elasticsearch queries, the order of the hits, and the counts of the facets.

One call asks for the hits, and beside them for the counts, which need no score: the server works
on these side by side, and keeps the counts until the index changes. How many results there are
comes with the counts, so that the server may pass over every hit that cannot be among the first.
"""

from collections.abc import Iterator
from typing import Any as Anything

from search.engines.base import BY_DATE, BY_DISTANCE, VALUES, Count, Request
from search.tree import All, Any, Best, Node, Phrase, Range, Term, Terms

Clause = dict[str, Anything]


def compile_node(node: Node) -> Clause:
    """Return the tree as a query with fixed scores."""
    match node:
        case Term(boost=boost) | Phrase(boost=boost):
            return {"constant_score": {"filter": compile_filter(node), "boost": boost}}
        case Terms() | Range():
            return {"constant_score": {"filter": compile_filter(node), "boost": 0}}
        case Any(nodes, least):
            should = [compile_node(child) for child in nodes]
            return {"bool": {"should": should, "minimum_should_match": least}}
        case All(nodes, optional):
            must = [compile_node(child) for child in nodes]
            return {"bool": {"must": must, "should": [compile_node(child) for child in optional]}}
        case Best(nodes):
            return {"dis_max": {"queries": [compile_node(child) for child in nodes]}}
    raise TypeError(node)


def compile_filter(node: Node) -> Clause:
    """Return the tree as a query that finds the same and scores nothing: what lifts is left out."""
    match node:
        case Term("key", token):
            return {"ids": {"values": [token]}}
        case Term(field, token):
            return {"term": {field: token}}
        case Terms(field, tokens):
            return {"terms": {field: list(tokens)}}
        case Phrase(field, tokens):
            return {"match_phrase": {field: " ".join(tokens)}}
        case Any(nodes, least):
            should = [compile_filter(child) for child in nodes]
            return {"bool": {"should": should, "minimum_should_match": least}}
        case All(nodes) if nodes:
            return {"bool": {"filter": [compile_filter(child) for child in nodes]}}
        case All(optional=optional):
            return compile_filter(Any(optional))
        case Best(nodes):
            return compile_filter(Any(nodes))
        case Range(field, low, high):
            bounds = {k: v for k, v in (("gte", low), ("lte", high)) if v is not None}
            return {"range": {field: bounds}}
    raise TypeError(node)


def build(index: str, request: Request) -> list[Clause]:
    """Return the lines of one call that answers a request: the hits first, then the counts.

    Each search is a line that says where and a line that says what.
    """
    # Half an answer is none: the plain list of the database is better.
    where: Clause = {"index": index, "allow_partial_search_results": False}
    told = total_comes_with_counts(request)
    lines = [where, _hits(request, total=request.total and not told)]
    for facets, query in _groups(request):
        what = {"size": 0, "track_total_hits": told, "query": query}
        aggregations = {facet.name: _count(facet) for facet in facets}
        lines += [{**where, "request_cache": True}, {**what, "aggs": aggregations}]
    return lines


def total_comes_with_counts(request: Request) -> bool:
    """Say whether the first counts are made over the same results as the hits."""
    return request.total and bool(_shared(request))


def _hits(request: Request, total: bool) -> Clause:
    tree = [compile_node(request.tree)] if request.tree is not None else []
    nodes = [*request.always, *request.filters.values()]
    order = _order(request)
    return {
        "query": {"bool": {"must": tree, "filter": [compile_filter(node) for node in nodes]}},
        "sort": order,
        "track_total_hits": total,
        "track_scores": order[0] != "order",
        "from": request.offset,
        "size": request.limit,
    }


def _order(request: Request) -> list[Anything]:
    if request.sort == BY_DISTANCE and request.origin:
        latitude, longitude = request.origin
        away = {"point": {"lat": latitude, "lon": longitude}, "order": "asc"}
        return [{"_geo_distance": {**away, "unit": "km", "distance_type": "arc"}}, "order"]
    if request.sort == BY_DATE or request.tree is None:
        return ["order"]
    return [{"_score": "desc"}, "order"]


def _groups(request: Request) -> Iterator[tuple[list[Count], Clause]]:
    """Yield the facets that are counted over the same results, with what these must hold.

    Each facet is counted over what the text and the *other* facets leave.
    """
    tree = [request.tree] if request.tree is not None else []
    base = [compile_filter(node) for node in (*request.always, *tree)]
    filters = {name: compile_filter(node) for name, node in request.filters.items()}
    shared = _shared(request)
    if shared:
        yield shared, {"bool": {"filter": [*base, *filters.values()]}}
    for facet in request.counts:
        if facet.name in filters:
            others = [clause for name, clause in filters.items() if name != facet.name]
            yield [facet], {"bool": {"filter": [*base, *others]}}


def _shared(request: Request) -> list[Count]:
    return [facet for facet in request.counts if facet.name not in request.filters]


def _count(facet: Count) -> Clause:
    if facet.terms_field:
        return {"terms": {"field": facet.terms_field, "size": VALUES}}
    sets = {value: compile_filter(terms) for value, terms in facet.sets}
    return {"filters": {"filters": sets}}


def counted(found: dict[str, Anything], facet: Count) -> dict[str, int]:
    """Return the counts of a facet from the aggregations of an answer."""
    buckets = found[facet.name]["buckets"]
    if facet.terms_field:
        return facet.by_value({row["key"]: row["doc_count"] for row in buckets})
    return {value: bucket["doc_count"] for value, bucket in buckets.items()}
