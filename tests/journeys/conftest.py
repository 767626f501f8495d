"""A whole portal, and a real browser that visits it; see tests.running."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests import running

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
STILL = """() => Promise.all(document.getAnimations()
  .filter(one => one.effect.getTiming().iterations !== Infinity)
  .map(one => one.finished.catch(() => {})))"""


def pytest_collection_modifyitems(items):
    """Mark every journey, and run them after all that uses the ORM."""
    journeys = [item for item in items if Path(item.path).is_relative_to(Path(__file__).parent)]
    for item in journeys:
        item.add_marker(pytest.mark.journey)
    items[:] = [item for item in items if item not in journeys] + journeys


@pytest.fixture(scope="session")
def portal(tmp_path_factory, worker_id) -> Iterator[running.Portal]:
    """A portal with the demonstration content, its worker running, until the last journey.

    Where several run the journeys side by side, each has a portal of its own.
    """
    var = tmp_path_factory.mktemp("portal")
    if worker_id != "master" and not os.environ.get("DATABASE_URL"):
        shared = tmp_path_factory.getbasetemp().parent
        shutil.copytree(running.seeded(shared), var, dirs_exist_ok=True)
    with running.start(var) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    try:
        path = running.chromium()
    except running.NoChromium as missing:
        pytest.fail(str(missing))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=running.ARGUMENTS)
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
        options = {"base_url": portal.url} | options
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            **options,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        watchers.append(Watcher(page, options["base_url"]))
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
        page.wait_for_load_state()  # an address may be there before its page is
        page.evaluate(STILL)  # what fades in has other colours on its way
        found = engine.run(page)
        report = found.generate_report() if found.violations_count else ""
        assert not found.violations_count, f"{page.url} at {page.viewport_size}\n{report}"

    return check
