"""Where the index lives: embedded in the process, or on an Elasticsearch server."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from search.engines.base import Engine


def current() -> Engine:
    """Return the engine that the settings name; it opens its index on first use."""
    if settings.SEARCH_ENGINE == "elastic":
        options = {**settings.ELASTICSEARCH, "hosts": tuple(settings.ELASTICSEARCH["hosts"])}
        return _elastic(options.pop("index"), tuple(sorted(options.items())))
    return _embedded(str(settings.SEARCH_INDEX_DIR))


@lru_cache(8)
def _elastic(index: str, options: tuple[tuple[str, Any], ...]) -> Engine:
    from search.engines.elastic import Elastic
    from search.engines.elastic_server import Server

    return Elastic(Server(**dict(options)), index)


@lru_cache(8)
def _embedded(folder: str) -> Engine:
    from search.engines.embedded import Embedded

    return Embedded(Path(folder))
