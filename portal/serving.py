"""How gunicorn serves the portal, and what it writes down of a visit: very little."""

import gc
import os
import re

from django.urls import get_resolver
from gunicorn.glogging import Logger

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
timeout = 60
graceful_timeout = 10
keepalive = 5
# The processes share what was loaded once: less memory, and a start in half the time.
preload_app = True
accesslog = "-"
# No visitor's address, no query string, no referrer: who searched for what is nobody's business.
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
loglevel = "warning"

TOKEN = re.compile(r"[A-Za-z0-9_=-]{20,}")


def when_ready(server):
    """Load the pages too, and let no collection of garbage copy what the processes share."""
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


class QuietLogger(Logger):
    """Write no link tokens either: a path segment as long as one is left out."""

    def access(self, resp, req, environ, request_time):
        if req.path not in ("/healthz", "/robots.txt"):  # asked by machines only
            super().access(resp, req, environ, request_time)

    def atoms(self, resp, req, environ, request_time):
        atoms = super().atoms(resp, req, environ, request_time)
        atoms["U"] = mask(atoms["U"] or "")
        return atoms


def mask(path: str) -> str:
    """Return path without what could be a token; a slug of words stays."""
    return "/".join(
        "…" if TOKEN.fullmatch(part) and not _words(part) else part for part in path.split("/")
    )


def _words(part: str) -> bool:
    """Tell a slug or a file name from a token: lower case words joined by hyphens."""
    return part == part.lower() and max(map(len, re.split(r"[-_]", part))) < 20


logger_class = QuietLogger
