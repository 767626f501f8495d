"""The embedded engine: the contract, and what is particular to an index in a folder."""

import multiprocessing
import os
import signal
import time

import pytest

from search.document import Document
from search.engines import embedded
from search.engines.base import EngineError, IndexMissing, Request
from search.engines.embedded import Embedded
from tests.search.engines.contract import ReadingContract, WritingContract, ids


class TestReading(ReadingContract):
    @pytest.fixture
    def engine(self, embedded_engine):
        return embedded_engine


class TestWriting(WritingContract):
    @pytest.fixture
    def fresh(self, tmp_path):
        return Embedded(tmp_path / "index")


@pytest.fixture
def folder(tmp_path):
    Embedded(tmp_path).rebuild([Document(1, "Koffie")])
    return tmp_path


def test_another_process_sees_a_write_at_its_next_search(folder):
    reader, writer = Embedded(folder), Embedded(folder)
    assert ids(reader.search(Request())) == [1]

    writer.write([Document(2, "Thee")], [])
    assert len(ids(reader.search(Request()))) == 2

    writer.rebuild([Document(3, "Soep")])
    assert ids(reader.search(Request())) == [3]


def test_an_index_of_another_version_counts_as_missing(folder, monkeypatch):
    monkeypatch.setattr(embedded, "VERSION", "s999d1")

    with pytest.raises(IndexMissing):
        Embedded(folder).search(Request())


@pytest.mark.parametrize("name", ["meta.json", "words.json"])
def test_a_broken_file_counts_as_missing(folder, name):
    current = folder / (folder / "current").read_text()
    (current / name).write_text("{broken")

    with pytest.raises(IndexMissing):
        Embedded(folder).search(Request())


def test_a_second_writer_waits_and_then_gives_up(folder, monkeypatch):
    monkeypatch.setattr(embedded, "LOCK_SECONDS", 0.2)
    first, second = Embedded(folder), Embedded(folder)

    with first._writing(), pytest.raises(EngineError):
        second.write([Document(2, "Thee")], [])

    second.write([Document(2, "Thee")], [])
    assert second.count() == 2


def test_a_child_forked_while_the_index_is_open_can_search(folder):
    engine = Embedded(folder)
    engine.search(Request())

    child = multiprocessing.get_context("fork").Process(target=engine.search, args=(Request(),))
    child.start()
    child.join(10)

    assert child.exitcode == 0


def _write_for_ever(folder):
    engine = Embedded(folder)
    for number in range(10_000):
        engine.write([Document(pk, f"Koffie {number}") for pk in range(1, 40)], [])


def test_a_killed_writer_leaves_a_working_index(folder):
    reader = Embedded(folder)
    for round_ in range(6):
        writer = multiprocessing.get_context("fork").Process(target=_write_for_ever, args=(folder,))
        writer.start()
        time.sleep(0.15 + 0.07 * round_)
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()

        assert reader.search(Request()).count >= 1

        fresh = Embedded(folder)
        fresh.write([Document(100 + round_, "Thee")], [])
        assert 100 + round_ in ids(fresh.search(Request(limit=100)))
