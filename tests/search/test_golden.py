"""The golden queries: what must stand among the first three, and what must not appear."""

from pathlib import Path

import pytest

from search import finding, wording
from search.dutch.folding import fold
from search.engines.embedded import Embedded
from search.query import Query
from tests.search import corpus

ROWS = [
    (line.split("\t") + ["", ""])[:3]
    for line in (Path(__file__).parent / "data" / "golden.tsv").read_text().splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    engine = Embedded(tmp_path_factory.mktemp("golden"))
    engine.rebuild(corpus.neighbourhood())
    return engine


def find(engine, text):
    return finding.ask(engine, wording.standard(), Query(text=text), corpus.NOW)


@pytest.mark.parametrize(("text", "wanted", "unwanted"), ROWS, ids=[row[0] for row in ROWS])
def test_golden_query(engine, text, wanted, unwanted):
    found = find(engine, text)

    answer = found.answer
    shown = [fold(f"{hit.payload['title']} {hit.payload['summary']}") for hit in answer.hits]
    assert bool(found.urgent) == (wanted.startswith("(urgent") or text == "niet pluis")
    if not wanted.startswith("("):
        assert any(fold(name) in line for name in wanted.split("|") for line in shown[:3])
    titles = {word for hit in answer.hits for word in fold(hit.payload["title"]).split()}
    assert not titles & set(filter(None, unwanted.split("|")))


def test_free_means_that_every_result_costs_nothing(engine):
    answer = find(engine, "gratis").answer

    free = {d.pk for d in corpus.neighbourhood() if d.keywords["price"] == ("gratis",)}
    assert answer.count == len(free) and {hit.pk for hit in answer.hits} <= free


def test_nothing_false_for_a_word_that_no_page_holds(engine):
    assert find(engine, "afval").answer.count == 0
