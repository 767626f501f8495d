#!/usr/bin/env python
"""Time a whole search in the process: plan, engine, facets, highlights, payload.

    benchmarks/search.py [--documents 10000] [--rounds 3] [--elastic URL]

Prints its conditions and the median and 95th percentile in milliseconds of each kind of query.
"""

import argparse
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.http import QueryDict  # noqa: E402

from search import days, engines, finding, results  # noqa: E402
from search.document import Document  # noqa: E402
from search.query import parse  # noqa: E402

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
SUBJECTS = [
    "koffie", "wandelen", "taal", "muziek", "koken", "scheiding", "autisme", "opvoeden", "rouw",
    "schilderen", "dansen", "computer", "sport", "huiswerk", "moestuin", "voorlezen", "bingo",
]  # fmt: skip
FORMS = ["ochtend", "middag", "avond", "groep", "cursus", "training", "inloop", "café", "club"]
PEOPLE = ["ouders", "kinderen", "jongeren", "senioren", "iedereen", "vrouwen", "nieuwkomers"]
PLACES = ["oost", "west", "centrum", "vlijmen", "drunen", "noord", "zuid"]
SENTENCES = [
    "Je bent van harte welkom.", "Er is koffie en thee.", "Neem gerust iemand mee.",
    "We praten over wat je bezighoudt.", "Een vrijwilliger helpt je op weg.",
    "Je leert andere mensen uit de buurt kennen.", "Aanmelden hoeft niet.",
    "Heb je vragen over opvoeden of geld? Dan denken we met je mee.",
    "De zaal is goed te bereiken met een rolstoel.", "Je kind mag ook komen spelen.",
]  # fmt: skip
QUERIES = {
    "plain": ["koffie", "wandelen senioren", "taalcafé", "scheidingsgroep", "muziek avond"],
    "typo": ["wandellen", "schijdingsgroep", "muziekmidag", "jongernavond"],
    "sentence": ["woensdagmiddag iets voor kind met autisme in oost", "gratis koken voor ouders"],
    "faceted": ["koffie&doelgroep=ouders&wijk=oost", "dag=wo&dag=middag", "club&thema=rouw"],
    "list": ["", "&sorteer=datum&pagina=4"],
}  # fmt: skip


def corpus(number: int):
    """Yield made-up activities, each with ten to thirty sessions."""
    draw = random.Random(7)
    picture = "<picture>" + "<source srcset='/media/x.fill-400x225.avif 400w'>" * 6 + "</picture>"
    for pk in range(1, number + 1):
        subject, form, people = draw.choice(SUBJECTS), draw.choice(FORMS), draw.choice(PEOPLE)
        place = draw.choice(PLACES)
        first = NOW + timedelta(days=draw.randrange(1, 60), hours=draw.randrange(-2, 10))
        dates = [first + timedelta(days=7 * week) for week in range(draw.randrange(10, 30))]
        pairs = [days.tokens(start, start + timedelta(hours=2)) for start in dates]
        title = f"{subject.capitalize()}{form} {place} {pk}"
        summary = f"Samen bezig met {subject}, voor {people}."
        yield Document(
            pk=pk,
            title=title,
            summary=summary,
            labels=(form, people, subject, place),
            text=" ".join(draw.choices(SENTENCES, k=12)),
            keywords={
                "type": ("activiteit",), "kind": (form,), "audience": (people,),
                "theme": (subject,), "age": ("4-11", "12-17"), "neighbourhood": (place,),
                "municipality": ("maassluis",), "price": (draw.choice(("gratis", "betaald")),),
                "places": draw.choice(((), ("vrij",))),
                "day": tuple({token for day, _date in pairs for token in day}),
                "date": tuple({token for _day, date in pairs for token in date}),
            },
            next_at=int(first.timestamp()),
            latitude=51.9 + draw.random() / 10,
            longitude=4.2 + draw.random() / 10,
            payload={
                "title": title, "summary": summary, "url": f"/partners/p/{pk}/",
                "type": "activiteit", "kind": form, "kind_label": form, "where": place,
                "audience": people, "organiser": "Buurtvereniging", "price_label": "Gratis",
                "sessions": [[int(d.timestamp()), int(d.timestamp()) + 7200] for d in dates[:6]],
                "chip": ["plek", "Plek"], "picture": picture, "is_example": True,
            },
        )  # fmt: skip


def measure(kind: str, rounds: int) -> None:
    took = []
    for _round in range(rounds):
        for text in QUERIES[kind]:
            query = parse(QueryDict(text if "=" in text.split("&")[0] else f"q={text}"))
            began = time.perf_counter()
            found = finding.find(query, NOW)
            results.of_found(found, NOW, None)
            took.append((time.perf_counter() - began) * 1000)
    took.sort()
    p95 = took[int(len(took) * 0.95)]
    print(f"{kind:10} {statistics.median(took):8.1f} {p95:8.1f} {len(took):6}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=60)
    options.add_argument("--elastic", help="also the address of a server to measure on")
    options = options.parse_args()
    print(
        f"{options.documents} documents, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}, one process, one query at a time"
    )
    settings.SEARCH_INDEX_DIR = Path(tempfile.mkdtemp(prefix="search-benchmark-"))
    settings.ELASTICSEARCH = {"hosts": [options.elastic], "index": "benchmark", "api_key": None}
    for engine in ("embedded", "elastic") if options.elastic else ("embedded",):
        settings.SEARCH_ENGINE = engine
        began = time.perf_counter()
        engines.current().rebuild(corpus(options.documents))
        print(f"\n{engine}: built in {time.perf_counter() - began:.1f} s")
        print(f"{'query':10} {'p50 ms':>8} {'p95 ms':>8} {'times':>6}")
        for kind in QUERIES:
            measure(kind, options.rounds)


if __name__ == "__main__":
    main()
