"""The tree as Elasticsearch queries, the order of the hits, and the counts of the facets."""

from typing import Any as Anything

from elasticsearch.dsl import A, Q, Search

from search.engines.base import BY_DATE, BY_DISTANCE, VALUES, Count, Request
from search.tree import All, Any, Best, Node, Phrase, Range, Term, Terms

# The bucket with the facets that have no filter of their own.
_SHARED = "_shared"


def compile_node(node: Node) -> Q:
    """Return the tree as a query with fixed scores."""
    match node:
        case Term("key", token, boost):
            return Q("constant_score", filter=Q("ids", values=[token]), boost=boost)
        case Term(field, token, boost):
            return Q("constant_score", filter=Q("term", **{field: token}), boost=boost)
        case Terms(field, tokens):
            return Q("constant_score", filter=Q("terms", **{field: list(tokens)}), boost=0)
        case Phrase(field, tokens, boost):
            phrase = Q("match_phrase", **{field: " ".join(tokens)})
            return Q("constant_score", filter=phrase, boost=boost)
        case Any(nodes, least):
            return Q("bool", should=list(map(compile_node, nodes)), minimum_should_match=least)
        case All(nodes, optional):
            return Q(
                "bool",
                must=list(map(compile_node, nodes)),
                should=list(map(compile_node, optional)),
            )
        case Best(nodes):
            return Q("dis_max", queries=list(map(compile_node, nodes)), tie_breaker=0)
        case Range(field, low, high):
            bounds = {k: v for k, v in (("gte", low), ("lte", high)) if v is not None}
            return Q("constant_score", filter=Q("range", **{field: bounds}), boost=0)
    raise TypeError(node)


def build(search: Search, request: Request) -> Search:
    """Return the search that answers a request in one call."""
    counted = {facet.name for facet in request.counts}
    # Only what some facet must not see is kept out of the query itself.
    apart = {name: compile_node(node) for name, node in request.filters.items() if name in counted}
    always = [*request.always, *(n for name, n in request.filters.items() if name not in counted)]
    tree = [compile_node(request.tree)] if request.tree is not None else []
    search = search.query(Q("bool", must=tree, filter=list(map(compile_node, always))))
    if apart:
        search = search.post_filter(Q("bool", filter=list(apart.values())))
    _count(search, request, apart)
    order = _order(request)
    search = search.sort(*order).source(["payload", "source", "point"])
    search = search.extra(track_total_hits=True, track_scores=order[0] != "order")
    # Half an answer is none: the plain list of the database is better.
    search = search.params(allow_partial_search_results=False)
    return search[request.offset : request.offset + request.limit]


def _order(request: Request) -> list[Anything]:
    if request.sort == BY_DISTANCE and request.origin:
        latitude, longitude = request.origin
        away = {"point": {"lat": latitude, "lon": longitude}, "order": "asc"}
        return [{"_geo_distance": {**away, "unit": "km", "distance_type": "arc"}}, "order"]
    if request.sort == BY_DATE or request.tree is None:
        return ["order"]
    return [{"_score": "desc"}, "order"]


def _count(search: Search, request: Request, filters: dict[str, Q]) -> None:
    """Ask for the counts of each facet over what the *other* facets leave."""
    shared = search.aggs
    if filters:
        every = Q("bool", filter=list(filters.values()))
        shared = search.aggs.bucket(_SHARED, "filter", filter=every)
    for facet in request.counts:
        where = shared
        if facet.name in filters:
            others = [query for name, query in filters.items() if name != facet.name]
            kept = Q("bool", filter=others)
            where = search.aggs.bucket(f"_{facet.name}", "filter", filter=kept)
        if facet.terms_field:
            where.bucket(facet.name, A("terms", field=facet.terms_field, size=VALUES))
        else:
            sets = {value: compile_node(terms).to_dict() for value, terms in facet.sets}
            where.bucket(facet.name, A("filters", filters=sets))


def counted(found: dict[str, Anything], facet: Count) -> dict[str, int]:
    """Return the counts of a facet from the aggregations of an answer."""
    for place in (found, found.get(_SHARED, {}), found.get(f"_{facet.name}", {})):
        if facet.name in place:
            buckets = place[facet.name]["buckets"]
            break
    if facet.terms_field:
        return facet.by_value({row["key"]: row["doc_count"] for row in buckets})
    return {value: bucket["doc_count"] for value, bucket in buckets.items()}
