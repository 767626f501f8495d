"""The tree as tantivy queries, and the counts of the facets."""

from tantivy import FieldType, Occur, Query, Schema, Searcher

from search.engines.base import VALUES, Count, Request
from search.engines.tantivy_order import Found, Matches
from search.tree import All, Any, Best, Node, Phrase, Range, Term, Terms

# Up to so many tokens, single terms beside each other are several times as fast as a set.
_MOST_CLAUSES = 128


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
    """Return the wanted page of hits."""
    query = _combined(schema, request, list(request.filters.values()))
    return Matches(searcher, schema, query).page(request)


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
