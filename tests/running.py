"""A whole portal in processes of its own, as `make run` starts it, and a browser for it.

Used by the journeys, the screenshots and the benchmarks. They reach the portal by HTTP
and by its mail only: the ORM refuses to work where Playwright's loop runs.
"""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from portal import mail

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START = 400  # seconds that a first start may take on a busy machine


class NoChromium(Exception):
    """There is no Chromium on this machine."""


def chromium() -> str:
    """Return the path of the system's Chromium.

    :raises NoChromium: none is installed; the message says how to.
    """
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        raise NoChromium("There is no Chromium. On Debian or Ubuntu: apt-get install chromium")
    return path


@dataclass
class Portal:
    """A running portal: where it is, what it mailed, and a way to change it from outside."""

    url: str
    var: Path
    environment: dict[str, str]

    def mails(self, to: str = "") -> list[EmailMessage]:
        """Return what was mailed, newest first; to one address, if given."""
        folder = self.var / "mail"
        letters = [mail.read(name, folder) for name in mail.names(folder)]
        return [letter for letter in letters if to in str(letter["to"])]

    def wait_for_mail(self, to: str, subject: str = "", seconds: float = 30) -> EmailMessage:
        """Return the newest mail to an address whose subject holds the given words."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for letter in self.mails(to):
                if subject.casefold() in str(letter["subject"]).casefold():
                    return letter
            time.sleep(0.2)
        had = [str(letter["subject"]) for letter in self.mails(to)]
        raise AssertionError(f"no mail {subject!r} to {to} within {seconds} s; there were {had}")

    def python(self, code: str) -> str:
        """Run code in a Django shell of this portal and return what it printed."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def new_password(self, username: str) -> str:
        """Give a member of staff a new password and return it."""
        password = secrets.token_urlsafe(16)
        self.python(
            "from django.contrib.auth.models import User; "
            f"u = User.objects.get(username={username!r}); "
            f"u.set_password({password!r}); u.save()"
        )
        return password


def seeded(shared: Path) -> Path:
    """Return a data folder with the demonstration content in it, on SQLite.

    Whoever asks first makes it, in the folder shared; who asks meanwhile waits for it.
    """
    from tests import template  # needs settings, which not all who start a portal have

    folder = shared / "seeded"
    with (shared / "seeded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = Path(tempfile.mkdtemp(dir=shared))
            template.copy_file(str(unfinished / "portal.sqlite3"))
            environment = os.environ | {
                "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
                "VAR_DIR": str(unfinished),
                "DATABASE_URL": "",
            }
            command = [sys.executable, "manage.py", "prepare"]
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
            unfinished.rename(folder)
    return folder


@contextlib.contextmanager
def start(var: Path | None = None) -> Iterator[Portal]:
    """Run a portal with the demonstration content, its worker beside it, until the block ends.

    Its data are in var, or in a folder that is gone afterwards. With DATABASE_URL set to a
    PostgreSQL server it gets a database of its own there.

    :raises AssertionError: it did not get well; the message holds its output.
    """
    with contextlib.ExitStack() as stack:
        var = var or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-")))
        port = free_port()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "VAR_DIR": str(var),
            # A browser that is driven fills in a form faster than any person.
            "LIMITS": json.dumps({"form": [0, 86400]}),
            "AVIF_PACE": "10",  # pictures may be large here, and leave the cores to the tests
            "PORT": str(port),
            "BASE_URL": f"http://127.0.0.1:{port}",
            "DATABASE_URL": stack.enter_context(_database()),
        }
        log = var / "run.log"
        process = subprocess.Popen(
            [sys.executable, "scripts/run.py", "--here"],
            cwd=ROOT,
            env=environment,
            stdout=stack.enter_context(log.open("w")),
            stderr=subprocess.STDOUT,
        )
        try:
            started = Portal(environment["BASE_URL"], var, environment)
            _wait_until_well(started, process, log)
            yield started
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def _database() -> Iterator[str]:
    """Yield the address of a database for one portal: its own on PostgreSQL, "" for SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    name = f"portal_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _wait_until_well(started: Portal, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{started.url}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"the portal did not start:\n{log.read_text()}")
