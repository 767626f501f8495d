"""The engine on a server: Elasticsearch 8.19 or 9, by elasticsearch.dsl.

The index stands behind an alias, and a rebuild swaps the alias. The server gets ready tokens and
needs the `whitespace` analyzer only, so that a bare server gives the same answers as a full one.
"""

import contextlib
import uuid
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any as Anything

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError, helpers
from elasticsearch.dsl import A, Index, Mapping, Q, Search
from elasticsearch.helpers import BulkIndexError

from search import document as documents_
from search import dutch
from search.document import KEYWORD_FIELDS, TEXT_FIELDS, TOKEN_FIELDS, Document
from search.engines.base import (
    BY_DATE,
    BY_DISTANCE,
    SCHEMA,
    VALUES,
    Answer,
    EngineError,
    Hit,
    IndexMissing,
    Request,
)
from search.tree import All, Any, Best, Node, Phrase, Range, Term, Terms
from search.vocabulary import Vocabulary

VERSION = f"s{SCHEMA}d{dutch.VERSION}"
_WORDS = "vocabulary"


def mapping() -> Mapping:
    """Return the fields of an index; what is not listed is refused."""
    fields = Mapping()
    fields.meta("dynamic", "strict")
    analysed = [*TEXT_FIELDS, *TOKEN_FIELDS]
    fields.meta("_source", excludes=analysed)
    for name in TEXT_FIELDS:
        fields.field(name, "text", analyzer="whitespace", norms=False)
    for name in TOKEN_FIELDS:
        fields.field(name, "text", analyzer="whitespace", norms=False, index_options="docs")
    for name in KEYWORD_FIELDS:
        fields.field(name, "keyword")
    for name in ("order", "until"):
        fields.field(name, "long")
    fields.field("point", "geo_point")
    for name in ("payload", "source"):
        fields.field(name, "object", enabled=False)
    return fields


def to_elastic(document: Document) -> dict[str, Anything]:
    """Return the document as the server stores it."""
    out: dict[str, Anything] = {
        **document.analysed(),
        **{name: list(values) for name, values in document.keywords.items()},
        "order": document.order,
        "until": document.until,
        "payload": document.payload,
        "source": {"parts": document.source},
    }
    if document.latitude is not None and document.longitude is not None:
        out["point"] = {"lat": document.latitude, "lon": document.longitude}
    return out


def compile_node(node: Node) -> Q:
    """Return the tree as a query with fixed scores."""
    match node:
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


