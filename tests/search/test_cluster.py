"""A real cluster of three nodes: one dies, all die, and what visitors notice of it."""

import random
import threading
import time

import pytest

from common import clock
from scripts import cluster as clusters
from search import engines, finding, indexing, status
from search.engines.base import EngineError
from search.query import Query
from tests import builders

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.elasticsearch,
    pytest.mark.long,
    pytest.mark.timeout(1200),
]
WORDS = ("soepcafé", "wandelgroep", "breiclub")
PATIENCE = 180  # seconds


@pytest.fixture(scope="module")
def cluster():
    with clusters.running() as cluster:
        yield cluster


@pytest.fixture
def portal(cluster, settings):
    """A portal on the whole cluster, with a few pages."""
    cluster.start()
    settings.SEARCH_ENGINE = "elastic"
    name = f"test-{random.randrange(10**9)}"
    settings.ELASTICSEARCH = {"hosts": cluster.urls, "index": name}
    partner = builders.make_partner("Buurtkeuken")
    for word in WORDS:
        activity = builders.make_activity(word.capitalize(), partner=partner)
        builders.make_session(builders.make_bare_group(activity=activity))
        activity.save_revision().publish()
    while indexing.run(clock.now()):
        pass
    cluster.start()  # until the new index has its copies
    return partner


class Visitors(threading.Thread):
    """Search without a pause; note what fails."""

    def __init__(self, engine):
        super().__init__()
        self.engine = engine
        self.enough = threading.Event()
        self.searches, self.failures = 0, []

    def run(self):
        from search.engines.base import Request
        from search.tree import Term

        while not self.enough.is_set():
            word = WORDS[self.searches % len(WORDS)]
            try:
                answer = self.engine.search(Request(tree=Term("name", word.replace("é", "e"), 1)))
                if not answer.count:
                    self.failures.append(f"{word}: nothing")
            except EngineError as error:
                self.failures.append(f"{word}: {error}")
            self.searches += 1


def _edit_until(partner, seconds):
    """Rename a page of its own again and again, and index; a write may fail and is done again."""
    page = builders.make_activity("Proef 0", partner=partner)
    number, deadline = 0, time.monotonic() + seconds
    while time.monotonic() < deadline:
        number += 1
        page.title = f"Proef {number}"
        page.save_revision().publish()
        _index_once()
    return page


def _index_once():
    try:
        indexing.run(clock.now())
    except EngineError:
        time.sleep(0.2)


def _catch_up():
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        _index_once()
        try:
            if not status.read(clock.now()).waiting and not status.differences(clock.now()):
                return
        except EngineError:
            time.sleep(0.5)
    raise AssertionError(status.read(clock.now()).wrong)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_no_search_fails_and_nothing_is_lost_when_a_node_dies(portal, cluster, number):
    visitors = Visitors(engines.current())
    visitors.start()
    try:
        _edit_until(portal, 3)
        cluster.nodes[number].kill()
        page = _edit_until(portal, 15)
    finally:
        visitors.enough.set()
        visitors.join()
    _catch_up()

    assert visitors.failures == []
    assert visitors.searches > 50
    found = finding.find(Query(text=page.title), clock.now())
    assert found.answer.hits[0].pk == page.pk
    assert status.read(clock.now()).wrong == []


def test_pages_work_while_the_cluster_is_down_and_the_index_catches_up(portal, cluster, client):
    cluster.kill()
    began = time.monotonic()

    for address in ("/zoeken/?q=soepcafé", "/activiteiten/", "/api/v1/search?q=soepcafé"):
        response = client.get(address)
        assert response.status_code == 200 and "Soepcafé" in response.content.decode()
    assert "gewone lijst" in client.get("/zoeken/?q=soepcafé").content.decode()
    took = time.monotonic() - began
    page = builders.make_activity("Taartmiddag", partner=portal)
    builders.make_session(builders.make_bare_group(activity=page))
    page.save_revision().publish()
    _index_once()
    assert status.read(clock.now()).wrong

    cluster.start()
    _catch_up()

    assert took < 20
    assert finding.find(Query(text="taartmiddag"), clock.now()).answer.hits[0].pk == page.pk
    assert status.read(clock.now()).wrong == []
