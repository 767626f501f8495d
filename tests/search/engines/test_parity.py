"""The two engines give the same ids in the same order, and the same counts, for any question."""

import random

import pytest
from django.http import QueryDict

from benchmarks import corpus
from search import finding, results, wording
from search.engines.embedded import Embedded
from search.query import BadQuery, parse
from tests.search.engines.conftest import drop, elastic

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]
LOOSE = (
    "woensdagmiddag vanavond weekend gratis 8 jaar kind autisme gescheiden koffi wandellen "
    "schijdingsgroep muziekmidag in voor de oost welkom vrijwilliger rolstoel onvindbaar"
)
FACETS = {
    "doelgroep": corpus.PEOPLE,
    "thema": corpus.SUBJECTS,
    "vorm": corpus.FORMS,
    "wijk": corpus.PLACES,
    "leeftijd": [*corpus.AGES, "8", "40"],
    "dag": ["ma", "wo", "zo", "avond", "middag", "wo-middag", "za-ochtend"],
    "prijs": ["gratis", "betaald"],
    "plek": ["vrij"],
    "van": ["2026-12-01", "2027-01-10"],
    "tot": ["2027-02-01"],
    "nabij": ["51.92,4.25", "51.95,4.21"],
    "sorteer": ["datum", "afstand", "relevantie"],
    "pagina": ["1", "2", "3", "7"],
}


def questions(number, seed):
    """Yield so many addresses: up to four words and up to four filters each."""
    dice = random.Random(seed)
    words = [*corpus.SUBJECTS, *corpus.FORMS, *corpus.PEOPLE, *corpus.PLACES, *LOOSE.split()]
    for _number in range(number):
        text = " ".join(dice.choices(words, k=dice.randrange(5)))
        names = dice.sample(list(FACETS), dice.randrange(5))
        pairs = [(name, dice.choice(FACETS[name])) for name in names]
        found = QueryDict(mutable=True)
        found.update({"q": text})
        for name, value in pairs:
            found.appendlist(name, value)
            if name in ("doelgroep", "wijk") and dice.random() < 0.4:
                found.appendlist(name, dice.choice(FACETS[name]))
        yield found


def compare(size, number, folder, url, seed):
    """Ask both engines; return how many questions were compared and found something."""
    one, other = Embedded(folder), elastic(url)
    try:
        for engine in (one, other):
            engine.rebuild(corpus.activities(size))
        assert one.vocabulary().saved() == other.vocabulary().saved()
        return sum(_agree(one, other, question) for question in questions(number, seed))
    finally:
        drop(other)


def _agree(one, other, parameters):
    try:
        query = parse(parameters)
    except BadQuery:
        return False
    words = wording.current()
    ours, theirs = (
        finding.ask(engine, words, query, corpus.NOW, query.near) for engine in (one, other)
    )
    told = parameters.urlencode()
    rows = [[(hit.pk, hit.score) for hit in found.answer.hits] for found in (ours, theirs)]
    if query.sort in ("datum", "afstand") or not query.text:
        # Only an order by score asks for scores.
        rows = [[pk for pk, _score in found] for found in rows]
    assert rows[0] == rows[1], told
    assert ours.answer.count == theirs.answer.count, told
    assert ours.answer.facets == theirs.answer.facets, told
    assert ours.relaxed == theirs.relaxed and ours.corrected == theirs.corrected, told
    shown = [results.of_found(found, corpus.NOW, query.near).hits for found in (ours, theirs)]
    assert shown[0] == shown[1], told
    return bool(ours.answer.hits)


def test_the_engines_agree_on_sixty_questions(tmp_path, elasticsearch_url):
    assert compare(400, 60, tmp_path, elasticsearch_url, seed=1) > 20


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_the_engines_agree_on_five_hundred_questions_over_ten_thousand_pages(
    tmp_path, elasticsearch_url
):
    assert compare(10_000, 500, tmp_path, elasticsearch_url, seed=2) > 200
