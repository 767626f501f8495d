"""Elasticsearch: the contract on a real server, and the same answers as the embedded engine."""

import pytest

from search.document import Document
from search.engines.base import Count, EngineError, IndexMissing, Request
from search.engines.elastic import Elastic
from search.engines.elastic_server import Server
from search.facets import FACETS
from search.plan import plan
from tests.search import corpus
from tests.search.engines.conftest import drop, elastic
from tests.search.engines.contract import ReadingContract, WritingContract
from tests.search.test_golden import ROWS


class TestReading(ReadingContract):
    @pytest.fixture
    def engine(self, elastic_engine):
        return elastic_engine


class TestWriting(WritingContract):
    @pytest.fixture
    def fresh(self, elasticsearch_url):
        engine = elastic(elasticsearch_url)
        yield engine
        drop(engine)


def test_gives_the_same_answers_as_the_embedded_engine(elastic_engine, embedded_engine):
    counts = tuple(Count(facet.name, facet.field) for facet in FACETS)
    for text in [row[0] for row in ROWS] + ["gratis koffie zaterdag", "8 jaar", "wandelen in oost"]:
        planned = plan(text, embedded_engine.vocabulary(), corpus.NOW.date())
        for tree in filter(None, (planned.tree, planned.relaxed)):
            request = Request(tree=tree, counts=counts, limit=100)

            ours, theirs = embedded_engine.search(request), elastic_engine.search(request)

            assert [(h.pk, h.score) for h in ours.hits] == [(h.pk, h.score) for h in theirs.hits]
            assert (ours.count, ours.facets) == (theirs.count, theirs.facets)


def test_both_keep_the_same_words(elastic_engine, embedded_engine):
    assert elastic_engine.vocabulary().saved() == embedded_engine.vocabulary().saved()


def test_a_rebuild_leaves_no_old_index_behind(elasticsearch_url):
    engine = elastic(elasticsearch_url)
    engine.rebuild([Document(1, "Koffie")])
    engine.rebuild([Document(2, "Thee")])

    names = list(engine.client.indices.get(index=f"{engine.alias}-*"))
    drop(engine)

    assert len(names) == 2  # the index and its words


def test_a_server_that_is_away_is_an_engine_error():
    engine = Elastic(Server(("http://127.0.0.1:9",)), "nowhere")

    with pytest.raises(EngineError) as caught:
        engine.search(Request())

    assert not isinstance(caught.value, IndexMissing)
