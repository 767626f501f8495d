"""kill -9 of the indexing worker at random moments: index and database agree afterwards."""

import multiprocessing
import os
import random
import signal
import time

import pytest
from django.db import connections

from activities.models import ActivityPage
from common import clock
from search import documents, engines, indexing, status
from search.document import vocabulary_words
from search.engines.base import EngineError
from tests import builders

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("either_engine"),
]
WORDS = ("Soepcafé", "Taartmiddag", "Wandelgroep", "Praatgroep", "Breiclub", "Muziekavond")


def _work():
    while True:
        try:
            indexing.run(clock.now())
        except EngineError:
            time.sleep(0.05)


def _edit(partner, dice):
    """Make, rename, hide, show or delete a page."""
    pages = list(ActivityPage.objects.order_by("pk"))
    page = dice.choice(pages)
    match dice.randrange(5):
        case 0:
            builders.make_activity(f"{dice.choice(WORDS)} {len(pages)}", partner=partner)
        case 1 | 2:
            page.title = f"{dice.choice(WORDS)} {dice.randrange(1000)}"
            page.save_revision().publish()
        case 3:
            page.save_revision().publish() if not page.live else page.unpublish()
        case _ if len(pages) > 3:
            page.delete()


def _kill_rounds(rounds, seed):
    dice = random.Random(seed)
    partner = builders.make_partner("Buurtkeuken")
    for word in WORDS:
        builders.make_activity(word, partner=partner)
    forking = multiprocessing.get_context("fork")
    for _round in range(rounds):
        connections.close_all()
        worker = forking.Process(target=_work)
        worker.start()
        for _times in range(dice.randrange(1, 4)):
            _edit(partner, dice)
        time.sleep(dice.random() * 0.3)
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
    while indexing.run(clock.now()):
        pass


def _agree():
    engine = engines.current()
    kept = list(engine.stored())
    assert {row.pk for row in kept} == {row.pk for row in documents.everything(clock.now())}
    assert status.differences(clock.now()) == []
    assert status.read(clock.now()).wrong == []
    counts = {}
    for row in kept:
        for word in vocabulary_words(row.source):
            counts[word] = counts.get(word, 0) + 1
    assert engine.vocabulary().words == counts


def test_agrees_after_five_kills():
    _kill_rounds(5, seed=5)

    _agree()


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_agrees_after_fifty_kills():
    _kill_rounds(50, seed=50)

    _agree()
