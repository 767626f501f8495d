"""Elasticsearch: the contract on a real server, and the same answers as the embedded engine."""

from dataclasses import replace

import pytest

from search.document import Document
from search.engines import elastic_query
from search.engines.base import Count, EngineError, IndexMissing, Request
from search.engines.elastic import Elastic
from search.engines.elastic_server import Connection, Server
from search.facets import FACETS
from search.plan import plan
from search.tree import Terms
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


def test_hits_are_not_counted_where_the_counts_tell_how_many_there_are(elastic_engine):
    everything = Request(counts=(Count("soort", "type"),), limit=1)
    filtered = replace(everything, filters={"soort": Terms("type", ("hulp",))})
    for request in (everything, filtered, replace(filtered, counts=())):
        hits, *tallies = elastic_query.build("index", request)[1::2]
        told = [lines["track_total_hits"] for lines in tallies]

        assert [hits["track_total_hits"], *told].count(True) == 1
        whole = elastic_engine.search(replace(request, limit=100))
        assert elastic_engine.search(request).count == whole.count == len(whole.hits) > 1
    # A facet that is chosen is counted over more than the results.
    assert elastic_query.build("index", filtered)[1]["track_total_hits"]


class _Busy:
    """A client whose every call brings answers with these statuses, one call after another."""

    def __init__(self, *statuses):
        self.statuses = list(statuses)

    def msearch(self, searches):
        status = self.statuses.pop(0)
        failed = {"status": status, "error": {"type": "x"}}
        return {"responses": [{"status": 200}, failed if status != 200 else {"status": 200}]}


@pytest.mark.parametrize(("status", "error"), [(404, IndexMissing), (400, EngineError)])
def test_one_search_of_a_call_that_fails_fails_the_call(status, error):
    connection = Connection(Server(("http://a.test:9200",)))

    with pytest.raises(error):
        connection.answers(_Busy(status), [])


def test_a_busy_node_is_asked_again_as_often_as_there_are_nodes():
    connection = Connection(Server(("http://a.test:9200", "http://b.test:9200")))

    assert len(connection.answers(_Busy(503, 429, 200), [])) == 2
    with pytest.raises(EngineError):
        connection.answers(_Busy(503, 429, 503, 200), [])
