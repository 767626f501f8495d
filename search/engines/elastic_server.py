"""The connection to an Elasticsearch cluster: who to ask, how long to wait, and when not to ask.

A cluster that does not answer is left alone for some seconds, so that pages come from the
database at once and the worker is not held up.
"""

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from elastic_transport import ConnectionError as NoConnection
from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError
from elasticsearch.helpers import BulkIndexError, ScanError

from search.engines.base import EngineError, IndexMissing

REST = 5.0  # seconds in which a silent cluster is not asked again
_MISSING = 404
_ELSEWHERE = (429, 502, 503, 504)


@dataclass(frozen=True)
class Server:
    """How to reach a cluster: its nodes or Elastic's cloud id, and how each proves who it is.

    `ca_certs` is a file with the authority that signed the cluster's certificate, and
    `fingerprint` the SHA-256 of that authority; both are for https.
    """

    hosts: tuple[str, ...] = ()
    cloud_id: str | None = None
    api_key: str | None = None
    ca_certs: str | None = None
    fingerprint: str | None = None
    timeout: float = 3.0

    def connect(self) -> Elasticsearch:
        """Return a client that goes on to the next node when one does not answer."""
        options: dict[str, Any] = {
            "cloud_id": self.cloud_id,
            "hosts": None if self.cloud_id else list(self.hosts),
            "ca_certs": self.ca_certs,
            "ssl_assert_fingerprint": self.fingerprint,
        }
        return Elasticsearch(
            **{name: value for name, value in options.items() if value},
            api_key=self.api_key,
            request_timeout=self.timeout,
            max_retries=max(len(self.hosts), 1),
            # Another node may be well when one hangs; the only one is not asked twice.
            retry_on_timeout=len(self.hosts) > 1,
            max_dead_node_backoff=REST,
        )


class Connection:
    """A client for each process, and a pause after a failure."""

    def __init__(self, server: Server):
        self.server = server
        self._client: Elasticsearch | None = None
        self._pid = 0
        self._rests_until = 0.0

    @property
    def client(self) -> Elasticsearch:
        """The client, made on first use so that no fork shares it."""
        if self._client is None or self._pid != os.getpid():
            self._client, self._pid = self.server.connect(), os.getpid()
        return self._client

    @property
    def patient(self) -> Elasticsearch:
        """A client for building, which nobody waits for: asked again, an index would exist."""
        return self.client.options(request_timeout=60, max_retries=0, retry_on_timeout=False)

    @property
    def writing(self) -> Elasticsearch:
        """A client for writes: a cluster that just lost a node takes its time."""
        return self.client.options(request_timeout=10)

    def answers(self, client: Elasticsearch, calls: list[dict]) -> list[dict[str, Any]]:
        """Return the answer of each search of one call; a busy or dying node is not the last asked.

        The client goes on to another node by the status of a call, and each search has its own.
        """
        left = max(len(self.server.hosts), 1)
        while True:
            answers = client.msearch(searches=calls)["responses"]
            failed = [found for found in answers if found.get("error")]
            if not failed:
                return answers
            statuses = {found.get("status") for found in failed}
            if _MISSING in statuses:
                raise IndexMissing(str(failed[0]))
            if not left or not statuses <= {*_ELSEWHERE}:
                raise EngineError(str(failed[0]))
            left -= 1

    @contextlib.contextmanager
    def asking(self) -> Iterator[Elasticsearch]:
        """Give the client, and turn whatever it raises into EngineError."""
        if time.monotonic() < self._rests_until:
            raise EngineError("the server did not answer a moment ago")
        try:
            yield self.client
        except NotFoundError as error:
            raise IndexMissing(str(error)) from error
        except (NoConnection, ConnectionTimeout) as error:
            self._rests_until = time.monotonic() + REST
            raise EngineError(str(error)) from error
        except (ApiError, TransportError, BulkIndexError, ScanError) as error:
            raise EngineError(str(error)) from error
        except (ValueError, KeyError) as error:
            raise EngineError(str(error)) from error