class Elastic:
    """The contract of engines.base on Elasticsearch."""

    def __init__(self, hosts: list[str], index: str, api_key: str | None = None):
        self.alias = index
        self._connect = partial(
            Elasticsearch, hosts, api_key=api_key, request_timeout=5, max_retries=2,
            retry_on_timeout=True,
        )  # fmt: skip
        self._client: Elasticsearch | None = None
        self._vocabulary = Vocabulary()
        self._version: tuple[str, int] | None = None

    @property
    def client(self) -> Elasticsearch:
        """The connection, made on first use so that no fork shares it."""
        if self._client is None:
            self._client = self._connect()
        return self._client

    def search(self, request: Request) -> Answer:
        with _translated():
            response = self._search(request).execute()
            origin = request.origin
            hits = [
                Hit(
                    pk=int(hit["_id"]),
                    score=int(hit["_score"] or 0),
                    payload=hit["_source"]["payload"],
                    source=partial(_parts, hit["_source"]),
                    point=_point(hit["_source"]) if origin else None,
                )
                for hit in response.to_dict()["hits"]["hits"]
            ]
            facets = {facet.name: _counted(response, facet) for facet in request.counts}
            return Answer(response.hits.total.value, hits, facets)

    def write(self, documents: Iterable[Document], deleted: Iterable[int]) -> None:
        documents = list(documents)
        gone = [*deleted, *(document.pk for document in documents)]
        with _translated():
            name = self._live_name()
            older = self._sources(name, gone)
            known = self.vocabulary()
            vocabulary = known.changed(
                (documents_.vocabulary_words(document.source) for document in documents),
                map(documents_.vocabulary_words, older.values()),
            )
            kept = {document.pk for document in documents}
            actions: list[dict] = [
                {"_op_type": "delete", "_index": name, "_id": str(pk)}
                for pk in older
                if pk not in kept
            ]
            actions += [_action(name, document) for document in documents]
            helpers.bulk(self.client, actions, refresh=True)
            if vocabulary is not known:
                self._save_words(name, vocabulary)

    def rebuild(self, documents: Iterable[Document]) -> int:
        with _translated():
            name = f"{self.alias}-{VERSION}-{uuid.uuid4().hex[:12]}"
            index = Index(name, using=self.client)
            index.settings(number_of_shards=1, auto_expand_replicas="0-1", refresh_interval="-1")
            index.mapping(mapping())
            index.create()
            try:
                count = self._fill(name, documents)
            except BaseException:
                index.delete(ignore_unavailable=True)
                raise
            self._swap(name)
            return count

    def vocabulary(self) -> Vocabulary:
        with _translated():
            name = self._live_name()
            stored = self.client.get(index=f"{name}-words", id=_WORDS, source=False)
            version = (name, stored["_version"])
            if version != self._version:
                found = self.client.get(index=f"{name}-words", id=_WORDS)
                self._vocabulary = Vocabulary.loaded(found["_source"])
                self._version = (name, found["_version"])
            return self._vocabulary

    def count(self) -> int:
        with _translated():
            return Search(using=self.client, index=self._live_name()).count()

    def generation(self) -> str:
        self.vocabulary()
        return str(self._version)

    def _search(self, request: Request) -> Search:
        always = list(map(compile_node, request.always))
        tree = [compile_node(request.tree)] if request.tree is not None else []
        search = Search(using=self.client, index=self.alias)
        search = search.query(Q("bool", must=tree, filter=always))
        filters = {name: compile_node(node) for name, node in request.filters.items()}
        if filters:
            search = search.post_filter(Q("bool", filter=list(filters.values())))
        for facet in request.counts:
            others = [query for name, query in filters.items() if name != facet.name]
            bucket = search.aggs.bucket(facet.name, "filter", filter=Q("bool", filter=others))
            if facet.terms_field:
                bucket.bucket("values", A("terms", field=facet.terms_field, size=VALUES))
            else:
                for value, terms in facet.sets:
                    bucket.bucket(value, "filter", filter=compile_node(terms))
        order: list[Anything] = [{"_score": "desc"}, "order"]
        if request.sort == BY_DATE or request.tree is None:
            order = ["order"]
        if request.sort == BY_DISTANCE and request.origin:
            latitude, longitude = request.origin
            away = {"point": {"lat": latitude, "lon": longitude}, "order": "asc"}
            order = [{"_geo_distance": {**away, "unit": "km", "distance_type": "arc"}}, "order"]
        search = search.sort(*order).source(["payload", "source", "point"])
        search = search.extra(track_total_hits=True, track_scores=order[0] != "order")
        return search[request.offset : request.offset + request.limit]

    def _live_name(self) -> str:
        """Return the index behind the alias.

        :raises IndexMissing: there is none, or it is of another version.
        """
        names = [
            name
            for name in self.client.indices.get_alias(name=self.alias)
            if name.startswith(f"{self.alias}-{VERSION}-")
        ]
        if not names:
            raise IndexMissing("the index is of another version")
        return names[0]

    def _sources(self, name: str, pks: list[int]) -> dict[int, list]:
        """Return the raw words of those documents that stand in the index."""
        if not pks:
            return {}
        found = self.client.mget(index=name, ids=[str(pk) for pk in pks], source=["source"])
        return {
            int(row["_id"]): _parts(row["_source"]) for row in found["docs"] if row.get("found")
        }

    def _fill(self, name: str, documents: Iterable[Document]) -> int:
        counts: dict[str, int] = {}
        total = 0

        def actions() -> Iterator[dict]:
            nonlocal total
            for document in documents:
                total += 1
                for word in documents_.vocabulary_words(document.source):
                    counts[word] = counts.get(word, 0) + 1
                yield _action(name, document)

        patient = self.client.options(request_timeout=60)
        for _done in helpers.streaming_bulk(patient, actions(), chunk_size=500, max_retries=5):
            pass
        self.client.indices.put_settings(index=name, settings={"index.refresh_interval": "1s"})
        self.client.indices.refresh(index=name)
        self.client.indices.create(
            index=f"{name}-words",
            mappings={"enabled": False},
            settings={"number_of_shards": 1, "auto_expand_replicas": "0-1"},
        )
        self._save_words(name, Vocabulary(total, counts))
        return total

    def _save_words(self, name: str, vocabulary: Vocabulary) -> None:
        self.client.index(
            index=f"{name}-words", id=_WORDS, document=vocabulary.saved(), refresh=True
        )

    def _swap(self, name: str) -> None:
        """Let the alias name the new index in one step, and remove the old ones."""
        older = [
            index
            for index in self.client.indices.get(index=f"{self.alias}-s*", expand_wildcards="open")
            if index not in (name, f"{name}-words")
        ]
        behind = self.client.options(ignore_status=404).indices.get_alias(name=self.alias)
        actions: list[dict] = [{"add": {"index": name, "alias": self.alias}}]
        if "error" not in behind.body:
            actions += [{"remove": {"index": old, "alias": self.alias}} for old in behind.body]
        self.client.indices.update_aliases(actions=actions)
        if older:
            self.client.indices.delete(index=older, ignore_unavailable=True)


def _action(name: str, document: Document) -> dict:
    return {"_index": name, "_id": str(document.pk), "_source": to_elastic(document)}


def _parts(source: dict) -> list:
    return source["source"]["parts"]


def _point(source: dict) -> tuple[float, float] | None:
    point = source.get("point")
    return (point["lat"], point["lon"]) if point else None


def _counted(response, facet) -> dict[str, int]:
    bucket = response.aggregations[facet.name]
    if facet.terms_field:
        return facet.by_value({row.key: row.doc_count for row in bucket["values"].buckets})
    return {value: bucket[value].doc_count for value, _terms in facet.sets}


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Turn what the client raises into EngineError."""
    try:
        yield
    except NotFoundError as error:
        raise IndexMissing(str(error)) from error
    except (ApiError, TransportError, BulkIndexError, ValueError, KeyError) as error:
        raise EngineError(str(error)) from error
