"""What the tests of search share: the same portal on either engine."""

import uuid

import pytest

from search import engines


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch)])
def either_engine(request, settings):
    """Run the test on both engines, each with an index of its own."""
    if request.param == "embedded":
        yield engines.current()
        return
    url = request.getfixturevalue("elasticsearch_url")
    settings.SEARCH_ENGINE = "elastic"
    settings.ELASTICSEARCH = {"hosts": [url], "index": f"test-{uuid.uuid4().hex[:8]}"}
    engine = engines.current()
    yield engine
    names = list(engine.client.indices.get(index=f"{engine.index}-*"))
    if names:
        engine.client.indices.delete(index=names)
