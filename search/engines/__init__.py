"""Where the index lives: embedded in the process, or on an Elasticsearch server."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine


def current() -> Engine:
    """Return the engine that the settings name; it opens its index on first use."""
    if settings.SEARCH_ENGINE == "elastic":
        options = settings.ELASTICSEARCH
        return _elastic(tuple(options["hosts"]), options["index"], options["api_key"])
    return _embedded(str(settings.SEARCH_INDEX_DIR))


@lru_cache(8)
def _elastic(hosts: tuple[str, ...], index: str, api_key: str | None) -> Engine:
    from search.engines.elastic import Elastic

    return Elastic(list(hosts), index, api_key)


@lru_cache(8)
def _embedded(folder: str) -> Engine:
    from search.engines.embedded import Embedded

    return Embedded(Path(folder))
