from datetime import date

import pytest
from django.http import QueryDict

from search.query import BadQuery, parse


def test_reads_every_filter_by_its_name():
    query = parse(
        QueryDict(
            "q= koffie%20%20ochtend&soort=activiteit&doelgroep=ouders&dag=woensdagmiddag&leeftijd=8"
            "&prijs=gratis&plek=vrij&van=2026-11-21&tot=2026-12-01&postcode=3141ab&sorteer=datum"
            "&pagina=2"
        )
    )

    assert query.text == "koffie ochtend"
    assert query.filters == {
        "soort": ("activiteit",), "doelgroep": ("ouders",), "dag": ("wo-middag",),
        "leeftijd": ("4-11",), "prijs": ("gratis",), "plek": ("vrij",),
    }  # fmt: skip
    assert (query.first_day, query.last_day) == (date(2026, 11, 21), date(2026, 12, 1))
    assert (query.postcode, query.sort, query.page) == ("3141", "datum", 2)


def test_an_address_reads_back_as_the_same_request():
    query = parse(QueryDict("q=thee+%26+koffie&thema=rouw&thema=taal&van=2026-11-21&pagina=3"))

    assert parse(QueryDict(query.parameters())) == query


def test_choosing_a_value_twice_takes_it_out_again():
    query = parse(QueryDict("thema=rouw&pagina=4"))

    assert query.toggled("thema", "taal").filters == {"thema": ("rouw", "taal")}
    assert query.toggled("thema", "rouw").filters == {}
    assert query.toggled("thema", "taal").page == 1


def test_a_value_that_nobody_knows_stays():
    assert parse(QueryDict("thema=bestaat-niet")).filters == {"thema": ("bestaat-niet",)}


@pytest.mark.parametrize(
    "address",
    [
        "q=" + "a" * 100_000, "pagina=1000000000", "pagina=0", "pagina=-1", "pagina=x",
        "pagina=" + "9" * 5000, "van=99999-01-01", "van=gisteren", "tot=2026-13-01",
        "van=2026-12-02&tot=2026-12-01", "sorteer=prijs", "dag=ooit", "prijs=duur", "plek=vol",
        "postcode=abc", "thema=%00", 'wijk=a"b', "&".join(f"thema=t{n}" for n in range(100)),
    ],
)  # fmt: skip
def test_refuses_what_makes_no_sense(address):
    with pytest.raises(BadQuery):
        parse(QueryDict(address))


@pytest.mark.parametrize(
    "text", ["", "%22", "%00", "'", "%C3%28", "(a OR", "*", "a%00b", "+" * 400]
)
def test_takes_any_text(text):
    assert "\x00" not in parse(QueryDict(f"q={text}")).text
