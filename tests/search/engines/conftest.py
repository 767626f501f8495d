"""Both engines, filled with the same small neighbourhood."""

import uuid

import pytest

from search.engines.elastic import Elastic
from search.engines.elastic_server import Server
from search.engines.embedded import Embedded
from tests.search import corpus


def elastic(url):
    return Elastic(Server((url,)), f"test-{uuid.uuid4().hex[:8]}")


def drop(engine):
    """Remove the indexes that a test made on the server."""
    names = list(engine.client.indices.get(index=f"{engine.alias}-*"))
    if names:
        engine.client.indices.delete(index=names)


@pytest.fixture(scope="module")
def embedded_engine(tmp_path_factory):
    engine = Embedded(tmp_path_factory.mktemp("index"))
    engine.rebuild(corpus.neighbourhood())
    return engine


@pytest.fixture(scope="module")
def elastic_engine(elasticsearch_url):
    engine = elastic(elasticsearch_url)
    engine.rebuild(corpus.neighbourhood())
    yield engine
    drop(engine)
