"""A whole portal in processes of its own, and a real browser that visits it.

The portal is started as `make run` starts it, with the demonstration content, on
a data folder of its own. Journeys reach it by HTTP and by its mail only: the ORM
refuses to work in the process in which Playwright's loop runs.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from portal import mail

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
START = 300  # seconds that a first start may take on a busy machine


def pytest_collection_modifyitems(items):
    """Mark every journey, and run them after all that uses the ORM."""
    journeys = [item for item in items if Path(item.path).is_relative_to(Path(__file__).parent)]
    for item in journeys:
        item.add_marker(pytest.mark.journey)
    items[:] = [item for item in items if item not in journeys] + journeys


@dataclass
class Portal:
    """A running portal: where it is, what it mailed, and a way to change it from outside."""

    url: str
    var: Path
    environment: dict
    process: subprocess.Popen | None = field(default=None, repr=False)

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


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Iterator[Portal]:
    """A portal with the demonstration content, its worker running, until the last journey."""
    var = tmp_path_factory.mktemp("portal")
    port = _free_port()
    with _database() as database_url:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "VAR_DIR": str(var),
            "PORT": str(port),
            "DATABASE_URL": database_url,
        }
        environment.pop("BASE_URL", None)
        started = Portal(f"http://127.0.0.1:{port}", var, environment)
        log = (var / "run.log").open("w")
        started.process = subprocess.Popen(
            [sys.executable, "scripts/run.py", "--here"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_well(started)
            yield started
        finally:
            started.process.send_signal(signal.SIGTERM)
            started.process.wait(60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class _database:
    """The address of a database for one portal: its own on PostgreSQL, "" for SQLite."""

    def __enter__(self) -> str:
        self.url = os.environ.get("DATABASE_URL", "")
        if not self.url.startswith("postgres"):
            return ""
        self.name = f"journeys_{secrets.token_hex(4)}"
        self._run(f"CREATE DATABASE {self.name}")
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{self.name}"))

    def __exit__(self, *_) -> None:
        if self.url.startswith("postgres"):
            self._run(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)


def _wait_until_well(started: Portal) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        if started.process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{started.url}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"the portal did not start:\n{(started.var / 'run.log').read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.fail("There is no Chromium here. On Debian or Ubuntu: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


class Watcher:
    """What must not happen on any page: foreign requests, blocked scripts, script errors."""

    def __init__(self, page: Page, home: str):
        self.home, self.complaints = home, []
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))

    def _request(self, request):
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.complaints.append(f"foreign request: {request.url}")

    def _console(self, message):
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            self.complaints.append(f"blocked: {message.text}")


@pytest.fixture
def open_page(browser, portal):
    """Open pages as `open_page(width, height, **context)`; each is watched."""
    contexts, watchers = [], []

    def opener(width: int, height: int = 900, **options) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            base_url=portal.url,
            **options,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        watchers.append(Watcher(page, portal.url))
        return page

    yield opener
    for context in contexts:
        context.close()
    complaints = [complaint for watcher in watchers for complaint in watcher.complaints]
    assert not complaints, complaints


@pytest.fixture
def page_phone(open_page) -> Page:
    """A page as wide as a phone."""
    return open_page(**PHONE, has_touch=True)


@pytest.fixture
def page_desktop(open_page) -> Page:
    """A page as wide as a small laptop."""
    return open_page(**DESKTOP)


@pytest.fixture(scope="session")
def axe():
    """Assert that axe-core finds nothing on a page: `axe(page)`."""
    engine = Axe()

    def check(page: Page) -> None:
        found = engine.run(page)
        report = found.generate_report() if found.violations_count else ""
        assert not found.violations_count, f"{page.url} at {page.viewport_size}\n{report}"

    return check
