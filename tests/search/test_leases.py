"""Several workers: one at a time, and never an older document last."""

import os
import socket
from datetime import timedelta

import pytest

from common import clock
from search import engines, finding, indexing, leases
from search.document import Document
from search.engines.base import Overtaken, Request
from search.models import Change, Lease
from search.query import Query
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("either_engine")]


def shown():
    return sorted(hit.payload["title"] for hit in engines.current().search(Request()).hits)


@pytest.fixture
def partner():
    partner = builders.make_partner("Buurtkeuken")
    while indexing.run(clock.now()):
        pass
    return partner


def test_does_nothing_while_another_worker_writes(partner):
    builders.make_activity("Soepcafé", partner=partner)
    now = clock.now()
    leases.take(leases.INDEXING, now)
    Lease.objects.update(holder="elsewhere:1")

    assert indexing.run(now) == 0
    assert indexing.run(now + leases.LASTS + timedelta(seconds=1)) > 0


def test_takes_over_at_once_from_a_worker_that_was_killed_here():
    now = clock.now()
    first = leases.take(leases.INDEXING, now)
    gone = os.fork()
    if not gone:
        os._exit(0)
    os.waitpid(gone, 0)
    Lease.objects.update(holder=f"{socket.gethostname()}:{gone}")

    assert leases.take(leases.INDEXING, now) > first


def test_numbers_grow_even_after_a_restore_of_the_database():
    first = leases.take(leases.INDEXING, clock.now())
    Lease.objects.all().delete()

    assert leases.take(leases.INDEXING, clock.now() + timedelta(milliseconds=1)) > first


def test_an_older_document_is_never_written_last(partner):
    engine = engines.current()
    held_up = leases.take(leases.INDEXING, clock.now())
    leases.release(leases.INDEXING, held_up)
    later = leases.take(leases.INDEXING, clock.now())
    payload = {"title": "nieuw"}
    engine.write([Document(partner.pk, "Nieuw", payload=payload)], [], later)

    with pytest.raises(Overtaken):
        engine.write([Document(partner.pk, "Oud", payload={"title": "oud"})], [], held_up)

    assert shown() == ["nieuw"]
    assert engine.vocabulary().words == {"nieuw": 1}


def test_a_page_that_is_gone_is_not_brought_back_by_a_slow_worker(partner):
    engine = engines.current()
    held_up = leases.take(leases.INDEXING, clock.now())
    leases.release(leases.INDEXING, held_up)
    later = leases.take(leases.INDEXING, clock.now())
    engine.write([], [partner.pk], later)

    with pytest.raises(Overtaken):
        engine.write([Document(partner.pk, "Buurtkeuken")], [], held_up)

    assert shown() == []


def test_who_was_overtaken_strikes_nothing_off(partner, monkeypatch):
    partner.title = "Kookclub"
    partner.save_revision().publish()
    write = engines.current().write

    def slow(found, gone, number):
        write(found, gone, number)
        Lease.objects.filter(pk=leases.INDEXING).update(number=number + 1)

    monkeypatch.setattr(engines.current(), "write", slow)
    assert indexing.run(clock.now()) == 0

    assert Change.objects.filter(applied_at=None).exists()


def test_only_one_rebuild_runs_at_a_time(partner):
    now = clock.now()
    leases.take(leases.REBUILDING, now)
    Lease.objects.filter(pk=leases.REBUILDING).update(holder="elsewhere:1")

    with pytest.raises(leases.Taken):
        indexing.rebuild(now)


def test_edits_at_every_moment_of_a_rebuild_arrive(partner):
    """Before the snapshot, while it is read, after it is read, and between mark and swap."""
    first = builders.make_activity("Soepcafé", partner=partner)
    second = builders.make_activity("Taartcafé", partner=partner)
    third = builders.make_activity("Theecafé", partner=partner)
    while indexing.run(clock.now()):
        pass

    def rename(page, title):
        page.title = title
        page.save_revision().publish()
        indexing.run(clock.now())

    def edited():
        from search import documents

        found = list(documents.everything(clock.now()))
        rename(first, "Soepkom")
        yield from found[:2]
        second.unpublish()
        yield from found[2:]
        third.delete()
        builders.make_activity("Koffiecafé", partner=partner)
        indexing.run(clock.now())

    engine = engines.current()
    swap = engine.swap

    def late_swap(built, number):
        rename(partner, "Kookclub")
        swap(built, number)

    engine.swap = late_swap
    try:
        indexing.rebuild(clock.now(), edited())
    finally:
        del engine.swap
    while indexing.run(clock.now()):
        pass

    assert shown() == ["Koffiecafé", "Kookclub", "Soepkom"]
    assert finding.find(Query(text="soepkom"), clock.now()).answer.count == 1
