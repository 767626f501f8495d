"""What the tests of imports share: a partner, its manager, and somebody else's web site."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests import builders


class Site:
    """Somebody else's web site, of which a test says what it answers."""

    def __init__(self, server):
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        self.status, self.content, self.headers, self.asked = 200, b"", {}, []


@pytest.fixture
def site(settings):
    settings.FEED_NETWORKS = ["127.0.0.0/8"]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            there = self.server.site
            there.asked.append(dict(self.headers))
            etag = there.headers.get("ETag")
            same = etag and self.headers.get("If-None-Match") == etag
            self.send_response(304 if same else there.status)
            for name, value in {"Content-Type": "text/calendar", **there.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if not same:
                self.wfile.write(there.content)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.site = Site(server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.site
    server.shutdown()
    server.server_close()


@pytest.fixture
def partner():
    return builders.make_partner("Buurtkeuken", telephone="010 123 45 67")


@pytest.fixture
def manager(partner):
    return builders.make_staff(partner)
