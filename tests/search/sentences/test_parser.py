"""What sentences ask for, by rules that can be read back."""

from datetime import date

import pytest

from search.dutch import synonyms
from search.sentences import parser
from search.sentences.lexicon import Lexicon, Names

TODAY = date(2026, 11, 21)  # a Saturday
NAMES = Names(
    audiences=(
        ("peuters", "Baby's en peuters"), ("kinderen", "Kinderen"), ("jongeren", "Jongeren"),
        ("ouders", "Ouders"),
    ),
    themes=(
        ("opvoeden-en-opgroeien", "Opvoeden en opgroeien"), ("autisme-ass", "Autisme (ASS)"),
        ("jongeren", "Jongeren"),
    ),
    municipalities=(("maassluis", "Maassluis"), ("schiedam", "Schiedam")),
    neighbourhoods=(
        ("maassluis-oost", "Oost"), ("schiedam-oost", "Oost"), ("maassluis-centrum", "Centrum"),
    ),
)  # fmt: skip
LEXICON = Lexicon(NAMES)


def understood(text, literal=()):
    wishes = parser.read(text, LEXICON, synonyms.portal(), TODAY, literal)
    return [(wish.field, wish.value, wish.words) for wish in wishes]


@pytest.mark.parametrize(
    ("text", "audiences"),
    [
        ("kleinzoon van 2", "kinderen,jongeren,peuters"),
        ("kind van 14", "kinderen,jongeren"),
        ("zoon van 9 jaar", "kinderen,jongeren,ouders"),
        ("kind", "kinderen"),
        ("ouders, 3 jaar", "ouders"),
    ],
)
def test_a_child_is_of_the_audiences_of_its_age(text, audiences):
    assert ("doelgroep", audiences) in [found[:2] for found in understood(text)]


def test_understands_a_whole_sentence():
    assert understood("woensdagmiddag iets voor kind met autisme in Oost") == [
        ("dag", "wo-middag", "woensdagmiddag"),
        ("doelgroep", "kinderen", "kind"),
        ("thema", "autisme-ass", "autisme"),
        ("wijk", "maassluis-oost,schiedam-oost", "Oost"),
    ]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("morgen", "datum", "2026-11-22"),
        ("vanavond", "datum", "2026-11-21-avond"),
        ("dit weekend", "datum", "2026-11-21/2026-11-22"),
        ("volgende week", "datum", "2026-11-23/2026-11-29"),
        ("24 december", "datum", "2026-12-24"),
        ("1 januari", "datum", "2027-01-01"),
        ("op 3-12", "datum", "2026-12-03"),
        ("in december", "datum", "2026-12-01/2026-12-31"),
        ("komende vrijdagavond", "datum", "2026-11-27-avond"),
        ("29 februari 2028", "datum", "2028-02-29"),
        ("zaterdag ochtend", "dag", "za-ochtend"),
        ("'s avonds", "dag", "avond"),
        ("çarşamba", "dag", "wo"),
        ("8 jaar", "leeftijd", "4-11"),
        ("8-jarige", "leeftijd", "4-11"),
        ("12+", "leeftijd", "12-17"),
        ("van 10 tot 14 jaar", "leeftijd", "4-11,12-17"),
        ("18 maanden", "leeftijd", "0-3"),
        ("gratis", "prijs", "gratis"),
        ("bedava", "prijs", "gratis"),
        ("Schiedam", "gemeente", "schiedam"),
        ("maassluis oost", "wijk", "maassluis-oost"),
        ("in het centrum", "wijk", "maassluis-centrum"),
        ("peuter", "doelgroep", "peuters"),
    ],
)
def test_understands_each_kind_of_wish(text, field, value):
    assert [wish[:2] for wish in understood(text)] == [(field, value)]


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("ik ben 15", "12-17", "15"),
        ("mijn zoon van 14 verveelt zich", "12-17", "14"),
        ("mijn zoon is 9", "4-11", "9"),
        ("klimmen kind 7", "4-11", "7"),
        ("kinderen 4-8", "4-11", "4-8"),
        ("voor kinderen van 10 tot 14", "4-11,12-17", "10 tot 14"),
    ],
)
def test_hears_an_age_without_the_word_year(text, value, words):
    ages = [wish for wish in understood(text) if wish[0] == "leeftijd"]

    assert ages == [("leeftijd", value, words)]


@pytest.mark.parametrize(
    "text",
    [
        "ouders van 9 tot 11 uur", "kinderen 24 december", "het is 8 uur", "kind 2 euro",
        "dat is 10 euro", "groep van 12", "ouders 14:30", "mei is 31 dagen", "ben 3 keer geweest",
    ],
)  # fmt: skip
def test_a_time_a_price_or_a_date_is_no_age(text):
    assert not [wish for wish in understood(text) if wish[0] == "leeftijd"]


@pytest.mark.parametrize(
    "text",
    [
        "", "koffie", "gratis eten", "koffie ochtend", "centrum voor jeugd en gezin",
        "ontmoetingscentrum", "kamer 8", "4-8", "31-31", "jongerenavond", "zwemles",
    ],
)  # fmt: skip
def test_leaves_words_that_mean_nothing_more(text):
    assert understood(text) == []


def test_words_taken_literally_are_not_understood():
    assert understood("woensdag gratis", literal=["woensdag"]) == [("prijs", "gratis", "gratis")]


def test_a_day_that_does_not_exist_breaks_nothing():
    assert understood("31 februari 2026") == [("datum", "2027-02-01/2027-02-28", "februari")]
