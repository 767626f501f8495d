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


def compile_filter(schema: Schema, node: Node) -> Query:
    """Return the tree as a query that finds the same and scores nothing: what lifts is left out."""
    match node:
        case Term(field, token):
            return Query.term_query(schema, field, token, "basic")
        case Phrase(field, tokens):
            return Query.phrase_query(schema, field, list(tokens))
        case Any(nodes, least):
            should = [(Occur.Should, compile_filter(schema, child)) for child in nodes]
            return should[0][1] if len(should) == 1 else Query.boolean_query(should, least)
        case All(nodes) if nodes:
            must = [(Occur.Must, compile_filter(schema, child)) for child in nodes]
            return must[0][1] if len(must) == 1 else Query.boolean_query(must)
        case Best(nodes):
            return compile_filter(schema, Any(nodes))
        case Terms(field, tokens):
            return _any_of(schema, field, tokens)
    return compile_node(schema, node)


def _any_of(schema: Schema, field: str, tokens: tuple[str, ...]) -> Query:
    if not tokens:
        return Query.empty_query()
    if len(tokens) == 1:
        return Query.term_query(schema, field, tokens[0], "basic")
    if len(tokens) > _MOST_CLAUSES:
        return Query.term_set_query(schema, field, list(tokens))
    terms = (Query.term_query(schema, field, token, "basic") for token in tokens)
    return Query.boolean_query([(Occur.Should, term) for term in terms])


def run(searcher: Searcher, schema: Schema, request: Request) -> Found:
    """Return the wanted page of hits."""
    nodes = [*request.always, *request.filters.values()]
    if request.tree is not None:
        nodes.append(request.tree)
    query = _all_of([compile_node(schema, node) for node in nodes])
    return Matches(searcher, schema, query).page(request)


def count(searcher: Searcher, schema: Schema, request: Request) -> dict[str, dict[str, int]]:
    """Count the values of each facet over what the text and the *other* facets leave.

    Facets without a filter of their own share one call. Filters inside an aggregation would
    need one call only, and take ten times as long. Nothing is scored here, so that a count
    takes a quarter of a search.
    """
    filters = {name: compile_filter(schema, node) for name, node in request.filters.items()}
    nodes = [*request.always, *([request.tree] if request.tree is not None else [])]
    base = [compile_filter(schema, node) for node in nodes]

    def left(*without: str) -> Query:
        return _all_of([*base, *(q for name, q in filters.items() if name not in without)])

    found: dict[str, dict[str, int]] = {}
    shared = []
    for facet in request.counts:
        if not facet.terms_field:
            query = left(facet.name, *facet.held)
            found[facet.name] = {
                value: _number(searcher, _all_of([query, compile_filter(schema, terms)]))
                for value, terms in facet.sets
            }
        elif facet.name in filters:
            found |= _values(searcher, left(facet.name), [facet])
        else:
            shared.append(facet)
    return found | (_values(searcher, left(), shared) if shared else {})


def _all_of(queries: list[Query]) -> Query:
    if not queries:
        return Query.all_query()
    must = [(Occur.Must, query) for query in queries]
    return queries[0] if len(queries) == 1 else Query.boolean_query(must)


def _values(searcher: Searcher, query: Query, facets: list[Count]) -> dict[str, dict[str, int]]:
    """Count the values of each facet's field in one pass."""
    wanted = {f.name: {"terms": {"field": f.terms_field, "size": VALUES}} for f in facets}
    raw = searcher.aggregate(query, wanted)
    return {
        f.name: f.by_value({row["key"]: row["doc_count"] for row in raw[f.name]["buckets"]})
        for f in facets
    }


def _number(searcher: Searcher, query: Query) -> int:
    """Count what is found, by a field that every document has one value of."""
    return int(searcher.aggregate(query, {"n": {"value_count": {"field": "order"}}})["n"]["value"])
