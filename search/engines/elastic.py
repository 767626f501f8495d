"""The engine on a server: Elasticsearch 8.19 or 9, by elasticsearch.dsl.

The index stands behind an alias of its version, and a rebuild swaps the alias. The server gets
ready tokens, so that a bare server gives the same answers as a full one.
"""

import time
import uuid
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from elasticsearch import ConflictError, helpers
from elasticsearch.dsl import Search

from search import dutch
from search.document import Document, vocabulary_words
from search.engines import elastic_query
from search.engines.base import (
    SCHEMA,
    Answer,
    Built,
    EngineError,
    Hit,
    Kept,
    Overtaken,
    Rebuilds,
    Request,
)
from search.engines.bookkeeping import Words, settle
from search.engines.elastic_page import StoredPage, to_elastic
from search.engines.elastic_server import Connection, Server
from search.vocabulary import Vocabulary

VERSION = f"s{SCHEMA}d{dutch.VERSION}"
# Seconds for which a process trusts the words it has.
FRESH = 1.0
_WORDS, _INTENT = "vocabulary", "intent"
# A process that was held up for less than this cannot bring a deleted page back.
_TOMBSTONES = "1h"
_MERGING = 1800  # seconds a new index may take to become one piece


class Elastic(Rebuilds):
    """The contract of engines.base on Elasticsearch."""

    name = "elastic"
    version = VERSION

    def __init__(self, server: Server, index: str):
        self.index = index
        self.alias = f"{index}-{VERSION}"
        self.words = f"{self.alias}-words"
        self._connection = Connection(server)
        self._vocabulary = Vocabulary()
        self._base: list[Any] = []
        self._looked = 0.0

    @property
    def client(self):
        return self._connection.client

    def search(self, request: Request) -> Answer:
        with self._connection.asking() as client:
            calls = elastic_query.build(self.alias, request)
            found, *tallies = self._connection.answers(client, calls)
            hits = [
                Hit(
                    pk=int(hit["_id"]),
                    score=int(hit["_score"] or 0),
                    payload=hit["_source"]["payload"],
                    source=partial(_parts, hit["_source"]),
                    point=_point(hit["_source"]),
                )
                for hit in found["hits"]["hits"]
            ]
            counts = {name: one for tally in tallies for name, one in tally["aggregations"].items()}
            facets = {facet.name: elastic_query.counted(counts, facet) for facet in request.counts}
            total = len(hits)
            if request.total:
                told = tallies[0] if elastic_query.total_comes_with_counts(request) else found
                total = told["hits"]["total"]["value"]
            return Answer(total, hits, facets)

    def write(
        self, documents: Iterable[Document], deleted: Iterable[int], number: int | None = None
    ) -> None:
        documents = list(documents)
        with self._connection.asking() as client:
            self._look(client)
            known, base = self._vocabulary, self._base
            found = client.options(ignore_status=404).get(index=self.words, id=_INTENT)
            vocabulary, intent = settle(
                known, base, found.get("_source"), documents, deleted, self._stored_words
            )
            writing = self._connection.writing
            writing.index(index=self.words, id=_INTENT, document=intent, require_alias=True)
            self._send(documents, set(deleted), number)
            if vocabulary is not known:
                self._save(vocabulary, base)

    def build(self, documents: Iterable[Document], number: int | None = None) -> Built:
        with self._connection.asking():
            name = f"{self.alias}-{uuid.uuid4().hex[:12]}"
            index = StoredPage._index.clone(name=name, using=self._connection.patient)
            index.settings(
                number_of_shards=1,
                auto_expand_replicas="0-1",
                refresh_interval="-1",
                gc_deletes=_TOMBSTONES,
            )
            index.create()
            try:
                return Built(name, self._fill(name, documents, number))
            except BaseException:
                index.delete(ignore_unavailable=True)
                raise

    def swap(self, built: Built, number: int | None = None) -> None:
        """Let the aliases name the new index in one step, and remove the old ones."""
        with self._connection.asking():
            client = self._connection.patient
            own = (built.name, f"{built.name}-words")
            others = [
                name
                for name in client.indices.get(index=f"{self.index}-s*", expand_wildcards="open")
                if name not in own
            ]
            before = [name for name in others if name.startswith(f"{self.alias}-")]
            actions: list[dict] = [
                {"add": {"index": name, "alias": alias}}
                for name, alias in zip(own, (self.alias, self.words), strict=True)
            ]
            actions += [{"remove_index": {"index": name}} for name in before]
            client.indices.update_aliases(actions=actions)
            self._looked = 0.0
            # Processes of another release may use theirs until the next rebuild of this one.
            stale = [name for name in others if name not in before]
            if before and stale:
                client.indices.delete(index=stale, ignore_unavailable=True)

    def vocabulary(self) -> Vocabulary:
        if time.monotonic() - self._looked > FRESH:
            with self._connection.asking() as client:
                self._look(client)
        return self._vocabulary

    def count(self) -> int:
        with self._connection.asking() as client:
            return Search(using=client, index=self.alias).count()

    def generation(self) -> str:
        with self._connection.asking() as client:
            self._look(client)
        return str(self._base)

    def stored(self) -> Iterator[Kept]:
        with self._connection.asking() as client:
            client.indices.refresh(index=self.alias)
            for row in helpers.scan(
                client, index=self.alias, query={"_source": ["payload", "source"]}
            ):
                yield Kept(int(row["_id"]), row["_source"]["payload"], _parts(row["_source"]))

    def _look(self, client) -> None:
        """Read the words if they are others than this process has.

        :raises NotFoundError: there is no index of this version.
        """
        stored = client.get(index=self.words, id=_WORDS, source=False)
        if _base(stored) != self._base:
            stored = client.get(index=self.words, id=_WORDS)
            self._vocabulary = Vocabulary.loaded(stored["_source"])
            self._base = _base(stored)
        self._looked = time.monotonic()

    def _stored_words(self, pks: list[int]) -> Words:
        """Return the words of those documents that stand in the index."""
        if not pks:
            return {}
        found = self.client.mget(index=self.alias, ids=[str(pk) for pk in pks], source=["source"])
        return {
            int(row["_id"]): vocabulary_words(_parts(row["_source"]))
            for row in found["docs"]
            if row.get("found")
        }

    def _send(self, documents: list[Document], gone: set[int], number: int | None) -> None:
        """Write and delete in bulk; retried with pauses when the server is too busy.

        :raises Overtaken: the index has a newer self of one of them.
        """
        order = {} if number is None else {"version": number, "version_type": "external_gte"}
        kept = {document.pk for document in documents}
        actions: list[dict] = [
            {"_op_type": "delete", "_index": self.alias, "_id": str(pk), **order}
            for pk in sorted(gone - kept)
        ]
        actions += [{**_action(self.alias, document), **order} for document in documents]
        late = 0
        for done, row in _bulk(self._connection.writing, actions, refresh=True, require_alias=True):
            status = next(iter(row.values()))["status"]
            late += status == 409
            if not done and status not in (404, 409):
                raise EngineError(f"the server refused a document ({status})")
        if late:
            raise Overtaken(f"{late} documents are newer in the index")

    def _save(self, vocabulary: Vocabulary, base: list[Any]) -> None:
        """Put the words in place of those that this write began with, and of no others."""
        _name, sequence, term = base
        try:
            saved = self._connection.writing.index(
                index=self.words, id=_WORDS, document=vocabulary.saved(), require_alias=True,
                if_seq_no=sequence, if_primary_term=term,
            )  # fmt: skip
        except ConflictError as error:
            raise Overtaken("another process has written the words") from error
        self._vocabulary, self._base = vocabulary, _base(saved)

    def _fill(self, name: str, documents: Iterable[Document], number: int | None) -> int:
        counts: dict[str, int] = {}
        total = 0
        order = {} if number is None else {"version": number, "version_type": "external_gte"}

        def actions() -> Iterator[dict]:
            nonlocal total
            for document in documents:
                total += 1
                for word in vocabulary_words(document.source):
                    counts[word] = counts.get(word, 0) + 1
                yield {**_action(name, document), **order}

        patient = self._connection.patient
        for done, row in _bulk(patient, actions()):
            if not done:
                raise EngineError(f"the server refused a document: {row}")
        patient.indices.put_settings(index=name, settings={"index.refresh_interval": "1s"})
        # Nearly all of it stays as it is until the next rebuild: one piece is searched fastest.
        patient.options(request_timeout=_MERGING).indices.forcemerge(index=name, max_num_segments=1)
        patient.indices.refresh(index=name)
        if patient.count(index=name)["count"] != total:
            raise EngineError("the new index does not hold every document")
        patient.indices.create(
            index=f"{name}-words",
            mappings={"enabled": False},
            settings={"number_of_shards": 1, "auto_expand_replicas": "0-1"},
        )
        patient.index(index=f"{name}-words", id=_WORDS, document=Vocabulary(total, counts).saved())
        return total


def _bulk(client, actions: Iterable[dict], **more) -> Iterator[tuple[bool, dict]]:
    return helpers.streaming_bulk(
        client, actions, chunk_size=500, max_chunk_bytes=10_000_000, max_retries=6,
        initial_backoff=0.5, max_backoff=15, raise_on_error=False, **more,
    )  # fmt: skip


def _action(name: str, document: Document) -> dict:
    return {"_index": name, "_id": str(document.pk), "_source": to_elastic(document)}


def _base(stored) -> list[Any]:
    """Return what names a state of the words, as JSON has it."""
    return [stored["_index"], stored["_seq_no"], stored["_primary_term"]]


def _parts(source: dict) -> list:
    return source["source"]["parts"]


def _point(source: dict) -> tuple[float, float] | None:
    point = source.get("point")
    return (point["lat"], point["lon"]) if point else None
