import subprocess
import sys

import pytest
from django.conf import settings

from portal import serving


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/", "/"),
        ("/partners/buurtvereniging-de-vliet/groepssessies-scheiding/", None),
        ("/static/css/base.0a1b2c3d4e5f.css", None),
        ("/aanmelden/2f1c0e4e-8a35-4b7c-9f0d-0f6f3b1a2c3d/", None),
        ("/aanmelden/a/Zx8_kQ2pR7vLm3NcT5wYb9HdJ4sF6gUe1oKiXqA0rBt/", "/aanmelden/a/…/"),
        ("/aanmelden/a/abcdefghijklmnopqrstuvwxyz/", "/aanmelden/a/…/"),
    ],
)
def test_leaves_tokens_out_of_the_access_log(path, written):
    assert serving.mask(path) == (written or path)


def test_writes_no_address_and_no_query_string():
    assert not any(
        part in serving.access_log_format for part in ("%(h)s", "%(q)s", "%(r)s", "%(f)s")
    )


LOADED = """
import threading
from portal import serving, wsgi
serving.when_ready(None)
from django.db import connections
print(sum(one.connection is not None for one in connections.all()), threading.active_count())
"""


def test_what_is_loaded_before_the_processes_part_holds_no_connection_and_no_thread():
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=settings.BASE_DIR, capture_output=True, text=True
    )

    assert done.stdout.split() == ["0", "1"], done.stderr
