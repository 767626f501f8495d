"""Words that no page holds, and what is let go first: found all the same."""

import pytest

from search import finding, relaxing, wording
from search.document import Document
from search.dutch import lists, synonyms
from search.engines.base import Answer
from search.engines.embedded import Embedded
from search.plan import EVERYTHING, Plan
from search.query import Query
from search.sentences.wish import DAY, PRICE, Wish
from tests.search import corpus

TITLES = ("Hutten bouwen", "Groepssessies scheiding", "Hulp bij schulden", "Soep en koffie")


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    engine = Embedded(tmp_path_factory.mktemp("everyday"))
    engine.rebuild([Document(pk, title) for pk, title in enumerate(TITLES, 1)])
    return engine


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("hutenbouwen", "Hutten bouwen"),
        ("soepkofie", "Soep en koffie"),
        ("kastelenbouwen", "Hutten bouwen"),
        ("koningsscheiding", "Groepssessies scheiding"),
        ("scheidingsgedoe", "Groepssessies scheiding"),
        ("huurachterstand", "Hulp bij schulden"),
        ("uzależnienie i długi", "Hulp bij schulden"),
        # Words that say nothing beside others still ask for something alone.
        ("pomoc", "Hulp bij schulden"),
        ("مساعدة", "Hulp bij schulden"),
    ],
)
def test_finds_what_a_word_that_no_page_holds_asks_for(engine, text, title):
    found = finding.ask(engine, wording.standard(), Query(text=text), corpus.NOW)

    assert title in [hit.payload.get("title") or TITLES[hit.pk - 1] for hit in found.answer.hits]


@pytest.mark.parametrize("text", ["xyzzyqwerty", "bouwgrond", "regenjasje van suiker"])
def test_a_short_piece_of_an_unknown_word_leads_nowhere(engine, text):
    found = finding.ask(engine, wording.standard(), Query(text=text), corpus.NOW)

    assert not found.answer.hits


def _answer(count):
    return Answer(count, [], {})


def test_lets_the_first_wish_go_that_leaves_enough():
    day = Wish(DAY, ("wo-avond",), "woensdagavond", 0, 1)
    price = Wish(PRICE, ("gratis",), "gratis", 1, 2)
    counts = {("wo", "gratis"): 1, ("gratis",): relaxing.FEW, ("wo-avond",): relaxing.FEW + 5}

    def search(_tree, wishes, _let_go):
        return _answer(counts.get(tuple(value for wish in wishes for value in wish.values), 9))

    loosened = relaxing.relax(search, Plan(EVERYTHING, wishes=(day, price)), _answer(0))

    assert [gone.field for gone in loosened.let_go] == [DAY]
    counts[("gratis",)] = counts[("wo-avond",)] = 0
    loosened = relaxing.relax(search, Plan(EVERYTHING, wishes=(day, price)), _answer(0))
    assert [gone.field for gone in loosened.let_go] == [relaxing.PART]


def test_every_shipped_line_fits_in_the_table():
    for name in synonyms.SHIPPED:
        for line in lists.lines(name):
            left, _arrow, right = line.partition("=>")
            assert max(len(left.strip()), len(right.strip())) <= 250, line
